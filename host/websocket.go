package host

import (
	"context"
	"errors"
	"net/http"

	"github.com/coder/websocket"
)

// DialRequest is a client WebSocket handshake. URL has the scheme http, https, ws or wss.
type DialRequest struct {
	URL          string
	Header       http.Header
	Subprotocols []string
	Compression  bool
}

// DialResult is what came of a handshake: Socket when it succeeded, otherwise only the refusing Response.
type DialResult struct {
	Socket   Socket
	Response *http.Response
}

// Socket is an open client WebSocket. Read is called by one goroutine, the others by any.
type Socket interface {
	// Read answers the next message; a *CloseError when the peer sent Close; any other error when the
	// connection was lost.
	Read(ctx context.Context) (text bool, data []byte, err error)
	// Write sends one message.
	Write(ctx context.Context, text bool, data []byte) error
	// Close sends a Close frame; code 1005 sends one without a status.
	Close(code int, reason string) error
	// Drop ends the connection without a Close frame.
	Drop()
	// Subprotocol is the protocol that the server chose, or "".
	Subprotocol() string
}

// CloseError is the Close frame that ended a Socket's reading. Code is 1005 when it had no status.
type CloseError struct {
	Code   int
	Reason string
}

// Error says which code and reason closed the socket.
func (e *CloseError) Error() string { return "websocket closed by peer: " + e.Reason }

func dialWebSocket(ctx context.Context, req DialRequest) (*DialResult, error) {
	mode := websocket.CompressionDisabled
	if req.Compression {
		mode = websocket.CompressionContextTakeover
	}
	conn, res, err := websocket.Dial(ctx, req.URL, &websocket.DialOptions{
		HTTPHeader:      req.Header,
		Subprotocols:    req.Subprotocols,
		CompressionMode: mode,
	})
	if err != nil {
		if res != nil {
			return &DialResult{Response: res}, nil
		}
		return nil, err
	}
	conn.SetReadLimit(32 << 20)
	return &DialResult{Socket: socket{conn}, Response: res}, nil
}

type socket struct{ conn *websocket.Conn }

func (s socket) Read(ctx context.Context) (bool, []byte, error) {
	typ, data, err := s.conn.Read(ctx)
	var closed websocket.CloseError
	if errors.As(err, &closed) {
		return false, nil, &CloseError{Code: int(closed.Code), Reason: closed.Reason}
	}
	return typ == websocket.MessageText, data, err
}

func (s socket) Write(ctx context.Context, text bool, data []byte) error {
	typ := websocket.MessageBinary
	if text {
		typ = websocket.MessageText
	}
	return s.conn.Write(ctx, typ, data)
}

func (s socket) Close(code int, reason string) error {
	return s.conn.Close(websocket.StatusCode(code), reason)
}

func (s socket) Drop() { _ = s.conn.CloseNow() }

func (s socket) Subprotocol() string { return s.conn.Subprotocol() }
