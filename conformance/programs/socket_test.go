package programs

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// A socket is one WebSocket of a guest, known by the name of the one who speaks through it.
type socket struct {
	guest *guest
	name  string
	conn  *websocket.Conn
	heard chan string // closed after the line that says how the connection ended
}

// dial opens a WebSocket, or writes down how it was refused.
func (g *guest) dial(name, path string, protocols ...string) *socket {
	s := &socket{guest: g, name: name}
	if g.err != nil {
		return s
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	g.write("%s> WebSocket %s\n", name, strings.TrimSpace(path+" "+strings.Join(protocols, ",")))
	conn, response, err := websocket.Dial(ctx, g.server.address("ws", path), &websocket.DialOptions{Subprotocols: protocols})
	if response == nil {
		g.fail("%s dials %s: %w", name, path, err)
		return s
	}
	g.write("%s< %s\n", name, strings.TrimSpace(fmt.Sprint(response.StatusCode, " ", response.Header.Get("Sec-WebSocket-Protocol"))))
	if err != nil { // refused
		return s
	}
	s.conn, s.heard = conn, make(chan string, 1000)
	conn.SetReadLimit(1 << 20)
	g.sockets = append(g.sockets, s)
	go s.read()
	return s
}

func (s *socket) read() {
	defer close(s.heard)
	for {
		kind, data, err := s.conn.Read(context.Background())
		if err != nil {
			end := "closed 1006"
			if e, ok := errors.AsType[websocket.CloseError](err); ok {
				end = strings.TrimSpace(fmt.Sprintf("closed %d %s", e.Code, e.Reason))
			}
			s.heard <- end
			return
		}
		if kind == websocket.MessageBinary {
			s.heard <- "bytes " + hex.EncodeToString(data)
		} else {
			s.heard <- string(data)
		}
	}
}

// say sends a text.
func (s *socket) say(text string) {
	s.guest.write("%s> %s\n", s.name, text)
	s.send(websocket.MessageText, []byte(text))
}

// sayBytes sends a binary message.
func (s *socket) sayBytes(data ...byte) {
	s.guest.write("%s> bytes %x\n", s.name, data)
	s.send(websocket.MessageBinary, data)
}

func (s *socket) send(kind websocket.MessageType, data []byte) {
	if s.guest.err != nil {
		return
	}
	if s.conn == nil {
		s.guest.fail("%s has no connection", s.name)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := s.conn.Write(ctx, kind, data); err != nil {
		s.guest.fail("%s sends: %w", s.name, err)
	}
}

// hear waits for so many messages and writes them down. The end of the connection is one.
func (s *socket) hear(messages int) {
	late := time.After(patience)
	for range messages {
		if s.guest.err != nil {
			return
		}
		select {
		case line, open := <-s.heard:
			if !open {
				s.guest.fail("%s listens to a closed connection", s.name)
				return
			}
			s.guest.write("%s< %s\n", s.name, line)
		case <-late:
			s.guest.fail("%s heard nothing for %v", s.name, patience)
		}
	}
}

// close starts the closing handshake and writes down the code of the other side's part of it. Its reason is not to be
// had for certain: the frame comes to whichever of Close and read is reading.
func (s *socket) close(code websocket.StatusCode, reason string) {
	if s.guest.err != nil || s.conn == nil {
		return
	}
	s.guest.write("%s> close %d %s\n", s.name, code, reason)
	answered := code
	if err := s.conn.Close(code, reason); err != nil { // nil is an answer with the same code
		answered = websocket.CloseStatus(err)
	}
	for range s.heard { // until the connection has ended
	}
	s.guest.write("%s< closed %d\n", s.name, answered)
}

// hangUp drops the connection without a closing handshake.
func (s *socket) hangUp() {
	if s.conn != nil {
		_ = s.conn.CloseNow() // fails only if it is closed already
	}
}
