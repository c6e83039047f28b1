package clone

import (
	"github.com/dop251/goja"
)

// plainError reads V8's form of an error. The object is made as soon as class and message are known,
// since its cause may refer to it.
func (d *Decoder) plainError() *goja.Object {
	id := d.reserve(false)
	name := "Error"
	var o *goja.Object
	var message []goja.Value
	stack := goja.Undefined()
	for d.err == nil {
		tag := d.byte()
		if o == nil && (tag == tagErrorCause || tag == tagErrorEnd) {
			if o = d.newError(name, message...); o == nil {
				return nil
			}
			d.objects[id].object = o
		}
		switch tag {
		case tagErrorMessage:
			message = []goja.Value{d.text()}
			if o != nil {
				define(o, "message", message[0], goja.FLAG_FALSE)
			}
		case tagErrorStack:
			stack = d.text()
		case tagErrorCause:
			define(o, "cause", d.value(), goja.FLAG_FALSE)
		case tagErrorEnd:
			define(o, "stack", stack, goja.FLAG_FALSE)
			return o
		default:
			known := false
			for _, t := range errorTags {
				if t.tag == tag {
					name, known = t.name, true
				}
			}
			if !known {
				return nil
			}
		}
	}
	return nil
}

// newError makes an error of a builtin class, a plain one where the class is missing.
func (d *Decoder) newError(name string, message ...goja.Value) *goja.Object {
	if d.c.constructor(name) == nil {
		o := d.construct("Error", message...)
		if o != nil {
			define(o, "name", d.vm.ToValue(name), goja.FLAG_TRUE)
		}
		return o
	}
	switch name {
	case "AggregateError":
		return d.construct(name, append([]goja.Value{d.vm.NewArray()}, message...)...)
	case "SuppressedError":
		return d.construct(name, append([]goja.Value{goja.Undefined(), goja.Undefined()}, message...)...)
	}
	return d.construct(name, message...)
}

// hostObject reads a platform object: an enhanced error here, any other by the host.
func (d *Decoder) hostObject() *goja.Object {
	id := d.reserve(false)
	start := d.at
	var o *goja.Object
	if d.uint32() == hostError {
		o = d.enhancedError()
	} else if d.c.host != nil && d.err == nil {
		d.at = start
		var err error
		if o, err = d.c.host.Read(d); err != nil {
			d.fail(err)
		}
	}
	d.objects[id].object = o
	return o
}

// enhancedError reads the platform's form of an error. Name and own properties come back enumerable,
// whatever they were, as they do there.
func (d *Decoder) enhancedError() *goja.Object {
	class, custom := "Error", goja.Value(nil)
	if kind := d.uint32(); kind == kindCustom {
		custom = d.value()
	} else {
		class = ""
		for _, k := range errorKinds {
			if k.kind == kind {
				class = k.name
			}
		}
	}
	message := d.value()
	if class == "" || d.err != nil {
		return nil
	}
	if _, ok := message.(goja.String); !ok {
		d.fail(errMessage)
		return nil
	}
	o := d.newError(class, message)
	if o == nil || d.tag() != tagObject {
		return nil
	}
	d.reserve(false)
	stack := o.Get("stack")
	for _, name := range o.GetOwnPropertyNames() { // V8 lists the message behind the stack, and all else if it came along
		if name != "stack" {
			_ = o.Delete(name)
		}
	}
	define(o, "message", message, goja.FLAG_FALSE)
	if custom != nil {
		define(o, "name", custom, goja.FLAG_TRUE)
	}
	d.properties(o, tagObjectEnd)
	d.uint32()
	if d.stacks == StacksHidden {
		stack = o.Get("stack")
	}
	if d.stacks != StacksStored && stack != nil {
		define(o, "stack", stack, goja.FLAG_FALSE)
	}
	return o
}
