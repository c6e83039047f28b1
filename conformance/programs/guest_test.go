package programs

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// patience bounds every wait for something that must happen.
const patience = 30 * time.Second

// A guest visits a running program and writes down what was said. Its first failure ends the visit: every step
// after it does nothing.
type guest struct {
	server  *server
	said    strings.Builder
	sockets []*socket
	err     error
}

// A header is one field that the guest sends or asks to see.
type header struct{ name, value string }

// title begins a part of the transcript.
func (g *guest) title(text string) {
	if g.said.Len() > 0 {
		g.write("\n")
	}
	g.write("# %s\n", text)
}

func (g *guest) write(format string, args ...any) {
	if g.err == nil {
		fmt.Fprintf(&g.said, format, args...)
	}
}

func (g *guest) fail(format string, args ...any) {
	if g.err == nil {
		g.err = fmt.Errorf(format, args...)
	}
}

func (g *guest) get(path string, headers ...header) string { return g.do("GET", path, "", headers...) }

func (g *guest) post(path, body string, headers ...header) string {
	return g.do("POST", path, body, headers...)
}

// await repeats a GET until the answer has a text in it, and writes down that answer only.
func (g *guest) await(path, text string) {
	if g.err != nil {
		return
	}
	var again *guest
	g.until(func() string {
		again = &guest{server: g.server}
		return again.get(path)
	}, text)
	g.write("%s", again.said.String())
}

// until repeats a question until the answer has a text in it.
func (g *guest) until(ask func() string, text string) {
	if g.err != nil {
		return
	}
	answer := ""
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(20 * time.Millisecond) {
		if answer = ask(); strings.Contains(answer, text) {
			return
		}
	}
	g.fail("no answer comes to have %q; the last was %q", text, answer)
}

// do sends a request and answers the body of the response. A header without a value is one of the response that
// belongs into the transcript.
func (g *guest) do(method, path, body string, headers ...header) string {
	if g.err != nil {
		return ""
	}
	request, err := http.NewRequest(method, g.server.address("http", path), strings.NewReader(body))
	if err != nil {
		g.fail("%w", err)
		return ""
	}
	g.write("> %s\n", strings.TrimSpace(method+" "+path+" "+body))
	for _, h := range headers {
		if h.value != "" {
			request.Header.Set(h.name, h.value)
			g.write("> %s: %s\n", h.name, h.value)
		}
	}
	response, err := client.Do(request)
	if err != nil {
		g.fail("%w", err)
		return ""
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		g.fail("%s %s: %w", method, path, err)
		return ""
	}
	g.write("< %d\n", response.StatusCode)
	for _, h := range headers {
		if h.value == "" {
			g.write("< %s: %s\n", h.name, strings.Join(response.Header.Values(h.name), ", "))
		}
	}
	for line := range bytes.Lines(text) {
		g.write("  %s\n", bytes.TrimRight(line, "\n"))
	}
	return string(text)
}

// client sees redirects as they are.
var client = &http.Client{
	Timeout:       patience,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// edit puts one text in the place of another in a file of the project, which the server notices by itself.
func (g *guest) edit(file, old, new string) {
	if g.err != nil {
		return
	}
	path := filepath.Join(g.server.project, filepath.FromSlash(file))
	text, err := os.ReadFile(path)
	if err == nil && !strings.Contains(string(text), old) {
		err = fmt.Errorf("%s has no %s", file, old)
	}
	if err == nil {
		err = os.WriteFile(path, []byte(strings.ReplaceAll(string(text), old, new)), 0o644)
	}
	if err != nil {
		g.fail("edit: %w", err)
		return
	}
	g.write("(%s: %s is now %s)\n", file, old, new)
}

// restart stops the server and starts another one on the same state and address.
func (g *guest) restart() {
	if g.err != nil {
		return
	}
	g.title("the server restarts")
	g.leave()
	if err := g.server.stop(); err != nil {
		g.fail("stop the server: %w", err)
		return
	}
	if err := g.server.start(); err != nil {
		g.fail("start the server again: %w", err)
	}
}

// leave drops every connection.
func (g *guest) leave() {
	client.CloseIdleConnections()
	for _, s := range g.sockets {
		s.hangUp()
	}
	g.sockets = nil
}
