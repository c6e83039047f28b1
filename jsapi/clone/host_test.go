package clone_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/clone"
)

// points is a host that knows two classes: Point, which it can write, and Socket, which it refuses.
type points struct {
	vm   *goja.Runtime
	seen []string
}

const pointTag = 99

func (p *points) Write(e *clone.Encoder, o *goja.Object) (bool, error) {
	name := o.Get("constructor").ToObject(e.VM()).Get("name").String()
	p.seen = append(p.seen, name)
	switch name {
	case "Point":
		e.WriteUint32(pointTag)
		e.WriteString("é")
		e.WriteUint64(1 << 40)
		e.WriteDouble(1.5)
		e.WriteByte(7)
		e.WriteBytes([]byte{1, 2})
		return true, e.WriteValue(o.Get("data"))
	case "Socket":
		return false, clone.Unsupported(name)
	}
	return false, nil
}

func (p *points) Read(d *clone.Decoder) (*goja.Object, error) {
	if tag, err := d.ReadUint32(); err != nil || tag != pointTag {
		return nil, errors.New("no such class")
	}
	s, _ := d.ReadString()
	n, _ := d.ReadUint64()
	f, _ := d.ReadDouble()
	b, _ := d.ReadByte()
	raw, _ := d.ReadBytes(2)
	v, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	if s != "é" || n != 1<<40 || f != 1.5 || b != 7 || !bytes.Equal(raw, []byte{1, 2}) {
		return nil, errors.New("not what was written")
	}
	o := d.VM().NewObject()
	return o, o.Set("data", v)
}

func TestHost(t *testing.T) {
	for _, tc := range []struct{ name, source, want string }{
		{"written, read, referred to", `(() => { const p = new Point, u = new User; p.data = [u, u]; return [p, p, u] })()`, `[{"data":[{"a":1},{"a":1}]},{"data":[{"a":1},{"a":1}]},{"a":1}] true`},
		{"refused", `[new Socket]`, `DataCloneError: Could not serialize object of type "Socket". This type does not support serialization.`},
		{"inside itself", `(() => { const p = new Point; p.data = p; return p })()`, `Error: Unable to deserialize cloned data.`},
		{"declined function", `() => 1`, `DataCloneError: () => 1 could not be cloned.`},
		{"declined error", `Object.assign(new Error("m"), {stack: "S"})`, `{} undefined`},
	} {
		vm := goja.New()
		eval(t, vm, `globalThis.Point = class Point {}, globalThis.User = class User { a = 1 }, globalThis.Socket = class Socket {}`)
		c := clone.New(vm, &points{vm: vm})
		v, err := c.Clone(eval(t, vm, tc.source), nil)
		got := text(err)
		if err == nil {
			vm.Set("v", v)
			got = eval(t, vm, `JSON.stringify(v) + " " + (v[0] && v[0] === v[1] && v[0].data[0] === v[2])`).String()
		}
		if got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestHostIsNotAskedAboutTheLanguage(t *testing.T) {
	vm := goja.New()
	p := &points{vm: vm}
	v := eval(t, vm, `[{}, [], new Map, new Set, new Date, /a/, new Uint8Array(1), new DataView(new ArrayBuffer(1)), Object("s"), Object(1n)]`)
	if _, err := clone.New(vm, p).Serialize(v, clone.Options{}); err != nil || len(p.seen) != 0 {
		t.Errorf("asked about %v, %v; want nothing", p.seen, err)
	}
}
