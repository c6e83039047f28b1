package workers_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/workers"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/wire"
)

// get sends a request and answers, once it came, what the answer was.
func (r *room) get(url string) (answer func() string) {
	done := make(chan string, 2)
	r.worker.Fetch(&wire.Request{Method: "GET", URL: url}, func(response *wire.Response, err error) {
		if err != nil {
			done <- "error " + strings.SplitN(err.Error(), "\n", 2)[0]
			return
		}
		done <- fmt.Sprintf("%d %s", response.Status, response.Body.Bytes)
	})
	return func() string {
		synctest.Wait()
		select {
		case got := <-done:
			return got
		default:
			return "no answer"
		}
	}
}

// stored answers whether the object with a name has a key.
func (r *room) stored(object, key string) bool {
	id := runtime.NewKeyring("chat-Room").FromName(object)
	_, found, err := r.memory.Read(storage.Object{Namespace: "chat-Room", ID: id}, key)
	if err != nil {
		r.t.Fatal(err)
	}
	return found
}

// stateless is a Worker without objects; what it asks of Math.random is the test's to answer.
func stateless(t *testing.T, source string, random func() float64, flags ...string) *workers.Worker {
	t.Helper()
	set, _, err := compat.Resolve(compat.Newest, flags)
	if err != nil {
		t.Fatal(err)
	}
	entry := filepath.Join(t.TempDir(), "worker.js")
	if err := os.WriteFile(entry, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	script, err := bundle.Build(t.Context(), bundle.Options{Entry: entry, Dir: filepath.Dir(entry), HostModules: workers.HostModules(compat.Default())})
	if err != nil {
		t.Fatal(err)
	}
	program, err := isolate.Compile(script.Program, true)
	if err != nil {
		t.Fatal(err)
	}
	h := host.System()
	h.Float = random
	w := workers.New(workers.Definition{Name: "chat", Flags: set, Program: program, Host: h, Observer: &observe.Observer{}})
	if _, err := w.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close(errors.New("the test is over")) })
	return w
}

func TestRequestsBehindTheEndOfTheirIsolate(t *testing.T) {
	running, goOn := make(chan struct{}), make(chan struct{})
	w := stateless(t, `
		function end() { Math.random(); return (function f() { return f() })() }
		export default { fetch: r => r.url.endsWith("/end") ? end() : new Response("well"), scheduled() {} };`,
		func() float64 { close(running); <-goOn; return 0 })
	answers := make(chan string, 3)
	fetch := func(path string) {
		w.Fetch(&wire.Request{Method: "GET", URL: "http://chat.test" + path}, func(response *wire.Response, err error) {
			if err != nil {
				answers <- strings.SplitN(err.Error(), "\n", 2)[0]
				return
			}
			answers <- string(response.Body.Bytes)
		})
	}
	fetch("/end")
	<-running
	fetch("/")
	w.Scheduled("* * * * *", time.Now(), func(_ bool, err error) { answers <- fmt.Sprintf("scheduled %v", err) })
	close(goOn)
	for _, want := range []string{"RangeError: Maximum call stack size exceeded", "well", "scheduled <nil>"} {
		select {
		case got := <-answers:
			if !strings.HasSuffix(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("no answer, want %q", want)
		}
	}
}

func TestABodyThatNobodyWantsLetsItsObjectRest(t *testing.T) {
	for _, c := range []struct{ name, caller string }{
		{"the caller ends before the answer", `setTimeout(() => this.ctx.abort("enough"), 500); return await answer;`},
		{"the caller ends without reading it", `await answer; setTimeout(() => this.ctx.abort("enough"), 500); return new Response("ok");`},
	} {
		t.Run(c.name, func(t *testing.T) {
			inRoom(t, `
				async fetch(request) {
					if (request.url.endsWith("/body")) {
						await new Promise(done => setTimeout(done, 1000));
						return new Response(new ReadableStream({
							pull: c => c.enqueue(new Uint8Array(70000)),
							cancel: () => this.ctx.storage.put("cancelled", true),
						}));
					}
					const answer = this.env.ROOM.get(this.env.ROOM.idFromName("b")).fetch("http://chat.test/body");
					`+c.caller+`
				}`, func(r *room) {
				answer := r.get("http://chat.test/")
				time.Sleep(3 * time.Second)
				if got := answer(); got == "no answer" {
					t.Error(got)
				}
				if !r.stored("b", "cancelled") {
					t.Error("the stream of the answer was not cancelled")
				}
			})
		})
	}
}

func TestMicrotasksAfterAbortReachNothing(t *testing.T) {
	inRoom(t, `
		async fetch(request) {
			const sockets = this.ctx.getWebSockets().length;
			if (request.url.endsWith("/write")) return new Response(this.ctx.storage.put("kept", true));
			if (!request.url.endsWith("/abort")) return new Response(sockets + " " + await this.ctx.storage.get("late"));
			const [client, server] = new WebSocketPair();
			Promise.resolve().then(() => this.ctx.acceptWebSocket(server));
			Promise.resolve().then(() => this.ctx.storage.put("late", true)).catch(() => {});
			this.ctx.abort("enough");
		}`, func(r *room) {
		r.memory.Hold() // the object has to remember that it waits for this write
		r.get("http://chat.test/write")
		synctest.Wait()
		if got := r.get("http://chat.test/abort")(); got != "error Error: enough" {
			t.Error(got)
		}
		r.memory.Resume()
		if got := r.get("http://chat.test/")(); got != "200 0 undefined" {
			t.Errorf("afterwards the object has %s", got)
		}
	})
}

func TestCloseFailsWhatIsUnderWayOnce(t *testing.T) {
	inRoom(t, `fetch() { return new Promise(() => setInterval(() => {}, 1000)) }`, func(r *room) {
		answers := []func() string{r.get("http://chat.test/"), r.get("http://chat.test/")}
		synctest.Wait()
		r.worker.Close(errors.New("replaced"))
		answers = append(answers, r.get("http://chat.test/"))
		for n, answer := range answers {
			if got := answer(); !strings.HasPrefix(got, "error ") {
				t.Errorf("request %d: %s", n, got)
			}
			if again := answer(); again != "no answer" {
				t.Errorf("request %d was answered twice: %s", n, again)
			}
		}
	})
}

// TestAnAnswerBeforeAnAbort has an object answer, abort and only then hear of the disk: in an isolate that goes on without
// it, and in one of its own.
func TestAnAnswerBeforeAnAbort(t *testing.T) {
	for _, apart := range []bool{false, true} {
		t.Run(fmt.Sprintf("apart %v", apart), func(t *testing.T) {
			inDefinedRoom(t, func(d *workers.Definition) { d.IsolatePerObject = apart }, `
				async fetch(request) {
					await this.ctx.storage.put("written", 1);
					setTimeout(() => this.ctx.abort("enough"), 1000);
					return new Response("answered");
				}`, func(r *room) {
				r.memory.Hold()
				answer := r.get("http://chat.test/a")
				time.Sleep(2 * time.Second)
				if got := answer(); got != "no answer" {
					t.Errorf("got %q before what was written is durable", got)
				}
				r.memory.Resume()
				if got := answer(); got != "200 answered" {
					t.Errorf("got %q", got)
				}
			})
		})
	}
}
