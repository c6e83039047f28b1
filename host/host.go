package host

import (
	"context"
	crand "crypto/rand"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"time"
)

// Timer is a callback that will run once; Stop answers whether it was kept from running.
type Timer interface{ Stop() bool }

// Host is the clock, the randomness and the network that everything above it sees.
type Host struct {
	// Now answers the current wall-clock time.
	Now func() time.Time
	// AfterFunc runs f on a goroutine of its own when d has passed.
	AfterFunc func(d time.Duration, f func()) Timer
	// Random fills b with unpredictable bytes.
	Random func(b []byte)
	// Float answers a number in [0, 1) for Math.random.
	Float func() float64
	// RoundTrip sends one HTTP request without following redirects.
	RoundTrip func(*http.Request) (*http.Response, error)
	// DialWebSocket opens a client WebSocket, or answers the response that refused it.
	DialWebSocket func(ctx context.Context, req DialRequest) (*DialResult, error)
	// DialTCP opens a plain TCP connection.
	DialTCP func(ctx context.Context, address string) (net.Conn, error)
	// AskDNS sends one DNS message to a name server and answers what that says.
	AskDNS func(ctx context.Context, message []byte) ([]byte, error)
}

// Reference answers the 24 characters by which the platform names an internal error, to find it in its logs.
func (h *Host) Reference() string {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	b := make([]byte, 24)
	h.Random(b)
	for n := range b {
		b[n] = letters[int(b[n])%len(letters)]
	}
	return string(b)
}

// UUID answers a random UUID, https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4.
func (h *Host) UUID() string {
	var b [16]byte
	h.Random(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// System answers the real world.
func System() *Host {
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		MaxIdleConnsPerHost:   64,
		IdleConnTimeout:       30 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		DisableCompression:    true, // the fetch API decodes, and says what it decoded
		ForceAttemptHTTP2:     true,
		ExpectContinueTimeout: time.Second,
	}
	dialer := &net.Dialer{Timeout: 30 * time.Second}
	return &Host{
		Now:           time.Now,
		AfterFunc:     func(d time.Duration, f func()) Timer { return time.AfterFunc(d, f) },
		Random:        func(b []byte) { _, _ = crand.Read(b) }, // never fails since Go 1.24
		Float:         rand.Float64,
		RoundTrip:     transport.RoundTrip,
		DialWebSocket: dialWebSocket,
		AskDNS:        askDNS,
		DialTCP: func(ctx context.Context, address string) (net.Conn, error) {
			return dialer.DialContext(ctx, "tcp", address)
		},
	}
}
