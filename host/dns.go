package host

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"time"
)

// dnsPatience is how long a name server may take over UDP before it is asked over TCP.
const dnsPatience = 5 * time.Second

// askDNS sends a DNS message to the system's name server, and over TCP where the answer is too long for UDP.
func askDNS(ctx context.Context, query []byte) ([]byte, error) {
	server, err := nameServer(ctx)
	if err != nil {
		return nil, err
	}
	return AskDNSAt(ctx, server, query)
}

// AskDNSAt is AskDNS for the name server at an address.
func AskDNSAt(ctx context.Context, server string, query []byte) ([]byte, error) {
	answer, err := exchange(ctx, "udp", server, query)
	const truncated = 1 << 1
	if err == nil && answer[2]&truncated == 0 {
		return answer, nil
	}
	return exchange(ctx, "tcp", server, query)
}

// nameServer answers the address of the first name server that this system is configured with, which Go's resolver
// dials when it is asked for something.
func nameServer(ctx context.Context) (server string, err error) {
	found := errors.New("found")
	r := &net.Resolver{PreferGo: true, Dial: func(_ context.Context, _, address string) (net.Conn, error) {
		if server == "" {
			server = address
		}
		return nil, found
	}}
	_, err = r.LookupNS(ctx, ".")
	if server == "" {
		return "", fmt.Errorf("this system has no name server: %w", err)
	}
	return server, nil
}

func exchange(ctx context.Context, network, server string, query []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, dnsPatience)
	defer cancel()
	var d net.Dialer
	c, err := d.DialContext(ctx, network, server)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	if network == "tcp" {
		query = append(binary.BigEndian.AppendUint16(nil, uint16(len(query))), query...)
	}
	if _, err := c.Write(query); err != nil {
		return nil, err
	}
	answer := make([]byte, 64<<10)
	for {
		n := 0
		if network == "udp" {
			n, err = c.Read(answer)
		} else {
			n, err = readFramed(c, answer)
		}
		switch {
		case err != nil:
			return nil, err
		case n < 12 || network == "udp" && (answer[0] != query[0] || answer[1] != query[1]): // not for this query
			if network == "tcp" {
				return nil, io.ErrUnexpectedEOF
			}
		default:
			return answer[:n], nil
		}
	}
}

// readFramed reads a message behind its length, as TCP has them.
func readFramed(c net.Conn, into []byte) (int, error) {
	if _, err := io.ReadFull(c, into[:2]); err != nil {
		return 0, err
	}
	return io.ReadFull(c, into[:binary.BigEndian.Uint16(into)])
}
