package main

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"
)

func TestParseResponse(t *testing.T) {
	for _, test := range []struct {
		name, data string
		status     int
		body       string
		rest       string // not used
	}{
		{"length", "HTTP/1.1 200 OK\r\ncontent-LENGTH: 2\r\n\r\nhiHTTP", 200, "hi", "HTTP"},
		{"empty", "HTTP/1.1 204 No Content\r\n\r\n", 204, "", ""},
		{"chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhi\r\na\r\n0123456789\r\n0\r\n\r\nmore", 200, "hi0123456789", "more"},
	} {
		whole := len(test.data) - len(test.rest)
		r, used, err := parseResponse([]byte(test.data))
		if err != nil || r.status != test.status || string(r.body) != test.body || used != whole {
			t.Errorf("%s: parseResponse(%q) = %d %q, %d used, %v; want %d %q, %d used", test.name, test.data,
				r.status, r.body, used, err, test.status, test.body, whole)
		}
		for n := range whole {
			if _, used, err := parseResponse([]byte(test.data[:n])); used != 0 || err != nil {
				t.Errorf("%s: parseResponse(%q) = %d used, %v; want 0 used", test.name, test.data[:n], used, err)
			}
		}
	}
	for _, data := range []string{
		"HTTP/1.1 two hundred\r\n\r\n",
		"SSH-2.0-server ready\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
	} {
		if _, _, err := parseResponse([]byte(data)); !errors.Is(err, errMalformed) {
			t.Errorf("parseResponse(%q): error %v, want %v", data, err, errMalformed)
		}
	}
}

func FuzzParseResponse(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"))
	f.Add([]byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, used, err := parseResponse(data); used < 0 || used > len(data) || used > 0 && err != nil {
			t.Errorf("parseResponse(%q) = %d used, %v", data, used, err)
		}
	})
}

func TestParseFrame(t *testing.T) {
	for _, n := range []int{0, 1, 125, 126, 65535, 65536} {
		payload := strings.Repeat("x", n)
		client := appendFrame(nil, opText, []byte(payload))
		// A server's frame is the same without the mask.
		head := len(client) - n - 4
		server := append([]byte{}, client[:head]...)
		server[1] &^= 0x80
		server = append(server, payload...)
		opcode, got, used, err := parseFrame(append(server, 0x81))
		if opcode != opText || string(got) != payload || used != len(server) || err != nil {
			t.Errorf("parseFrame of %d bytes = opcode %d, %d bytes, %d used, %v; want opcode %d, %d used", n, opcode, len(got), used, err, opText, len(server))
		}
		for _, part := range []int{0, 1, head, len(server) - 1} {
			if part == len(server) {
				continue
			}
			if _, _, used, err := parseFrame(server[:part]); used != 0 || err != nil {
				t.Errorf("parseFrame of %d of %d bytes = %d used, %v; want 0 used", part, len(server), used, err)
			}
		}
		if _, _, _, err := parseFrame(client); err == nil {
			t.Errorf("parseFrame of a masked frame of %d bytes: no error", n)
		}
	}
}

func FuzzParseFrame(f *testing.F) {
	f.Add([]byte("\x81\x02hi"))
	f.Add([]byte("\x81\x7e\x00\x02hi"))
	f.Add([]byte("\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xffhi"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, payload, used, _ := parseFrame(data); used < 0 || used > len(data) || len(payload) > used {
			t.Errorf("parseFrame(% x) = %d bytes, %d used", data, len(payload), used)
		}
	})
}

func TestQuantile(t *testing.T) {
	for _, test := range []struct {
		values      []float64
		median, p99 float64
	}{
		{[]float64{7}, 7, 7},
		{[]float64{3, 1}, 2, 3},
		{[]float64{5, 1, 3}, 3, 5},
		{[]float64{4, 1, 3, 2}, 2.5, 4},
	} {
		if got := median(test.values); got != test.median {
			t.Errorf("median(%v) = %v, want %v", test.values, got, test.median)
		}
		if got := quantile(test.values, 0.99); got != test.p99 {
			t.Errorf("quantile(%v, 0.99) = %v, want %v", test.values, got, test.p99)
		}
	}
	if got := median([]float64(nil)); !math.IsNaN(got) {
		t.Errorf("median of nothing = %v, want NaN", got)
	}
}

func TestVerdict(t *testing.T) {
	for _, test := range []struct {
		name       string
		bar        bar
		ours, peer float64
		want       string
	}{
		{"as small", atMostPeer(0.6), 6, 10, "pass"},
		{"too large", atMostPeer(0.6), 7, 10, "**miss**"},
		{"as fast", atLeastPeer(1.5), 15, 10, "pass"},
		{"too slow", atLeastPeer(1.5), 14, 10, "**miss**"},
		{"no peer", atLeastPeer(1.5), 15, math.NaN(), ""},
		{"no peer needed", atMost(30), 30, math.NaN(), "pass"},
		{"not measured", atMost(30), math.NaN(), 1, ""},
	} {
		if got := test.bar.verdict(test.ours, test.peer); got != test.want {
			t.Errorf("%s: verdict(%v, %v) = %q, want %q", test.name, test.ours, test.peer, got, test.want)
		}
	}
}

func TestWriteTables(t *testing.T) {
	rate := func(values ...float64) (samples []sample) {
		for _, v := range values {
			samples = append(samples, sample{value: v, latencies: []time.Duration{time.Millisecond, 2500 * time.Microsecond},
				processor: 40 * time.Microsecond, client: 0.25})
		}
		return samples
	}
	rows := []row{
		{measure: measure{name: "hello", title: "hello", unit: perSecond, bar: atLeastPeer(1)},
			samples: map[string][]sample{"dodev": rate(12000, 9000, 13000), "workerd": rate(8000)}},
		{measure: measure{name: "sockets", title: "sockets", unit: kilobytes, bar: atMost(30 << 10)},
			samples: map[string][]sample{"dodev": {{value: 31 << 10, note: "remarkable"}}},
			failed:  map[string]error{"workerd": errors.New("no memory")}},
		{measure: measure{name: "sort", title: "sort", unit: perSecond, bar: atLeastPeer(0.25), computes: true},
			samples: map[string][]sample{"dodev": {{value: 10}}, "workerd": {{value: 50}}}},
	}
	const want = `| measure | dodev | p99 | workerd | p99 | ratio | bar | result |
| --- | --- | --- | --- | --- | --- | --- | --- |
| hello | 12 000/s | 2.50 ms | 8 000/s | 2.50 ms | 1.50x | ≥ 1.0x | pass |
| sockets | 31.0 KB |  | failed |  |  | ≤ 30.0 KB | **miss** |

| computation | dodev | p99 | workerd | p99 | ratio | bar | result |
| --- | --- | --- | --- | --- | --- | --- | --- |
| sort | 10/s |  | 50/s |  | 0.20x | ≥ 0.25x | **miss** |

| processor time an operation | dodev | client's part | workerd | client's part |
| --- | --- | --- | --- | --- |
| hello | 40.0 µs | 25 % | 40.0 µs | 25 % |

- sockets, dodev: remarkable
- sockets, workerd: failed: no memory
`
	var got strings.Builder
	if err := writeTables(&got, []string{"dodev", "workerd"}, rows); err != nil || got.String() != want {
		t.Errorf("writeTables: %v\ngot\n%s\nwant\n%s", err, got.String(), want)
	}
}

func TestRoom(t *testing.T) {
	tallied := new(tally)
	r, sessions := enterRoom(3, tallied)
	wires := make([]wire, len(sessions))
	for i, s := range sessions {
		s.open(&wires[i])
		if _, err := s.receive([]byte("HTTP/1.1 101 Switching Protocols\r\n\r\n")); err != nil {
			t.Fatal(err)
		}
	}
	if !r.full() {
		t.Fatalf("%d of 3 clients are in the room", r.opened)
	}
	r.talk(1)
	said := append([]byte("\x81\x40"), "0000000000"+strings.Repeat(".", 54)...)
	for i, s := range sessions {
		if tallied.count != 0 {
			t.Errorf("counted after %d of 3 clients have heard", i)
		}
		if used, err := s.receive(said); used != len(said) || err != nil {
			t.Errorf("client %d: %d of %d bytes used, %v", i, used, len(said), err)
		}
	}
	if tallied.count != 1 || r.heard != 3 || len(r.said) != 2 {
		t.Errorf("%d messages, %d deliveries, %d said; want 1, 3 and the next one", tallied.count, r.heard, len(r.said))
	}
}

// A wire counts what is sent.
type wire struct{ sent int }

func (w *wire) send(data []byte) { w.sent += len(data) }
