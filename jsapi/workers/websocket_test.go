package workers_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/workers"
	"github.com/dodev/dodev/limits"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage/storagetest"
	"github.com/dodev/dodev/wire"
)

// roomWorker is a Worker whose requests go to one object of the class Room, which has these members.
const roomWorker = `
import { DurableObject } from "cloudflare:workers";
let lives = 0;
const thrown = f => { try { return String(f()); } catch (e) { return e.name + ": " + e.message; } };
export class Room extends DurableObject {
	constructor(ctx, env) { super(ctx, env); this.life = ++lives; }
	open(...tags) {
		const [client, server] = new WebSocketPair();
		this.ctx.acceptWebSocket(server, tags);
		return new Response(null, { status: 101, webSocket: client });
	}
	async fetch(request) { return this.open(...new URL(request.url).searchParams.getAll("tag")); }
	%s
}
function plain() {
	const [client, server] = new WebSocketPair();
	server.accept();
	server.addEventListener("message", e => server.send("plain " + e.data));
	return new Response(null, { status: 101, webSocket: client });
}
function later(ctx, visit) {
	ctx.waitUntil(scheduler.wait(20e3).then(visit));
	ctx.waitUntil(scheduler.wait(40e3).then(visit));
	return new Response("later");
}
export default {
	fetch(request, env, ctx) {
		const visit = () => env.ROOM.get(env.ROOM.idFromName("a")).fetch(request);
		if (request.url.endsWith("/later")) return later(ctx, visit);
		return request.url.endsWith("/plain") ? plain() : visit();
	},
};
`

func compileRoom(t *testing.T, members string) *bundle.Script {
	t.Helper()
	entry := filepath.Join(t.TempDir(), "worker.js")
	if err := os.WriteFile(entry, fmt.Appendf(nil, roomWorker, members), 0o600); err != nil {
		t.Fatal(err)
	}
	script, err := bundle.Build(context.Background(), bundle.Options{
		Entry: entry, Dir: filepath.Dir(entry), HostModules: workers.HostModules(compat.Default()),
	})
	if err != nil {
		t.Fatal(err)
	}
	return script
}

// room is a running Worker and its storage.
type room struct {
	t      *testing.T
	worker *workers.Worker
	memory *storagetest.Memory

	mu       sync.Mutex
	uncaught []string
	notices  []string
}

// inRoom runs a test in fake time against a Worker whose class Room has these members.
func inRoom(t *testing.T, members string, test func(*room)) {
	t.Helper()
	inLimitedRoom(t, limits.Limits{}, members, func(r *room) {
		test(r)
		for _, text := range r.notices {
			t.Errorf("notice: %s", text)
		}
	})
}

func inLimitedRoom(t *testing.T, l limits.Limits, members string, test func(*room)) {
	t.Helper()
	inDefinedRoom(t, func(d *workers.Definition) { d.Limits = l }, members, test)
}

func inDefinedRoom(t *testing.T, define func(*workers.Definition), members string, test func(*room)) {
	t.Helper()
	script := compileRoom(t, members)
	program, err := isolate.Compile(script.Program, true)
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		r := &room{t: t, memory: storagetest.NewMemory()}
		o := &observe.Observer{OnUncaught: func(u observe.Uncaught) {
			r.mu.Lock()
			r.uncaught = append(r.uncaught, u.Stack)
			r.mu.Unlock()
		}, OnNotice: func(n observe.Notice) {
			r.mu.Lock()
			r.notices = append(r.notices, n.Text)
			r.mu.Unlock()
		}}
		h := host.System()
		objects := runtime.New(h, o, r.memory)
		rooms := objects.Namespace("chat-Room", "Room")
		d := workers.Definition{
			Name: "chat", Flags: compat.Default(), Program: program, Host: h, Observer: o,
			Bindings: []workers.Binding{workers.BindObjects("ROOM", rooms)},
		}
		define(&d)
		r.worker = workers.New(d)
		if _, err := r.worker.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		rooms.Use(r.worker.Class("Room"))
		test(r)
		objects.Close(errors.New("the test is over"))
		r.worker.Close(errors.New("the test is over"))
	})
}

// visitor is the other end of a socket of the room.
type visitor struct {
	port *wire.Port
	mu   sync.Mutex
	log  []string
}

func (v *visitor) note(format string, args ...any) {
	v.mu.Lock()
	v.log = append(v.log, fmt.Sprintf(format, args...))
	v.mu.Unlock()
}

func (v *visitor) Receive(m *wire.Message)              { v.note("%s%x", m.Text, m.Bytes) }
func (v *visitor) ReceiveClose(code int, reason string) { v.note("close %d %s", code, reason) }
func (v *visitor) ReceiveLost(error)                    { v.note("lost") }
func (v *visitor) Flush()                               {}

// enter opens a socket of the object.
func (r *room) enter(tags ...string) *visitor {
	r.t.Helper()
	return r.dial("http://chat.test/?tag=" + strings.Join(tags, "&tag="))
}

// dial opens a socket.
func (r *room) dial(url string) *visitor {
	r.t.Helper()
	type answer struct {
		response *wire.Response
		err      error
	}
	done := make(chan answer, 1)
	r.worker.Fetch(&wire.Request{
		Method: "GET", URL: url, Header: wire.Header{{Name: "Upgrade", Value: "websocket"}},
	}, func(response *wire.Response, err error) { done <- answer{response, err} })
	a := <-done
	if a.err != nil {
		r.t.Fatal(a.err)
	}
	if a.response.Socket == nil {
		r.t.Fatalf("status %d without a socket", a.response.Status)
	}
	v := &visitor{port: a.response.Socket}
	v.port.Listen(v)
	return v
}

// say sends a text and waits until nothing happens any more.
func (v *visitor) say(text string) {
	v.port.Send(&wire.Message{IsText: true, Text: text})
	synctest.Wait()
}

// heard answers what arrived since the last call.
func (v *visitor) heard() string {
	synctest.Wait()
	v.mu.Lock()
	defer v.mu.Unlock()
	got := strings.Join(v.log, "|")
	v.log = nil
	return got
}

func (v *visitor) want(t *testing.T, want string) {
	t.Helper()
	if got := v.heard(); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestHibernation(t *testing.T) {
	inRoom(t, `
		webSocketMessage(ws, text) {
			const state = this.ctx;
			if (text.startsWith("keep ")) { ws.serializeAttachment({ said: text.slice(5) }); return; }
			this.last ??= ws;
			ws.send([this.life, ws.deserializeAttachment()?.said, ws.url, ws.protocol, ws.extensions, ws.readyState, state.getTags(ws).join("+"),
				this.last === ws, state.getWebSockets().indexOf(ws), state.getWebSockets("y").length].join());
		}`, func(r *room) {
		a := r.enter("x", "y", "x")
		a.say("keep me")
		a.say("state")
		a.want(r.t, "1,me,,,,1,x+y,true,0,1")
		time.Sleep(11 * time.Second)
		a.say("state")
		a.say("state")
		a.want(r.t, "2,me,,,,1,x+y,true,0,1|2,me,,,,1,x+y,true,0,1")
	})
}

func TestGetWebSockets(t *testing.T) {
	inRoom(t, `
		webSocketMessage(ws, tag) {
			if (tag === "name") return ws.serializeAttachment(this.ctx.getWebSockets().length);
			const list = tag === "all" ? this.ctx.getWebSockets() : this.ctx.getWebSockets(tag);
			ws.send(list.map(w => w.deserializeAttachment()).join());
		}
		webSocketClose() {}`, func(r *room) {
		var last *visitor
		for range 3 {
			last = r.enter("same", "null")
			last.say("name")
		}
		for tag, want := range map[string]string{"all": "3,2,1", "same": "1,2,3", "": "", "null": "1,2,3", "other": ""} {
			last.say(tag)
			if got := last.heard(); got != want {
				t.Errorf("getWebSockets(%q): got %s, want %s", tag, got, want)
			}
		}
	})
}

func TestAutoResponse(t *testing.T) {
	inRoom(t, `
		webSocketMessage(ws, text) {
			if (text === "set") return this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
			if (text === "clear") return this.ctx.setWebSocketAutoResponse();
			const at = this.ctx.getWebSocketAutoResponseTimestamp(ws), pair = this.ctx.getWebSocketAutoResponse();
			ws.send([this.life, typeof text === "string" ? text : text.constructor.name + text.byteLength, pair && pair.request + pair.response, at && at.getTime()].join());
		}`, func(r *room) {
		v := r.enter()
		v.say("set")
		v.say("before")
		v.want(r.t, "1,before,pingpong,")
		time.Sleep(11 * time.Second)
		at := time.Now().UnixMilli()
		v.say("ping")
		v.want(r.t, "pong")
		v.port.Send(&wire.Message{Bytes: []byte("ping")})
		v.want(r.t, fmt.Sprintf("2,ArrayBuffer4,pingpong,%d", at))
		v.say("clear")
		v.say("ping")
		v.want(r.t, fmt.Sprintf("2,ping,,%d", at))
	})
}

func TestSocketClose(t *testing.T) {
	const told = `
		report(ws, ...what) { this.other().send([...what, ws.readyState, this.ctx.getWebSockets().length, this.ctx.getTags(ws)].join()); }
		other() { return this.ctx.getWebSockets("observer")[0]; }`
	for _, c := range []struct {
		name, members string
		leave         func(*visitor)
		leaver, told  string
	}{
		{"answered", `webSocketClose(ws, code, reason, clean) { this.report(ws, code, reason, clean); ws.send("late"); ws.close(4001, "x"); this.other().send(ws.readyState); }`,
			func(v *visitor) { v.port.Close(1000, "bye") }, "late|close 4001 x", "1000,bye,true,2,2,leaver|3"},
		{"not answered", `webSocketClose(ws, code, reason, clean) { this.report(ws, code, reason, clean); }`,
			func(v *visitor) { v.port.Close(wire.NoStatus, "") }, "", "1005,,true,2,2,leaver"},
		{"echoing no code throws", `webSocketClose(ws, code, reason) { this.other().send(thrown(() => ws.close(code, reason))); }`,
			func(v *visitor) { v.port.Close(wire.NoStatus, "") }, "", "InvalidAccessError: Invalid WebSocket close code: 1005."},
		{"vanished", `webSocketClose(ws, code, reason, clean) { this.report(ws, code, reason, clean); ws.send("nobody"); }`,
			func(v *visitor) { v.port.Drop(errors.New("cable")) }, "", "1006,WebSocket disconnected without sending Close frame.,false,2,2,leaver"},
		{"closed by the object first", `webSocketMessage(ws) { ws.close(3000, "go"); } webSocketClose(ws, code, reason, clean) { this.report(ws, code, reason, clean); }`,
			func(v *visitor) { v.say("x"); v.port.Close(3000, "go") }, "close 3000 go", "3000,go,true,3,2,leaver"},
		{"broken protocol", `webSocketError(ws, error) { this.other().send(String(error)); }`,
			func(v *visitor) { v.port.Drop(&wire.ProtocolError{Code: 1009, Description: "Message is too large"}) }, "",
			"Error: WebSocket protocol error; protocolError.statusCode = 1009; protocolError.description = Message is too large"},
		{"no handler", ``, func(v *visitor) { v.port.Close(1000, "") }, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			members := c.members
			if !strings.Contains(members, "webSocketMessage") {
				members += ` webSocketMessage(ws) { ws.send("still " + this.ctx.getWebSockets().length); }`
			}
			inRoom(t, told+members, func(r *room) {
				observer, leaver := r.enter("observer"), r.enter("leaver")
				c.leave(leaver)
				leaver.want(r.t, c.leaver)
				observer.want(r.t, c.told)
				if !strings.Contains(c.members, "webSocketMessage") {
					observer.say("count")
					observer.want(r.t, "still 1")
				}
			})
		})
	}
}

func TestSocketMessageThrows(t *testing.T) {
	inRoom(t, `async webSocketMessage(ws, text) { if (text === "throw") throw new RangeError("boom"); ws.send(this.life + text); }`, func(r *room) {
		v := r.enter()
		v.say("throw")
		v.say("next")
		v.want(r.t, "1next")
		if len(r.uncaught) != 1 || !strings.HasPrefix(r.uncaught[0], "RangeError: boom") {
			r.t.Errorf("reported %q, want the RangeError once", r.uncaught)
		}
	})
}

func TestSocketMessageOrder(t *testing.T) {
	inRoom(t, `
		async webSocketMessage(ws, text) {
			ws.send("start" + text);
			await this.ctx.storage.put("k", text);
			ws.send("put" + text);
			await new Promise(done => setTimeout(done, 10));
			ws.send("end" + text);
		}`, func(r *room) {
		v := r.enter()
		v.port.Send(&wire.Message{IsText: true, Text: "1"})
		v.port.Send(&wire.Message{IsText: true, Text: "2"})
		time.Sleep(time.Second)
		v.want(r.t, "start1|put1|start2|put2|end1|end2")
	})
}

// In production an object is reset when an event of a socket takes too long. Conformance cases say what it is locally.
func TestSocketEventTimeout(t *testing.T) {
	inLimitedRoom(t, limits.Limits{Alarm: time.Hour}, `
		webSocketMessage(ws, text) {
			if (text === "set") return this.ctx.setHibernatableWebSocketEventTimeout(1000);
			if (text === "life") return ws.send(this.life + "," + this.ctx.getHibernatableWebSocketEventTimeout());
			return new Promise(() => {});
		}`, func(r *room) {
		v := r.enter()
		v.say("set")
		v.say("life")
		v.want(r.t, "1,1000")
		v.say("hang")
		time.Sleep(999 * time.Millisecond)
		v.want(r.t, "")
		time.Sleep(2 * time.Millisecond)
		v.want(r.t, "lost")
		w := r.enter()
		w.say("life")
		w.want(r.t, "2,null") // a reset forgets what was set
	})
}

func TestAcceptedSocketKeepsTheObject(t *testing.T) {
	inRoom(t, `
		open() {
			const [client, server] = new WebSocketPair();
			server.accept();
			server.addEventListener("message", e => server.send(this.life + e.data));
			return new Response(null, { status: 101, webSocket: client });
		}`, func(r *room) {
		v := r.enter()
		time.Sleep(time.Minute)
		v.say("!")
		v.want(r.t, "1!")
		v.port.Close(1000, "bye")
		v.want(r.t, "close 1000 bye")
		time.Sleep(time.Minute)
		w := r.enter()
		w.say("!")
		w.want(r.t, "2!")
	})
}

func TestSocketOfAHandler(t *testing.T) {
	inRoom(t, ``, func(r *room) {
		v := r.dial("http://chat.test/plain")
		time.Sleep(time.Minute)
		v.say("hello")
		v.want(r.t, "plain hello")
		v.port.Close(3000, "bye")
		v.want(r.t, "close 3000 bye")
	})
}

func TestSocketWaitsForTheOutputGate(t *testing.T) {
	inRoom(t, `webSocketMessage(ws, text) { ws.send("before"); this.ctx.storage.put("k", text); ws.send("after"); ws.close(1000, "done"); }`, func(r *room) {
		v := r.enter()
		v.heard()
		r.memory.Hold()
		v.say("x")
		v.want(r.t, "before")
		r.memory.Resume()
		v.want(r.t, "after|close 1000 done")
	})
	inRoom(t, `webSocketMessage(ws, text) { this.ctx.storage.put("k", text); ws.send("never"); }`, func(r *room) {
		v := r.enter()
		v.heard()
		r.memory.Fail(errors.New("disk full"))
		v.say("x")
		v.want(r.t, "lost")
	})
}

func TestAbortCutsSockets(t *testing.T) {
	inRoom(t, `webSocketMessage(ws, text) { if (text === "abort") this.ctx.abort("over"); ws.send(String(this.life)); }`, func(r *room) {
		v, w := r.enter(), r.enter()
		v.say("abort")
		v.want(r.t, "lost")
		w.want(r.t, "lost")
	})
}

func TestSocketErrors(t *testing.T) {
	const accepted = "Error: Cannot call `acceptWebSocket()` if the WebSocket was already accepted via `accept()`"
	for _, c := range []struct{ name, source, want string }{
		{"second time", `const [, b] = new WebSocketPair(); ctx.acceptWebSocket(b); ctx.acceptWebSocket(b)`, accepted},
		{"after accept", `const [, b] = new WebSocketPair(); b.accept(); ctx.acceptWebSocket(b)`, accepted},
		{"peer accepted", `const [a, b] = new WebSocketPair(); a.accept(); ctx.acceptWebSocket(b)`,
			"Error: Cannot call `acceptWebSocket()` on this WebSocket because its pair has already been accepted or used in a Response."},
		{"accept afterwards", `const [, b] = new WebSocketPair(); ctx.acceptWebSocket(b); b.accept()`, "TypeError: Can't accept() WebSocket after enabling hibernation."},
		{"no socket", `ctx.acceptWebSocket({})`, "TypeError: Failed to execute 'acceptWebSocket' on 'DurableObjectState': parameter 1 is not of type 'WebSocket'."},
		{"nothing", `ctx.acceptWebSocket()`, "TypeError: Failed to execute 'acceptWebSocket' on 'DurableObjectState': parameter 1 is not of type 'WebSocket'."},
		{"tags no list", `ctx.acceptWebSocket(new WebSocketPair()[1], "x")`, "TypeError: Failed to execute 'acceptWebSocket' on 'DurableObjectState': parameter 2 is not of type 'Array'."},
		{"tags null", `ctx.acceptWebSocket(new WebSocketPair()[1], null)`, "TypeError: Failed to execute 'acceptWebSocket' on 'DurableObjectState': parameter 2 is not of type 'Array'."},
		{"tags as strings", `const [, b] = new WebSocketPair(); ctx.acceptWebSocket(b, [1, "a", null, undefined, "a", ""]); return JSON.stringify(ctx.getTags(b))`, `["1","a","null","undefined",""]`},
		{"eleven tags", `ctx.acceptWebSocket(new WebSocketPair()[1], [..."abcdefghij", "a"])`, "Error: a Hibernatable WebSocket cannot have more than 10 tags"},
		{"ten tags, one twice", `const [, b] = new WebSocketPair(); ctx.acceptWebSocket(b, ["a", ..."abcdefghij"]); return ctx.getTags(b).length`, "10"},
		{"long tag", `ctx.acceptWebSocket(new WebSocketPair()[1], ["é".repeat(129)])`,
			"Error: \"" + strings.Repeat("é", 129) + "\" is longer than the max tag length (256 characters)."},
		{"tags of none", `ctx.getTags(new WebSocketPair()[1])`, "Error: you must call 'acceptWebSocket()' before attempting to access the tags of a WebSocket."},
		{"tags of an accepted one", `const [, b] = new WebSocketPair(); b.accept(); ctx.getTags(b)`, "Error: only hibernatable websockets can have tags."},
		{"auto response of another type", `ctx.setWebSocketAutoResponse({})`,
			"TypeError: Failed to execute 'setWebSocketAutoResponse' on 'DurableObjectState': parameter 1 is not of type 'WebSocketRequestResponsePair'."},
		{"long request", `ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("x".repeat(2049), "a"))`,
			"RangeError: Request cannot be larger than 2048 bytes. A request of size 2049 was provided."},
		{"long response", `ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("a", "é".repeat(1025)))`,
			"RangeError: Response cannot be larger than 2048 bytes. A response of size 2050 was provided."},
		{"timestamp of none", `return ctx.getWebSocketAutoResponseTimestamp(new WebSocketPair()[1])`, "null"},
		{"timeout", `ctx.setHibernatableWebSocketEventTimeout(1.9); return ctx.getHibernatableWebSocketEventTimeout()`, "1"},
		{"timeout cleared", `ctx.setHibernatableWebSocketEventTimeout(5); ctx.setHibernatableWebSocketEventTimeout(); return ctx.getHibernatableWebSocketEventTimeout()`, "null"},
		{"timeout negative", `ctx.setHibernatableWebSocketEventTimeout(-1)`, "TypeError: The value cannot be converted because it is negative and this API expects a positive number."},
		{"timeout no number", `ctx.setHibernatableWebSocketEventTimeout("abc")`, "TypeError: The value cannot be converted because it is not an integer."},
		{"timeout of more than a week", `ctx.setHibernatableWebSocketEventTimeout(604800001)`, "Error: Event timeout should not exceed 604800000 ms."},
		{"timeout huge", `ctx.setHibernatableWebSocketEventTimeout(5e9)`, "TypeError: Value out of range. Must be less than or equal to 4294967295."},
		{"attachment", `const [, b] = new WebSocketPair(); b.serializeAttachment(1); ctx.acceptWebSocket(b); return b.deserializeAttachment()`, "1"},
		{"send after close", `const [, b] = new WebSocketPair(); ctx.acceptWebSocket(b); b.close(1000); b.send("x")`, "TypeError: Can't call WebSocket send() after close()."},
	} {
		t.Run(c.name, func(t *testing.T) {
			members := fmt.Sprintf(`webSocketMessage(ws) { const ctx = this.ctx; ws.send(thrown(() => { %s })); }`, c.source)
			inRoom(t, members, func(r *room) {
				v := r.enter()
				v.say("go")
				v.want(r.t, c.want)
			})
		})
	}
}
