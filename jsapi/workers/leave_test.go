package workers_test

import (
	"context"
	"testing"

	"github.com/dodev/dodev/wire"
)

// A client that leaves aborts the signal of its request, also when it leaves in the middle of the answer, whose end
// is the end of everything else.
func TestClientLeaves(t *testing.T) {
	w := stateless(t, `
		let told = "nothing", tell;
		const aborted = new Promise(resolve => (tell = resolve));
		export default {
			async fetch(request) {
				if (request.url.endsWith("/told")) return new Response(await aborted);
				request.signal.addEventListener("abort", () => tell(String(request.signal.reason)));
				const { readable, writable } = new TransformStream();
				writable.getWriter().write(new TextEncoder().encode("a"));
				return new Response(readable);
			},
		};`, nil, "enable_request_signal", "no_handle_cross_request_promise_resolution")
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	answers := make(chan *wire.Response, 1)
	fetch := func(ctx context.Context, path string) *wire.Response {
		w.Fetch(&wire.Request{Method: "GET", URL: "http://a" + path, Context: ctx}, func(r *wire.Response, err error) {
			if err != nil {
				t.Error(err)
			}
			answers <- r
		})
		return <-answers
	}
	body := fetch(ctx, "/").Body
	if n, err := body.Stream.Read(make([]byte, 8)); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	body.Close()
	if got := string(fetch(t.Context(), "/told").Body.Bytes); got != "AbortError: The client has disconnected" {
		t.Error(got)
	}
}
