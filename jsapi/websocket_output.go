package jsapi

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// socketOutput is what the sockets of one isolate share: which of them have output that the network was not
// told to send yet, and the last text sent.
type socketOutput struct {
	realm *webidl.Realm
	dirty []*WebSocket
	// last is the message made of text: a script that tells many sockets the same makes one message and one
	// frame. Both are forgotten when the loop rests.
	last  *wire.Message
	text  goja.String
	armed bool
}

type socketOutputKey struct{}

func outputOf(r *webidl.Realm) *socketOutput {
	o, ok := r.Native[socketOutputKey{}].(*socketOutput)
	if !ok {
		o = &socketOutput{realm: r}
		r.Native[socketOutputKey{}] = o
	}
	return o
}

// message reads the argument of send. Bytes are copied, anything else is sent as text.
func (o *socketOutput) message(c *webidl.Call) *wire.Message {
	v := c.Need(0, "ArrayBuffer or ArrayBufferView or string")
	if _, ok := v.(*goja.Object); ok {
		if b, ok := c.Realm.Bytes(v); ok {
			return &wire.Message{Bytes: bytes.Clone(b)}
		}
	}
	text := c.Realm.Text(v)
	if o.last != nil && o.text.SameAs(text) {
		return o.last
	}
	// Half a character is sent as its three bytes, which are no UTF-8 to whoever receives them.
	o.last, o.text = &wire.Message{IsText: true, Text: ValidText(WTF8(c.Realm, text))}, text
	o.arm()
	return o.last
}

// touch notes that something of w left.
func (o *socketOutput) touch(w *WebSocket) {
	if w.dirty {
		return
	}
	w.dirty = true
	o.dirty = append(o.dirty, w)
	o.arm()
}

func (o *socketOutput) arm() {
	if !o.armed {
		o.armed = true
		o.realm.Isolate.AtRest(o.flush)
	}
}

// flush lets the network send what left while the loop was busy.
func (o *socketOutput) flush() {
	o.armed = false
	o.last, o.text = nil, nil
	dirty := o.dirty
	o.dirty = o.dirty[len(o.dirty):]
	for n, w := range dirty {
		dirty[n] = nil
		w.dirty = false
		w.buffered -= w.left
		w.left = 0
		w.port.Flush()
	}
}
