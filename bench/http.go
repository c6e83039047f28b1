package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

var errMalformed = errors.New("malformed response")

// request is a GET as this client sends it.
func request(path string) []byte {
	return []byte("GET " + path + " HTTP/1.1\r\nHost: bench.test\r\nAccept: */*\r\n\r\n")
}

// A response is as much of one as a load looks at.
type response struct {
	status int
	body   []byte // part of the data that it was parsed from
}

// parseResponse parses the response that data starts with. It answers 0 bytes used while some is missing.
func parseResponse(data []byte) (r response, used int, err error) {
	end := bytes.Index(data, []byte("\r\n\r\n"))
	if end < 0 {
		return r, 0, nil
	}
	head, rest := data[:end], data[end+4:]
	line, head, _ := bytes.Cut(head, []byte("\r\n"))
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return r, 0, fmt.Errorf("%w: %q", errMalformed, line)
	}
	if r.status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return r, 0, fmt.Errorf("%w: %q", errMalformed, line)
	}
	length, chunked := 0, false
	for len(head) > 0 {
		line, head, _ = bytes.Cut(head, []byte("\r\n"))
		name, value, _ := bytes.Cut(line, []byte(":"))
		switch value = bytes.TrimSpace(value); {
		case len(name) == 14 && bytes.EqualFold(name, []byte("content-length")):
			if length, err = strconv.Atoi(string(value)); err != nil || length < 0 {
				return r, 0, fmt.Errorf("%w: content length %q", errMalformed, value)
			}
		case len(name) == 17 && bytes.EqualFold(name, []byte("transfer-encoding")):
			chunked = bytes.EqualFold(value, []byte("chunked"))
		}
	}
	if chunked {
		body, n, err := parseChunks(rest)
		if n == 0 || err != nil {
			return r, 0, err
		}
		r.body = body
		return r, end + 4 + n, nil
	}
	if len(rest) < length {
		return r, 0, nil
	}
	r.body = rest[:length]
	return r, end + 4 + length, nil
}

func parseChunks(data []byte) (body []byte, used int, err error) {
	for {
		line, rest, whole := bytes.Cut(data[used:], []byte("\r\n"))
		if !whole {
			return nil, 0, nil
		}
		digits, _, _ := bytes.Cut(line, []byte(";"))
		size, err := strconv.ParseUint(string(digits), 16, 31)
		if err != nil {
			return nil, 0, fmt.Errorf("%w: chunk %q", errMalformed, line)
		}
		if uint64(len(rest)) < size+2 {
			return nil, 0, nil
		}
		body = append(body, rest[:size]...)
		used += len(line) + 2 + int(size) + 2
		if size == 0 {
			return body, used, nil
		}
	}
}

// A caller asks again as soon as it has its answer.
type caller struct {
	tally *tally
	next  func() []byte // the next request, nil to stop
	out   sender
	asked time.Time
	last  []byte // the body of its last answer
}

func (c *caller) open(out sender) {
	c.out, c.asked = out, time.Now()
	if next := c.next(); next != nil {
		out.send(next)
	}
}

func (c *caller) receive(data []byte) (int, error) {
	r, used, err := parseResponse(data)
	if used == 0 || err != nil {
		return 0, err
	}
	if r.status != 200 {
		return 0, fmt.Errorf("status %d: %s", r.status, r.body)
	}
	c.last = append(c.last[:0], r.body...)
	c.asked = c.tally.lasted(c.asked)
	if next := c.next(); next != nil {
		c.out.send(next)
	}
	return used, nil
}

// get asks once, on a connection of its own.
func get(address, path string) (status int, body string, err error) {
	conn, err := net.DialTimeout("tcp", address, patience)
	if err != nil {
		return 0, "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return 0, "", err
	}
	if _, err := conn.Write(request(path)); err != nil {
		return 0, "", err
	}
	var data []byte
	for buffer := make([]byte, 16<<10); ; {
		n, err := conn.Read(buffer)
		data = append(data, buffer[:n]...)
		if r, used, parseErr := parseResponse(data); used > 0 || parseErr != nil {
			return r.status, string(r.body), parseErr
		}
		if err != nil {
			return 0, "", fmt.Errorf("read: %w", errors.Join(err, io.ErrUnexpectedEOF))
		}
	}
}
