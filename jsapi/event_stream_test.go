package jsapi

import (
	"slices"
	"testing"
)

// FuzzEventStream checks that how a stream is cut does not change its events.
func FuzzEventStream(f *testing.F) {
	for _, seed := range []string{"data: a\n\n", "\ufeffid: 1\r\ndata: x\r\n\r\n", "event: e\rdata\r\r", "data: \xff\n\n", ": c\nretry: 5\n\n"} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size <= 0 {
			return
		}
		var whole, cut eventStream
		want := whole.write([]byte(text))
		var got []streamEvent
		for rest := text; rest != ""; {
			n := min(size, len(rest))
			got = append(got, cut.write([]byte(rest[:n]))...)
			rest = rest[n:]
		}
		if !slices.Equal(got, want) || cut.id != whole.id || cut.retry != whole.retry {
			t.Errorf("%q in pieces of %d\n got %q\nwant %q", text, size, got, want)
		}
	})
}
