package main_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// chatPatience bounds every wait for something that must happen.
const chatPatience = 30 * time.Second

// A chatCommand starts a server: dodev, or the one that DODEV_PEER_COMMAND names.
type chatCommand struct {
	words []string // with {project}, {port} and {state} in them
	peer  bool
}

// newChatCommand builds dodev, with the race detector if this test has it.
func newChatCommand(t *testing.T) chatCommand {
	t.Helper()
	if peer := os.Getenv("DODEV_PEER_COMMAND"); peer != "" {
		return chatCommand{words: strings.Fields(peer), peer: true}
	}
	binary := filepath.Join(t.TempDir(), "dodev")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	args := []string{"build", "-o", binary}
	if raceDetector {
		args = append(args, "-race")
	}
	if out, err := exec.Command("go", append(args, ".")...).CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return chatCommand{words: []string{binary, "run", "{project}", "--port", "{port}", "--persist-to", "{state}"}}
}

// A chatEnv is a project, a state folder, and at most one server that runs the one on the other.
type chatEnv struct {
	command chatCommand
	project chatProject
	state   string
	port    string // stays the same after the first start
	base    *url.URL
	process *chatProcess
}

func newChatEnv(t *testing.T, command chatCommand, project chatProject) *chatEnv {
	t.Helper()
	env := &chatEnv{command: command, project: project, state: t.TempDir(), port: "0"}
	if command.peer {
		env.port = freePort(t)
	}
	t.Cleanup(func() { env.end(t, interruptGroup) })
	return env
}

// Start starts a server on the state folder and waits until it is ready.
func (env *chatEnv) Start(t *testing.T) {
	t.Helper()
	fill := strings.NewReplacer("{project}", env.project.dir, "{port}", env.port, "{state}", env.state)
	words := make([]string, len(env.command.words))
	for i, word := range env.command.words {
		words[i] = fill.Replace(word)
	}
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = env.project.dir
	process, err := startChatProcess(cmd)
	if err != nil {
		t.Fatalf("start %q: %v", words, err)
	}
	env.process = process
	line, err := process.awaitLine(chatReady)
	if err != nil {
		t.Fatalf("%q: %v", words, err)
	}
	base, err := url.Parse(chatReady.FindStringSubmatch(line)[1])
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	env.base, env.port = base, base.Port()
}

var chatReady = regexp.MustCompile(`Ready on (https?://\S+)`)

// Stop asks the server to end, as Ctrl-C does, and waits until it has.
func (env *chatEnv) Stop(t *testing.T) {
	t.Helper()
	env.end(t, interruptGroup)
}

// Kill ends the server without asking it.
func (env *chatEnv) Kill(t *testing.T) {
	t.Helper()
	env.end(t, killGroup)
}

func (env *chatEnv) end(t *testing.T, signal func(*exec.Cmd) error) {
	t.Helper()
	process := env.process
	if process == nil {
		return
	}
	env.process = nil
	if t.Failed() {
		t.Logf("last output of the server:\n%s", process.tail())
	}
	if err := signal(process.cmd); err != nil {
		t.Errorf("signal the server: %v", err)
	}
	select {
	case <-process.ended:
	case <-time.After(chatPatience):
		t.Errorf("the server runs on after its signal\n%s", process.tail())
		if err := killGroup(process.cmd); err != nil {
			t.Error(err)
		}
		<-process.ended
	}
	if err := process.raced(); err != nil {
		t.Error(err)
	}
}

// address answers the URL of a path, in http or https, ws or wss.
func (env *chatEnv) address(scheme, path string) string {
	return scheme + "://" + env.base.Host + path
}

// plain answers path's URL in the scheme that the server announces.
func (env *chatEnv) plain(path string) string { return env.address(env.base.Scheme, path) }

func (env *chatEnv) socket(path string) string {
	return env.address(strings.Replace(env.base.Scheme, "http", "ws", 1), path)
}

var chatSerial atomic.Uint32

// newRoom answers a room name that no other scenario uses.
func newRoom() string { return fmt.Sprintf("room-%d", chatSerial.Add(1)) }

// newAddress answers a client address with its whole rate limit unspent.
func newAddress() string {
	n := chatSerial.Add(1)
	return fmt.Sprintf("10.%d.%d.%d", n>>16&0xff, n>>8&0xff, n&0xff)
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return port
}

// A chatProcess is a running server and what it has printed.
type chatProcess struct {
	cmd   *exec.Cmd
	ended chan struct{}

	mu      sync.Mutex
	lines   []string
	changed chan struct{} // closed and replaced with every line
}

func startChatProcess(cmd *exec.Cmd) (*chatProcess, error) {
	p := &chatProcess{cmd: cmd, ended: make(chan struct{}), changed: make(chan struct{})}
	reader, writer := io.Pipe()
	cmd.Stdout, cmd.Stderr = writer, writer
	// A grandchild that keeps the pipe must not keep Wait.
	cmd.WaitDelay = time.Second
	ownGroup(cmd)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		scanner := bufio.NewScanner(reader)
		scanner.Buffer(nil, 1<<20)
		for scanner.Scan() {
			p.append(scanner.Text())
		}
		_, _ = io.Copy(io.Discard, reader)
	}()
	go func() {
		_ = cmd.Wait() // a killed process has no exit status worth telling
		writer.Close()
		<-read
		close(p.ended)
	}()
	return p, nil
}

func (p *chatProcess) append(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lines = append(p.lines, line)
	close(p.changed)
	p.changed = make(chan struct{})
}

// awaitLine answers the first line, printed already or not yet, that matches.
func (p *chatProcess) awaitLine(pattern *regexp.Regexp) (string, error) {
	late := time.After(2 * chatPatience)
	for seen := 0; ; {
		p.mu.Lock()
		lines, changed := p.lines, p.changed
		p.mu.Unlock()
		for ; seen < len(lines); seen++ {
			if pattern.MatchString(lines[seen]) {
				return lines[seen], nil
			}
		}
		select {
		case <-changed:
		case <-p.ended:
			return "", fmt.Errorf("ended without printing %q\n%s", pattern, p.tail())
		case <-late:
			return "", fmt.Errorf("did not print %q\n%s", pattern, p.tail())
		}
	}
}

// raced reports a data race that the server's own race detector found.
func (p *chatProcess) raced() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, line := range p.lines {
		if strings.Contains(line, "WARNING: DATA RACE") {
			return fmt.Errorf("%s", strings.Join(p.lines[i:min(i+60, len(p.lines))], "\n"))
		}
	}
	return nil
}

func (p *chatProcess) tail() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.lines[max(0, len(p.lines)-40):], "\n")
}
