package server

import (
	"context"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"sync"

	"github.com/dodev/dodev/wire"
)

// chunks are the buffers that streams pass through.
var chunks = sync.Pool{New: func() any { return new([16 << 10]byte) }}

// respond writes an answer.
func (s *Server) respond(c *conn, w http.ResponseWriter, r *http.Request, res *wire.Response) {
	body := res.Body
	defer body.Close()
	h := w.Header()
	// net/http would add both on its own.
	h["Date"], h["Content-Type"] = nil, nil
	writeHeader(h, res.Header)

	size := int64(0)
	if body != nil {
		size = body.Length
	}
	empty := body == nil || r.Method == http.MethodHead || !hasContent(res.Status)
	how := identity
	if body != nil {
		how = choose(h, res, r.Header["Accept-Encoding"], size)
	}
	switch {
	case !hasContent(res.Status):
		delete(h, "Content-Length")
	case how != identity:
		delete(h, "Content-Length")
	case body != nil && size >= 0:
		h["Content-Length"] = []string{strconv.FormatInt(size, 10)}
	case body == nil && r.Method != http.MethodHead:
		h["Content-Length"] = []string{"0"}
	case body != nil:
		delete(h, "Content-Length") // only what the body says is true
	}
	if res.StatusText != "" && res.StatusText != http.StatusText(res.Status) || http.StatusText(res.Status) == "" {
		c.say(res.StatusText)
	}
	w.WriteHeader(res.Status)
	if empty {
		return
	}
	if body.Stream != nil {
		// A read that waits ends when nobody wants the rest.
		stop := context.AfterFunc(r.Context(), body.Close)
		defer stop()
	}
	if err := copyBody(w, body, how); err != nil {
		panic(http.ErrAbortHandler) // the only way to tell the client that the rest is missing
	}
}

// hasContent answers whether an answer of this status may have a body.
// https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1
func hasContent(status int) bool {
	return status >= 200 && status != http.StatusNoContent && status != http.StatusNotModified
}

// writeHeader copies header lines; what belongs to the connection is ours to say. Names that HTTP knows are
// spelt as usual, all others as the script spelt them first.
func writeHeader(h http.Header, from wire.Header) {
	values := make([]string, len(from))
	var spelt map[string]string
	for i, f := range from {
		name := textproto.CanonicalMIMEHeaderKey(f.Name)
		if hopByHop[name] {
			continue
		}
		if known := usual[name]; known != "" {
			name = known
		} else if first, seen := spelt[name]; seen {
			name = first
		} else if name != f.Name && h[name] == nil {
			if spelt == nil {
				spelt = map[string]string{}
			}
			spelt[name], name = f.Name, f.Name
		}
		if old := h[name]; old != nil {
			h[name] = append(old, f.Value)
			continue
		}
		values[i] = f.Value
		h[name] = values[i : i+1 : i+1]
	}
}

// copyBody writes a body, each chunk as soon as it is there.
func copyBody(w http.ResponseWriter, body *wire.Body, how coding) error {
	out, closeOut := how.writer(w)
	body = how.decoded(body)
	if body.Stream == nil {
		if _, err := out.Write(body.Bytes); err != nil {
			return err
		}
		return closeOut()
	}
	in, err := how.reader(body.Stream)
	if err != nil {
		return err
	}
	// The client may wait for the head before anything comes.
	if err := (plainWriter{w}).Flush(); err != nil {
		return err
	}
	chunk := chunks.Get().(*[16 << 10]byte)
	defer chunks.Put(chunk)
	left := body.Length // a body that is known to end needs no flush at its end
	for {
		n, err := in.Read(chunk[:])
		if n > 0 {
			if _, err := out.Write(chunk[:n]); err != nil {
				return err
			}
			left -= int64(n)
			if err == nil && left != 0 {
				if err := out.Flush(); err != nil {
					return err
				}
			}
		}
		if err == io.EOF {
			return closeOut()
		}
		if err != nil {
			return err
		}
	}
}
