package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// Unsupported answers the error of a feature that dodev does not have.
func Unsupported(feature string) error {
	return webidl.PlainError("dodev does not support %s yet", feature)
}

func unsupportedMember[T any](feature string) func(*T, *webidl.Call) (any, error) {
	return func(*T, *webidl.Call) (any, error) { return nil, Unsupported(feature) }
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
	unsupportedNamespace("Intl",
		[]string{"Collator", "DateTimeFormat", "DisplayNames", "DurationFormat", "ListFormat", "Locale", "NumberFormat", "PluralRules", "RelativeTimeFormat", "Segmenter", "v8BreakIterator"},
		[]string{"getCanonicalLocales", "supportedValuesOf"}),
}
