package main_test

import (
	"fmt"
	"testing"
	"time"
)

// spend enters a room from an address and uses up what the limiter allows at once: joining and
// four messages. It answers nil when the machine was so slow that the allowance grew meanwhile.
func (env *chatEnv) spend(t *testing.T, room, address, name string) *chatGuest {
	t.Helper()
	start := time.Now()
	guest := env.dial(t, roomPath(room), chatDialOptions{address: address})
	guest.Join(name)
	for n := range 4 {
		guest.Say(fmt.Sprint("line ", n))
	}
	if time.Since(start) > 4*time.Second {
		t.Logf("spent five actions in %v: too slow to reach the limit", time.Since(start))
		return nil
	}
	guest.Skip()
	return guest
}

// untilSpent repeats spend with new addresses until one is fast enough.
func (env *chatEnv) untilSpent(t *testing.T) (guest *chatGuest, room, address string) {
	t.Helper()
	for range 10 {
		room, address = newRoom(), newAddress()
		if guest := env.spend(t, room, address, "ann"); guest != nil {
			return guest, room, address
		}
	}
	t.Fatal("five actions never took less than 4 s")
	return nil, "", ""
}

func chatLimitsOneRoom(t *testing.T, env *chatEnv) {
	ann, room, _ := env.untilSpent(t)
	for _, frame := range []string{`{"message":"one more"}`, "not json", `{"message":"again"}`} {
		ann.SendText(frame)
		ann.Expect(rateLimited)
	}
	// Somebody else in the same room is not limited.
	bob := env.guest(t, room, "bob")
	bob.Say("free")
	ann.Expect("joined bob", "bob: free")
}

func chatLimitsAcrossRooms(t *testing.T, env *chatEnv) {
	ann, _, address := env.untilSpent(t)
	other := newRoom()
	bob := env.guest(t, other, "bob")

	// A connection's first action is allowed; the limiter's answer to it stops the second.
	twin := env.dial(t, roomPath(other), chatDialOptions{address: address})
	twin.Join("twin")
	twin.Skip()
	bob.Expect("joined twin")
	twin.Send("message", "here too")
	twin.Expect(rateLimited)

	bob.Say("free")
	bob.Expect("bob: free")
	twin.Expect("bob: free")
	ann.Send("message", "and there")
	ann.Expect(rateLimited)
}

func chatLimitEnds(t *testing.T, env *chatEnv) {
	ann, _, _ := env.untilSpent(t)
	start := time.Now()
	ann.Say("after a while")
	if waited := time.Since(start); waited < 500*time.Millisecond || waited > 7*time.Second {
		t.Errorf("allowed again after %v, want up to 5 s", waited)
	}
	ann.Expect("ann: after a while")
	// One action in five seconds is all there is now.
	ann.Send("message", "too soon")
	ann.Expect(rateLimited)
}

// chatLimitsByPeer has clients that say no address of their own: the connection's counts.
func chatLimitsByPeer(t *testing.T, env *chatEnv) {
	for range 5 {
		ann := env.spend(t, newRoom(), "127.0.0.1", "ann")
		if ann == nil {
			env.Stop(t)
			env.Start(t) // limiters live in memory
			continue
		}
		unsaid := env.dial(t, roomPath(newRoom()), chatDialOptions{})
		unsaid.Join("bob")
		unsaid.Skip()
		unsaid.Send("message", "from 127.0.0.1 as well")
		unsaid.Expect(rateLimited)
		return
	}
	t.Fatal("five actions never took less than 4 s")
}
