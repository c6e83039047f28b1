package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// Unsupported answers the error of a feature that dodev does not have.
func Unsupported(feature string) error {
	return webidl.PlainError("dodev does not support %s yet", feature)
}

// absent is the native part of instances that cannot be made.
type absent struct{}

func unsupportedMember[T any](feature string) func(*T, *webidl.Call) (any, error) {
	return func(*T, *webidl.Call) (any, error) { return nil, Unsupported(feature) }
}

// members are the names that a class has.
type members struct {
	statics, operations, attributes []string
	// settable are attributes with a setter.
	settable  []string
	constants []webidl.Constant
	// newer are attributes that only isolates with a flag have.
	newer map[string]compat.Flag
}

// unsupported declares a class that has its members but no instances.
func unsupported(class string, inherits webidl.Class, m members) webidl.Class {
	in := &webidl.Interface[absent]{
		Name: class, Inherits: inherits, Constants: m.constants,
		Constructor: func(*webidl.Call) (*absent, error) { return nil, Unsupported(class) },
	}
	for _, name := range m.statics {
		in.Statics = append(in.Statics, webidl.Static{Name: name, Run: func(*webidl.Call) (any, error) {
			return nil, Unsupported(class + "." + name)
		}})
	}
	for _, name := range m.operations {
		in.Operations = append(in.Operations, webidl.Operation[absent]{Name: name, Run: unsupportedMember[absent](class + "." + name)})
	}
	for _, name := range m.attributes {
		a := webidl.Attribute[absent]{Name: name, Get: unsupportedMember[absent](class + "." + name), Prototype: true}
		if flag, ok := m.newer[name]; ok {
			a.If = webidl.When(flag)
		}
		in.Attributes = append(in.Attributes, a)
	}
	for _, name := range m.settable {
		in.Attributes = append(in.Attributes, webidl.Attribute[absent]{
			Name: name, Get: unsupportedMember[absent](class + "." + name),
			Set:       func(*absent, *webidl.Call) error { return Unsupported(class + "." + name) },
			Prototype: true,
		})
	}
	return in
}

// unsupportedClasses are the platform's classes that dodev does not have.
var unsupportedClasses = []webidl.Class{
	unsupported("EventSource", eventTargetClass, members{
		constants:  []webidl.Constant{{Name: "CONNECTING", Value: 0}, {Name: "OPEN", Value: 1}, {Name: "CLOSED", Value: 2}},
		statics:    []string{"from"},
		operations: []string{"close"},
		attributes: []string{"url", "withCredentials", "readyState"},
		settable:   []string{"onopen", "onmessage", "onerror"},
	}),
}

// unsupportedNamespace declares an object whose members are classes and functions that dodev does not have.
func unsupportedNamespace(name string, classes, functions []string) webidl.Global {
	return webidl.Global{Name: name, Value: func(r *webidl.Realm) goja.Value {
		o := r.VM.NewObject()
		for _, member := range classes {
			feature := name + "." + member
			class := r.VM.ToValue(func(goja.ConstructorCall) *goja.Object {
				panic(r.Exception(Unsupported(feature)))
			}).(*goja.Object)
			_ = class.DefineDataProperty("name", r.VM.ToValue(member), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
			_ = o.DefineDataProperty(member, class, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
		for _, member := range functions {
			f := r.Method(name, member, func(*webidl.Call) (any, error) { return nil, Unsupported(name + "." + member) })
			_ = o.DefineDataProperty(member, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
		_ = o.DefineDataPropertySymbol(goja.SymToStringTag, r.VM.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		return o
	}}
}

// unsupportedGlobals are the objects of the language and platform that dodev does not have.
var unsupportedGlobals = []webidl.Global{
	unsupportedNamespace("WebAssembly",
		[]string{"Module", "Instance", "Table", "Memory", "Global", "Tag", "JSTag", "Exception", "CompileError", "LinkError", "RuntimeError", "Suspending", "SuspendError"},
		[]string{"compile", "validate", "instantiate", "promising"}),
	unsupportedNamespace("Intl",
		[]string{"Collator", "DateTimeFormat", "DisplayNames", "DurationFormat", "ListFormat", "Locale", "NumberFormat", "PluralRules", "RelativeTimeFormat", "Segmenter", "v8BreakIterator"},
		[]string{"getCanonicalLocales", "supportedValuesOf"}),
}
