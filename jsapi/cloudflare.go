package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// cloudflareClass is the class of the Cloudflare object, which has the name to itself.
var cloudflareClass = &webidl.Interface[Cloudflare]{Name: "Cloudflare", If: never}

// Cloudflare is what the platform says about itself.
type Cloudflare struct{}

// cloudflareGlobal is the Cloudflare object of a realm: every flag of the platform, and whether it is on.
var cloudflareGlobal = webidl.Global{Name: "Cloudflare", Value: func(r *webidl.Realm) goja.Value {
	flags := r.VM.CreateObject(nil)
	for f := range compat.All {
		_ = flags.DefineDataProperty(f.String(), r.Value(r.Flags.Has(f)), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE)
	}
	if prevent, ok := goja.AssertFunction(r.VM.GlobalObject().Get("Object").(*goja.Object).Get("preventExtensions")); ok {
		_, _ = prevent(goja.Undefined(), flags)
	}
	o := webidl.Wrap(r, &Cloudflare{})
	_ = o.DefineDataProperty("compatibilityFlags", flags, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	return o
}}

// originGlobal is the origin of a Worker: an opaque one.
var originGlobal = webidl.Global{Name: "origin", Value: func(r *webidl.Realm) goja.Value { return r.Value("null") }}
