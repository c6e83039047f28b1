package main_test

import (
	"slices"
	"strings"
	"testing"
)

func chatJoin(t *testing.T, env *chatEnv) {
	room := newRoom()
	ann := env.visit(t, room)
	ann.Join("ann")
	ann.Expect("joined ann", "ready")

	bob := env.visit(t, room)
	bob.Join("bob")
	bob.Expect("joined ann", "joined bob", "ready")
	ann.Expect("joined bob")

	ann.Say("hello")
	ann.Expect("ann: hello")
	bob.Expect("ann: hello")

	carl := env.visit(t, room)
	carl.Join("carl")
	// Roster first, then history, then oneself. A rebuilt room may list its sockets newest first.
	roster := []string{carl.Next().String(), carl.Next().String()}
	slices.Sort(roster)
	if want := []string{"joined ann", "joined bob"}; !slices.Equal(roster, want) {
		t.Errorf("roster: got %q, want %q", roster, want)
	}
	carl.Expect("ann: hello", "joined carl", "ready")
	ann.Expect("joined carl")
	bob.Expect("joined carl")
}

func chatNames(t *testing.T, env *chatEnv) {
	for _, c := range []struct{ frame, name string }{
		{`{}`, "anonymous"},
		{`{"name":""}`, "anonymous"},
		{`{"name":null}`, "anonymous"},
		{`{"name":0}`, "anonymous"},
		{`{"name":17}`, "17"},
		{`{"name":true}`, "true"},
		{`{"name":["a","b"]}`, "a,b"},
		{`{"name":{}}`, "[object Object]"},
		{`{"name":"Zoë 😀"}`, "Zoë 😀"},
		{`{"name":"` + strings.Repeat("x", 32) + `"}`, strings.Repeat("x", 32)},
		// 16 UTF-16 pairs are 32 units.
		{`{"name":"` + strings.Repeat("😀", 16) + `"}`, strings.Repeat("😀", 16)},
		{`"text"`, "anonymous"},
		{`5`, "anonymous"},
		{`[]`, "anonymous"},
	} {
		guest := env.visit(t, newRoom())
		guest.name = c.frame
		guest.SendText(c.frame)
		guest.Expect("joined "+c.name, "ready")
	}
}

func chatRefusesLongNames(t *testing.T, env *chatEnv) {
	for _, name := range []string{strings.Repeat("n", 33), strings.Repeat("😀", 17)} {
		room := newRoom()
		ann := env.guest(t, room, "ann")
		long := env.visit(t, room)
		long.name = "long"
		long.Send("name", name)
		long.Expect("error Name too long.", "closed 1009 Name too long.")

		// Nobody hears the name arrive. The original reports all the same that it left.
		if env.project.original {
			ann.Expect("quit " + name)
		}
		ann.Say("alone?")
		ann.Expect("ann: alone?")
		bob := env.visit(t, room)
		bob.Join("bob")
		bob.Expect("joined ann", "ann: alone?", "joined bob", "ready")
	}
}
