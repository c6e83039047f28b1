package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"time"
)

// Opcodes of RFC 6455, section 5.2.
const (
	opText  = 1
	opClose = 8
	opPing  = 9
	opPong  = 10
)

// handshake asks for a WebSocket. The key is no secret and this client trusts its server.
func handshake(path string) []byte {
	return []byte("GET " + path + " HTTP/1.1\r\nHost: bench.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nCF-Connecting-IP: 127.0.0.1\r\n\r\n")
}

// appendFrame appends a client's frame. Its mask is zero, which leaves the payload as it is.
func appendFrame(b []byte, opcode byte, payload []byte) []byte {
	b = append(b, 0x80|opcode)
	switch n := len(payload); {
	case n < 126:
		b = append(b, 0x80|byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 0x80|126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 0x80|127), uint64(n))
	}
	return append(append(b, 0, 0, 0, 0), payload...)
}

// parseFrame parses the server's frame that data starts with. It answers 0 bytes used while some is missing.
func parseFrame(data []byte) (opcode byte, payload []byte, used int, err error) {
	if len(data) < 2 {
		return 0, nil, 0, nil
	}
	if data[0]&0xf0 != 0x80 || data[1]&0x80 != 0 {
		return 0, nil, 0, fmt.Errorf("frame % x: fragmented, compressed or masked", data[:2])
	}
	head, length := 2, uint64(data[1])
	switch {
	case length == 126 && len(data) >= 4:
		head, length = 4, uint64(binary.BigEndian.Uint16(data[2:]))
	case length == 127 && len(data) >= 10:
		head, length = 10, binary.BigEndian.Uint64(data[2:])
	case length >= 126:
		return 0, nil, 0, nil
	}
	if length > uint64(len(data)-head) {
		return 0, nil, 0, nil
	}
	used = head + int(length)
	return data[0] & 0xf, data[head:used], used, nil
}

// A socket is a WebSocket client.
type socket struct {
	path    string
	opened  func()               // the handshake is done
	message func(payload []byte) // a message came
	out     sender
	isOpen  bool
	frame   []byte
}

func (s *socket) open(out sender) {
	s.out = out
	out.send(handshake(s.path))
}

// say sends a text message.
func (s *socket) say(payload []byte) {
	s.frame = appendFrame(s.frame[:0], opText, payload)
	s.out.send(s.frame)
}

func (s *socket) receive(data []byte) (used int, err error) {
	if !s.isOpen {
		end := bytes.Index(data, []byte("\r\n\r\n"))
		if end < 0 {
			return 0, nil
		}
		if !bytes.HasPrefix(data, []byte("HTTP/1.1 101 ")) {
			return 0, fmt.Errorf("handshake: %q", data[:end])
		}
		used, s.isOpen = end+4, true
		s.opened()
	}
	for {
		opcode, payload, n, err := parseFrame(data[used:])
		if n == 0 || err != nil {
			return used, err
		}
		used += n
		switch opcode {
		case opClose:
			return used, fmt.Errorf("the server closed a socket: %q", payload)
		case opPing:
			s.out.send(appendFrame(nil, opPong, payload))
		case opPong:
		default:
			s.message(payload)
		}
	}
}

// echoers send a message and send it again when it has come back.
func echoers(n int, t *tally) []session {
	message := bytes.Repeat([]byte("="), 64)
	sessions := make([]session, n)
	for i := range sessions {
		var sent time.Time
		s := &socket{path: "/echo"}
		s.opened = func() { sent = time.Now(); s.say(message) }
		s.message = func([]byte) { sent = t.lasted(sent); s.say(message) }
		sessions[i] = s
	}
	return sessions
}

// A room has clients who all hear each message. A few talk: each says something new when everyone has
// heard what it said before.
type room struct {
	clients []*socket
	opened  int
	heard   int // deliveries
	said    []saying
	tally   *tally
}

type saying struct {
	at    time.Time
	heard int
}

// enterRoom makes the clients of a room. Nobody talks yet.
func enterRoom(n int, t *tally) (*room, []session) {
	r := &room{tally: t}
	sessions := make([]session, n)
	for i := range sessions {
		s := &socket{path: "/room", opened: func() { r.opened++ }, message: r.hear}
		r.clients = append(r.clients, s)
		sessions[i] = s
	}
	return r, sessions
}

func (r *room) full() bool { return r.opened == len(r.clients) }

// talk starts so many conversations, by clients that are spread over the room.
func (r *room) talk(talkers int) {
	for i := range talkers {
		r.say(r.clients[i*len(r.clients)/talkers])
	}
}

// say starts a message with its number, so that hear knows whose it is.
func (r *room) say(client *socket) {
	message := fmt.Appendf(nil, "%010d", len(r.said))
	r.said = append(r.said, saying{at: time.Now()})
	client.say(append(message, bytes.Repeat([]byte("."), 54)...))
}

func (r *room) hear(payload []byte) {
	number, err := strconv.Atoi(string(payload[:min(10, len(payload))]))
	if err != nil || number >= len(r.said) {
		return
	}
	r.heard++
	s := &r.said[number]
	if s.heard++; s.heard == len(r.clients) {
		r.tally.lasted(s.at)
		r.say(r.clients[number%len(r.clients)])
	}
}
