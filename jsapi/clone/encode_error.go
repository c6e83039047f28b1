package clone

import (
	"slices"

	"github.com/dop251/goja"
)

// errorOrHost writes an error, unless the host has a form of its own for it, as for DOMException.
func (e *Encoder) errorOrHost(o *goja.Object) error {
	if handled, err := e.hostObject(o); handled || err != nil {
		return err
	}
	if e.options.EnhancedErrors {
		return e.enhancedError(o)
	}
	return e.plainError(o)
}

// plainError is V8's own form: class by name, own message, stack, own cause.
func (e *Encoder) plainError(o *goja.Object) error {
	e.b = append(e.b, tagError)
	if name := o.Get("name"); name != nil {
		for _, t := range errorTags {
			if s, ok := name.(goja.String); ok && s.String() == t.name {
				e.b = append(e.b, t.tag)
			}
		}
	}
	if message, ok := e.ownData(o, "message"); ok {
		e.b = append(e.b, tagErrorMessage)
		e.text(message.ToString().(goja.String))
	}
	if stack, ok := o.Get("stack").(goja.String); ok {
		e.b = append(e.b, tagErrorStack)
		e.text(stack)
	}
	if slices.Contains(o.GetOwnPropertyNames(), "cause") {
		e.b = append(e.b, tagErrorCause)
		if err := e.WriteValue(o.Get("cause")); err != nil {
			return err
		}
	}
	e.b = append(e.b, tagErrorEnd)
	return nil
}

// ownData is the value of an own property that is not an accessor.
func (e *Encoder) ownData(o *goja.Object, name string) (goja.Value, bool) {
	d, ok := inside().descriptor.on(nil, o, key(name)).(*goja.Object)
	if !ok {
		return nil, false
	}
	v := d.Get("value")
	return v, v != nil
}

// enhancedError is the platform's form, a host object: class by name (or the name itself), message,
// and every other own property, enumerable or not, as a plain object.
func (e *Encoder) enhancedError(o *goja.Object) error {
	e.b = append(e.b, tagHost)
	e.WriteUint32(hostError)
	name := o.Get("name")
	kind := uint32(kindCustom)
	if s, ok := name.(goja.String); ok {
		for _, k := range errorKinds {
			if s.String() == k.name {
				kind = k.kind
			}
		}
	}
	e.WriteUint32(kind)
	if kind == kindCustom {
		if err := e.WriteValue(name); err != nil {
			return err
		}
	}
	if err := e.WriteValue(o.Get("message")); err != nil {
		return err
	}
	keys := slices.DeleteFunc(o.GetOwnPropertyNames(), func(k string) bool {
		_, index := arrayIndex(k)
		return k == "name" || k == "message" || index
	})
	if i := slices.Index(keys, "stack"); i > 0 {
		keys = slices.Insert(slices.Delete(keys, i, i+1), 0, "stack")
	}
	e.assign(nil) // the properties are an object of their own
	e.b = append(e.b, tagObject)
	var n uint32
	for _, k := range keys {
		e.name(k)
		if err := e.WriteValue(o.Get(k)); err != nil {
			return err
		}
		n++
	}
	e.b = append(e.b, tagObjectEnd)
	e.WriteUint32(n)
	return nil
}
