package main_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	dodev "github.com/dodev/dodev/cmd/dodev"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dodev": dodev.Main})
}

// TestScript runs every script of testdata/script. Beside the commands of package testscript they have:
//
//	start ARGS           runs `dodev run --port 0 ARGS` in the background until it is ready; sets $URL and $PORT
//	log PATTERN          waits for a line of its output, after the line that the last log found
//	stop                 ends it as Ctrl-C does and prints what it printed; it must exit with 0
//	interrupt            sends what Ctrl-C sends
//	ended STATUS         waits for its end and prints what it printed
//	crash                kills it
//	restart ARGS         stop, then start on the same port
//	http METHOD PATH ..  sends a request; prints status, headers and body. Further words: a header if it has ': ', else the body
//	ws ...               see script_socket_test.go
//	edit FILE OLD NEW    replaces text in a file, by another file, as editors do
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			s := &scriptServer{env: env, port: "0", sockets: map[string]*scriptSocket{}}
			env.Values[scriptKey{}] = s
			env.Defer(s.end)
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("there is no condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"start":     withServer((*scriptServer).start),
			"log":       withServer((*scriptServer).log),
			"stop":      withServer((*scriptServer).stop),
			"interrupt": withServer((*scriptServer).interrupt),
			"ended":     withServer((*scriptServer).ended),
			"crash":     withServer((*scriptServer).crash),
			"restart":   withServer((*scriptServer).restart),
			"http":      withServer((*scriptServer).http),
			"ws":        withServer((*scriptServer).ws),
			"edit":      edit,
		},
	})
}

type scriptKey struct{}

// scriptServer is the one server of a script.
type scriptServer struct {
	env     *testscript.Env
	process *chatProcess
	port    string
	url     string
	read    int // lines that log has passed
	sockets map[string]*scriptSocket
}

// withServer makes a command of a method. Its error ends the script.
func withServer(run func(*scriptServer, *testscript.TestScript, []string) error) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if neg {
			ts.Fatalf("the command has no opposite")
		}
		s := ts.Value(scriptKey{}).(*scriptServer)
		if err := run(s, ts, args); err != nil {
			if s.process != nil {
				ts.Logf("[output of the server]\n%s", s.process.tail())
			}
			ts.Fatalf("%v", err)
		}
	}
}

func (s *scriptServer) start(ts *testscript.TestScript, args []string) error {
	if s.process != nil {
		return errors.New("a server is running")
	}
	cmd := exec.Command("dodev", append([]string{"run", "--port", s.port}, args...)...)
	cmd.Dir = ts.MkAbs(".")
	for _, v := range s.env.Vars {
		name, _, _ := strings.Cut(v, "=")
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	process, err := startChatProcess(cmd)
	if err != nil {
		return err
	}
	s.process, s.read = process, 0
	line, err := process.awaitLine(chatReady)
	if err != nil {
		return err
	}
	s.url = chatReady.FindStringSubmatch(line)[1]
	s.port = s.url[strings.LastIndexByte(s.url, ':')+1:]
	ts.Setenv("URL", s.url)
	ts.Setenv("PORT", s.port)
	return nil
}

func (s *scriptServer) log(_ *testscript.TestScript, args []string) error {
	if len(args) != 1 {
		return errors.New("usage: log PATTERN")
	}
	pattern, err := regexp.Compile(args[0])
	if err != nil {
		return err
	}
	p := s.process
	late := time.After(chatPatience)
	for {
		p.mu.Lock()
		lines, changed := p.lines, p.changed
		p.mu.Unlock()
		for s.read < len(lines) {
			s.read++
			if pattern.MatchString(lines[s.read-1]) {
				return nil
			}
		}
		select {
		case <-changed:
		case <-p.ended:
			return fmt.Errorf("the server ended without printing %q", pattern)
		case <-late:
			return fmt.Errorf("the server did not print %q", pattern)
		}
	}
}

func (s *scriptServer) interrupt(*testscript.TestScript, []string) error {
	return interruptGroup(s.process.cmd)
}

func (s *scriptServer) stop(ts *testscript.TestScript, _ []string) error {
	if err := interruptGroup(s.process.cmd); err != nil {
		return err
	}
	return s.ended(ts, []string{"0"})
}

func (s *scriptServer) ended(ts *testscript.TestScript, args []string) error {
	p := s.process
	select {
	case <-p.ended:
	case <-time.After(chatPatience):
		return errors.New("the server runs on")
	}
	if got := fmt.Sprint(p.cmd.ProcessState.ExitCode()); len(args) == 1 && got != args[0] {
		return fmt.Errorf("exit status %s, want %s", got, args[0])
	}
	s.process = nil
	p.mu.Lock()
	text := strings.Join(p.lines, "\n") + "\n"
	p.mu.Unlock()
	if _, err := io.WriteString(ts.Stdout(), text); err != nil {
		return err
	}
	return p.raced()
}

func (s *scriptServer) crash(ts *testscript.TestScript, _ []string) error {
	if err := killGroup(s.process.cmd); err != nil {
		return err
	}
	return s.ended(ts, nil)
}

func (s *scriptServer) restart(ts *testscript.TestScript, args []string) error {
	if err := s.stop(ts, nil); err != nil {
		return err
	}
	return s.start(ts, args)
}

func (s *scriptServer) end() {
	for _, k := range s.sockets {
		_ = k.conn.CloseNow()
	}
	if s.process != nil {
		_ = killGroup(s.process.cmd)
		<-s.process.ended
	}
}

var scriptClient = &http.Client{
	Timeout:       chatPatience,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func (s *scriptServer) http(ts *testscript.TestScript, args []string) error {
	if len(args) < 2 {
		return errors.New("usage: http METHOD PATH [HEADER: VALUE]... [BODY]")
	}
	req, err := http.NewRequest(args[0], s.url+args[1], http.NoBody)
	if err != nil {
		return err
	}
	for _, arg := range args[2:] {
		if name, value, header := strings.Cut(arg, ": "); header {
			req.Header.Set(name, value)
			if name == "Host" {
				req.Host = value
			}
		} else {
			req.Body, req.ContentLength = io.NopCloser(strings.NewReader(arg)), int64(len(arg))
		}
	}
	res, err := scriptClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	fmt.Fprintln(ts.Stdout(), res.Status)
	if err := res.Header.Write(ts.Stdout()); err != nil {
		return err
	}
	body, err := io.ReadAll(res.Body)
	fmt.Fprintf(ts.Stdout(), "\n%s\n", body)
	return err
}

func edit(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	file, old := ts.MkAbs(args[0]), ts.ReadFile(args[0])
	if !strings.Contains(old, args[1]) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(file+"~", []byte(strings.ReplaceAll(old, args[1], args[2])), 0o644))
	ts.Check(os.Rename(file+"~", file))
}
