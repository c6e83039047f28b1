package programs

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A serverKind answers the command that runs a project's Workers on a port, with the state in a folder.
type serverKind func(configs []string, port, state string) *exec.Cmd

// buildDodev builds dodev, with the race detector if this test has it.
func buildDodev(t *testing.T) serverKind {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "dodev.exe") // Windows asks for the extension, others do not mind
	args := []string{"build", "-o", binary}
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		args = append(args, "-race")
	}
	if out, err := exec.Command("go", append(args, "../../cmd/dodev")...).CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return func(configs []string, port, state string) *exec.Cmd {
		args := []string{"run"}
		for _, config := range configs {
			args = append(args, "-c", config)
		}
		return exec.Command(binary, append(args, "--ip", "127.0.0.1", "--port", port, "--persist-to", state,
			"--show-interactive-dev-session=false")...)
	}
}

// findWrangler answers nil if no folder is named.
func findWrangler(folder string) (serverKind, error) {
	if folder == "" {
		return nil, nil
	}
	binaries, err := filepath.Abs(filepath.Join(folder, "node_modules", ".bin"))
	if err != nil {
		return nil, err
	}
	wrangler, err := exec.LookPath(filepath.Join(binaries, "wrangler"))
	if err != nil {
		return nil, fmt.Errorf("DODEV_PEERS: %w", err)
	}
	path := "PATH=" + binaries + string(os.PathListSeparator) + os.Getenv("PATH") // a node may be there too
	return func(configs []string, port, state string) *exec.Cmd {
		args := []string{"dev"}
		for _, config := range configs {
			args = append(args, "-c", config)
		}
		cmd := exec.Command(wrangler, append(args, "--ip", "127.0.0.1", "--port", port, "--inspector-port", "0",
			"--persist-to", state, "--show-interactive-dev-session=false")...)
		// Its registry of running Workers is one a user; this test's servers must not meet there.
		cmd.Env = append(os.Environ(), path, "CI=1", "WRANGLER_SEND_METRICS=false", "MINIFLARE_REGISTRY_PATH="+state+"-registry",
			"WRANGLER_REGISTRY_PATH="+state+"-registry")
		return cmd
	}, nil
}

// A server runs one project, once or several times on the same state and port.
type server struct {
	kind    serverKind
	project string
	configs []string
	state   string
	port    string

	cmd   *exec.Cmd
	ended chan struct{}

	mu     sync.Mutex
	output []string
}

func newServer(t *testing.T, kind serverKind, project string, configs []string) *server {
	t.Helper()
	if len(configs) == 0 {
		configs = []string{"wrangler.json"}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	s := &server{kind: kind, project: project, configs: configs, state: filepath.Join(t.TempDir(), "state"), port: port}
	t.Cleanup(func() {
		if s.cmd != nil {
			_ = killGroup(s.cmd)
			<-s.ended
		}
	})
	return s
}

var readyLine = regexp.MustCompile(`Ready on http`)

// start starts the server and waits until it is ready.
func (s *server) start() error {
	cmd := s.kind(s.configs, s.port, s.state)
	cmd.Dir = s.project
	reader, writer := io.Pipe()
	cmd.Stdout, cmd.Stderr = writer, writer
	cmd.WaitDelay = time.Second // a grandchild that keeps the pipe must not keep Wait
	ownGroup(cmd)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %q: %w", cmd.Args, err)
	}
	ready, ended, read := make(chan struct{}), make(chan struct{}), make(chan struct{})
	s.cmd, s.ended = cmd, ended
	go func() {
		defer close(read)
		scanner := bufio.NewScanner(reader)
		scanner.Buffer(nil, 1<<20)
		told := false
		for scanner.Scan() {
			s.mu.Lock()
			s.output = append(s.output, scanner.Text())
			s.mu.Unlock()
			if !told && readyLine.MatchString(scanner.Text()) {
				told = true
				close(ready)
			}
		}
		_, _ = io.Copy(io.Discard, reader)
	}()
	go func() {
		_ = cmd.Wait() // an interrupted process has no exit status worth telling
		writer.Close()
		<-read
		close(ended)
	}()
	select {
	case <-ready:
		return nil
	case <-ended:
		return fmt.Errorf("%q ended before it was ready:\n%s", cmd.Args, s.tail())
	case <-time.After(2 * patience):
		return fmt.Errorf("%q does not get ready:\n%s", cmd.Args, s.tail())
	}
}

// stop asks the server to end, as Ctrl-C does, waits until it has, and reports a race that it found in itself.
func (s *server) stop() error {
	if err := interruptGroup(s.cmd); err != nil {
		return fmt.Errorf("interrupt the server: %w", err)
	}
	select {
	case <-s.ended:
	case <-time.After(patience):
		return fmt.Errorf("the server runs on after its interrupt:\n%s", s.tail())
	}
	s.cmd = nil
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, line := range s.output {
		if strings.Contains(line, "WARNING: DATA RACE") {
			return fmt.Errorf("%s", strings.Join(s.output[i:min(i+60, len(s.output))], "\n"))
		}
	}
	return nil
}

func (s *server) address(scheme, path string) string {
	return scheme + "://127.0.0.1:" + s.port + path
}

// tail answers the last lines that the server printed.
func (s *server) tail() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.output[max(0, len(s.output)-40):], "\n")
}
