package jsapi

import (
	"strings"

	"github.com/dop251/goja"
)

// constructor answers the name of what made an object: of the first function called constructor along its
// prototypes whose instance it is. named is false if there is none.
func (p *inspector) constructor(o *goja.Object) (constructor string, named bool) {
	if o.Prototype() == nil {
		return "", false
	}
	for at := o; at != nil && at.ExportType() != proxyType; at = at.Prototype() {
		d, ok := p.in.own(at, name("constructor"))
		if !ok {
			continue
		}
		f, ok := d.value.(*goja.Object)
		if !ok || f.ExportType() == proxyType || !callable(f) {
			continue
		}
		if n := p.functionName(f); n != "" && p.instance(o, f) {
			return n, true
		}
	}
	if o.Prototype().ExportType() == proxyType {
		return "Object <Complex prototype>", true
	}
	q := &inspector{realm: p.realm, in: p.in, layout: p.layout}
	return "Object <" + q.object(o.Prototype(), 1) + ">", true
}

// instance answers whether f's prototype is among o's.
func (p *inspector) instance(o, f *goja.Object) bool {
	d, ok := p.in.own(f, name("prototype"))
	if !ok {
		return false
	}
	for at := o.Prototype(); at != nil; at = at.Prototype() {
		if at == d.value {
			return true
		}
		if at.ExportType() == proxyType {
			break
		}
	}
	return false
}

func (p *inspector) functionName(f *goja.Object) string {
	d, ok := p.in.own(f, name("name"))
	if !ok {
		return ""
	}
	s, ok := d.value.(goja.String)
	if !ok {
		return ""
	}
	return s.String()
}

// tag answers an object's Symbol.toStringTag, unless it is listed among its properties anyway.
func (p *inspector) tag(o *goja.Object) string {
	if d, ok := p.in.own(o, goja.SymToStringTag); ok && d.enumerable {
		return ""
	}
	if kind, ok := viewKind(o); ok {
		return kind
	}
	if s, ok := p.in.text(o, goja.SymToStringTag); ok {
		return s
	}
	return p.toldTag(o)
}

// toldTag answers the tag that an object's class has a getter for.
func (p *inspector) toldTag(o *goja.Object) string {
	for at := o; at != nil && at.ExportType() != proxyType; at = at.Prototype() {
		d, ok := p.in.own(at, goja.SymToStringTag)
		if !ok {
			continue
		}
		get, ok := goja.AssertFunction(d.get)
		if !ok {
			return ""
		}
		if v, err := get(o); err == nil {
			if s, ok := v.(goja.String); ok {
				return s.String()
			}
		}
		return ""
	}
	return ""
}

// prefixOf is what stands before an object's bracket.
func prefixOf(constructor string, named bool, tag, fallback, size string) string {
	if !named {
		s := "[" + fallback + size + ": null prototype] "
		if tag != "" && tag != fallback {
			s += "[" + tag + "] "
		}
		return s
	}
	s := constructor + size + " "
	if tag != "" && !strings.HasSuffix(constructor, tag) {
		s += "[" + tag + "] "
	}
	return s
}

// function names a function or a class.
func (p *inspector) function(o *goja.Object, constructor string, named bool, tag string) string {
	if s, ok := p.in.check(p.in.source, o); ok && strings.HasPrefix(s.String(), "class") && strings.HasSuffix(s.String(), "}") {
		return p.class(o, constructor, named, tag)
	}
	kind := "Function"
	if t, ok := p.in.text(o, goja.SymToStringTag); ok && strings.HasSuffix(t, "Function") {
		kind = t
	}
	text := "[" + kind
	if !named {
		text += " (null prototype)"
	}
	if n := p.functionName(o); n != "" {
		text += ": " + n
	} else {
		text += " (anonymous)"
	}
	text += "]"
	if named && constructor != kind && constructor != "Function" {
		text += " " + constructor
	}
	if tag != "" && tag != constructor && tag != kind {
		text += " [" + tag + "]"
	}
	return text
}

func (p *inspector) class(o *goja.Object, constructor string, named bool, tag string) string {
	text := "[class "
	if n := p.functionName(o); n != "" {
		text += n
	} else {
		text += "(anonymous)"
	}
	if named && constructor != "Function" {
		text += " [" + constructor + "]"
	}
	if tag != "" && tag != constructor {
		text += " [" + tag + "]"
	}
	if !named {
		return text + " extends [null prototype]]"
	}
	if base := o.Prototype(); base != nil && base.ExportType() != proxyType {
		if n := p.functionName(base); n != "" {
			text += " extends " + n
		}
	}
	return text + "]"
}
