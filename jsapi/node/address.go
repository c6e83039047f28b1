package node

import (
	"errors"
	"math/big"
	"net"
	"net/netip"
	"syscall"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// ipVersion(text) answers 4 or 6, or 0 if a text is no address.
func ipVersion(c *webidl.Call) (any, error) {
	a, err := netip.ParseAddr(c.String(0))
	switch {
	case err != nil:
		return 0, nil
	case a.Is4():
		return 4, nil
	}
	return 6, nil
}

// ipNumber(text) answers an address as one large number.
func ipNumber(c *webidl.Call) (any, error) {
	a, err := netip.ParseAddr(c.String(0))
	if err != nil {
		return nil, err
	}
	return new(big.Int).SetBytes(a.AsSlice()), nil
}

// connectFailure(socket) answers Node's code for why a socket of cloudflare:sockets has no connection, "" if it has none.
func connectFailure(c *webidl.Call) (any, error) {
	var missing *net.DNSError
	switch err := webidl.As[jsapi.Socket](c.Arg(0)).Failure(); {
	case errors.As(err, &missing):
		return "ENOTFOUND", nil
	case errors.Is(err, syscall.ECONNREFUSED):
		return "ECONNREFUSED", nil
	case errors.Is(err, syscall.ECONNRESET):
		return "ECONNRESET", nil
	}
	return "", nil
}
