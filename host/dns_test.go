package host

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"testing"
)

// TestAskDNSAt asks a server that cuts its answers short over UDP, behind one that is for somebody else.
func TestAskDNSAt(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	address := l.Addr().String()
	u, err := net.ListenPacket("udp", address)
	if err != nil {
		t.Skipf("the port is taken: %v", err)
	}
	defer u.Close()
	whole := append([]byte("id\x81\x80"), bytes.Repeat([]byte("x"), 2000)...)
	go func() {
		query := make([]byte, 512)
		n, from, err := u.ReadFrom(query)
		if err != nil || n == 0 {
			return
		}
		_, _ = u.WriteTo([]byte("no\x81\x80otherwise"), from)
		_, _ = u.WriteTo([]byte("id\x83\x80cut short"), from)
	}()
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		var size [2]byte
		if _, err := io.ReadFull(c, size[:]); err != nil {
			return
		}
		_, _ = io.ReadFull(c, make([]byte, binary.BigEndian.Uint16(size[:])))
		_, _ = c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(whole))), whole...))
	}()
	got, err := AskDNSAt(t.Context(), address, []byte("id\x01\x00question"))
	if err != nil || !bytes.Equal(got, whole) {
		t.Errorf("got %d bytes, %v; want %d", len(got), err, len(whole))
	}
}
