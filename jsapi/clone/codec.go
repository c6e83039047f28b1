package clone

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// Mode says what the bytes are for; a Host may answer differently for each.
type Mode uint8

// The purposes of a message.
const (
	ForStorage Mode = iota // stored values and socket attachments
	ForRPC                 // arguments and results: class instances are refused
	Structured             // structuredClone
)

// Options say how one value is written. The zero value writes for storage with plain errors.
type Options struct {
	Mode Mode
	// EnhancedErrors keeps an error's name, own properties and errors list, as the platform does
	// from compatibility date 2026-04-21. Without it builtin class, message, stack and cause survive.
	EnhancedErrors bool
	// Session is what the Host finds in Encoder.Session while this value is written.
	Session any
}

// Host writes and reads what is native to the platform and unknown to the engine.
type Host interface {
	// Write writes o when it is a platform object; handled is false, and nothing written, for any
	// other. It is asked about whatever is not a plain object, array or other builtin of the
	// language: instances of classes, errors, functions, proxies (look for your own without waking
	// a proxy's traps). It refuses with an *Error.
	Write(e *Encoder, o *goja.Object) (handled bool, err error)
	// Read reads what Write wrote.
	Read(d *Decoder) (*goja.Object, error)
}

// Codec writes and reads values of one VM.
type Codec struct {
	// EnhancedErrors is Options.EnhancedErrors for every message of this codec.
	EnhancedErrors bool

	vm     *goja.Runtime
	host   Host
	object *goja.Object            // %Object.prototype%
	ctors  map[string]*goja.Object // constructors of this VM, captured at first need
	spare  *Encoder                // reused; nil while in use, a getter may re-enter
	reader *Decoder                // and so is this
}

// New makes the codec of vm. A nil host knows no platform objects.
func New(vm *goja.Runtime, host Host) *Codec {
	return &Codec{vm: vm, host: host, object: vm.NewObject().Prototype()}
}

// Serialize returns v as bytes, the header FF 0F first. An exception of a getter is returned as the
// *goja.Exception it is; everything else is an *Error.
func (c *Codec) Serialize(v goja.Value, o Options) ([]byte, error) {
	e := c.encoder(o)
	defer c.release(e)
	if err := c.try(func() error { return e.WriteValue(v) }); err != nil {
		return nil, err
	}
	return bytes.Clone(e.b), nil
}

// Pack is Serialize for a value that may refer to what bytes cannot hold: carried is what the Host gave to
// Encoder.Carry, also when writing fails.
func (c *Codec) Pack(v goja.Value, o Options) (b []byte, carried []any, err error) {
	e := c.encoder(o)
	defer c.release(e)
	if err := c.try(func() error { return e.WriteValue(v) }); err != nil {
		return nil, e.carried, err
	}
	return bytes.Clone(e.b), e.carried, nil
}

// Reading says how one value is read.
type Reading struct {
	// Carried is what Pack answered beside the bytes. What has been read is gone from it.
	Carried []any
	// Session is what the Host finds in Decoder.Session.
	Session any
	// Stacks says what becomes of the stacks of errors.
	Stacks Stacks
}

// Stacks says what becomes of the stack of an enhanced error.
type Stacks uint8

// A stored stack comes back as an ordinary property, as all of the error's do; or it is hidden, as that of a new
// error is; or the error gets a new one where it is read.
const (
	StacksStored Stacks = iota
	StacksHidden
	StacksFresh
)

// Unpack reads what Pack wrote.
func (c *Codec) Unpack(b []byte, r Reading) (goja.Value, error) {
	return c.decode(c.decoder(b, r), (*Decoder).value)
}

// Deserialize reads what Serialize, or the real runtime, wrote.
func (c *Codec) Deserialize(b []byte) (goja.Value, error) {
	return c.decode(c.decoder(b, Reading{}), (*Decoder).value)
}

// Clone is structuredClone: v through the codec, with the buffers in transfer moved, not copied.
// When it fails, no buffer has moved.
func (c *Codec) Clone(v goja.Value, transfer []goja.Value) (goja.Value, error) {
	var buffers []*goja.Object
	for _, t := range transfer {
		o, ok := t.(*goja.Object)
		if s := webidl.Stretched(t); !ok || o.ExportType() != bufferType || s != nil && s.Shared {
			return nil, errTransfer
		}
		if !o.Export().(goja.ArrayBuffer).Detached() {
			buffers = append(buffers, o)
		}
	}
	e := c.encoder(Options{Mode: Structured})
	defer c.release(e)
	e.moved = buffers
	if err := c.try(func() error { return e.WriteValue(v) }); err != nil {
		return nil, err
	}
	arrived := make([]*goja.Object, len(buffers))
	for i, o := range buffers {
		from := o.Export().(goja.ArrayBuffer)
		if from.Detached() { // listed twice, or by a getter meanwhile
			continue
		}
		data := from.Bytes()
		from.Detach()
		arrived[i] = c.vm.ToValue(c.vm.NewArrayBuffer(data)).(*goja.Object)
		if s := webidl.Stretched(o); s != nil {
			webidl.Resizable(c.vm, arrived[i], s.Most)
		}
	}
	d := c.decoder(e.b, Reading{})
	d.arrived, d.shared = arrived, e.shared
	return c.decode(d, (*Decoder).value)
}

func (c *Codec) decode(d *Decoder, read func(*Decoder) goja.Value) (v goja.Value, err error) {
	err = c.try(func() error {
		d.header()
		v = read(d)
		return d.err
	})
	c.reuse(d)
	if err != nil {
		return nil, err
	}
	return v, nil
}

// try runs f and returns what a script threw in it as an error.
func (c *Codec) try(f func() error) (err error) {
	if thrown := c.vm.Try(func() { err = f() }); thrown != nil {
		return thrown
	}
	return err
}

func (c *Codec) encoder(o Options) *Encoder {
	o.EnhancedErrors = o.EnhancedErrors || c.EnhancedErrors
	e := c.spare
	c.spare = nil
	if e == nil {
		e = &Encoder{c: c}
	}
	e.options, e.carried = o, nil
	e.b = append(e.b[:0], tagVersion, version)
	return e
}

// release keeps the encoder for the next value, unless it has grown large.
func (c *Codec) release(e *Encoder) {
	if cap(e.b) > 1<<16 || len(e.ids) > 64 {
		return
	}
	clear(e.ids)
	e.ids, e.index, e.moved, e.shared, e.depth = e.ids[:0], nil, nil, nil, 0
	e.options, e.carried = Options{}, nil
	c.spare = e
}

func (c *Codec) decoder(b []byte, r Reading) *Decoder {
	d := c.reader
	c.reader = nil
	if d == nil {
		d = &Decoder{c: c, vm: c.vm}
	}
	d.b, d.carried, d.session, d.stacks = b, r.Carried, r.Session, r.Stacks
	return d
}

// reuse keeps the decoder for the next message, unless it has grown large.
func (c *Codec) reuse(d *Decoder) {
	if cap(d.objects) > 64 {
		return
	}
	clear(d.objects)
	*d = Decoder{c: c, vm: c.vm, objects: d.objects[:0]}
	c.reader = d
}

// constructor returns a global constructor of the VM, nil when there is none. It is captured at
// first need: capturing all of them in New costs 90 µs and 100 KB an isolate.
func (c *Codec) constructor(name string) *goja.Object {
	if o, ok := c.ctors[name]; ok {
		return o
	}
	o, _ := c.vm.GlobalObject().Get(name).(*goja.Object)
	if c.ctors == nil {
		c.ctors = make(map[string]*goja.Object)
	}
	c.ctors[name] = o
	return o
}
