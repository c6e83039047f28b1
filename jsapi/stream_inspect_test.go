package jsapi

import "testing"

func TestStreamsOnAConsole(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{`new ReadableStream({ type: "bytes" })`, "ReadableStream {\n  locked: false,\n  [state]: 'readable',\n  [supportsBYOB]: true,\n  [length]: undefined\n}"},
		{`new FixedLengthStream(4).readable`, "ReadableStream {\n  locked: false,\n  [state]: 'readable',\n  [supportsBYOB]: true,\n  [length]: 4n\n}"},
		{`new CountQueuingStrategy({ highWaterMark: 2 })`, "CountQueuingStrategy { highWaterMark: 2 }"},
	} {
		tr := newRealm(t, "")
		tr.turn(func() {
			v, err := tr.iso.VM.RunString(c.source)
			if err != nil {
				t.Error(err)
				return
			}
			if got := Inspect(tr.realm, v, InspectOptions{Depth: 2}); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}
