package jsapi

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"

	"github.com/andybalholm/brotli"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// contentCoding answers the coding that a body with these headers has and a reader does not want to see.
func contentCoding(flags compat.Flags, h wire.Header) string {
	switch coding := strings.ToLower(strings.TrimSpace(h.First("Content-Encoding"))); {
	case coding == "gzip":
		return coding
	case coding == "br" && flags.Has(compat.BrotliContentEncoding):
		return coding
	}
	return ""
}

// keepCoding makes the body of an answer what travels. A body from a Worker has travelled as it was before.
func (s *Response) keepCoding(r *webidl.Realm) {
	if coding := contentCoding(r.Flags, s.headers.list); coding != "" && s.coding == "" && s.content != nil {
		s.content = wire.StreamBody(newEncoder(s.content.Reader(), coding), -1)
	}
	s.coding, s.manual = "", true
}

// encoder reads a plain body as it is when it is encoded, as much at a time as the source has.
type encoder struct {
	source io.ReadCloser
	ready  bytes.Buffer
	coder  interface {
		io.WriteCloser
		Flush() error
	}
}

func newEncoder(source io.ReadCloser, coding string) *encoder {
	e := &encoder{source: source}
	if coding == "br" {
		e.coder = brotli.NewWriter(&e.ready)
	} else {
		e.coder = gzip.NewWriter(&e.ready)
	}
	return e
}

// Read reads encoded content.
func (e *encoder) Read(p []byte) (int, error) {
	for e.ready.Len() == 0 && e.coder != nil {
		n, err := e.source.Read(p)
		_, _ = e.coder.Write(p[:n]) // to memory
		switch {
		case err == io.EOF:
			_ = e.coder.Close()
			e.coder = nil
		case err != nil:
			return 0, err
		default:
			_ = e.coder.Flush()
		}
	}
	return e.ready.Read(p)
}

// Close closes the source.
func (e *encoder) Close() error { return e.source.Close() }

// Detach lets the source outlive the context that asked for it.
func (e *encoder) Detach() { detach(e.source) }

// decoded answers a body as it was before it was encoded. Nothing is decoded before somebody reads.
func decoded(b *wire.Body, coding string) *wire.Body {
	return wire.StreamBody(&decoder{source: b.Reader(), coding: coding}, -1)
}

// decoder reads an encoded body.
type decoder struct {
	source io.ReadCloser
	coding string
	plain  io.Reader
	failed error // of the source's own
}

// Read reads plain content.
func (d *decoder) Read(p []byte) (int, error) {
	if d.plain == nil {
		if err := d.open(); err != nil {
			return 0, d.explain(err)
		}
	}
	n, err := d.plain.Read(p)
	return n, d.explain(err)
}

func (d *decoder) open() error {
	source := encodedReader{d}
	if d.coding == "br" {
		d.plain = brotli.NewReader(source)
		return nil
	}
	z, err := gzip.NewReader(source)
	if err == nil {
		d.plain = z
	}
	return err
}

// explain names broken content; a failure of the source stays what it is.
func (d *decoder) explain(err error) error {
	switch {
	case err == nil, err == io.EOF:
		return err
	case d.failed != nil:
		return d.failed
	case d.coding == "br":
		return webidl.TypeError("Brotli decompression failed.")
	}
	return webidl.TypeError("Gzip decompression failed.")
}

// Close closes the source.
func (d *decoder) Close() error { return d.source.Close() }

// Detach lets the source outlive the context that asked for it.
func (d *decoder) Detach() { detach(d.source) }

// encodedReader is the source of a decoder, remembering its failure.
type encodedReader struct{ d *decoder }

func (e encodedReader) Read(p []byte) (int, error) {
	n, err := e.d.source.Read(p)
	if err != nil && err != io.EOF {
		e.d.failed = err
	}
	return n, err
}

// detach lets a body outlive the context that asked for it, because somebody else reads it from now on.
func detach(source any) {
	if d, ok := source.(interface{ Detach() }); ok {
		d.Detach()
	}
}
