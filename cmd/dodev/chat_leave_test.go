package main_test

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/coder/websocket"
)

func chatCleanClose(t *testing.T, env *chatEnv) {
	for _, c := range []struct {
		code   websocket.StatusCode
		reason string
		answer websocket.StatusCode
	}{
		{websocket.StatusNormalClosure, "bye", websocket.StatusNormalClosure},
		{websocket.StatusGoingAway, "", websocket.StatusGoingAway},
		{websocket.StatusNoStatusRcvd, "", websocket.StatusNormalClosure},
		{4321, "mine", 4321},
	} {
		room := newRoom()
		ann, bob := env.guest(t, room, "ann"), env.guest(t, room, "bob")
		ann.Expect("joined bob")

		answer := make(chan websocket.StatusCode, 1)
		go func() { answer <- bob.close(c.code, c.reason) }()
		ann.Expect("quit bob")
		check := func() {
			want := c.answer
			if env.project.original {
				// Its handlers close nothing, so its clients wait in vain.
				want = unanswered
			}
			if got := <-answer; got != want {
				t.Errorf("close %d %q: answer %d, want %d", c.code, c.reason, got, want)
			}
		}
		if env.project.original {
			t.Cleanup(check) // all wait together
		} else {
			check()
		}
		ann.Say("who is left?")
		ann.Expect("ann: who is left?")
		carl := env.visit(t, room)
		carl.Join("carl")
		carl.Expect("joined ann", "ann: who is left?", "joined carl", "ready")
	}
}

func chatAbruptDisconnect(t *testing.T, env *chatEnv) {
	room := newRoom()
	ann := env.guest(t, room, "ann")
	for _, name := range []string{"bob", "carl", "ann"} {
		other := env.guest(t, room, name)
		ann.Expect("joined " + name)
		other.hangUp()
		ann.Expect("quit " + name)
	}
	// Nobody hears a visitor without a name come or go.
	env.visit(t, room).hangUp()
	dora := env.visit(t, room)
	dora.Join("dora")
	dora.Expect("joined ann", "joined dora", "ready")
	ann.Expect("joined dora")
}

// idle is longer than the ten seconds after which a silent object hibernates.
const idle = 12 * time.Second

// chatWake lets a room fall silent for long enough to hibernate. The next message must find
// names, roster and history as they were.
func chatWake(t *testing.T, env *chatEnv) {
	room := newRoom()
	ann, bob := env.guest(t, room, "ann"), env.guest(t, room, "bob")
	unnamed := env.visit(t, room)
	ann.Say("before")
	ann.Expect("joined bob", "ann: before")
	bob.Expect("ann: before")

	ann.Quiet(idle)
	bob.Say("good morning")
	ann.Expect("bob: good morning")
	bob.Expect("bob: good morning")
	if !env.project.original {
		// Ours says so when it was built anew around open sockets.
		if _, err := env.process.awaitLine(regexp.MustCompile(`room woke up with 3 open sockets`)); err != nil {
			t.Error(err)
		}
	}

	carl := env.visit(t, room)
	carl.Join("carl")
	roster := []string{carl.Next().String(), carl.Next().String()}
	slices.Sort(roster)
	if want := []string{"joined ann", "joined bob"}; !slices.Equal(roster, want) {
		t.Errorf("roster: got %q, want %q", roster, want)
	}
	carl.Expect("ann: before", "bob: good morning", "joined carl", "ready")

	// What waited for a visitor without a name went with the memory; what came later is there.
	unnamed.Join("sue")
	if env.project.hibernates {
		unnamed.Expect("bob: good morning", "joined carl", "joined sue", "ready")
	} else {
		unnamed.Expect("joined ann", "joined bob", "ann: before", "bob: good morning", "joined carl", "joined sue", "ready")
	}
	ann.Expect("joined carl", "joined sue")
	ann.Say("hello sue")
	ann.Expect("ann: hello sue")
	if last := bob.messages(); !laterEach(last) {
		t.Errorf("timestamps do not increase: %v", rawLines(last))
	}
}

// laterEach says whether every line is later than the one before.
func laterEach(lines []chatEvent) bool {
	for i := 1; i < len(lines); i++ {
		if lines[i].Timestamp <= lines[i-1].Timestamp {
			return false
		}
	}
	return true
}

// chatWakeByDisconnect wakes a room with the end of a connection.
func chatWakeByDisconnect(t *testing.T, env *chatEnv) {
	room := newRoom()
	ann, bob, carl := env.guest(t, room, "ann"), env.guest(t, room, "bob"), env.guest(t, room, "carl")
	ann.Expect("joined bob", "joined carl")
	ann.Quiet(idle)
	bob.hangUp()
	ann.Expect("quit bob")
	carl.Expect("quit bob")
	ann.Say("still two")
	carl.Expect("ann: still two")
}
