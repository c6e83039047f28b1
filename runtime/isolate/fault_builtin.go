package isolate

import (
	"strings"

	"github.com/dop251/goja"
)

// methods are the classes whose methods V8 names when they are called on something else.
var methods = []string{"Array", "String", "Map", "Set", "Date", "Promise", "RegExp", "WeakMap", "WeakSet", "Symbol", "Number", "Boolean",
	"BigInt", "ArrayBuffer", "DataView", "Object", "Function"}

// builtin words an error of the builtin function f.
func (w *wording) builtin(f *goja.Object, this goja.Value, args []goja.Value) string {
	if f == nil {
		return reword(w.message)
	}
	name := nameOf(f)
	var first goja.Value = goja.Undefined()
	if len(args) > 0 {
		first = args[0]
	}
	_, object := this.(*goja.Object)
	if callee, ok := this.(*goja.Object); ok && (name == "call" || name == "apply") && w.i.kind(callee) == "function" {
		if name == "apply" {
			return w.builtin(callee, first, nil)
		}
		return w.builtin(callee, first, args[min(1, len(args)):])
	}
	nothing := this == nil || goja.IsUndefined(this) || goja.IsNull(this)
	switch m := w.message; {
	case m == "ArrayBuffer is detached":
		return "Cannot perform " + w.operation(f, name) + " on a detached ArrayBuffer"
	case m == "The comparison function must be either a function or undefined":
		return m + ": " + w.i.shown(first)
	case name == "Promise" && uncallable(m):
		return "Promise resolver " + w.i.shown(first) + " is not a function"
	case strings.HasPrefix(m, "Class constructor cannot be invoked"):
		return needsNew(f)
	case m == "Cannot convert undefined or null to object" && !nothing && callback[name]:
		return w.i.kind(first) + " is not a function"
	case m == "Value is not object coercible", m == "Cannot convert undefined or null to object":
		if owner := w.i.owner(f, name); nothing && (owner == "String" || owner == "Array" && !plain[name]) {
			return owner + ".prototype." + name + " called on null or undefined"
		}
		switch name {
		case "fromEntries":
			return w.i.kind(first) + " is not iterable"
		case "setPrototypeOf":
			return "Object.setPrototypeOf called on null or undefined"
		}
		return w.uniterable(name, first)
	case m == "object is not iterable":
		return w.uniterable(name, first)
	case strings.HasPrefix(m, "Value is not an object: ") && entries[name]:
		return "Iterator value " + strings.TrimPrefix(m, "Value is not an object: ") + " is not an entry object"
	case strings.Contains(m, "incompatible receiver"), m == "Value is not a number",
		strings.HasSuffix(m, "requires that 'this' be a BigInt"), strings.HasPrefix(m, "Value is not an object: ") && !object:
		if text := w.receiver(f, name, this); text != "" {
			return text
		}
	case unwritable(m):
		target := this
		if name == "assign" || nothing {
			target = first
		}
		key := strings.TrimSuffix(strings.TrimPrefix(m, "Cannot assign to read only property '"), "'")
		if m == "length is not writable" {
			key = "length"
		}
		return w.i.readOnly(target, key, w.i.VM.ToValue(key))
	case strings.HasPrefix(m, "Cannot delete property '"):
		return w.deleted(this)
	case strings.HasPrefix(m, "Invalid property descriptor. Cannot both specify") && len(args) > 2:
		return m + ", " + w.i.shown(args[2])
	}
	if uncallable(w.message) || strings.HasSuffix(w.message, " is not a function") || strings.HasPrefix(w.message, "object is not a function") {
		if callback[name] && w.i.owner(f, name) == "" { // a typed array's
			return w.i.shown(first) + " is not a function"
		}
		return w.uncalled(name, this, first, args)
	}
	return w.plain()
}

// operation is what V8 calls a builtin that works on a buffer.
func (w *wording) operation(f *goja.Object, name string) string {
	switch owner := w.i.owner(f, name); {
	case w.program != nil, name == "construct":
		return "Construct"
	case owner == "DataView", owner == "ArrayBuffer":
		return owner + ".prototype." + name
	}
	return "%TypedArray%.prototype." + name
}

func nameOf(f *goja.Object) string {
	if n, ok := f.Get("name").(goja.String); ok {
		return n.String()
	}
	return ""
}

// callback are the methods of arrays that need a function.
var callback = map[string]bool{"map": true, "forEach": true, "filter": true, "some": true, "every": true, "find": true,
	"findIndex": true, "findLast": true, "findLastIndex": true, "reduce": true, "reduceRight": true, "flatMap": true}

// plain are the methods of arrays that convert what they are called on before anything else.
var plain = map[string]bool{"push": true, "at": true}

// primitives are the classes whose methods want a primitive value of their own.
var primitives = map[string]bool{"Symbol": true, "Number": true, "String": true, "Boolean": true, "BigInt": true}

// receiver words a method that is called on what it is not for, "" if it is not that.
func (w *wording) receiver(f *goja.Object, name string, this goja.Value) string {
	owner := w.i.owner(f, name)
	switch {
	case primitives[owner]:
		if owner == "String" && name != "valueOf" && name != "toString" {
			return ""
		}
		return owner + ".prototype." + name + " requires that 'this' be a " + owner
	case owner == "Date" && (strings.HasPrefix(name, "get") || name == "valueOf"):
		return "this is not a Date object."
	case owner != "" && owner != "Array" && owner != "Object" && owner != "Function":
		return "Method " + owner + ".prototype." + name + " called on incompatible receiver " + w.i.shown(this)
	}
	before, _, ok := strings.Cut(w.message, " called on incompatible receiver")
	switch {
	case !ok:
		return ""
	case strings.HasPrefix(before, "Method TypedArray"):
		return "this is not a typed array."
	}
	return before + " called on incompatible receiver " + w.i.shown(this)
}

// entries are the builtins that take pairs.
var entries = map[string]bool{"Map": true, "WeakMap": true, "fromEntries": true}

// iterating are the builtins that iterate over their first argument.
var iterating = map[string]bool{"Map": true, "WeakMap": true, "Set": true, "WeakSet": true, "fromEntries": true, "from": true,
	"all": true, "allSettled": true, "race": true, "any": true, "AggregateError": true}

func (w *wording) uniterable(name string, v goja.Value) string {
	if !iterating[name] {
		return reword(w.message)
	}
	return w.i.kind(v) + notIterable
}

// uncalled words a builtin that needs a function and has none.
func (w *wording) uncalled(name string, this, first goja.Value, args []goja.Value) string {
	v := first
	switch name {
	case "call", "apply":
		if _, ok := this.(*goja.Object); !ok || w.i.kind(this) != "function" {
			return "Function.prototype." + name + " was called on " + w.i.shown(this) + ", which is " + article(w.i.kind(this)) + " and not a function"
		}
	case "bind":
		return "Bind must be called on a function"
	case "from":
		if len(args) > 1 {
			v = args[1]
		}
	case "construct":
		return w.i.shown(v) + " is not a constructor"
	case "defineProperty", "defineProperties", "create":
		if len(args) > 2 {
			if d, ok := args[2].(*goja.Object); ok {
				for _, accessor := range []string{"get", "set"} {
					if f, ok := d.Get(accessor).(*goja.Object); d.Get(accessor) != nil && (!ok || w.i.kind(f) != "function") {
						return strings.ToUpper(accessor[:1]) + accessor[1:] + "ter must be a function: " + w.i.shown(d.Get(accessor))
					}
				}
			}
		}
		return reword(w.message)
	case "set", "add":
		if strings.HasPrefix(w.message, "Value is not an object: ") {
			return map[string]string{"set": "Invalid value used as weak map key", "add": "Invalid value used in weak set"}[name]
		}
	case "resolve", "reject":
		return "PromiseResolve called on non-object"
	case "ownKeys", "get", "has", "deleteProperty", "getPrototypeOf", "isExtensible", "preventExtensions", "setPrototypeOf",
		"getOwnPropertyDescriptor":
		if strings.HasPrefix(w.message, "Value is not an object: ") {
			return "Reflect." + name + " called on non-object"
		}
	case "then", "catch", "finally", "next", "return", "throw", "parse", "stringify", "replace", "replaceAll":
		return reword(w.message)
	}
	if _, ok := v.(*goja.Object); ok && w.i.kind(v) == "function" {
		return reword(w.message)
	}
	return w.i.kind(v) + " is not a function"
}

// article is a kind as a sentence has it.
func article(kind string) string {
	word, _, _ := strings.Cut(kind, " ")
	switch word {
	case "undefined":
		return word
	case "object":
		return "an " + word
	}
	return "a " + word
}

// owner answers which class a builtin is a method of.
func (i *Isolate) owner(f *goja.Object, name string) string {
	for _, class := range methods {
		if c, ok := i.global.Get(class).(*goja.Object); ok {
			if p, ok := c.Get("prototype").(*goja.Object); ok && p.Get(name) == goja.Value(f) {
				return class
			}
		}
	}
	return ""
}
