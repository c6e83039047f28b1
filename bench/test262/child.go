package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// answer is what a child says of one test.
type answer struct {
	Path  string
	Error string // "" if it passed
}

// child runs the tests whose paths it reads and writes an answer for each.
func child(suite string) {
	r := &runner{suite: suite, helpers: map[string]string{}}
	in := bufio.NewScanner(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		a := answer{Path: in.Text()}
		t, err := readTest(suite, a.Path)
		if err == nil {
			err = r.guarded(t)
		}
		if err != nil {
			a.Error = brief(err.Error())
		}
		if out.Encode(a) != nil {
			return
		}
	}
}

// guarded runs a test; a panic of the pipeline is its failure.
func (r *runner) guarded(t test) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("panic: %v", x)
		}
	}()
	return r.run(t)
}

func brief(text string) string {
	text, _, _ = strings.Cut(text, "\n    at ")
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 200 {
		text = string(runes[:200])
	}
	return text
}

// process is a child.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func start(suite string) (*process, error) {
	cmd := exec.Command(os.Args[0], "-suite", suite, "-child")
	cmd.Env = append(os.Environ(), "GOMEMLIMIT=1GiB", "GOMAXPROCS=2")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &process{cmd, in, bufio.NewReader(out)}, cmd.Start()
}

// ask runs one test. It answers false when the child is gone.
func (p *process) ask(path string) (answer, bool) {
	a := answer{Path: path}
	late := time.AfterFunc(4*limit, func() { _ = p.cmd.Process.Kill() })
	defer late.Stop()
	if _, err := fmt.Fprintln(p.in, path); err == nil {
		if line, err := p.out.ReadBytes('\n'); err == nil && json.Unmarshal(line, &a) == nil {
			return a, true
		}
	}
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
	a.Error = "the process ended"
	return a, false
}

func (p *process) stop() {
	_ = p.in.Close()
	_ = p.cmd.Wait()
}
