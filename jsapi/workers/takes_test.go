package workers_test

import (
	"math/rand/v2"
	"testing"
)

// TestContextIsGivenToWhoTakesIt has handlers of every form find their third argument.
func TestContextIsGivenToWhoTakesIt(t *testing.T) {
	for _, handler := range []string{
		`fetch(request, env, ctx) { return answer(ctx) }`,
		`async fetch(a, b, c) { return answer(c) }`,
		`fetch: (request, env, ctx) => answer(ctx)`,
		`fetch: async (a, b, c) => answer(c)`,
		`fetch(...list) { return answer(list[2]) }`,
		`fetch(request, ...list) { return answer(list[1]) }`,
		`fetch: (...list) => answer(list[2])`,
		`fetch() { return answer(arguments[2]) }`,
		`fetch(request, env) { return (() => answer(arguments[2]))() }`,
		`fetch(request, env = {}, ctx) { return answer(ctx) }`,
		`fetch(request, env, ctx = 5) { return answer(ctx) }`,
		`fetch({ url }, { a, b }, ctx) { return answer(ctx) }`,
		`fetch({ url }, { a: [b] = [] }, { waitUntil }) { return answer({ waitUntil }) }`,
		`fetch({ a: { b } = {}, c }, d, e) { return answer(e) }`,
		`"fetch"(request, env, ctx) { return answer(ctx) }`,
		`[(() => "fetch")()](request, env, ctx) { return answer(ctx) }`,
		`get fetch() { return (request, env, ctx) => answer(ctx) }`,
		`fetch: function (request, env) { return answer(arguments.length == 3 && arguments[2]) }`,
		`fetch: ((a, b, c) => answer(c)).bind(null)`,
		`fetch: new Proxy((a, b, c) => answer(c), {})`,
		`fetch: new Proxy((a) => a, { apply: (_, self, list) => answer(list[2]) })`,
		`fetch(request) { return inner.apply(this, arguments) }`,
		`fetch: request => answer({ waitUntil() {} })`,
		`fetch() { return answer({ waitUntil() {} }) }`,
	} {
		t.Run(handler, func(t *testing.T) {
			worker := stateless(t, `
				const answer = (ctx) => new Response(typeof ctx?.waitUntil);
				const inner = (a, b, c) => answer(c);
				Function.prototype.toString = () => "() {}";
				export default { `+handler+` };`, rand.Float64)
			if got := getPath(t, worker, "/"); got != "function" {
				t.Errorf("got %s, want function", got)
			}
		})
	}
}
