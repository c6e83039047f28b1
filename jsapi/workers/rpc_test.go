package workers_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/workers"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage/storagetest"
	"github.com/dodev/dodev/wire"
)

const rpcWorker = `
import { DurableObject, RpcTarget } from "cloudflare:workers";

const log = [];

class Counter extends RpcTarget {
	n = 0;
	constructor(log) { super(); this.log = log; }
	inc() { return ++this.n; }
	next() { return new Counter(this.log); }
	[Symbol.dispose]() { this.log.push("disposed"); }
}

export class A extends DurableObject {
	log = [];
	n = 0;
	inc() { return ++this.n; }
	add(a, b) { return a + b; }
	counter() { return new Counter(this.log); }
	both() { return { counter: new Counter(this.log), text: "both" }; }
	async call(f, ...args) { return await f(...args); }
	keep(f) { this.f = f.dup(); }
	async kept(...args) { return await this.f(...args); }
	disposals() { return this.log.splice(0); }
	echo(v) { return v; }
	async text(stream) { return await new Response(stream).text(); }
	stream() { return new Response("streamed").body; }
	async put(v) { await this.ctx.storage.put("v", v); return await this.ctx.storage.get("v"); }
	abort() { this.ctx.abort("why"); }
	fails() { throw new RangeError("m"); }
	async other(name) { return await this.env.A.getByName(name).inc(); }
	hang() { return new Promise(() => {}); }
}

const tests = {
	call: s => s.add(1, 2),
	order: s => Promise.all([s.inc(), s.inc(), s.inc()]),
	pipelining: s => s.counter().next().inc(),
	inside: async s => { using o = await s.both(); return [o.text, await o.counter.inc(), await o.counter.inc()]; },
	callback: s => s.call((a, b) => a * b, 6, 7),
	kept: async s => { await s.keep(n => n + 1); return s.kept(1); },
	disposed: async s => { const c = await s.counter(); c[Symbol.dispose](); await scheduler.wait(1); return s.disposals(); },
	shared: async s => { const c = await s.counter(), d = c.dup(); c[Symbol.dispose](); return d.inc(); },
	streams: async s => [await s.text(new Blob(["sent"]).stream()), await new Response(await s.stream()).text()],
	through: s => s.put({ a: [1] }),
	object: (s, env) => s.call(stub => stub.inc(), env.A.getByName("passed on")),
	elsewhere: s => s.other("elsewhere"),
	fails: s => s.fails().catch(e => [e.name, e.message, e.remote]),
	reset: async s => { const hung = s.hang(); s.abort(); return hung.catch(e => [e.message, e.durableObjectReset]); },
	broken: async s => { const c = await s.counter(); await s.abort().catch(() => {}); return c.inc().catch(e => e.message); },
	unsendable: async s => { const p = s.echo({}); await p; await p.f(Symbol()).catch(() => {}); await new Promise(() => {}); },
	large: async s => (await s.echo("x".repeat(1 << 20))).length,
};

export default {
	async fetch(request, env) {
		const path = new URL(request.url).pathname.slice(1);
		if (path in tests) return Response.json(await tests[path](env.A.getByName(path), env));
		const s = env.A.getByName("bench");
		let sum = 0;
		for (let n = Number(path); n > 0; n--) sum = await s.add(sum, n);
		return new Response(String(sum));
	},
};
`

// rpcProgram compiles rpcWorker.
func rpcProgram(t testing.TB) (*isolate.Program, compat.Flags) {
	t.Helper()
	entry := filepath.Join(t.TempDir(), "worker.js")
	if err := os.WriteFile(entry, []byte(rpcWorker), 0o600); err != nil {
		t.Fatal(err)
	}
	flags, _, err := compat.Resolve("2026-01-20", nil)
	if err != nil {
		t.Fatal(err)
	}
	script, err := bundle.Build(context.Background(), bundle.Options{
		Entry: entry, Dir: filepath.Dir(entry), HostModules: workers.HostModules(flags),
	})
	if err != nil {
		t.Fatal(err)
	}
	program, err := isolate.Compile(script.Program, true)
	if err != nil {
		t.Fatal(err)
	}
	return program, flags
}

// startRPC runs the Worker.
func startRPC(t testing.TB, program *isolate.Program, flags compat.Flags, isolatePerObject bool) (*workers.Worker, func()) {
	t.Helper()
	o := &observe.Observer{}
	h := host.System()
	objects := runtime.New(h, o, storagetest.NewMemory())
	class := objects.Namespace("k", "A")
	worker := workers.New(workers.Definition{
		Name: "main", Flags: flags, Program: program, Host: h, Observer: o, IsolatePerObject: isolatePerObject,
		Bindings: []workers.Binding{workers.BindObjects("A", class)},
	})
	if _, err := worker.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	class.Use(worker.Class("A"))
	return worker, func() {
		over := errors.New("the test is over")
		objects.Close(over)
		worker.Close(over)
	}
}

// TestRPC calls methods of objects in the caller's isolate and in isolates of their own.
func TestRPC(t *testing.T) {
	program, flags := rpcProgram(t)
	for _, apart := range []bool{false, true} {
		for _, tc := range []struct{ name, want string }{
			{"call", `3`},
			{"order", `[1,2,3]`},
			{"pipelining", `1`},
			{"inside", `["both",1,2]`},
			{"callback", `42`},
			{"kept", `2`},
			{"disposed", `["disposed"]`},
			{"shared", `1`},
			{"streams", `["sent","streamed"]`},
			{"through", `{"a":[1]}`},
			{"object", `1`},
			{"elsewhere", `1`},
			{"fails", `["RangeError","m",true]`},
			{"reset", `["why",true]`},
			{"broken", `"The execution context which hosts this callback is no longer running."`},
			{"large", `1048576`},
		} {
			t.Run(fmt.Sprintf("%s, apart %t", tc.name, apart), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					worker, stop := startRPC(t, program, flags, apart)
					defer stop()
					if got := getPath(t, worker, "/"+tc.name); got != tc.want {
						t.Errorf("got %s, want %s", got, tc.want)
					}
				})
			})
		}
	}
}

// TestRPCUnsendable fails to pack the arguments of a call, and then has nothing under way.
func TestRPCUnsendable(t *testing.T) {
	program, flags := rpcProgram(t)
	synctest.Test(t, func(t *testing.T) {
		worker, stop := startRPC(t, program, flags, false)
		defer stop()
		answered := make(chan error, 1)
		worker.Fetch(&wire.Request{Method: "GET", URL: "http://127.0.0.1/unsendable"}, func(_ *wire.Response, err error) { answered <- err })
		synctest.Wait()
		select {
		case err := <-answered:
			if err == nil || !strings.Contains(err.Error(), "had hung") {
				t.Errorf("got %v, want that the code had hung", err)
			}
		default:
			t.Error("the request was not found to hang")
		}
	})
}

// getPath answers the body of GET path, which is at hand.
func getPath(t testing.TB, worker *workers.Worker, path string) string {
	t.Helper()
	type answer struct {
		body string
		err  error
	}
	answered := make(chan answer, 1)
	worker.Fetch(&wire.Request{Method: "GET", URL: "http://127.0.0.1" + path, Context: t.Context()}, func(r *wire.Response, err error) {
		if err != nil {
			answered <- answer{err: err}
			return
		}
		answered <- answer{body: string(r.Body.Bytes)}
	})
	a := <-answered
	if a.err != nil {
		t.Fatalf("GET %s: %v", path, a.err)
	}
	return a.body
}

// BenchmarkRPC is one call of an object's method, each when the one before has answered.
func BenchmarkRPC(b *testing.B) {
	program, flags := rpcProgram(b)
	worker, stop := startRPC(b, program, flags, false)
	defer stop()
	getPath(b, worker, "/10")
	b.ReportAllocs()
	b.ResetTimer()
	getPath(b, worker, fmt.Sprintf("/%d", b.N))
}
