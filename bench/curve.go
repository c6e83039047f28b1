package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// A curve says how the cost of one durable get and put grows with what is stored.
type curve struct {
	title string
	steps []int
	// fill asks for the step's share of what is stored, and op touches some of it.
	fill func(from, to int) []string
	op   func(i, stored int) string
}

// batch is how many keys one request of a filling load puts.
const batch = 500

// scattered spreads touches over what is stored, in an order without a pattern that a cache could like.
func scattered(i, stored int) int { return int(uint64(i) * 2654435761 % uint64(stored)) }

var curves = []curve{
	{title: "objects, all in use", steps: []int{1_000, 10_000, 100_000}, fill: objects,
		op: func(i, stored int) string { return fmt.Sprintf("/kv/%d?key=0", scattered(i, stored)) }},
	// Here the objects that are touched are in memory at every step, and what grows is only what lies around theirs.
	{title: "objects, a thousand in use", steps: []int{1_000, 10_000, 100_000}, fill: objects,
		op: func(i, stored int) string { return fmt.Sprintf("/kv/%d?key=0", scattered(i, 1_000)*(stored/1_000)) }},
	keysOf("kv", "keys of one object"),
	keysOf("sql", "keys of one object in SQLite"),
}

// objects fills objects with a key each.
func objects(from, to int) (paths []string) {
	for i := from; i < to; i++ {
		paths = append(paths, fmt.Sprintf("/kv/%d?fill=1&from=0", i))
	}
	return paths
}

func keysOf(backend, title string) curve {
	return curve{title: title, steps: []int{1_000, 10_000, 100_000, 1_000_000},
		fill: func(from, to int) (paths []string) {
			for i := from; i < to; i += batch {
				paths = append(paths, fmt.Sprintf("/%s/one?fill=%d&from=%d", backend, min(batch, to-i), i))
			}
			return paths
		},
		op: func(i, stored int) string { return fmt.Sprintf("/%s/one?key=%d", backend, scattered(i, stored)) }}
}

// point is what a curve shows at one step.
type point struct {
	stored    int
	processor time.Duration
	median    time.Duration
	reopened  time.Duration // a new process on the same state, until its first answer
}

// drawCurves measures dodev alone: a peer would need hours for what these fill in seconds.
func (r *run) drawCurves(w io.Writer) error {
	var b strings.Builder
	line(&b, "stored", "how many", "processor time of a get and put", "median", "start on that state")
	line(&b, slices.Repeat([]string{"---"}, 5)...)
	for _, c := range curves {
		points, err := r.draw(c)
		if err != nil {
			return fmt.Errorf("%s: %w", c.title, err)
		}
		for _, p := range points {
			line(&b, c.title, fmt.Sprint(p.stored), duration(p.processor), duration(p.median), duration(p.reopened))
		}
	}
	_, err := io.WriteString(w, "\n"+b.String())
	return err
}

func (r *run) draw(c curve) (points []point, err error) {
	p := r.projects["stored"]
	s, err := r.start(r.targets[0], "stored")
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.stop(s) }()
	stored := 0
	for _, step := range c.steps {
		began := time.Now()
		if err := ask(s, c.fill(stored, step)); err != nil {
			return nil, err
		}
		stored = step
		fmt.Fprintf(os.Stderr, "%s: %d (%s)\n", c.title, stored, duration(time.Since(began)))
		if err := r.again(s, p); err != nil { // what was filled is not in memory then, nor about to leave it
			return nil, err
		}
		took, err := s.firstAnswer()
		if err != nil {
			return nil, err
		}
		n := 0
		x, err := callsTo(s, func() string { n++; return c.op(n, stored) })
		if err != nil {
			return nil, err
		}
		points = append(points, point{stored, x.processor, time.Duration(median(x.latencies)), took})
	}
	return points, nil
}

// ask sends every path once, on many connections.
func ask(s *server, paths []string) error {
	if _, err := s.firstAnswer(); err != nil {
		return err
	}
	t, sent := new(tally), 0
	var sessions []session
	for range connections {
		sessions = append(sessions, &caller{tally: t, next: func() []byte {
			if sent == len(paths) {
				return nil
			}
			sent++
			return request(paths[sent-1])
		}})
	}
	l, err := connect(s.address, sessions)
	if err != nil {
		return err
	}
	defer l.close()
	return l.reach(len(paths), t.counted, "fill")
}
