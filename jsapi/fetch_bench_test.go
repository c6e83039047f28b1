package jsapi

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// BenchmarkHello is what the class side of a small request costs: the Request, the handler and the Response.
func BenchmarkHello(b *testing.B) {
	for _, c := range []struct{ name, handler string }{
		{"text", `(function(request) { return new Response("hello") })`},
		{"headers and url", `(function(request) { return new Response(request.url, {headers: {"x-method": request.method}}) })`},
	} {
		b.Run(c.name, func(b *testing.B) {
			tr := newRealm(b, "")
			in := &wire.Request{Method: "GET", URL: "http://localhost/path", Header: wire.Header{{Name: "Host", Value: "localhost"}}}
			done := make(chan struct{})
			tr.iso.Post(func() {
				defer close(done)
				v, _ := tr.iso.VM.RunString(c.handler)
				handler, _ := goja.AssertFunction(v)
				b.ReportAllocs()
				for b.Loop() {
					tr.iso.Enter(&isolate.Scope{Context: tr.ctx}, func() {
						v, err := handler(goja.Undefined(), NewRequest(tr.realm, in, RequestOptions{Incoming: true}))
						if err != nil {
							b.Error(err)
						}
						if _, err := ResponseOut(tr.realm, v, in); err != nil {
							b.Error(err)
						}
					})
				}
			})
			<-done
		})
	}
}
