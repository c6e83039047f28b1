package jsapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/dodev/dodev/host"
)

// echoSocket is a server that sends back what it gets, and the Close as well.
type echoSocket struct {
	protocol string
	incoming chan any // string, []byte or error
}

func (s *echoSocket) Read(ctx context.Context) (bool, []byte, error) {
	select {
	case m := <-s.incoming:
		switch m := m.(type) {
		case string:
			return true, []byte(m), nil
		case []byte:
			return false, m, nil
		}
		return false, nil, m.(error)
	case <-ctx.Done():
		return false, nil, ctx.Err()
	}
}

func (s *echoSocket) Write(_ context.Context, text bool, data []byte) error {
	switch {
	case text && string(data) == "vanish":
		s.incoming <- errors.New("connection reset")
	case text && strings.HasPrefix(string(data), "close "):
		s.incoming <- &host.CloseError{Code: 4000, Reason: string(data[len("close "):])}
	case text:
		s.incoming <- string(data)
	default:
		s.incoming <- data
	}
	return nil
}

func (s *echoSocket) Close(code int, reason string) error {
	s.incoming <- &host.CloseError{Code: code, Reason: reason}
	return nil
}

func (s *echoSocket) Drop() {}

func (s *echoSocket) Subprotocol() string { return s.protocol }

// dialEcho stands for the network: /plain answers without a handshake, /none not at all.
func dialEcho(_ context.Context, req host.DialRequest) (*host.DialResult, error) {
	answer := &http.Response{StatusCode: 101, Status: "101 Switching Protocols", Header: http.Header{}, Body: http.NoBody}
	switch {
	case strings.HasSuffix(req.URL, "/none"):
		return nil, errors.New("connection refused")
	case strings.HasSuffix(req.URL, "/plain"):
		answer.StatusCode = 200
		return &host.DialResult{Response: answer}, nil
	}
	if req.Compression {
		answer.Header.Set("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits=15")
	}
	s := &echoSocket{incoming: make(chan any, 16)}
	if len(req.Subprotocols) > 0 {
		s.protocol = req.Subprotocols[0]
	}
	return &host.DialResult{Socket: s, Response: answer}, nil
}

func TestWebSocketDial(t *testing.T) {
	const never = "Failed to establish the WebSocket connection: expected server to reply with HTTP status code 101 (switching protocols), but received 200 instead."
	for _, c := range []struct{ name, body, want string }{
		{"echo", `const w = seen("w", new WebSocket("WS://echo.test/a/../b", ["chat", "x"]));
			out.push([w.readyState, w.url, w.protocol, w.extensions].join());
			const done = ended(w);
			w.onopen = () => { out.push([w.readyState, w.protocol, w.extensions].join()); w.send("hi"); w.send(new Uint8Array(2)); w.close(4000, "bye"); };
			await done;`,
			"0,WS://echo.test/a/../b,,|1,chat,permessage-deflate|w open 2|w close 3 4000 bye true"},
		{"messages", `const w = seen("w", new WebSocket("ws://echo.test/"));
			const done = ended(w);
			w.onopen = () => { out.push(String(w.protocol)); w.send("hi"); w.send(new Uint8Array(2)); w.send("close now"); };
			await done;`,
			"null|w open 1|w hi|w [object Blob]|w close 3 4000 now true"},
		{"refused", `await ended(seen("w", new WebSocket("ws://echo.test/plain")));`,
			"w error 3 Uncaught TypeError: " + never + " TypeError: " + never + "|w close 3 1006 Failed to establish websocket connection false"},
		{"unreachable", `await ended(seen("w", new WebSocket("ws://echo.test/none")));`,
			"w error 3 Uncaught Error: Network connection lost. Error: Network connection lost.|w close 3 1006 Failed to establish websocket connection false"},
		{"vanishes", `const w = seen("w", new WebSocket("ws://echo.test/")); w.onopen = () => w.send("vanish"); await ended(w); out.push(w.readyState); w.send("x");`,
			"w open 1|w close 1 1006 WebSocket disconnected without sending Close frame. false|2"},
		{"closed before it opened", `const w = seen("w", new WebSocket("ws://echo.test/")); w.close(); await ended(w);`,
			"w error 3 Uncaught Error: Network connection lost. Error: Network connection lost.|w close 3 1006 Failed to establish websocket connection false"},
		{"not accepted by hand", `const w = new WebSocket("ws://echo.test/none"); const tries = [() => w.accept(), () => w.send("x")];
			for (const f of tries) try { f(); } catch (e) { out.push(e.message); } await ended(w);`,
			"Websockets obtained from the 'new WebSocket()' constructor cannot call accept|" + errNotAccepted},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := newRealm(t, "")
			tr.iso.Host.DialWebSocket = dialEcho
			got := tr.evalAsync(socketLog + `const ended = w => new Promise(done => w.addEventListener("close", done));` + c.body + `return out.join("|");`)
			if i := strings.Index(c.want, "4000 bye"); i >= 0 { // the echoes of what was sent before may come or not
				got = strings.NewReplacer("|w hi", "", "|w [object Blob]", "").Replace(got)
			}
			if got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.body, got, c.want)
			}
		})
	}
}
