package jsapi

import (
	"bytes"
	"context"
	"math"
	"net"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// socketClass implements https://developers.cloudflare.com/workers/runtime-apis/tcp-sockets/#socket.
var socketClass = &webidl.Interface[Socket]{
	Name: "Socket",
	If:   never,
	Attributes: []webidl.Attribute[Socket]{
		{Name: "readable", Prototype: true, Get: func(s *Socket, _ *webidl.Call) (any, error) { return s.readableObject, nil }},
		{Name: "writable", Prototype: true, Get: func(s *Socket, _ *webidl.Call) (any, error) { return s.writableObject, nil }},
		{Name: "closed", Prototype: true, Get: func(s *Socket, _ *webidl.Call) (any, error) { return s.closed, nil }},
		{Name: "opened", Prototype: true, Get: func(s *Socket, _ *webidl.Call) (any, error) { return s.opened, nil }},
		{Name: "upgraded", Prototype: true, Get: func(s *Socket, _ *webidl.Call) (any, error) { return s.upgraded, nil }},
		{Name: "secureTransport", Prototype: true, Get: func(s *Socket, _ *webidl.Call) (any, error) { return s.secure, nil }},
	},
	Operations: []webidl.Operation[Socket]{
		{Name: "close", Run: (*Socket).close},
		{Name: "startTls", Run: (*Socket).startTLS},
	},
}

// Socket is a TCP connection. It belongs to the context that connected it, or whose handler it came to.
type Socket struct {
	realm    *webidl.Realm
	address  string
	arrived  bool // and was not connected here
	port     string
	host     string // for the other side's certificate; "" once TLS has begun
	secure   string // "off", "starttls" or "on"
	halfOpen bool
	upgraded bool
	over     bool // the script or the other side has closed it
	failure  error
	refused  string // what a script hears if there is no connection; "" is as ever
	line     *line
	scope    *isolate.Scope

	readable                       *ReadableStream
	writable                       *WritableStream
	readableObject, writableObject *goja.Object
	opened, closed                 *webidl.Deferred
	connected                      *streamPromise // settles as opened does, never rejects
}

// tcpAddress is where a connection goes.
type tcpAddress struct{ host, port string }

func (a tcpAddress) String() string { return a.host + ":" + a.port }

var errTCPAddress = webidl.TypeError("Cannot initialize N7workerd3api13SocketAddressE with required members from an undefined or null value.")

// readTCPAddress reads argument 0: "host:port", or an object with both.
func readTCPAddress(c *webidl.Call) (tcpAddress, error) {
	v := c.Arg(0)
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return tcpAddress{}, errTCPAddress
	}
	var a tcpAddress
	if o, ok := v.(*goja.Object); ok {
		d := c.Realm.NewDict(o)
		port, err := socketPort(c.Realm, o.Get("port"))
		if err != nil {
			return a, err
		}
		if a.host, ok = d.String("hostname"); !ok {
			a.host = "undefined"
		}
		a.port = strconv.Itoa(port)
	} else {
		text := c.String(0)
		u, err := weburl.Parse("fake://" + text)
		switch {
		case err != nil:
			return a, webidl.TypeError("Specified address could not be parsed.")
		case u.Hostname() == "":
			return a, webidl.TypeError("Specified address is missing hostname.")
		case u.Port() == "":
			return a, webidl.TypeError("Specified address is missing port.")
		}
		at := strings.LastIndexByte(text, ':')
		a = tcpAddress{text[:max(at, 0)], u.Port()}
	}
	if s := a.String(); len(s) > 255 || strings.Trim(s, "-._[]:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return a, webidl.TypeError("Specified address is empty string, contains unsupported characters or is too long.")
	}
	return a, nil
}

func socketPort(r *webidl.Realm, v goja.Value) (int, error) {
	if v == nil {
		v = goja.Undefined()
	}
	n := r.Number(v)
	switch {
	case math.IsNaN(n):
		return 0, webidl.TypeError("The value cannot be converted because it is not an integer.")
	case n < 0:
		return 0, webidl.TypeError("The value cannot be converted because it is negative and this API expects a positive number.")
	case n > 65535:
		return 0, webidl.TypeError("Value out of range. Must be less than or equal to 65535.")
	}
	return int(n), nil
}

// Connect implements connect of the module cloudflare:sockets.
// https://developers.cloudflare.com/workers/runtime-apis/tcp-sockets/#connect
func Connect(c *webidl.Call) (any, error) {
	out := outboundOf(c.Realm)
	if out.Closed != nil {
		return nil, out.Closed
	}
	return ConnectWith(c, out.Connect)
}

// ConnectWith is Connect with another way out than the host's network, nil for that.
func ConnectWith(c *webidl.Call, out Connector) (any, error) {
	s := &Socket{realm: c.Realm, secure: "off"}
	a, err := readTCPAddress(c)
	if err != nil {
		return nil, err
	}
	d := c.Dict(1, "SocketOptions")
	s.halfOpen = d.Bool("allowHalfOpen")
	if secure, ok := d.String("secureTransport"); ok {
		if secure != "off" && secure != "on" && secure != "starttls" {
			return nil, webidl.TypeError("Unsupported value in secureTransport socket option: %s", secure)
		}
		s.secure = secure
	}
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	s.address, s.host, s.port = a.String(), strings.Trim(a.host, "[]"), a.port
	if rerouted(c.Realm, s.address) != "" {
		return ConnectTo(c.Realm, s.address)
	}
	if out != nil {
		s.open(s.through(out))
		return webidl.Wrap(c.Realm, s), nil
	}
	host := c.Realm.Isolate.Host
	s.open(direct(func(ctx context.Context) (net.Conn, error) {
		conn, err := host.DialTCP(ctx, net.JoinHostPort(s.host, a.port))
		if err != nil || s.secure != "on" {
			return conn, err
		}
		return secured(ctx, conn, s.host)
	}))
	return webidl.Wrap(c.Realm, s), nil
}

// dial waits for a connection, off the loop.
type dial func(context.Context) (net.Conn, error)

// direct is a dial that nothing comes before.
func direct(d dial) func() dial { return func() dial { return d } }

// through begins a connection that somebody else answers.
func (s *Socket) through(out Connector) func() dial {
	caller := s.realm.Isolate.Scope().Context
	return func() dial {
		near, far := wire.NewLine()
		answered := make(chan error, 1)
		out(&wire.Connection{Address: s.address, Conn: far, Caller: caller, Answer: func(err error) { answered <- err }})
		return func(ctx context.Context) (net.Conn, error) {
			select {
			case err := <-answered:
				return near, err
			case <-ctx.Done():
				_ = near.Close()
				return nil, ctx.Err()
			}
		}
	}
}

// errDisconnected is what becomes of a connection whose handler has returned.
var errDisconnected = webidl.TypeError("Can't read from request stream because client disconnected.")

// Arrived answers the socket of a connection that has come to a handler, and what ends it when the handler has returned.
func Arrived(r *webidl.Realm, c *wire.Connection) (socket *goja.Object, end func()) {
	s := &Socket{realm: r, address: c.Address, arrived: true, secure: "off"}
	s.open(direct(func(context.Context) (net.Conn, error) { return c.Conn, nil }))
	return webidl.Wrap(r, s), func() {
		s.line.fail(errDisconnected)
		s.end(errDisconnected)
	}
}

// Failure answers why a socket whose opened was rejected has no connection, of which the script is told less.
func (s *Socket) Failure() error { return s.failure }

// errConnect answers why there is no connection.
func (s *Socket) errConnect(prefix string) error {
	if s.refused != "" {
		return webidl.PlainError("%s", s.refused)
	}
	text := prefix + "proxy request failed, cannot connect to the specified address"
	if s.port == "80" || s.port == "443" {
		text += ". It looks like you might be trying to connect to a HTTP-based service — consider using fetch instead"
	}
	return webidl.PlainError("%s", text)
}

// open sets the socket up and connects it once what was written before is durable: begin is called on the loop.
func (s *Socket) open(begin func() dial) {
	r := s.realm
	s.line = newLine()
	s.opened, s.closed = r.NewPromise(), r.NewPromise()
	for _, d := range []*webidl.Deferred{s.opened, s.closed} {
		r.Then(d.Promise, ignore, ignore) // nobody has to look
	}
	s.connected = &streamPromise{realm: r}
	s.scope = r.Isolate.Scope()
	op := r.Isolate.Begin()
	ctx := op.Context().Done()
	s.readableObject = newBodyStream(r, wire.StreamBody(&lineReader{line: s.line, ctx: ctx, ended: s.ended}, -1))
	s.readable = webidl.As[ReadableStream](s.readableObject)
	s.writable = makeWritableStream(r, sinkAlgorithms{write: s.write, close: s.shut, abort: s.drop}, 1, nil)
	s.writable.bytes, s.writable.owner = true, s.readable.owner
	s.writableObject = webidl.Wrap(r, s.writable)
	line := s.line
	context.AfterFunc(ctx, line.close)
	op.Context().Boundary.Release(func(err error) {
		var dial dial
		if err == nil {
			dial = begin()
		}
		r.GoOn(op, func(ctx context.Context) (any, error) {
			var conn net.Conn
			if err == nil {
				conn, err = dial(ctx)
			}
			line.ready(conn, err)
			return nil, err
		}, func(_ any, err error) {
			if err != nil {
				s.failure = err
				s.opened.Reject(s.errConnect(""))
				s.end(s.errConnect(""))
			} else if s.arrived {
				s.opened.Resolve(record(r, "remoteAddress", nil, "localAddress", s.address))
			} else {
				s.opened.Resolve(record(r, "remoteAddress", s.address, "localAddress", nil))
			}
			s.connected.resolve(goja.Undefined())
		})
	})
}

// write sends a chunk, once what was written before is durable.
func (s *Socket) write(args ...goja.Value) (any, error) {
	b, err := byteChunk(s.realm, args[0])
	if err != nil {
		return nil, err
	}
	b = bytes.Clone(b)
	return s.send(func(c net.Conn) error {
		_, err := c.Write(b)
		return err
	}), nil
}

// send does something with the connection off the loop.
func (s *Socket) send(do func(net.Conn) error) *goja.Object {
	d := s.realm.NewPromise()
	op := s.realm.Isolate.Begin()
	line := s.line
	op.Context().Boundary.Release(func(err error) {
		s.realm.GoOn(op, func(context.Context) (any, error) {
			if err != nil {
				return nil, err
			}
			conn, err := line.conn()
			switch {
			case err == errDisconnected:
				return nil, err
			case err != nil:
				return nil, s.errConnect("jsg.Error: ")
			}
			if err := do(conn); err != nil {
				return nil, errLost
			}
			return nil, nil
		}, d.Settle)
	})
	return d.Promise
}

// shut ends what is sent; the other side may still be heard.
func (s *Socket) shut(...goja.Value) (any, error) {
	return s.send(func(c net.Conn) error {
		if half, ok := c.(interface{ CloseWrite() error }); ok {
			return half.CloseWrite()
		}
		return c.Close()
	}), nil
}

func (s *Socket) drop(...goja.Value) (any, error) {
	s.line.close()
	s.end(nil)
	return nil, nil
}

// ended is called on the loop when the other side sends no more. What the script writes in answer to that still goes out.
func (s *Socket) ended() {
	if s.halfOpen || s.over {
		return
	}
	nothing := func(context.Context) (any, error) { return nil, nil }
	s.realm.GoOn(s.realm.Isolate.BeginFor(s.scope), nothing, func(any, error) {
		over := func(goja.Value) {
			s.writable.finished()
			s.line.close()
			s.end(nil)
		}
		if written, err := s.writable.close(); err == nil {
			written.(*streamPromise).then(over, over)
		} else {
			over(nil)
		}
	})
}

// end settles closed.
func (s *Socket) end(err error) {
	if !s.over {
		s.over = true
		s.closed.Settle(nil, err)
	}
}

func (s *Socket) close(*webidl.Call) (any, error) {
	if s.over {
		return s.closed, nil
	}
	s.connected.then(func(goja.Value) {
		if s.over {
			return
		}
		s.readable.cancel(goja.Undefined())
		s.writable.finished()
		s.line.close()
		s.end(nil)
	}, ignore)
	return s.closed, nil
}

// startTLS answers a socket over the same connection, which is encrypted from here on.
func (s *Socket) startTLS(c *webidl.Call) (any, error) {
	switch {
	case s.secure == "on":
		return nil, webidl.TypeError("Cannot startTls on a TLS socket.")
	case s.over && !s.upgraded:
		return nil, webidl.TypeError("The connection was closed before startTls could be started.")
	case s.secure != "starttls":
		return nil, webidl.TypeError("The `secureTransport` socket option must be set to 'starttls' for startTls to be used.")
	case s.upgraded:
		return nil, webidl.TypeError("startTls has already been called on this socket, or the socket was transferred over RPC.")
	}
	name := s.host
	if expected, ok := c.Dict(0, "TlsOptions").String("expectedServerHostname"); ok {
		name = expected
	}
	to := &Socket{realm: s.realm, address: s.address, port: s.port, secure: "on", halfOpen: s.halfOpen}
	from := s.line.leave()
	_, _ = acquireReader(s.readable)
	s.writable.finished()
	s.upgraded = true
	s.end(nil)
	to.open(direct(func(ctx context.Context) (net.Conn, error) {
		conn, err := from()
		if err != nil {
			return nil, err
		}
		return secured(ctx, conn, name)
	}))
	return webidl.Wrap(s.realm, to), nil
}
