package main_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/coder/websocket"
	"github.com/rogpeppe/go-internal/testscript"
)

// scriptSocket is a WebSocket that a script opened.
type scriptSocket struct{ conn *websocket.Conn }

// ws is the command for WebSockets:
//
//	ws connect NAME PATH
//	ws send NAME TEXT
//	ws expect NAME PATTERN    the next message
//	ws close NAME             a Close frame, answered
//	ws closed NAME CODE       the end: 1006 is one without a Close frame
func (s *scriptServer) ws(_ *testscript.TestScript, args []string) error {
	if len(args) < 2 {
		return errors.New("usage: ws connect|send|expect|close|closed NAME ...")
	}
	ctx, cancel := context.WithTimeout(context.Background(), chatPatience)
	defer cancel()
	verb, name, rest := args[0], args[1], strings.Join(args[2:], " ")
	if verb == "connect" {
		conn, _, err := websocket.Dial(ctx, strings.Replace(s.url, "http", "ws", 1)+rest, nil)
		if err != nil {
			return err
		}
		s.sockets[name] = &scriptSocket{conn}
		return nil
	}
	k := s.sockets[name]
	if k == nil {
		return fmt.Errorf("there is no socket %q", name)
	}
	switch verb {
	case "send":
		return k.conn.Write(ctx, websocket.MessageText, []byte(rest))
	case "expect":
		return k.expect(ctx, rest)
	case "close":
		return k.conn.Close(websocket.StatusNormalClosure, "")
	case "closed":
		return k.closed(ctx, rest)
	}
	return fmt.Errorf("there is no ws %s", verb)
}

func (k *scriptSocket) expect(ctx context.Context, pattern string) error {
	want, err := regexp.Compile(pattern)
	if err != nil {
		return err
	}
	_, got, err := k.conn.Read(ctx)
	if err != nil {
		return fmt.Errorf("want a message %q: %w", pattern, err)
	}
	if !want.Match(got) {
		return fmt.Errorf("message %q, want %q", got, pattern)
	}
	return nil
}

func (k *scriptSocket) closed(ctx context.Context, want string) error {
	_, message, err := k.conn.Read(ctx)
	if err == nil {
		return fmt.Errorf("message %q, want the end with %s", message, want)
	}
	if ctx.Err() != nil {
		return fmt.Errorf("the socket is open, want the end with %s", want)
	}
	got := "1006"
	if code := websocket.CloseStatus(err); code != -1 {
		got = fmt.Sprint(int(code))
	}
	if got != want {
		return fmt.Errorf("ended with %s (%w), want %s", got, err, want)
	}
	return nil
}
