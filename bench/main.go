package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

func main() {
	runs := flag.Int("runs", 5, "how many `rounds` to measure")
	only := flag.String("only", "", "the `names` of the measures to take, with commas: "+strings.Join(names(), ", "))
	peers := flag.String("peers", os.Getenv("DODEV_PEERS"), "the `folder` in whose node_modules the peers are (default $DODEV_PEERS, or the PATH)")
	curves := flag.Bool("curves", false, "measure how costs grow with what is stored, instead; of dodev alone")
	size := flag.Bool("size", false, "only build dodev, and fail if it is larger than its bar")
	flag.Parse()
	if *size {
		if err := weigh(os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	chosen, err := choose(*only)
	if err != nil || *runs < 1 || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, errors.Join(err, errors.New("usage: go run ./bench [-runs N] [-only NAMES] [-peers FOLDER] [-curves] [-size]")))
		os.Exit(2)
	}
	if err := bench(os.Stdout, *runs, chosen, *peers, *curves); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func names() []string {
	var all []string
	for _, m := range measures {
		all = append(all, m.name)
	}
	return all
}

func choose(only string) ([]measure, error) {
	if only == "" {
		return measures, nil
	}
	var chosen []measure
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(measures, func(m measure) bool { return m.name == name })
		if i < 0 {
			return nil, fmt.Errorf("no measure is called %q; there are %s", name, strings.Join(names(), ", "))
		}
		chosen = append(chosen, measures[i])
	}
	return chosen, nil
}

// smallBinary is the bar of the static binary, for CI too. SQLite is a sixth of it.
var smallBinary = atMost(48 << 20)

// A run is one use of this command.
type run struct {
	scratch  string
	projects map[string]project
	targets  []target

	mu      sync.Mutex
	current *server
	over    bool
}

func bench(w io.Writer, rounds int, chosen []measure, peers string, curves bool) (err error) {
	scratch, err := os.MkdirTemp("", "dodev-bench-")
	if err != nil {
		return err
	}
	r := &run{scratch: scratch}
	defer func() { err = errors.Join(err, r.end()) }()
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	defer signal.Stop(interrupted)
	go func() {
		<-interrupted
		fmt.Fprintln(os.Stderr, errors.Join(errors.New("bench: interrupted"), r.end()))
		os.Exit(130)
	}()

	root, err := moduleRoot()
	if err != nil {
		return err
	}
	binary, size, err := build(root, scratch)
	if err != nil {
		return err
	}
	r.targets = append([]target{dodevTarget(binary)}, findPeers(peers)...)
	if r.projects, err = writeProjects(filepath.Join(scratch, "projects"), filepath.Join(root, "testdata", "workers-chat-demo"), peers); err != nil {
		return err
	}
	if curves {
		return r.drawCurves(w)
	}
	rows := r.measure(rounds, chosen)

	var titles []string
	for _, t := range r.targets {
		titles = append(titles, t.name)
	}
	fmt.Fprintf(w, "%s/%s, %d processors, %d rounds, state in %s. %s\n\n", runtime.GOOS, runtime.GOARCH,
		runtime.NumCPU(), rounds, filepath.Dir(scratch), weight(size))
	if err := writeTables(w, titles, rows); err != nil {
		return err
	}
	for _, row := range rows {
		if len(row.failed) > 0 {
			return errors.New("some measures failed")
		}
	}
	return nil
}

// measure takes every measure in every round, of one target after the other. Each round begins with another
// target, so that none has the better place.
func (r *run) measure(rounds int, chosen []measure) []row {
	rows := make([]row, len(chosen))
	for i, m := range chosen {
		rows[i] = row{measure: m, samples: map[string][]sample{}, failed: map[string]error{}}
	}
	for round := range rounds {
		for _, row := range rows {
			for i := range r.targets {
				t, m := r.targets[(i+round)%len(r.targets)], row.measure
				if t.slow && !m.slow || m.once && round > 0 || row.failed[t.name] != nil {
					continue
				}
				began := time.Now()
				s, err := r.sample(t, m)
				if err == nil {
					err = row.agrees(s)
				}
				if err != nil {
					row.failed[t.name] = err
					fmt.Fprintf(os.Stderr, "%d/%d %s, %s: %v\n", round+1, rounds, m.name, t.name, err)
					continue
				}
				row.samples[t.name] = append(row.samples[t.name], s)
				fmt.Fprintf(os.Stderr, "%d/%d %s, %s: %s (%s)\n", round+1, rounds, m.name, t.name, m.unit.format(s.value), duration(time.Since(began)))
			}
		}
	}
	return rows
}

// sample takes one measure of a server of its own.
func (r *run) sample(t target, m measure) (s sample, err error) {
	server, err := r.start(t, m.project)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, r.stop(server)) }()
	if s, err = m.run(server); err != nil {
		return s, fmt.Errorf("%w\n%s", err, server.output)
	}
	return s, nil
}

func (r *run) start(t target, project string) (*server, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		return nil, errors.New("interrupted")
	}
	p, ok := r.projects[project]
	if !ok {
		return nil, fmt.Errorf("%s is not in the peers' folder", project)
	}
	s, err := t.start(p, r.scratch)
	r.current = s
	return s, err
}

func (r *run) stop(s *server) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over { // end has stopped it
		return nil
	}
	r.current = nil
	return s.stop()
}

// again ends a server and starts it anew on the state that it left.
func (r *run) again(s *server, p project) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		return errors.New("interrupted")
	}
	if err := s.halt(); err != nil {
		return err
	}
	return s.launch(p)
}

// end leaves nothing behind, also in the middle of a measure.
func (r *run) end() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.over = true
	if r.current != nil {
		if err := r.current.stop(); err != nil {
			return err
		}
		r.current = nil
	}
	return os.RemoveAll(r.scratch)
}

func moduleRoot() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", fmt.Errorf("find the module: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// weight says what a binary weighs.
func weight(size int64) string {
	return fmt.Sprintf("dodev's binary: %s, bar %s: %s.", megabytes.format(float64(size)),
		smallBinary.format(megabytes), smallBinary.verdict(float64(size), 0))
}

// weigh builds dodev and fails if it is larger than it may be.
func weigh(w io.Writer) (err error) {
	scratch, err := os.MkdirTemp("", "dodev-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	_, size, err := build(root, scratch)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, weight(size))
	if float64(size) > smallBinary.limit {
		return errors.New("the binary is too large")
	}
	return nil
}

// build makes dodev as it is released, in a folder.
func build(root, folder string) (binary string, size int64, err error) {
	binary = filepath.Join(folder, "dodev.exe") // Windows asks for the extension, others do not mind
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, "./cmd/dodev")
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", 0, fmt.Errorf("build dodev: %w\n%s", err, out)
	}
	built, err := os.Stat(binary)
	if err != nil {
		return "", 0, err
	}
	return binary, built.Size(), nil
}
