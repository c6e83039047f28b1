package node

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// handle carries a value of Go's through script, which sees nothing in it.
type handle struct{ held any }

// Get answers nothing.
func (*handle) Get(string) goja.Value { return nil }

// Set keeps nothing.
func (*handle) Set(string, goja.Value) bool { return false }

// Has finds nothing.
func (*handle) Has(string) bool { return false }

// Delete forgets nothing.
func (*handle) Delete(string) bool { return true }

// Keys lists nothing.
func (*handle) Keys() []string { return nil }

func hold(r *webidl.Realm, v any) goja.Value { return r.VM.NewDynamicObject(&handle{v}) }

// held answers what argument i of a native carries.
func held[T any](c *webidl.Call, i int) T { return c.Arg(i).(*goja.Object).Export().(*handle).held.(T) }

// source is the host's randomness as a reader.
type source func([]byte)

// Read fills b.
func (s source) Read(b []byte) (int, error) {
	s(b)
	return len(b), nil
}

func random(r *webidl.Realm) source { return r.Isolate.Host.Random }

// view answers the bytes of argument i themselves, not a copy.
func view(c *webidl.Call, i int) []byte {
	b, _ := c.Realm.Bytes(c.Arg(i))
	return b
}
