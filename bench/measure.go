package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A measure is one row of the table.
type measure struct {
	name    string
	title   string
	project string
	unit    unit
	bar     bar
	slow    bool // slow targets are measured too
	once    bool // one round is enough: it takes long and hardly varies
	run     func(*server) (sample, error)

	computes bool // it stands in the table of computations
}

// A sample is what one round of a measure found on one target.
type sample struct {
	value     float64
	latencies []time.Duration
	processor time.Duration // that the server spent on one operation
	client    float64       // the part of all processor time that went to the client
	note      string
	answer    string // what a computation came to, the same on every target
}

const (
	warmUp      = time.Second
	measuring   = 2 * time.Second
	connections = 32
	talkers     = 8
	many        = 10_000
	fewer       = 2_000            // for peers
	hibernation = 10 * time.Second // the platform's time until an idle object is dropped
)

var measures = slices.Concat(serving, computing)

// serving are the measures of the first table.
var serving = []measure{
	{name: "start", title: "start of the chat demo to its first 200", project: "chat", unit: seconds,
		bar: atMostPeer(1), slow: true, run: start},
	{name: "memory", title: "memory of the chat demo, two guests in a room", project: "chat", unit: megabytes,
		bar: atMostPeer(0.6), slow: true, run: chatMemory},
	{name: "hello", title: "HTTP hello, 32 connections", project: "hello", unit: perSecond,
		bar: atLeastPeer(1), slow: true, run: calls(func(int) string { return "/" })},
	{name: "object", title: "fetch through an object, 32 connections", project: "object", unit: perSecond,
		bar: atLeastPeer(1.5), run: calls(func(int) string { return "/" })},
	{name: "durable", title: "durable get and put, 32 objects, 32 connections", project: "counter", unit: perSecond,
		bar: atLeastPeer(5), run: calls(func(i int) string { return fmt.Sprintf("/%d", i) })},
	{name: "durable1", title: "the same in one object", project: "counter", unit: perSecond,
		bar: atLeastPeer(3), run: calls(func(int) string { return "/one" })},
	{name: "insert1", title: "SQL insert, one connection", project: "insert", unit: perSecond,
		bar: atLeastPeer(0.8), run: callsOn(1, func(int) string { return "/one" })},
	{name: "insert", title: "SQL insert, 32 objects, 32 connections", project: "insert", unit: perSecond,
		bar: atLeastPeer(2), run: calls(func(i int) string { return fmt.Sprintf("/%d", i) })},
	{name: "call", title: "one RPC call to an object, 32 connections", project: "call", unit: perSecond,
		bar: atLeastPeer(2), run: calls(func(int) string { return "/1" })},
	{name: "call100", title: "100 RPC calls in a loop, 32 connections", project: "call", unit: perSecond,
		bar: atLeastPeer(2), run: calls(func(int) string { return "/100" })},
	{name: "echo", title: "WebSocket echo, 32 sockets of one object", project: "room", unit: perSecond,
		bar: atLeastPeer(1.1), run: echo},
	{name: "room50", title: "deliveries in a room of 50", project: "room", unit: perSecond,
		bar: atLeastPeer(1.2), run: fanOut(50)},
	{name: "room300", title: "deliveries in a room of 300", project: "room", unit: perSecond,
		bar: atLeastPeer(2), run: fanOut(300)},
	{name: "create", title: "new objects, 32 connections", project: "create", unit: perSecond,
		bar: atLeastPeer(20), run: create},
	{name: "sockets", title: "memory of an idle hibernating socket", project: "room", unit: kilobytes,
		bar: atMost(30 << 10), once: true, run: idleSockets},
	{name: "objects", title: "memory of a live object", project: "create", unit: kilobytes,
		bar: atMost(16 << 10), once: true, run: liveObjects},
	{name: "sqlobjects", title: "memory of a live object that uses SQL", project: "createsql", unit: kilobytes,
		bar: atMost(16 << 10), once: true, run: keptObjects},
	{name: "files", title: "open files of an idle object", project: "create", unit: plain,
		bar: atMost(0.01), once: true, run: objectFiles},
}

func start(s *server) (sample, error) {
	took, err := s.firstAnswer()
	return sample{value: took.Seconds(), latencies: []time.Duration{took}}, err
}

func chatMemory(s *server) (sample, error) {
	if _, err := s.firstAnswer(); err != nil {
		return sample{}, err
	}
	time.Sleep(time.Second) // starting is over, and what only it needed may be given back
	heard := 0
	guest := func(name string) session {
		k := &socket{path: "/api/room/bench/websocket"}
		k.opened = func() { k.say([]byte(`{"name":"` + name + `"}`)) }
		k.message = func(payload []byte) {
			// A guest may talk once the limiter has answered that it may have come in.
			switch text := string(payload); {
			case strings.Contains(text, `"ready"`), strings.Contains(text, "rate-limited"):
				k.say([]byte(`{"message":"hello from ` + name + `"}`))
			case strings.Contains(text, `"hello from `+name):
				heard++
			}
		}
		return k
	}
	l, err := connect(s.address, []session{guest("ann"), guest("bob")})
	if err != nil {
		return sample{}, err
	}
	defer l.close()
	if err := l.finish(func() bool { return heard == 2 }, "talk in a room"); err != nil {
		return sample{}, err
	}
	time.Sleep(time.Second)
	bytes, err := memory(s.cmd.Process.Pid)
	return sample{value: bytes}, err
}

// timed lets a load go on, first to warm up and then to be measured. count says how much was done so far.
func timed(s *server, l *load, t *tally, count func() int) (sample, error) {
	if err := l.run(warmUp, never); err != nil {
		return sample{}, err
	}
	return counted(s, l, t, count, never)
}

func counted(s *server, l *load, t *tally, count func() int, done func() bool) (sample, error) {
	pid := s.cmd.Process.Pid
	ours := ownProcessorTime()
	theirs, err := processorTime(pid)
	if err != nil && !errors.Is(err, errUnknown) {
		return sample{}, err
	}
	t.clear()
	before := count()
	if err := l.run(measuring, done); err != nil {
		return sample{}, err
	}
	took, n := time.Since(t.since), count()-before
	if n == 0 {
		return sample{}, errors.New("the server did nothing in time")
	}
	after, err := processorTime(pid)
	if err != nil && !errors.Is(err, errUnknown) {
		return sample{}, err
	}
	x := sample{value: float64(n) / took.Seconds(), latencies: t.latencies}
	if ours, theirs = ownProcessorTime()-ours, after-theirs; theirs > 0 {
		x.processor, x.client = theirs/time.Duration(n), float64(ours)/float64(ours+theirs)
	}
	return x, nil
}

// calls asks over and over on 32 connections, each for a path of its own.
func calls(path func(i int) string) func(*server) (sample, error) { return callsOn(connections, path) }

func callsOn(n int, path func(i int) string) func(*server) (sample, error) {
	return func(s *server) (sample, error) {
		next := make([]func() []byte, n)
		for i := range next {
			question := request(path(i))
			next[i] = func() []byte { return question }
		}
		return asked(s, next)
	}
}

// callsTo asks over and over on 32 connections, each time for another path.
func callsTo(s *server, path func() string) (sample, error) {
	return asked(s, slices.Repeat([]func() []byte{func() []byte { return request(path()) }}, connections))
}

// asked measures as many connections as there are sources of requests.
func asked(s *server, next []func() []byte) (sample, error) {
	if _, err := s.firstAnswer(); err != nil {
		return sample{}, err
	}
	t := new(tally)
	var sessions []session
	for _, next := range next {
		sessions = append(sessions, &caller{tally: t, next: next})
	}
	l, err := connect(s.address, sessions)
	if err != nil {
		return sample{}, err
	}
	defer l.close()
	return timed(s, l, t, t.counted)
}

func echo(s *server) (sample, error) {
	if _, err := s.firstAnswer(); err != nil {
		return sample{}, err
	}
	t := new(tally)
	l, err := connect(s.address, echoers(connections, t))
	if err != nil {
		return sample{}, err
	}
	defer l.close()
	return timed(s, l, t, t.counted)
}

func fanOut(clients int) func(*server) (sample, error) {
	return func(s *server) (sample, error) {
		if _, err := s.firstAnswer(); err != nil {
			return sample{}, err
		}
		t := new(tally)
		r, sessions := enterRoom(clients, t)
		l, err := connect(s.address, sessions)
		if err != nil {
			return sample{}, err
		}
		defer l.close()
		if err := l.finish(r.full, "enter a room"); err != nil {
			return sample{}, err
		}
		r.talk(talkers)
		return timed(s, l, t, func() int { return r.heard })
	}
}

// create names a new object with every request.
func create(s *server) (sample, error) {
	if _, err := s.firstAnswer(); err != nil {
		return sample{}, err
	}
	const warm = 500
	t, made := new(tally), 0
	l, err := connect(s.address, newObjects(t, func() (int, bool) { made++; return made, true }))
	if err != nil {
		return sample{}, err
	}
	defer l.close()
	if err := l.finish(func() bool { return t.count >= warm }, "create objects"); err != nil {
		return sample{}, err
	}
	return counted(s, l, t, t.counted, func() bool { return t.count >= many })
}

// newObjects ask for objects by number until there are no more.
func newObjects(t *tally, number func() (int, bool)) []session {
	sessions := make([]session, connections)
	for i := range sessions {
		sessions[i] = &caller{tally: t, next: func() []byte {
			if i, more := number(); more {
				return request(fmt.Sprintf("/%d", i))
			}
			return nil
		}}
	}
	return sessions
}
