package main_test

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

func chatRestart(t *testing.T, env *chatEnv) { chatComesBack(t, env, (*chatEnv).Stop) }

func chatKill(t *testing.T, env *chatEnv) { chatComesBack(t, env, (*chatEnv).Kill) }

// chatComesBack ends the server twice: sockets break, what was said stays.
func chatComesBack(t *testing.T, env *chatEnv, end func(*chatEnv, *testing.T)) {
	_, private := env.request(t, "POST", "/api/room")
	rooms := []string{newRoom(), private}
	want := map[string][]string{}
	for round := range 3 {
		for _, room := range rooms {
			ann := env.guest(t, room, "ann")
			if got := rawLines(ann.messages()); !slices.Equal(got, want[room]) {
				t.Errorf("round %d, room %s: history %q, want %q", round, room, got, want[room])
			}
			ann.Say(fmt.Sprint("in round ", round))
			// Joining awaits the storage that the message before went into.
			bob := env.guest(t, room, "bob")
			want[room] = rawLines(bob.messages())
			if len(want[room]) != round+1 || !laterEach(bob.messages()) {
				t.Fatalf("round %d, room %s: lines %q", round, room, want[room])
			}
		}
		open := env.guest(t, rooms[0], "open")
		end(env, t)
		if _, err := open.find(0, func(e chatEvent) bool { return e.closed != "" }); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		env.Start(t)
	}
}

// chatKillUnderLoad kills the server while clients talk in several rooms, and compares what the
// rooms remember with what any client saw stored.
//
// A room broadcasts a line and puts it into storage in the same turn, so a line's own broadcast
// may leave before the line is durable. But whatever the room sends after that waits for the
// write: once anybody has heard a later line of the room, the earlier one may not be lost.
func chatKillUnderLoad(t *testing.T, env *chatEnv) {
	const rounds, rooms, talkers, killAt = 3, 4, 8, 120
	for round := range rounds {
		load := newChatLoad(rooms, killAt)
		var talk sync.WaitGroup
		for talker := range talkers {
			talk.Go(func() { load.talk(t, env, talker) })
		}
		<-load.over
		load.ending.Store(true)
		env.Kill(t)
		talk.Wait()
		if t.Failed() {
			return
		}

		env.Start(t)
		stored, open := 0, 0
		for _, room := range load.rooms {
			heard := load.heard[room]
			last := slices.MaxFunc(heard, byTime).Timestamp
			history := env.guest(t, room, "late").messages()
			if len(history) == 100 {
				t.Fatalf("room %s: history is full, so it cannot show a loss", room)
			}
			remembered := map[string]bool{}
			for _, line := range history {
				remembered[line.raw] = true
				if !load.sent[line.Message] {
					t.Errorf("round %d: nobody said %s", round, line.raw)
				}
			}
			if !laterEach(history) {
				t.Errorf("round %d: history out of order: %q", round, rawLines(history))
			}
			checked := map[string]bool{}
			for _, line := range heard {
				if checked[line.raw] || line.Timestamp == last {
					continue
				}
				checked[line.raw] = true
				if !remembered[line.raw] {
					t.Errorf("round %d: room %s lost %s, although %d was heard", round, room, line.raw, last)
				}
			}
			stored += len(checked)
			open += len(history) - len(checked)
		}
		t.Logf("round %d: %d lines had to survive and did; %d more were there", round, stored, open)
	}
}

func byTime(a, b chatEvent) int { return int(a.Timestamp - b.Timestamp) }

// A chatLoad is a crowd and what it said and heard.
type chatLoad struct {
	rooms  []string
	target int32
	echoes atomic.Int32
	// over is closed when the crowd has heard enough of its lines, or one of it has failed.
	over   chan struct{}
	finish func()
	ending atomic.Bool

	mu    sync.Mutex
	heard map[string][]chatEvent
	sent  map[string]bool
}

func newChatLoad(rooms, target int) *chatLoad {
	load := &chatLoad{
		target: int32(target),
		over:   make(chan struct{}),
		heard:  map[string][]chatEvent{},
		sent:   map[string]bool{},
	}
	load.finish = sync.OnceFunc(func() { close(load.over) })
	for range rooms {
		load.rooms = append(load.rooms, newRoom())
	}
	return load
}

// talk goes from room to room, with a new address each time, until the load ends.
func (load *chatLoad) talk(t *testing.T, env *chatEnv, talker int) {
	for visit := 0; !load.ending.Load(); visit++ {
		room := load.rooms[(talker+visit)%len(load.rooms)]
		err := load.visit(env, room, fmt.Sprintf("talker %d, visit %d", talker, visit))
		if err != nil && !load.ending.Load() {
			t.Error(err)
			load.finish()
			return
		}
	}
}

func (load *chatLoad) visit(env *chatEnv, room, name string) error {
	client, _, err := dialChat(env.socket(roomPath(room)), chatDialOptions{address: newAddress()})
	if err != nil {
		return err
	}
	defer func() {
		client.hangUp()
		load.mu.Lock()
		defer load.mu.Unlock()
		load.heard[room] = append(load.heard[room], client.messages()...)
	}()
	if err := client.join(name); err != nil {
		return err
	}
	for n := range 4 {
		text := fmt.Sprintf("%s, line %d", name, n)
		load.mu.Lock()
		load.sent[text] = true
		load.mu.Unlock()
		if err := client.say(text); err != nil {
			return err
		}
		if load.echoes.Add(1) == load.target {
			load.finish()
		}
	}
	return nil
}
