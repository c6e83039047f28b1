package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// navigatorClass implements what the platform has of https://html.spec.whatwg.org/#the-navigator-object.
var navigatorClass = &webidl.Interface[Navigator]{
	Name: "Navigator",
	Operations: []webidl.Operation[Navigator]{
		{Name: "sendBeacon", Run: (*Navigator).sendBeacon},
	},
	If: webidl.When(compat.GlobalNavigator),
}

// navigatorGlobal is the navigator object of a realm. What it says are data properties of its own.
var navigatorGlobal = webidl.Global{Name: "navigator", If: webidl.When(compat.GlobalNavigator), Value: func(r *webidl.Realm) goja.Value {
	o := webidl.Wrap(r, &Navigator{})
	say := func(name string, v any) {
		_ = o.DefineDataProperty(name, r.Value(v), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	if r.Flags.Has(compat.EnableNavigatorLanguage) {
		say("languages", []string{"en"})
		say("language", "en")
	}
	say("platform", "")
	say("hardwareConcurrency", 1)
	say("userAgent", "Cloudflare-Workers")
	return o
}}

// Navigator is what a script may know of what runs it.
type Navigator struct{}

// sendBeacon posts a body without waiting for the response. https://w3c.github.io/beacon/#sendbeacon-method
func (*Navigator) sendBeacon(c *webidl.Call) (any, error) {
	url := c.String(0)
	fetch, ok := goja.AssertFunction(c.Realm.VM.GlobalObject().Get("fetch"))
	if !ok {
		return nil, Unsupported("navigator.sendBeacon")
	}
	init := c.Realm.VM.NewObject()
	_ = init.Set("method", "POST")
	if c.Given(1) {
		_ = init.Set("body", c.Arg(1))
	}
	if _, err := fetch(goja.Undefined(), c.Realm.Value(url), init); err != nil {
		return nil, err
	}
	return true, nil
}
