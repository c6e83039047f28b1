package email

import (
	"bytes"
	"strings"
)

// field is where a field of a header is in a mail: its lines, with their ends.
type field struct {
	start, end int
	name       string
}

// headerFields finds the fields of the header, and refuses what is none. body is where the empty line is that ends it.
func headerFields(raw []byte) (list []field, body int, err error) {
	crlf, lf := bytes.Index(raw, []byte("\r\n\r\n")), bytes.Index(raw, []byte("\n\n"))
	switch {
	case crlf >= 0 && (lf < 0 || crlf <= lf):
		body = crlf + 2
	case lf >= 0:
		body = lf + 1
	default:
		return nil, 0, Error("could not find end of email headers")
	}
	at := 0
	for line := range bytes.Lines(raw[:body]) {
		start, name := at, ""
		at += len(line)
		if line[0] == ' ' || line[0] == '\t' {
			if len(list) == 0 {
				return nil, 0, Error("email header block contains an invalid continuation")
			}
			list[len(list)-1].end = at
			continue
		}
		before, _, ok := bytes.Cut(bytes.TrimRight(line, "\r\n"), []byte(":"))
		if !ok {
			return nil, 0, Error("email header block contains an invalid field")
		}
		if name = strings.TrimRight(string(before), " \t"); name == "" {
			return nil, 0, Error("email header block contains an invalid field name")
		}
		list = append(list, field{start, at, name})
	}
	return list, body, nil
}

// setID gives a mail another Message-ID, in the place of its first one or else as its first field.
func setID(raw []byte, id string) ([]byte, error) {
	list, body, err := headerFields(raw)
	if err != nil {
		return nil, err
	}
	end := "\n"
	if raw[body] == '\r' {
		end = "\r\n"
	}
	line, at, set := []byte("Message-ID: "+id+end), 0, false
	var to []byte
	for _, f := range list {
		if !strings.EqualFold(f.name, "message-id") {
			continue
		}
		to = append(to, raw[at:f.start]...)
		if !set {
			to, set = append(to, line...), true
		}
		at = f.end
	}
	to = append(to, raw[at:]...)
	if !set {
		to = append(line, to...)
	}
	return to, nil
}

// withoutBcc answers a mail as those get it who are not told of the others.
func withoutBcc(raw []byte) []byte {
	var to []byte
	at, drop := 0, false
	for line := range bytes.Lines(raw) {
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			break
		}
		at += len(line)
		if line[0] != ' ' && line[0] != '\t' {
			name, _, _ := bytes.Cut(line, []byte(":"))
			drop = strings.EqualFold(strings.TrimRight(string(name), " \t"), "bcc")
		}
		if !drop {
			to = append(to, line...)
		}
	}
	return append(to, raw[at:]...)
}
