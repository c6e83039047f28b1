package jsapi

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/wire"
)

// clientPort answers the script's end of a socket that the host has dialled. Two goroutines move messages,
// one for each direction; both end with the connection.
func clientPort(dialled *host.DialResult) *wire.Port {
	near, far := wire.NewPair()
	near.Protocol = dialled.Socket.Subprotocol()
	if dialled.Response != nil {
		near.Extensions, _, _ = strings.Cut(dialled.Response.Header.Get("Sec-WebSocket-Extensions"), ";")
	}
	c := &socketClient{socket: dialled.Socket, port: far}
	far.Listen(c)
	go c.read()
	return near
}

// socketClient joins a dialled socket to the far end of a connection.
type socketClient struct {
	socket host.Socket
	port   *wire.Port

	mu      sync.Mutex
	queue   []func() error
	writing bool
}

// read passes on what the server sends.
func (c *socketClient) read() {
	defer c.port.Flush()
	for {
		text, data, err := c.socket.Read(context.Background()) // Drop ends it
		var closed *host.CloseError
		switch {
		case errors.As(err, &closed):
			c.port.Close(closed.Code, closed.Reason)
			return
		case err != nil:
			c.port.Drop(err)
			return
		case text:
			c.port.Send(&wire.Message{IsText: true, Text: string(data)})
		default:
			c.port.Send(&wire.Message{Bytes: data})
		}
		c.port.Flush()
	}
}

// Receive sends a message of the script.
func (c *socketClient) Receive(m *wire.Message) {
	c.write(func() error {
		if m.IsText {
			return c.socket.Write(context.Background(), true, []byte(m.Text))
		}
		return c.socket.Write(context.Background(), false, m.Bytes)
	})
}

// ReceiveClose sends a Close frame. An error means that the server was faster, which the reader sees.
func (c *socketClient) ReceiveClose(code int, reason string) {
	c.write(func() error {
		_ = c.socket.Close(code, wire.ShortReason(reason))
		return nil
	})
}

// ReceiveLost ends the connection.
func (c *socketClient) ReceiveLost(error) { c.socket.Drop() }

// Flush does nothing: what is sent leaves at once.
func (c *socketClient) Flush() {}

// write runs f after everything before it, on a goroutine that lives as long as there is something to write.
func (c *socketClient) write(f func() error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.queue = append(c.queue, f)
	if !c.writing {
		c.writing = true
		go c.drain()
	}
}

func (c *socketClient) drain() {
	for {
		c.mu.Lock()
		queue := c.queue
		c.queue = nil
		c.writing = len(queue) > 0
		c.mu.Unlock()
		if len(queue) == 0 {
			return
		}
		for _, f := range queue {
			if err := f(); err != nil {
				c.port.Drop(err)
			}
		}
	}
}
