package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"time"
)

// patience bounds every wait for a server.
const patience = 60 * time.Second

// A target is a program that serves Workers.
type target struct {
	name    string
	slow    bool // it is measured only where that says something
	command func(p project, port int, state string) *exec.Cmd
}

func dodevTarget(binary string) target {
	return target{name: oursName, command: func(p project, port int, state string) *exec.Cmd {
		return exec.Command(binary, "run", p.folder, "--ip", "127.0.0.1", "--port", strconv.Itoa(port),
			"--persist-to", state, "--log-level", "error", "--show-interactive-dev-session=false")
	}}
}

func workerdTarget(binary string) target {
	return target{name: peerName, command: func(p project, port int, state string) *exec.Cmd {
		return exec.Command(binary, "serve", filepath.Join(p.folder, "config.capnp"),
			"--socket-addr", fmt.Sprintf("http=127.0.0.1:%d", port), "--directory-path", "state="+state)
	}}
}

func wranglerTarget(binary string) target {
	return target{name: "wrangler", slow: true, command: func(p project, port int, state string) *exec.Cmd {
		cmd := exec.Command(binary, "dev", "--ip", "127.0.0.1", "--port", strconv.Itoa(port), "--inspector-port", "0",
			"--persist-to", state, "--log-level", "error", "--show-interactive-dev-session=false")
		cmd.Dir = p.folder
		cmd.Env = append(os.Environ(), "CI=1", "WRANGLER_SEND_METRICS=false")
		return cmd
	}}
}

// many is how many idle things a target has to keep. Peers take two or three open files and much more time for
// each, and end at the usual limit of 20 000 files; what one weighs shows in fewer.
func (t target) many() int {
	if t.name == oursName {
		return many
	}
	return fewer
}

// findPeers names the peers that are installed: below a folder's node_modules, or else on the PATH.
func findPeers(folder string) []target {
	var peers []target
	for _, peer := range []struct {
		name   string
		target func(binary string) target
	}{{peerName, workerdTarget}, {"wrangler", wranglerTarget}} {
		if binary, err := findPeer(folder, peer.name); err == nil {
			peers = append(peers, peer.target(binary))
		}
	}
	return peers
}

func findPeer(folder, name string) (string, error) {
	if folder == "" {
		return exec.LookPath(name)
	}
	if name == peerName { // its own program, not the script that npm may have left in front of it
		arch := map[string]string{"amd64": "64"}[runtime.GOARCH]
		if arch == "" {
			arch = runtime.GOARCH
		}
		pattern := filepath.Join(folder, "node_modules", "@cloudflare", "workerd-"+runtime.GOOS+"-"+arch, "bin", "workerd*")
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			return filepath.Abs(found[0])
		}
	}
	found, err := exec.LookPath(filepath.Join(folder, "node_modules", ".bin", name))
	if err != nil {
		return "", err
	}
	return filepath.Abs(found)
}

// A server is one running target.
type server struct {
	target  target
	address string
	state   string
	started time.Time
	cmd     *exec.Cmd
	output  *tail
	ended   chan struct{}
}

// start runs a target on a free port with an empty state folder below scratch. It does not wait.
func (t target) start(p project, scratch string) (*server, error) {
	state, err := os.MkdirTemp(scratch, "state-"+t.name+"-")
	if err != nil {
		return nil, err
	}
	s := &server{target: t, state: state, output: new(tail)}
	return s, s.launch(p)
}

// launch starts the server's process. It does not wait.
func (s *server) launch(p project) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	cmd, ended := s.target.command(p, port, s.state), make(chan struct{})
	s.address, s.cmd, s.ended = fmt.Sprintf("127.0.0.1:%d", port), cmd, ended
	cmd.Stdout, cmd.Stderr = s.output, s.output
	cmd.WaitDelay = time.Second
	ownGroup(cmd)
	s.started = time.Now()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", s.target.name, err)
	}
	go func() {
		_ = cmd.Wait() // what it printed says more than its status
		close(ended)
	}()
	return nil
}

// stop ends the server and everything it started, and removes its state.
func (s *server) stop() error {
	return errors.Join(s.halt(), os.RemoveAll(s.state))
}

// halt ends the server and everything it started.
func (s *server) halt() error {
	endTree(s.cmd.Process)
	select {
	case <-s.ended:
	case <-time.After(patience):
		return fmt.Errorf("%s does not end", s.target.name)
	}
	return nil
}

// firstAnswer waits until the server answers GET / with 200, and says how long that took from its start.
func (s *server) firstAnswer() (time.Duration, error) {
	for time.Since(s.started) < patience {
		select {
		case <-s.ended:
			return 0, fmt.Errorf("%s ended: %s", s.target.name, s.output)
		default:
		}
		if status, _, err := get(s.address, "/"); err == nil && status == 200 {
			return time.Since(s.started), nil
		}
		time.Sleep(time.Millisecond)
	}
	return 0, fmt.Errorf("%s does not answer: %s", s.target.name, s.output)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}

// tail keeps the end of what a server printed, for the case that it fails.
type tail struct {
	mu   sync.Mutex
	kept []byte
}

func (t *tail) Write(p []byte) (int, error) {
	const most = 4 << 10
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p...)
	if len(t.kept) > most {
		t.kept = append(t.kept[:0], t.kept[len(t.kept)-most:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.kept))
}

var errUnknown = errors.New("not known on this system")
