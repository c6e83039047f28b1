package main_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
)

const rateLimited = "error Your IP is being rate-limited, please try again later."

// chatHTTP accepts the certificate a development server made for itself.
var chatHTTP = &http.Client{
	Timeout:   chatPatience,
	Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
}

// A chatEvent is one message of the server, or the end of the connection.
type chatEvent struct {
	Joined    *string
	Quit      *string
	Error     *string
	Ready     bool
	Name      string
	Message   string
	Timestamp int64

	raw    string
	closed string // "closed 1009 reason"
}

// String is the form that scenarios compare: "joined ann", "quit ann", "ready", "error text",
// "ann: hello", "closed 1009 reason".
func (e chatEvent) String() string {
	switch {
	case e.closed != "":
		return e.closed
	case e.Joined != nil:
		return "joined " + *e.Joined
	case e.Quit != nil:
		return "quit " + *e.Quit
	case e.Error != nil:
		return "error " + *e.Error
	case e.Ready:
		return "ready"
	case e.Timestamp > 0:
		return e.Name + ": " + e.Message
	}
	return "unexpected " + e.raw
}

// A chatClient is one WebSocket connection and everything that came over it. Its methods answer
// errors, so that goroutines can use it.
type chatClient struct {
	conn  *websocket.Conn
	name  string
	ended chan struct{}

	mu      sync.Mutex
	events  []chatEvent
	next    int           // the first event that nobody has taken
	changed chan struct{} // closed and replaced with every event
}

type chatDialOptions struct {
	address  string // CF-Connecting-IP; none if empty
	compress bool
}

// dialChat opens a WebSocket. The response is there when the server refused it.
func dialChat(url string, options chatDialOptions) (*chatClient, *http.Response, error) {
	dial := &websocket.DialOptions{HTTPClient: chatHTTP, HTTPHeader: http.Header{}}
	if options.address != "" {
		dial.HTTPHeader.Set("CF-Connecting-IP", options.address)
	}
	if options.compress {
		dial.CompressionMode, dial.CompressionThreshold = websocket.CompressionContextTakeover, 1
	}
	ctx, cancel := context.WithTimeout(context.Background(), chatPatience)
	defer cancel()
	conn, response, err := websocket.Dial(ctx, url, dial)
	if err != nil {
		return nil, response, fmt.Errorf("dial %s: %w", url, err)
	}
	conn.SetReadLimit(1 << 20)
	c := &chatClient{conn: conn, ended: make(chan struct{}), changed: make(chan struct{})}
	go c.read()
	return c, response, nil
}

func (c *chatClient) read() {
	defer close(c.ended)
	for {
		_, data, err := c.conn.Read(context.Background())
		if err != nil {
			end := "closed 1006"
			if e, ok := errors.AsType[websocket.CloseError](err); ok {
				end = strings.TrimSpace(fmt.Sprintf("closed %d %s", e.Code, e.Reason))
			}
			c.append(chatEvent{closed: end})
			return
		}
		event := chatEvent{raw: string(data)}
		if json.Unmarshal(data, &event) != nil {
			event = chatEvent{raw: string(data)}
		}
		c.append(event)
	}
}

func (c *chatClient) append(event chatEvent) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.events = append(c.events, event)
	close(c.changed)
	c.changed = make(chan struct{})
}

// hangUp drops the connection without a closing handshake.
func (c *chatClient) hangUp() {
	_ = c.conn.CloseNow() // fails only if it is closed already
	<-c.ended
}

// unanswered is the code of a connection that ends without a Close frame of the server.
const unanswered websocket.StatusCode = -1

// close starts the closing handshake and answers the code of the server's part of it. Its reason is not to be had for
// certain: the frame comes to whichever of Close and read is reading.
func (c *chatClient) close(code websocket.StatusCode, reason string) websocket.StatusCode {
	err := c.conn.Close(code, reason)
	<-c.ended
	if err == nil { // an answer with the same code
		return code
	}
	return websocket.CloseStatus(err)
}

func (c *chatClient) send(kind websocket.MessageType, text string) error {
	ctx, cancel := context.WithTimeout(context.Background(), chatPatience)
	defer cancel()
	return c.conn.Write(ctx, kind, []byte(text))
}

func (c *chatClient) sendJSON(field string, value any) error {
	data, err := json.Marshal(map[string]any{field: value})
	if err != nil {
		return err
	}
	return c.send(websocket.MessageText, string(data))
}

// find waits for an event at or after position from, and answers its position.
func (c *chatClient) find(from int, wanted func(chatEvent) bool) (int, error) {
	late := time.After(chatPatience)
	for {
		c.mu.Lock()
		events, changed := c.events, c.changed
		c.mu.Unlock()
		for ; from < len(events); from++ {
			if wanted(events[from]) {
				return from, nil
			}
			if events[from].closed != "" {
				return 0, fmt.Errorf("%s: %s", c.name, events[from].closed)
			}
		}
		select {
		case <-changed:
		case <-late:
			return 0, fmt.Errorf("%s waited for %v in vain, after %v", c.name, chatPatience, events)
		}
	}
}

// join says a name and waits until the server is ready for messages.
func (c *chatClient) join(name string) error {
	c.name = name
	if err := c.sendJSON("name", name); err != nil {
		return err
	}
	_, err := c.find(0, func(e chatEvent) bool { return e.Ready })
	return err
}

// say sends a message and waits for its echo. A room refuses a message while the limiter's
// answer about the one before is on its way, however fast it comes, so a refused message is sent
// again and the refusal forgotten.
func (c *chatClient) say(text string) error {
	for start := time.Now(); time.Since(start) < chatPatience; {
		from := c.heard()
		if err := c.sendJSON("message", text); err != nil {
			return err
		}
		at, err := c.find(from, func(e chatEvent) bool {
			return e.Error != nil || e.Timestamp > 0 && e.Name == c.name && e.Message == text
		})
		if err != nil {
			return err
		}
		if event := c.event(at); event.String() != rateLimited {
			if event.Error != nil {
				return fmt.Errorf("%s said %q: %v", c.name, text, event)
			}
			return nil
		}
		c.forget(at)
	}
	return fmt.Errorf("%s may not say %q for %v", c.name, text, chatPatience)
}

func (c *chatClient) heard() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.events)
}

func (c *chatClient) event(at int) chatEvent {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.events[at]
}

func (c *chatClient) forget(at int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.events = slices.Concat(c.events[:at], c.events[at+1:])
}

// messages answers every chat line heard so far.
func (c *chatClient) messages() []chatEvent {
	c.mu.Lock()
	defer c.mu.Unlock()
	var said []chatEvent
	for _, event := range c.events {
		if event.Timestamp > 0 {
			said = append(said, event)
		}
	}
	return said
}
