package node

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/vfs"
	"github.com/dodev/dodev/jsapi/webidl"
)

// maxWrite is the most that one write to a standard stream takes, maxLine how much of a line waits for its end.
const (
	maxWrite = 16 << 10
	maxLine  = 4 << 10
)

// standard answers a standard stream as a file. What is written to one goes to the console, line by line; what has no end
// of line by the end of the turn is one too.
func standard(r *webidl.Realm, fd int) *vfs.File {
	if fd == 0 {
		return vfs.NewDevice(vfs.Device{Fixed: true, Stream: true, Write: func(b []byte) int { return min(len(b), maxWrite) }})
	}
	o := &output{realm: r, prefix: "stdout:"}
	if fd == 2 {
		o.prefix = "stderr:"
	}
	return vfs.NewDevice(vfs.Device{Fixed: true, Stream: true, Write: o.write})
}

// output is where a standard stream writes to.
type output struct {
	realm   *webidl.Realm
	prefix  string
	rest    []byte
	flushes bool // once the microtasks run
}

func (o *output) write(b []byte) int {
	b = b[:min(len(b), maxWrite)]
	for rest := b; len(rest) > 0; {
		line, after, ended := bytes.Cut(rest, []byte("\n"))
		rest = after
		o.rest = append(o.rest, line...)
		if ended {
			o.show()
			continue
		}
		o.rest = o.rest[max(len(o.rest)-maxLine, 0):]
		o.flushLater()
	}
	return len(b)
}

// show logs the line that has come to its end.
func (o *output) show() {
	line := o.rest
	o.rest = nil // the console may be the script's own, and write
	console, ok := o.realm.VM.GlobalObject().Get("console").(*goja.Object)
	if !ok {
		return
	}
	log, ok := goja.AssertFunction(console.Get("log"))
	if !ok {
		return
	}
	message := o.prefix
	if len(line) > 0 {
		message += " " + encoding.UTF8(line)
	}
	if _, err := log(console, o.realm.VM.ToValue(message)); err != nil {
		panic(err)
	}
}

// flushLater shows what is there when the microtasks run.
func (o *output) flushLater() {
	if o.flushes {
		return
	}
	o.flushes = true
	o.realm.Then(o.realm.Resolved(nil), func(goja.Value) {
		o.flushes = false
		if len(o.rest) > 0 {
			o.show()
		}
	}, func(goja.Value) {})
}
