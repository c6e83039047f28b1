package jsapi

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// NewResponse answers an answer from outside as a script sees it. Its body belongs to the running context.
func NewResponse(r *webidl.Realm, w *wire.Response) *goja.Object {
	s := &Response{
		status: w.Status, statusText: w.StatusText, wordless: w.StatusText == "", url: w.URL, redirected: w.Redirected,
		cf: cfObject{json: w.CF}, port: w.Socket,
	}
	s.headers = Headers{list: w.Header, shared: true, immutable: true}
	s.content, s.arrived = w.Body, true
	if nullBodyStatus(w.Status) {
		w.Body.Close()
		s.content = nil
	}
	s.owned(r)
	if scope := r.Isolate.Scope(); scope != nil {
		if w.Socket != nil {
			s.keepPort = dropAtEnd(scope.Context.Done(), w.Socket)
		}
	}
	if w.ManualEncoding {
		s.coding = contentCoding(r.Flags, w.Header)
	}
	return webidl.Wrap(r, s)
}

// standardStatusText is what a Response without a status text gets on its way: the phrase of the status, else that of its
// class. https://www.rfc-editor.org/rfc/rfc7231#section-6
func standardStatusText(status int) string {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return "Payload Too Large"
	case http.StatusRequestURITooLong:
		return "URI Too Long"
	case http.StatusRequestedRangeNotSatisfiable:
		return "Range Not Satisfiable"
	case http.StatusTooEarly: // which the platform does not know
		return "Client Error"
	}
	if text := http.StatusText(status); text != "" {
		return text
	}
	return map[int]string{2: "Successful", 3: "Redirection", 4: "Client Error", 5: "Server Error"}[status/100]
}

// takePort gives away the WebSocket that no script has seen, nil if there is none.
func (s *Response) takePort() *wire.Port {
	port := s.port
	if s.port = nil; s.keepPort != nil {
		s.keepPort()
	}
	return port
}

// NoResponse answers whether v is no Response at all, as opposed to one that cannot be sent.
func NoResponse(v goja.Value) bool { return webidl.As[Response](v) == nil }

// ResponseOut turns the Response that a handler returned into the answer to a request on its way. It takes over the body
// and the WebSocket.
func ResponseOut(r *webidl.Realm, v goja.Value, to *wire.Request) (*wire.Response, error) {
	s := webidl.As[Response](v)
	switch {
	case s == nil:
		return nil, webidl.TypeError("Incorrect type for Promise: the Promise did not resolve to 'Response'.")
	case s.status == 0:
		return nil, webidl.TypeError("Return value from serve handler must not be an error response (like Response.error())")
	case s.disturbed():
		return nil, errBodyUsed
	case (s.socket != nil || s.port != nil) && !strings.EqualFold(to.Header.First("Upgrade"), "websocket"):
		return nil, webidl.TypeError(`Worker tried to return a WebSocket in a response to a request which did not contain the header "Upgrade: websocket".`)
	}
	w := &wire.Response{
		Status: s.status, StatusText: cmp.Or(s.statusText, standardStatusText(s.status)), URL: s.url, Redirected: s.redirected, ManualEncoding: s.manual,
	}
	if w.StatusText == "" && !s.wordless {
		w.StatusText = reasonPhrase(s.status)
	}
	var err error
	if w.CF, err = s.cf.out(r); err != nil {
		return nil, err
	}
	if s.socket != nil {
		if w.Socket, err = webidl.As[WebSocket](s.socket).takePort(); err != nil {
			Report(r, err) // a platform quirk: the answer has left by then
			w.Socket = cutPort()
		}
	} else {
		w.Socket = s.takePort()
	}
	if s.content != nil && s.coding != "" && s.coding == contentCoding(r.Flags, s.headers.list) {
		w.ManualEncoding, s.coding = true, "" // passed on as it came
	}
	if w.Body, err = s.handOver(r); err != nil {
		return nil, err
	}
	w.Header = s.headers.out()
	if w.Socket != nil && r.Flags.Has(compat.WebSocketCompression) {
		w.Header = agreed(w.Header, to)
	}
	return w, nil
}

// agreed adds to the answer of a handshake the extensions that were offered, unless the Worker answered that itself.
func agreed(h wire.Header, to *wire.Request) wire.Header {
	const name = "Sec-WebSocket-Extensions"
	offered := to.Header.First(name)
	if offered == "" || h.First(name) != "" {
		return h
	}
	return append(slices.Clip(h), wire.Field{Name: name, Value: offered})
}

// cutPort answers an end whose connection is gone.
func cutPort() *wire.Port {
	a, b := wire.NewPair()
	b.Drop(errLost)
	return a
}

// out answers the list to be read by others; a later change makes a copy first.
func (h *Headers) out() wire.Header {
	h.shared = true
	return h.list
}
