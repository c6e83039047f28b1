package main

import (
	"io"
	"strings"
	"testing"

	"github.com/dodev/dodev/wire"
)

func TestWithScript(t *testing.T) {
	page := func(text string) *wire.Body { return wire.BytesBody([]byte(text)) }
	stream := func(text string) *wire.Body {
		return wire.StreamBody(io.NopCloser(strings.NewReader(text)), int64(len(text)))
	}
	html := wire.Field{Name: "Content-Type", Value: "text/html; charset=utf-8"}
	for _, c := range []struct {
		name     string
		response wire.Response
		want     string
		length   int64
	}{
		{"bytes", wire.Response{Header: wire.Header{html}, Body: page("<p>")}, "<p>" + liveScript, int64(3 + len(liveScript))},
		{"stream", wire.Response{Header: wire.Header{html}, Body: stream("<p>")}, "<p>" + liveScript, int64(3 + len(liveScript))},
		{"unknown length", wire.Response{Header: wire.Header{html}, Body: wire.StreamBody(io.NopCloser(strings.NewReader("<p>")), -1)}, "<p>" + liveScript, -1},
		{"declared length", wire.Response{Header: wire.Header{{Name: "content-length", Value: "3"}, html}, Body: page("<p>")}, "<p>" + liveScript, int64(3 + len(liveScript))},
		{"not a page", wire.Response{Header: wire.Header{{Name: "content-type", Value: "application/json"}}, Body: page("{}")}, "{}", 2},
		{"encoded by the Worker", wire.Response{Header: wire.Header{html}, Body: page("gz"), ManualEncoding: true}, "gz", 2},
		{"no body", wire.Response{Header: wire.Header{html}}, "", 0},
	} {
		res := withScript(&c.response)
		got, err := io.ReadAll(res.Body.Reader())
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %q (%v), want %q", c.name, got, err, c.want)
		}
		if res.Body != nil && res.Body.Length != c.length {
			t.Errorf("%s: length %d, want %d", c.name, res.Body.Length, c.length)
		}
		if res.Header.Has("content-length") {
			t.Errorf("%s: still declares a length", c.name)
		}
	}
}
