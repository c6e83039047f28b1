package jsapi

import "testing"

// What makes I/O is refused at top level, as workerd 2026-11-17 does; what does not is fine.
func TestTopLevelBodies(t *testing.T) {
	for _, c := range []struct {
		source  string
		allowed bool
	}{
		{`new Response()`, true}, {`new Response(null)`, true}, {`new Response("")`, false},
		{`new Response(new Uint8Array(1))`, false}, {`new Response(new ReadableStream())`, true},
		{`new Response(new FormData())`, false}, {`Response.json({})`, false}, {`Response.redirect("http://x/")`, false},
		{`new Request("http://x/")`, true}, {`new Request("http://x/", {method: "POST", body: "b"})`, false},
		{`new Blob(["x"])`, true}, {`new Blob(["x"]).stream()`, false}, {`new TransformStream()`, true},
		{`new IdentityTransformStream()`, false}, {`new FixedLengthStream(1)`, false},
	} {
		tr := newRealm(t, "")
		tr.ctx.Global = true
		got := tr.eval(`try { ` + c.source + `; "allowed" } catch (e) { e.message.slice(0, 46) }`)
		want := "Disallowed operation called within global scop"
		if c.allowed {
			want = "allowed"
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", c.source, got, want)
		}
	}
}
