package jsapi

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/dodev/dodev/jsapi/encoding"
)

// streamEvent is a message of an event stream.
type streamEvent struct{ kind, data, id string }

// eventStream cuts a stream into events. https://html.spec.whatwg.org/#parsing-an-event-stream
type eventStream struct {
	rest  []byte // of a line that has not ended
	begun bool   // past the place of a byte order mark
	data  []string
	kind  string
	id    string
	retry int // milliseconds, 0 if none was named
}

// write answers the events that b completes.
func (s *eventStream) write(b []byte) []streamEvent {
	s.rest = append(s.rest, b...)
	if !s.begun {
		const mark = "\ufeff"
		if len(s.rest) < len(mark) && strings.HasPrefix(mark, string(s.rest)) {
			return nil
		}
		s.begun = true
		s.rest = bytes.TrimPrefix(s.rest, []byte(mark))
	}
	var events []streamEvent
	for {
		end := bytes.IndexAny(s.rest, "\r\n")
		if end < 0 || s.rest[end] == '\r' && end+1 == len(s.rest) { // a line feed may follow
			return events
		}
		line := encoding.UTF8(s.rest[:end])
		if s.rest[end] == '\r' && s.rest[end+1] == '\n' {
			end++
		}
		s.rest = s.rest[end+1:]
		if e, ok := s.line(line); ok {
			events = append(events, e)
		}
	}
}

// line deals with one line; an empty one ends an event.
func (s *eventStream) line(line string) (streamEvent, bool) {
	if line == "" {
		e := streamEvent{kind: s.kind, data: strings.Join(s.data, "\n"), id: s.id}
		s.data, s.kind = nil, ""
		if e.kind == "" {
			e.kind = "message"
		}
		return e, e.data != ""
	}
	field, value, _ := strings.Cut(line, ":")
	value = strings.TrimPrefix(value, " ")
	switch field {
	case "data":
		s.data = append(s.data, value)
	case "event":
		s.kind = value
	case "id":
		s.id = value
	case "retry":
		if n, err := strconv.ParseUint(value, 10, 31); err == nil {
			s.retry = int(n)
		}
	}
	return streamEvent{}, false
}
