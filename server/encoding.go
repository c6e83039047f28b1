package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"github.com/dodev/dodev/wire"
)

// coding is what happens to a body between the Worker and its client.
type coding uint8

const (
	identity coding = iota
	toGzip
	toBrotli
	fromGzip
	fromBrotli
)

// worthwhile is the least size that is compressed without being asked.
const worthwhile = 50

// compressible are the types that the platform compresses on its own.
// https://developers.cloudflare.com/speed/optimization/content/compression/
var compressible = map[string]bool{
	"text/html": true, "text/richtext": true, "text/plain": true, "text/css": true,
	"text/x-script": true, "text/x-component": true, "text/x-java-source": true, "text/x-markdown": true,
	"application/javascript": true, "application/x-javascript": true, "text/javascript": true,
	"text/js": true, "image/x-icon": true, "image/vnd.microsoft.icon": true, "application/x-perl": true,
	"application/x-httpd-cgi": true, "text/xml": true, "application/xml": true, "application/rss+xml": true,
	"application/vnd.api+json": true, "application/x-protobuf": true, "application/json": true,
	"multipart/bag": true, "multipart/mixed": true, "application/xhtml+xml": true, "font/ttf": true,
	"font/otf": true, "font/x-woff": true, "image/svg+xml": true, "application/vnd.ms-fontobject": true,
	"application/ttf": true, "application/x-ttf": true, "application/otf": true, "application/x-otf": true,
	"application/truetype": true, "application/opentype": true, "application/x-opentype": true,
	"application/font-woff": true, "application/eot": true, "application/font": true,
	"application/font-sfnt": true, "application/wasm": true, "application/javascript-binast": true,
	"application/manifest+json": true, "application/ld+json": true, "application/graphql+json": true,
	"application/geo+json": true,
}

// choose decides how a body is coded for its client, and changes Content-Encoding to match. What the
// Worker answers is plain unless it said that it encoded by itself.
func choose(h http.Header, res *wire.Response, accept []string, size int64) coding {
	said := strings.ToLower(strings.TrimSpace(joined(h["Content-Encoding"])))
	switch said {
	case "", "gzip", "br":
	default:
		return identity // as it is
	}
	wanted := preferred(accept)
	if res.ManualEncoding && said != "" {
		switch {
		case accepts(accept, said):
			return identity
		case said == "gzip":
			h.Del("Content-Encoding")
			return fromGzip
		}
		h.Del("Content-Encoding")
		return fromBrotli
	}
	if said == "" && (wanted == identity || !hasContent(res.Status) || size >= 0 && size < worthwhile || !compresses(h)) {
		return identity
	}
	switch wanted {
	case toGzip:
		h["Content-Encoding"] = []string{"gzip"}
	case toBrotli:
		h["Content-Encoding"] = []string{"br"}
	default:
		h.Del("Content-Encoding")
	}
	return wanted
}

func compresses(h http.Header) bool {
	full := joined(h["Content-Type"])
	kind, _, err := mime.ParseMediaType(full)
	return err == nil && compressible[kind] && !strings.Contains(strings.ToLower(joined(h["Cache-Control"])), "no-transform")
}

// preferred answers the coding that a client likes best: the highest weight, then the first named.
// https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
func preferred(accept []string) coding {
	best, weight := identity, 0.0
	eachCoding(accept, func(name string, q float64) {
		if q <= weight {
			return
		}
		switch name {
		case "gzip":
			best, weight = toGzip, q
		case "br":
			best, weight = toBrotli, q
		}
	})
	return best
}

func accepts(accept []string, coding string) bool {
	found := false
	eachCoding(accept, func(name string, q float64) { found = found || name == coding && q > 0 })
	return found
}

func eachCoding(accept []string, f func(name string, q float64)) {
	for _, line := range accept {
		for part := range strings.SplitSeq(line, ",") {
			name, parameter, weighed := strings.Cut(part, ";")
			q := 1.0
			if weighed {
				if key, value, ok := strings.Cut(parameter, "="); ok && strings.EqualFold(strings.TrimSpace(key), "q") {
					parsed, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
					if err != nil {
						continue
					}
					q = parsed
				}
			}
			f(strings.ToLower(strings.TrimSpace(name)), q)
		}
	}
}

// flushWriter writes and, at a chunk's end, lets go of what it holds back.
type flushWriter interface {
	io.Writer
	Flush() error
}

var (
	gzips   = sync.Pool{New: func() any { w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed); return w }}
	brotlis = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, 3) }}
)

// writer answers where plain bytes go, and what ends them.
func (c coding) writer(w http.ResponseWriter) (flushWriter, func() error) {
	plain := plainWriter{w}
	switch c {
	case toGzip:
		z := gzips.Get().(*gzip.Writer)
		z.Reset(w)
		return codedWriter{z, plain}, func() error {
			err := z.Close()
			z.Reset(nil)
			gzips.Put(z)
			return err
		}
	case toBrotli:
		z := brotlis.Get().(*brotli.Writer)
		z.Reset(w)
		return codedWriter{z, plain}, func() error {
			err := z.Close()
			z.Reset(nil)
			brotlis.Put(z)
			return err
		}
	}
	return plain, func() error { return nil }
}

// reader answers the plain bytes of a stream.
func (c coding) reader(r io.Reader) (io.Reader, error) {
	switch c {
	case fromGzip:
		return gzip.NewReader(r)
	case fromBrotli:
		return brotli.NewReader(r), nil
	}
	return r, nil
}

// decoded answers the body as a stream when it must be decoded first.
func (c coding) decoded(body *wire.Body) *wire.Body {
	if c < fromGzip || body.Stream != nil {
		return body
	}
	return wire.StreamBody(io.NopCloser(bytes.NewReader(body.Bytes)), -1)
}

type plainWriter struct{ http.ResponseWriter }

// Flush sends what was written.
func (w plainWriter) Flush() error {
	return w.ResponseWriter.(interface{ FlushError() error }).FlushError()
}

type codedWriter struct {
	flushWriter
	under plainWriter
}

// Flush ends the block that is being coded, and sends it.
func (w codedWriter) Flush() error {
	if err := w.flushWriter.Flush(); err != nil {
		return err
	}
	return w.under.Flush()
}
