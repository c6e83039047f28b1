package main_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/coder/websocket"
)

func chatMessages(t *testing.T, env *chatEnv) {
	for _, c := range []struct{ frame, message string }{
		{`{"message":"plain"}`, "plain"},
		{`{"message":""}`, ""},
		{`{}`, "undefined"},
		{`{"message":null}`, "null"},
		{`{"message":12.50}`, "12.5"},
		{`{"message":[1,[2,3]]}`, "1,2,3"},
		{`{"message":{"a":1}}`, "[object Object]"},
		{`{"message":"<b>&amp;\u0000\n\ud83d\ude00"}`, "<b>&amp;\x00\n😀"},
		{`{"message":"mine","name":"other","timestamp":1}`, "mine"},
		{`7`, "undefined"},
	} {
		room := newRoom()
		ann, bob := env.guest(t, room, "ann"), env.guest(t, room, "bob")
		ann.Expect("joined bob")
		ann.SendUntilHeard(c.frame)
		ann.Expect("ann: " + c.message)
		bob.Expect("ann: " + c.message)
		if a, b := ann.messages()[0].raw, bob.messages()[0].raw; a != b {
			t.Errorf("%s: ann hears %s, bob hears %s", c.frame, a, b)
		}
	}
}

// SendUntilHeard sends a frame until the answer is not that the limiter has not answered yet.
func (g *chatGuest) SendUntilHeard(frame string) {
	g.t.Helper()
	for range 10000 {
		from := g.heard()
		g.SendText(frame)
		at, err := g.find(from, func(chatEvent) bool { return true })
		if err != nil {
			g.t.Fatal(err)
		}
		if g.event(at).String() != rateLimited {
			return
		}
		g.forget(at)
	}
	g.t.Fatalf("%s may not send %q", g.name, frame)
}

func chatRefusesLongMessages(t *testing.T, env *chatEnv) {
	room := newRoom()
	ann, bob := env.guest(t, room, "ann"), env.guest(t, room, "bob")
	ann.Expect("joined bob")
	longest := strings.Repeat("😀", 128)
	ann.Say(longest)
	ann.Expect("ann: " + longest)
	ann.SendUntilHeard(`{"message":"` + longest + `."}`)
	ann.Expect("error Message too long.")
	ann.Say("short")
	ann.Expect("ann: short")
	bob.Expect("ann: "+longest, "ann: short")
}

func chatReportsBadMessages(t *testing.T, env *chatEnv) {
	place := regexp.MustCompile(`(?m)^    at .*\bchat\.(m?js):\d+:\d+\)?$`)
	if !env.project.original {
		place = regexp.MustCompile(`(?m)^    at .*\b(room\.mjs|worker\.js):\d+:\d+\)?$`)
	}
	for _, c := range []struct {
		kind  websocket.MessageType
		frame string
		class string
	}{
		{websocket.MessageText, "not json", "SyntaxError"},
		{websocket.MessageText, "", "SyntaxError"},
		{websocket.MessageText, `{"message":`, "SyntaxError"},
		{websocket.MessageText, `null`, "TypeError"},
		{websocket.MessageBinary, "\x00\xff", "SyntaxError"},
	} {
		for _, named := range []bool{false, true} {
			guest := env.visit(t, newRoom())
			if named {
				guest.Join("ann")
				guest.Skip()
			}
			at := guest.heard()
			for ok := true; ok; {
				if err := guest.send(c.kind, c.frame); err != nil {
					t.Fatal(err)
				}
				if _, err := guest.find(at, func(chatEvent) bool { return true }); err != nil {
					t.Fatal(err)
				}
				if ok = guest.event(at).String() == rateLimited; ok {
					guest.forget(at)
				}
			}
			got := guest.Next().String()
			if !strings.HasPrefix(got, "error "+c.class+": ") || !place.MatchString(got) {
				t.Errorf("frame %q, named %v: got %q, want a %s with a stack of %v", c.frame, named, got, c.class, place)
			}
			if !named {
				guest.SendUntilHeard(`{"name":"ann"}`)
				guest.Expect("joined ann", "ready")
				guest.name = "ann"
			}
			guest.Say("still here")
			guest.Expect("ann: still here")
		}
	}
}

func chatQueuesForTheUnnamed(t *testing.T, env *chatEnv) {
	room := newRoom()
	ann := env.guest(t, room, "ann")
	silent := env.visit(t, room)
	ann.Say("before")
	bob := env.guest(t, room, "bob")
	bob.hangUp()
	ann.Expect("ann: before", "joined bob", "quit bob")
	if silent.heard() > 0 {
		t.Errorf("a visitor without a name heard %v", silent.event(0))
	}
	silent.Join("sue")
	silent.Expect("joined ann", "ann: before", "joined bob", "quit bob", "joined sue", "ready")
}

func chatCompressed(t *testing.T, env *chatEnv) {
	room := newRoom()
	ann := env.dial(t, roomPath(room), chatDialOptions{address: newAddress(), compress: true})
	ann.Join("ann")
	ann.Skip()
	bob := env.guest(t, room, "bob")
	ann.Expect("joined bob")
	for _, text := range []string{strings.Repeat("ab", 128), "", strings.Repeat("😀", 128)} {
		ann.Say(text)
		ann.Expect("ann: " + text)
		bob.Expect("ann: " + text)
	}
}

// chatOrder lets many talk at once: all hear the same lines in the same order, each later than
// the one before.
func chatOrder(t *testing.T, env *chatEnv) {
	const people, each = 6, 4
	room := newRoom()
	listener := env.guest(t, room, "listener")
	clients := make([]*chatClient, people)
	for i := range clients {
		clients[i] = env.guest(t, room, fmt.Sprint("p", i)).chatClient
	}
	var talk sync.WaitGroup
	for _, client := range clients {
		talk.Go(func() {
			for n := range each {
				if err := client.say(fmt.Sprint("line ", n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	talk.Wait()
	if t.Failed() {
		return
	}
	heard := make([][]chatEvent, people)
	for i, client := range append(clients, listener.chatClient) {
		whole := func(chatEvent) bool { return len(client.messages()) == people*each }
		if _, err := client.find(0, whole); err != nil {
			t.Fatal(err)
		}
		if i < people {
			heard[i] = client.messages()
		}
	}
	lines := listener.messages()
	if !laterEach(lines) {
		t.Errorf("timestamps do not increase: %q", rawLines(lines))
	}
	for i := range heard {
		if got, want := rawLines(heard[i]), rawLines(lines); !slices.Equal(got, want) {
			t.Errorf("%s hears\n%s\nthe listener\n%s", clients[i].name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	next := map[string]int{}
	for _, line := range lines {
		if want := fmt.Sprint("line ", next[line.Name]); line.Message != want {
			t.Errorf("%s says %q, want %q", line.Name, line.Message, want)
		}
		next[line.Name]++
	}
}

// chatHistory fills a room beyond the hundred lines it repeats.
func chatHistory(t *testing.T, env *chatEnv) {
	const total, kept = 106, 100
	room := newRoom()
	listener := env.guest(t, room, "listener")
	for said := 0; said < total; {
		talker := env.guest(t, room, fmt.Sprint("t", said))
		for n := 0; n < 4 && said < total; n++ {
			talker.Say(fmt.Sprint("line ", said))
			said++
		}
		talker.hangUp()
	}
	if _, err := listener.find(0, func(chatEvent) bool { return len(listener.messages()) == total }); err != nil {
		t.Fatal(err)
	}
	late := env.guest(t, room, "late")
	got, want := rawLines(late.messages()), rawLines(listener.messages()[total-kept:])
	if !slices.Equal(got, want) {
		t.Errorf("history: got %d lines\n%s\nwant %d\n%s", len(got), strings.Join(got, "\n"), kept, strings.Join(want, "\n"))
	}
}

func rawLines(events []chatEvent) []string {
	lines := make([]string, len(events))
	for i, event := range events {
		lines[i] = event.raw
	}
	return lines
}

func chatPrivateRoom(t *testing.T, env *chatEnv) {
	_, room := env.request(t, "POST", "/api/room")
	ann, bob := env.guest(t, room, "ann"), env.guest(t, room, "bob")
	ann.Expect("joined bob")
	bob.Say("psst")
	ann.Expect("bob: psst")

	_, other := env.request(t, "POST", "/api/room")
	eve := env.visit(t, other)
	eve.Join("eve")
	eve.Expect("joined eve", "ready")

	// The id spells the same room with a query behind it.
	late := env.dial(t, roomPath(room)+"?from=link", chatDialOptions{address: newAddress()})
	late.Join("late")
	late.Expect("joined ann", "joined bob", "bob: psst", "joined late", "ready")
}

func chatRoomsApart(t *testing.T, env *chatEnv) {
	ann, bob := env.guest(t, newRoom(), "ann"), env.guest(t, newRoom(), "bob")
	ann.Say("only here")
	bob.Say("and here")
	ann.Expect("ann: only here")
	bob.Expect("bob: and here")
	upper := env.visit(t, strings.ToUpper(newRoom()))
	upper.Join("ann")
	upper.Expect("joined ann", "ready")
}

func chatEncodedRoom(t *testing.T, env *chatEnv) {
	room := newRoom() + "%20caf%C3%A9"
	ann := env.guest(t, room, "ann")
	bob := env.visit(t, room)
	bob.Join("bob")
	bob.Expect("joined ann", "joined bob", "ready")
	ann.Expect("joined bob")
}
