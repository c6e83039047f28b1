package jsapi

import (
	"bufio"
	"context"
	"errors"
	"net"
	"testing"
)

// dialling makes connect a global whose connections are made by dial.
func dialling(t *testing.T, dial func(address string) (net.Conn, error)) *testRealm {
	tr := newRealm(t, "")
	host := *tr.iso.Host
	host.DialTCP = func(_ context.Context, address string) (net.Conn, error) { return dial(address) }
	tr.turn(func() {
		tr.iso.Host = &host
		_ = tr.iso.VM.GlobalObject().Set("connect", tr.realm.Method("SocketsModule", "connect", Connect))
	})
	return tr
}

// echo answers every line, until one says bye.
func echo(string) (net.Conn, error) {
	client, server := net.Pipe()
	go func() {
		defer server.Close()
		for lines := bufio.NewScanner(server); lines.Scan() && lines.Text() != "bye"; {
			_, _ = server.Write([]byte("echo " + lines.Text()))
		}
	}()
	return client, nil
}

func TestSocket(t *testing.T) {
	tr := dialling(t, echo)
	const prelude = `const s = connect("a:1"); const w = s.writable.getWriter(), r = s.readable.getReader(); const say = (t) => w.write(new TextEncoder().encode(t));
		const hear = async () => { const { done, value } = await r.read(); return done ? "done" : new TextDecoder().decode(value) };`
	for _, c := range []struct{ name, body, want string }{
		{"opened", `return JSON.stringify(await s.opened)`, `{"remoteAddress":"a:1"}`},
		{"both ways", `await say("x\n"); return await hear()`, "echo x"},
		{"text", `await w.write("y\n"); return await hear()`, "echo y"},
		{"the other side ends", `await say("bye\n"); const d = await hear(); await s.closed; return d + await w.write("z").catch((e) => e.message)`, "doneThis WritableStream has been closed."},
		{"closed by us", `await s.close(); await s.closed; return await hear()`, "done"},
		{"closed before it opens", `const p = s.close(); await s.opened; await p; return "closed"`, "closed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := tr.evalAsync(prelude + c.body); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.body, got, c.want)
			}
		})
	}
}

func TestSocketRefused(t *testing.T) {
	tr := dialling(t, func(string) (net.Conn, error) { return nil, errors.New("refused") })
	got := tr.evalAsync(`const s = connect("a:1"); const why = (p) => p.catch((e) => e.message);
		return [await why(s.opened), await why(s.closed), (await s.readable.getReader().read()).done, await why(s.writable.getWriter().write(new Uint8Array(1)))].join("; ")`)
	const failed = "proxy request failed, cannot connect to the specified address"
	if want := failed + "; " + failed + "; true; jsg.Error: " + failed; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestSocketAddress(t *testing.T) {
	var dialled string
	tr := dialling(t, func(address string) (net.Conn, error) {
		dialled = address
		return echo(address)
	})
	for address, want := range map[string]string{`"h:80"`: "h:80", `"[::1]:8"`: "[::1]:8", `{ hostname: "h", port: "7" }`: "h:7"} {
		if got := tr.evalAsync(`await connect(` + address + `).opened; return "ok"`); got != "ok" || dialled != want {
			t.Errorf("%s: %s, dialled %s, want %s", address, got, dialled, want)
		}
	}
}
