package node

import (
	"fmt"
	"io"
	"net"
	"testing"
)

// listen serves each connection with serve until the test is over, and answers the port.
func listen(t *testing.T, serve func(*net.TCPConn)) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serve(c.(*net.TCPConn))
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

func TestNetOverNetwork(t *testing.T) {
	echo := listen(t, func(c *net.TCPConn) {
		_, _ = io.Copy(c, c)
		_ = c.Close()
	})
	reset := listen(t, func(c *net.TCPConn) {
		_, _ = c.Write([]byte("hi"))
		_, _ = c.Read(make([]byte, 1))
		_ = c.SetLinger(0)
		_ = c.Close()
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	nobody := l.Addr().(*net.TCPAddr).Port
	ports := fmt.Sprintf("const ports = { echo: %d, reset: %d, nobody: %d };", echo, reset, nobody)
	const lib = `
		const follow = (s) => new Promise((resolve) => { const log = []; let text = "";
			for (const e of ["connect", "ready", "end"]) s.on(e, () => log.push(e));
			s.on("data", (chunk) => { text += chunk; s.emit("text", text); });
			s.on("error", (e) => log.push(["error", e.message.replace(/:\d+/, ":PORT"), Object.keys(e).join("+")].join(" ")));
			s.on("close", (bad) => resolve([...log, text, bad, s.bytesRead, s.bytesWritten].join())); });`
	runCases(t, "node:net", []runCase{
		{"echo", ports + lib + `const s = m.connect(ports.echo, "127.0.0.1"); s.end("hello"); return follow(s)`, "connect,ready,end,hello,false,5,5"},
		{"half open", ports + lib + `const s = m.connect({ port: ports.echo, host: "127.0.0.1", allowHalfOpen: true }); s.end("x"); s.on("end", () => s.destroy()); return follow(s)`,
			"connect,ready,end,x,false,1,1"},
		{"refused", ports + lib + `return follow(m.connect(ports.nobody, "127.0.0.1"))`,
			"error connect ECONNREFUSED 127.0.0.1:PORT code+errno+syscall+address+port,,true,0,0"},
		{"reset", ports + lib + `const s = m.connect({ port: ports.reset, host: "127.0.0.1", allowHalfOpen: true }); s.on("text", (text) => text === "hi" && s.write("!")); return follow(s)`,
			"connect,ready,error read ECONNRESET code+errno+syscall,hi,true,2,1"},
		{"again", ports + lib + `const s = m.connect(ports.echo, "127.0.0.1"); s.end("one"); const first = await follow(s); s.removeAllListeners();
			s.connect(ports.echo, "127.0.0.1"); s.on("connect", () => s.end("two")); return first + ";" + await follow(s)`, "connect,ready,end,one,false,3,3;connect,ready,end,two,false,3,3"},
		{"again while open", ports + lib + `const s = m.connect(ports.echo, "127.0.0.1"); const log = []; for (const e of ["end", "error"]) s.on(e, () => log.push(e));
			await new Promise((resolve) => s.once("connect", resolve)); s.connect(ports.echo, "127.0.0.1", () => s.write("x"));
			await new Promise((resolve) => s.once("data", resolve)); return [log, s.readyState, s.bytesRead].join()`, ",open,1"},
		{"listener throws", ports + lib + `const s = m.connect(ports.echo, "127.0.0.1"); s.write("x"); s.on("data", () => { throw new Error("mine"); }); return follow(s)`,
			"connect,ready,error mine ,,true,1,1"},
		{"piped", ports + `const s = m.connect(ports.echo, "127.0.0.1"); let n = 0; s.on("data", (chunk) => { n += chunk.length; if (n === 300000) s.destroy(); });
			s.write(Buffer.alloc(300000)); await new Promise((resolve) => s.on("close", resolve)); return [n, s.bytesWritten].join()`, "300000,300000"},
	})
}
