package main

import (
	"fmt"
	"time"
)

// idleSockets opens many sockets and lets their rooms hibernate.
func idleSockets(s *server) (sample, error) {
	const rooms, atOnce = 10, 100
	if _, err := s.firstAnswer(); err != nil {
		return sample{}, err
	}
	before, err := memory(s.cmd.Process.Pid)
	if err != nil {
		return sample{}, err
	}
	n := s.target.many()
	opened, answer := 0, ""
	var first *socket
	var firstLoad *load
	for opened < n { // in small parts, so that no backlog overflows
		var sessions []session
		for i := range atOnce {
			k := &socket{path: fmt.Sprintf("/room%d", i%rooms), opened: func() { opened++ }}
			k.message = func(payload []byte) { answer = string(payload) }
			sessions = append(sessions, k)
		}
		l, err := connect(s.address, sessions)
		if err != nil {
			return sample{}, err
		}
		defer l.close()
		until := opened + atOnce
		if err := l.finish(func() bool { return opened == until }, fmt.Sprintf("open sockets after %d", opened)); err != nil {
			return sample{}, err
		}
		if first == nil {
			first, firstLoad = sessions[0].(*socket), l
		}
	}
	time.Sleep(hibernation + 5*time.Second)
	after, err := memory(s.cmd.Process.Pid)
	if err != nil {
		return sample{}, err
	}

	first.say([]byte("?"))
	if err := firstLoad.finish(func() bool { return answer != "" }, "wake a room"); err != nil {
		return sample{}, err
	}
	x := sample{value: (after - before) / float64(n)}
	if answer != "0" {
		x.note = "the rooms did not hibernate"
	}
	return x, nil
}

// liveObjects is what an object weighs as long as it is in memory.
func liveObjects(s *server) (sample, error) {
	return perObject(s, 0, memory)
}

// keptObjects is the same of objects that no idleness drops. So what making them has left behind can be given back first.
func keptObjects(s *server) (sample, error) {
	return perObject(s, hibernation, memory)
}

// objectFiles is how many files an object keeps open as long as it is in memory.
func objectFiles(s *server) (sample, error) {
	return perObject(s, 0, func(pid int) (float64, error) {
		n, err := openFiles(pid)
		return float64(n), err
	})
}

func perObject(s *server, rest time.Duration, weigh func(pid int) (float64, error)) (sample, error) {
	if _, err := s.firstAnswer(); err != nil {
		return sample{}, err
	}
	began := time.Now()
	n := s.target.many()
	t, made := new(tally), 0
	sessions := newObjects(t, func() (int, bool) { made++; return made, made <= n })
	l, err := connect(s.address, sessions)
	if err != nil {
		return sample{}, err
	}
	defer l.close()
	// Its connections are there before and after, so that only objects make the difference.
	before, err := weigh(s.cmd.Process.Pid)
	if err != nil {
		return sample{}, err
	}
	if err := l.reach(n, t.counted, "create objects"); err != nil {
		return sample{}, err
	}
	// Long enough to settle, and before a server that was fast enough drops any.
	time.Sleep(max(time.Second, rest, hibernation/2-time.Since(began)))
	after, err := weigh(s.cmd.Process.Pid)
	if err != nil {
		return sample{}, err
	}

	x := sample{value: (after - before) / float64(n)}
	_, seen, err := get(s.address, "/1")
	if err != nil {
		return sample{}, err
	}
	if seen != "2" {
		x.note = "the first objects were dropped before all were made"
	}
	return x, nil
}
