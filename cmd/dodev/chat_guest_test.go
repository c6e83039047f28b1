package main_test

import (
	"testing"
	"time"

	"github.com/coder/websocket"
)

// A chatGuest is a client whose failures fail a test.
type chatGuest struct {
	*chatClient
	t *testing.T
}

// dial opens a WebSocket that the test closes at its end.
func (env *chatEnv) dial(t *testing.T, path string, options chatDialOptions) *chatGuest {
	t.Helper()
	client, _, err := dialChat(env.socket(path), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.hangUp)
	return &chatGuest{chatClient: client, t: t}
}

// visit enters a room from an address of its own, without a name yet.
func (env *chatEnv) visit(t *testing.T, room string) *chatGuest {
	t.Helper()
	return env.dial(t, roomPath(room), chatDialOptions{address: newAddress()})
}

// guest enters a room under a name and takes everything up to "ready".
func (env *chatEnv) guest(t *testing.T, room, name string) *chatGuest {
	t.Helper()
	guest := env.visit(t, room)
	guest.Join(name)
	guest.Skip()
	return guest
}

func roomPath(room string) string { return "/api/room/" + room + "/websocket" }

// Join says a name and waits for "ready".
func (g *chatGuest) Join(name string) {
	g.t.Helper()
	if err := g.join(name); err != nil {
		g.t.Fatal(err)
	}
}

// Say sends messages, each after the echo of the one before.
func (g *chatGuest) Say(texts ...string) {
	g.t.Helper()
	for _, text := range texts {
		if err := g.say(text); err != nil {
			g.t.Fatal(err)
		}
	}
}

// Send sends one message of the protocol and waits for nothing.
func (g *chatGuest) Send(field string, value any) {
	g.t.Helper()
	if err := g.sendJSON(field, value); err != nil {
		g.t.Fatalf("%s sends %v: %v", g.name, value, err)
	}
}

// SendText sends any text frame.
func (g *chatGuest) SendText(text string) {
	g.t.Helper()
	if err := g.send(websocket.MessageText, text); err != nil {
		g.t.Fatalf("%s sends %q: %v", g.name, text, err)
	}
}

// Next takes the next event.
func (g *chatGuest) Next() chatEvent {
	g.t.Helper()
	at, err := g.find(g.next, func(chatEvent) bool { return true })
	if err != nil {
		g.t.Fatal(err)
	}
	g.next = at + 1
	return g.event(at)
}

// Expect takes as many events as it has arguments and compares them.
func (g *chatGuest) Expect(want ...string) {
	g.t.Helper()
	for i, text := range want {
		if got := g.Next().String(); got != text {
			g.t.Fatalf("%s, event %d of %q: got %q, want %q", g.name, i+1, want, got, text)
		}
	}
}

// Skip passes over everything heard so far.
func (g *chatGuest) Skip() { g.next = g.heard() }

// Quiet passes when nothing is heard for a while.
func (g *chatGuest) Quiet(length time.Duration) {
	g.t.Helper()
	heard := g.heard()
	g.mu.Lock()
	changed := g.changed
	g.mu.Unlock()
	select {
	case <-changed:
		g.t.Fatalf("%s: heard %v, want %v of silence", g.name, g.event(heard), length)
	case <-time.After(length):
	}
}
