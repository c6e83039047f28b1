package jsapi

import (
	"errors"
	"reflect"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
)

// The tags of platform objects in serialized values. They are stored: a tag never changes its meaning.
const (
	cloneDOMException = 8
)

// Cloneable says how the instances of one class are serialized. Classes without one are refused.
type Cloneable struct {
	// Native is the type of the class's native part.
	Native reflect.Type
	// Tag is written before what Write writes. It is 0 for a class that only refuses, in words of its own.
	Tag uint32
	// Write writes o or refuses it with a *clone.Error.
	Write func(r *webidl.Realm, e *clone.Encoder, o *goja.Object) error
	// Read makes an object of what Write wrote.
	Read func(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error)
}

// eventsCloneables are the classes of events that are serialized or refused in words of their own.
var eventsCloneables = []Cloneable{{
	Native: reflect.TypeFor[DOMException](),
	Tag:    cloneDOMException,
	Write: func(r *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
		ex := webidl.As[DOMException](o)
		e.WriteString(ex.Name)
		e.WriteString(ex.Message)
		e.WriteString(text(r, orUndefined(o.Get("stack"))))
		return nil
	},
	Read: func(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error) {
		ex := &DOMException{}
		var err error
		for _, s := range []*string{&ex.Name, &ex.Message, &ex.Stack} {
			if *s, err = d.ReadString(); err != nil {
				return nil, err
			}
		}
		return webidl.Wrap(r, ex), nil
	},
}}

// CloneRefuser is a native part that is not serialized and says why in words of its own.
type CloneRefuser interface{ RefuseClone() error }

// cloneHost serializes platform objects for one realm's codec.
type cloneHost struct {
	realm    *webidl.Realm
	codec    *clone.Codec
	byNative map[reflect.Type]Cloneable
	byTag    map[uint32]Cloneable
	// other writes what has no native part and is not the language's to write: functions and proxies.
	other func(e *clone.Encoder, o *goja.Object) (handled bool, err error)
}

type cloneHostKey struct{}

func hostOf(r *webidl.Realm) *cloneHost {
	if h, ok := r.Native[cloneHostKey{}].(*cloneHost); ok {
		return h
	}
	h := &cloneHost{realm: r, byNative: map[reflect.Type]Cloneable{}, byTag: map[uint32]Cloneable{}}
	h.add(eventsCloneables)
	h.add(bodyCloneables)
	h.add([]Cloneable{{Native: reflect.TypeFor[AbortSignal](), Tag: cloneAbortSignal, Write: writeSignal, Read: readSignal}})
	h.codec = clone.New(r.VM, h)
	h.codec.EnhancedErrors = r.Flags.Has(compat.EnhancedErrorSerialization)
	r.Native[cloneHostKey{}] = h
	return h
}

// Codec answers the codec of the realm, which knows its platform objects.
func Codec(r *webidl.Realm) *clone.Codec { return hostOf(r).codec }

// AddCloneables tells the realm's codec of further classes.
func AddCloneables(r *webidl.Realm, list ...Cloneable) { hostOf(r).add(list) }

// CloneFunctions tells the realm's codec how to write functions and proxies. A write that declines leaves
// them to be refused.
func CloneFunctions(r *webidl.Realm, write func(e *clone.Encoder, o *goja.Object) (handled bool, err error)) {
	hostOf(r).other = write
}

func (h *cloneHost) add(list []Cloneable) {
	for _, c := range list {
		h.byNative[c.Native] = c
		if c.Read != nil {
			h.byTag[c.Tag] = c
		}
	}
}

// Write writes a platform object.
func (h *cloneHost) Write(e *clone.Encoder, o *goja.Object) (bool, error) {
	var native any
	if o.ExportType() != proxyType { // whose traps would be woken
		native = webidl.Native(o)
	}
	if native == nil {
		if h.other != nil {
			return h.other(e, o)
		}
		return false, nil
	}
	c, ok := h.byNative[reflect.TypeOf(native).Elem()]
	if !ok {
		if refuser, ok := native.(CloneRefuser); ok {
			return true, refuser.RefuseClone()
		}
		return true, clone.Unsupported(constructorName(o))
	}
	if c.Tag != 0 {
		e.WriteUint32(c.Tag)
	}
	return true, c.Write(h.realm, e, o)
}

// Read reads what Write wrote.
func (h *cloneHost) Read(d *clone.Decoder) (*goja.Object, error) {
	tag, err := d.ReadUint32()
	if err != nil {
		return nil, err
	}
	c, ok := h.byTag[tag]
	if !ok {
		return nil, errForeignData
	}
	return c.Read(h.realm, d)
}

func constructorName(o *goja.Object) string {
	if c, ok := o.Get("constructor").(*goja.Object); ok {
		if name, ok := c.Get("name").(goja.String); ok {
			return name.String()
		}
	}
	return "Object"
}

// CloneError answers a failure of the codec as the exception that scripts get.
func CloneError(err error) error {
	var e *clone.Error
	switch {
	case !errors.As(err, &e):
		return err
	case e.Name == "" || e.Name == clone.DataCloneError:
		return &webidl.DOMException{Name: clone.DataCloneError, Message: e.Message}
	}
	return &webidl.Error{Class: e.Name, Message: e.Message}
}

// structuredClone implements https://html.spec.whatwg.org/#dom-structuredclone.
func structuredClone(c *webidl.Call) (any, error) {
	v := c.Need(0, "Value")
	var transfer []goja.Value
	if t, ok := c.Dict(1, "StructuredCloneOptions").Member("transfer"); ok {
		if transfer, ok = elements(t); !ok {
			return nil, webidl.TypeError("Incorrect type for the 'transfer' field on 'StructuredCloneOptions': the provided value is not of type 'Array'.")
		}
	}
	copied, err := Codec(c.Realm).Clone(v, transfer)
	if err != nil {
		return nil, CloneError(err)
	}
	return copied, nil
}
