package jsapi

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/wire"
)

// Outbound is where the global fetch sends requests. The zero value is the host's network.
type Outbound struct {
	// Zone is what the cf-worker header says; "" adds none.
	Zone string
	// Send replaces the network.
	Send Sender
	// Connect replaces it for connections.
	Connect Connector
	// Closed is why nothing can be connected to, if that is so.
	Closed error

	direct bool // Send is the host's network
}

// OnHostNetwork answers whether the global fetch sends requests to the host's network.
func OnHostNetwork(r *webidl.Realm) bool { return outboundOf(r).direct }

// Connector takes a connection to whoever answers it, on the loop and without blocking.
type Connector func(*wire.Connection)

type outboundKey struct{}

// SetOutbound says where a realm's global fetch sends its requests.
func SetOutbound(r *webidl.Realm, o Outbound) {
	if o.Send == nil {
		o.Send, o.direct = network{host: r.Isolate.Host, zone: o.Zone}.send, true
	}
	r.Native[outboundKey{}] = o
}

func outboundOf(r *webidl.Realm) Outbound {
	if _, ok := r.Native[outboundKey{}]; !ok {
		SetOutbound(r, Outbound{})
	}
	return r.Native[outboundKey{}].(Outbound)
}

// network sends requests over the host's network.
type network struct {
	host *host.Host
	zone string
}

func (n network) send(req *wire.Request, done func(*wire.Response, error)) {
	go func() {
		w, err := n.roundTrip(req)
		if err != nil {
			err = failure(req, err)
		}
		done(w, err)
	}()
}

func (n network) roundTrip(req *wire.Request) (*wire.Response, error) {
	if strings.EqualFold(req.Header.First("Upgrade"), "websocket") {
		return n.dial(req)
	}
	out, err := n.request(req)
	if err != nil {
		return nil, err
	}
	in, err := n.host.RoundTrip(out)
	if err != nil {
		return nil, err
	}
	return response(req, in), nil
}

// request answers a request as net/http sends it. The URL goes out as the standard wrote it.
func (n network) request(req *wire.Request) (*http.Request, error) {
	u, err := weburl.Parse(req.URL)
	if err != nil {
		return nil, err
	}
	ctx := req.Context
	if ctx == nil {
		ctx = context.Background()
	}
	out := (&http.Request{
		Method: req.Method,
		URL:    &url.URL{Scheme: u.Scheme(), Host: u.Host(), Opaque: u.Pathname(), RawQuery: u.Query()},
		Host:   u.Host(), Header: n.header(req), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(ctx)
	switch b := req.Body; {
	case b == nil:
	case b.Stream != nil:
		out.Body, out.ContentLength = b.Stream, b.Length
	default:
		out.ContentLength = int64(len(b.Bytes))
		out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.Bytes)), nil }
		out.Body, _ = out.GetBody()
	}
	if out.Body != nil && out.ContentLength == 0 {
		_ = out.Body.Close()
		out.Body, out.GetBody = http.NoBody, nil
	}
	return out, nil
}

// connectionHeaders are about one connection; the next has its own.
var connectionHeaders = []string{
	"Connection", "Keep-Alive", "Proxy-Connection", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Content-Length",
}

func (n network) header(req *wire.Request) http.Header {
	h, list := http.Header{}, req.Header
	for _, f := range list {
		if name := http.CanonicalHeaderKey(f.Name); name != "" && !slices.Contains(connectionHeaders, name) {
			h[name] = append(h[name], f.Value)
		}
	}
	if !list.Has("User-Agent") {
		h["User-Agent"] = nil // or net/http would name itself
	}
	if !list.Has("Accept-Encoding") && !req.Raw {
		h["Accept-Encoding"] = []string{"br, gzip"}
	}
	if n.zone != "" {
		h["Cf-Worker"] = []string{n.zone}
	}
	return h
}

// response answers what came back, its body as it was sent.
func response(req *wire.Request, in *http.Response) *wire.Response {
	_, text, _ := strings.Cut(in.Status, " ")
	w := &wire.Response{Status: in.StatusCode, StatusText: text, Header: wireHeader(in.Header)}
	w.ManualEncoding = w.Header.Has("Content-Encoding")
	switch {
	case req.Method == "HEAD", nullBodyStatus(in.StatusCode):
		_ = in.Body.Close()
	case in.ContentLength == 0:
		_ = in.Body.Close()
		w.Body, w.ManualEncoding = wire.BytesBody(nil), false
	default:
		w.Body = wire.StreamBody(&networkBody{in.Body, req}, in.ContentLength)
	}
	return w
}

func wireHeader(h http.Header) wire.Header {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	list := make(wire.Header, 0, len(h))
	for _, name := range names {
		for _, value := range h[name] {
			list = append(list, wire.Field{Name: name, Value: value})
		}
	}
	return list
}

// networkBody names the failures of a body as scripts know them.
type networkBody struct {
	io.ReadCloser
	req *wire.Request
}

// Read reads on.
func (b *networkBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = failure(b.req, err)
	}
	return n, err
}

// failure names what went wrong: a script's abort, a lost connection, or what only a developer can mend.
func failure(req *wire.Request, err error) error {
	if req.Context != nil && req.Context.Err() != nil {
		return context.Cause(req.Context)
	}
	if reason, ok := setupFailure(err); ok {
		return &internalError{"fetch " + req.URL + ": " + reason}
	}
	var own webidl.Scripted
	if errors.As(err, &own) { // the request's own body failed
		return err
	}
	return errLost
}
