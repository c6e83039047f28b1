package server

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/dodev/dodev/wire"
)

func BenchmarkHello(b *testing.B) {
	s := start(b, Options{}, testAppFunc(func(r *wire.Request, answer func(*wire.Response, error)) {
		answer(text(200, "hello", "content-type", "text/plain"), nil)
	}))
	c := dial(b, s)
	in := bufio.NewReader(c)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			b.Fatal(err)
		}
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			b.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
	}
}

// BenchmarkFanOut sends one message to a hundred clients and waits until all have it.
func BenchmarkFanOut(b *testing.B) {
	a := newSockets()
	s := start(b, Options{}, a)
	var ports []*wire.Port
	var got sync.WaitGroup
	const clients = 100
	m := strings.Repeat("x", 100)
	for range clients {
		c, _ := open(b, s)
		ports = append(ports, (<-a.accepted).port)
		go func() {
			frame := make([]byte, len(m)+2)
			for {
				if _, err := io.ReadFull(c, frame); err != nil {
					return
				}
				got.Done()
			}
		}()
	}
	b.ReportAllocs()
	for b.Loop() {
		got.Add(clients)
		message := &wire.Message{IsText: true, Text: m}
		for _, p := range ports {
			p.Send(message)
		}
		for _, p := range ports {
			p.Flush()
		}
		got.Wait()
	}
}

// BenchmarkIdleSocket reports what an idle socket holds on to; its clients are other file descriptors
// of the same process, with no memory of ours.
func BenchmarkIdleSocket(b *testing.B) {
	const clients = 2000
	a := newSockets()
	s := start(b, Options{}, a)
	for range b.N {
		before := resident(b)
		conns := make([]net.Conn, 0, clients)
		for range clients {
			c, _ := open(b, s, "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)", "Cookie: a=b")
			_, _ = io.WriteString(c, masked(0x81, "join"))
			k := <-a.accepted
			<-k.events
			k.port.Send(&wire.Message{IsText: true, Text: "welcome"})
			k.port.Flush()
			conns = append(conns, c)
		}
		b.ReportMetric(float64(resident(b)-before)/clients, "B/socket")
		for _, c := range conns {
			_ = c.Close()
		}
	}
}

// resident answers the process's resident bytes, where the system says so.
func resident(b *testing.B) int {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		b.Skip("needs /proc")
	}
	pages, err := strconv.Atoi(strings.Fields(string(text))[1])
	if err != nil {
		b.Fatal(err)
	}
	return pages * os.Getpagesize()
}
