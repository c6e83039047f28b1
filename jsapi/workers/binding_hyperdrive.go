package workers

import (
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
)

// Database is what a Hyperdrive binding leads to.
type Database struct {
	// Address is where it is, "host:port".
	Address                      string
	Scheme, User, Password, Name string
}

// ParseDatabase reads a connection string that the configuration has checked.
func ParseDatabase(text string) (Database, error) {
	u, err := weburl.Parse(text)
	if err != nil {
		return Database{}, err
	}
	d := Database{Address: u.Host(), Scheme: u.Scheme()}
	for to, part := range map[*string]string{&d.User: u.Username(), &d.Password: u.Password(), &d.Name: strings.TrimPrefix(u.Pathname(), "/")} {
		if *to, err = url.PathUnescape(part); err != nil {
			return Database{}, err
		}
	}
	if u.Port() == "" {
		d.Address += ":" + strconv.Itoa(d.port())
	}
	return d, nil
}

// port answers the port that scripts are told.
func (d *Database) port() int {
	if d.Scheme == "mysql" {
		return 3306
	}
	return 5432
}

// BindHyperdrive answers a binding to a database, https://developers.cloudflare.com/hyperdrive/.
func BindHyperdrive(name string, d Database) Binding {
	return Binding{Name: name, Make: func(e *Environment) (goja.Value, error) {
		return webidl.Wrap(e.script.realm, &hyperdrive{database: d, realm: e.script.realm}), nil
	}}
}

// hyperdrive is a Hyperdrive. Scripts see a host that only they know, and that leads to the database itself: there is
// nothing to pool or to cache here.
type hyperdrive struct {
	database Database
	realm    *webidl.Realm
	name, ip string // made up when they are asked for
}

var hyperdriveClass = &webidl.Interface[hyperdrive]{
	Name: "Hyperdrive",
	Attributes: []webidl.Attribute[hyperdrive]{
		{Name: "connectionString", Own: true, Get: func(h *hyperdrive, _ *webidl.Call) (any, error) { return h.connectionString(), nil }},
		{Name: "port", Own: true, Get: func(h *hyperdrive, _ *webidl.Call) (any, error) { return h.database.port(), nil }},
		{Name: "ip", Own: true, Get: func(h *hyperdrive, _ *webidl.Call) (any, error) { return h.known().ip, nil }},
		{Name: "host", Own: true, Get: func(h *hyperdrive, _ *webidl.Call) (any, error) { return h.known().name, nil }},
		{Name: "password", Own: true, Get: func(h *hyperdrive, _ *webidl.Call) (any, error) { return h.database.Password, nil }},
		{Name: "user", Own: true, Get: func(h *hyperdrive, _ *webidl.Call) (any, error) { return h.database.User, nil }},
		{Name: "database", Own: true, Get: func(h *hyperdrive, _ *webidl.Call) (any, error) { return h.database.Name, nil }},
	},
	Operations: []webidl.Operation[hyperdrive]{{Name: "connect", Run: (*hyperdrive).connect}},
	If:         never,
}

// known makes the host up, and has connections to it lead to the database.
func (h *hyperdrive) known() *hyperdrive {
	if h.name == "" {
		b := make([]byte, 18)
		h.realm.Isolate.Host.Random(b)
		h.name = hex.EncodeToString(b[:16]) + ".hyperdrive.local"
		h.ip = fmt.Sprintf("240.0.%d.%d", b[16], b[17])
		for _, host := range []string{h.name, h.ip} {
			jsapi.Reroute(h.realm, h.at(host), h.database.Address)
		}
	}
	return h
}

func (h *hyperdrive) at(host string) string { return host + ":" + strconv.Itoa(h.database.port()) }

// connectionString is what database drivers take.
func (h *hyperdrive) connectionString() string {
	d, tls := h.database, "sslmode=disable"
	if d.Scheme == "mysql" {
		tls = "ssl-mode=disabled"
	}
	return fmt.Sprintf("%s://%s:%s@%s/%s?%s", d.Scheme, d.User, d.Password, h.at(h.known().name), d.Name, tls)
}

// connect opens a connection to the database.
func (h *hyperdrive) connect(c *webidl.Call) (any, error) {
	return jsapi.ConnectTo(c.Realm, h.at(h.known().name))
}
