package emulator_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
)

const lostProject = `
import { DurableObject, RpcTarget, RpcStub } from "cloudflare:workers";
class Target extends RpcTarget { hi() { return "hi"; } }
export class ROOM extends DurableObject {
	target() { return new Target(); }
	inside() { return { target: new Target() }; }
	disposer() { return { n: 1, [Symbol.dispose]() {} }; }
	plain() { return { n: 1 }; }
	get other() { return this.env.ROOM.get(this.env.ROOM.idFromName("other")); }
	async fetch(request) {
		const { other } = this;
		const steps = {
			async fine() {
				using target = await other.target();
				using inside = await other.inside();
				using disposer = await other.disposer();
				using local = new RpcStub(() => 1);
				await inside.target.hi();
				await other.plain();
			},
			async stub() { await (await other.target()).hi(); },
			async inside() { await other.inside(); },
			async local() { await new RpcStub(() => 1)(); },
			async pipelined() { await other.target().hi(); },
			async result() { await other.disposer(); },
		};
		await steps[new URL(request.url).pathname.slice(1)]();
		return new Response("done");
	}
}
export default { fetch: (request, env) => env.ROOM.get(env.ROOM.idFromName("a")).fetch(request) };
`

// The platform warns once when script loses what it should have disposed of.
func TestLostStubs(t *testing.T) {
	const stub, result = "An RPC stub was not disposed properly. ", "An RPC result was not disposed properly. "
	for path, want := range map[string]string{
		"/stub": stub, "/inside": stub, "/local": stub, "/pipelined": stub, "/result": result,
	} {
		t.Run(path[1:], func(t *testing.T) {
			entry := filepath.Join(t.TempDir(), "worker.js")
			if err := os.WriteFile(entry, []byte(lostProject), 0o600); err != nil {
				t.Fatal(err)
			}
			warned := make(chan string, 100)
			e, err := emulator.Start(t.Context(), emulator.Options{
				Config: config.Options{Path: entry, Environ: []string{}}, Host: host.System(),
				Observer: &observe.Observer{OnNotice: func(n observe.Notice) { warned <- n.Text }},
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = e.Close() })
			p := &project{t: t, Emulator: e}
			for _, path := range []string{"/fine", path, path} {
				if got, err := p.get(path); err != nil || got != "done" {
					t.Fatalf("%q, %v", got, err)
				}
			}
			for late := time.Now().Add(time.Minute); ; runtime.GC() {
				select {
				case got := <-warned:
					if !strings.HasPrefix(got, want) {
						t.Errorf("warned: %s", got)
					}
					return
				default:
				}
				if time.Now().After(late) {
					t.Fatal("nobody warned")
				}
			}
		})
	}
}
