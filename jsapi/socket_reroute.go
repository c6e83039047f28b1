package jsapi

import (
	"context"
	"net"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

type rerouteKey struct{}

// Reroute has a realm's connections to one address, "host:port", lead to another.
func Reroute(r *webidl.Realm, address, to string) {
	routes, ok := r.Native[rerouteKey{}].(map[string]string)
	if !ok {
		routes = map[string]string{}
		r.Native[rerouteKey{}] = routes
	}
	routes[address] = to
}

// rerouted answers where connections to an address lead, "" if it is there.
func rerouted(r *webidl.Realm, address string) string {
	routes, _ := r.Native[rerouteKey{}].(map[string]string)
	return routes[address]
}

// ConnectTo connects to an address that leads elsewhere.
func ConnectTo(r *webidl.Realm, address string) (*goja.Object, error) {
	if err := RequireHandler(r); err != nil {
		return nil, err
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	s := &Socket{realm: r, secure: "off", address: address, host: host, port: port, refused: "connection attempt failed"}
	dial, to := r.Isolate.Host.DialTCP, rerouted(r, address)
	s.open(direct(func(ctx context.Context) (net.Conn, error) { return dial(ctx, to) }))
	return webidl.Wrap(r, s), nil
}
