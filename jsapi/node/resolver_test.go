package node

import (
	"context"
	"errors"
	"net"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/dodev/dodev/host"
)

// nameServer answers queries over UDP with what answers has for their type, and answers its address.
func nameServer(t *testing.T, answers map[dnsmessage.Type][]dnsmessage.ResourceBody) string {
	t.Helper()
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	go func() {
		b := make([]byte, 4096)
		for {
			n, from, err := c.ReadFrom(b)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if err := m.Unpack(b[:n]); err != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response = true
			q := m.Questions[0]
			if q.Name.String() != "example.test." {
				m.RCode = dnsmessage.RCodeNameError
			} else {
				for _, body := range answers[q.Type] {
					typ := q.Type
					if _, alias := body.(*dnsmessage.CNAMEResource); alias {
						typ = dnsmessage.TypeCNAME
					}
					m.Answers = append(m.Answers, dnsmessage.Resource{
						Header: dnsmessage.ResourceHeader{Name: q.Name, Type: typ, Class: q.Class, TTL: 300}, Body: body,
					})
				}
			}
			answer, err := m.Pack()
			if err != nil {
				continue
			}
			_, _ = c.WriteTo(answer, from)
		}
	}()
	return c.LocalAddr().String()
}

func TestDNSOfHost(t *testing.T) {
	name := dnsmessage.MustNewName
	server := nameServer(t, map[dnsmessage.Type][]dnsmessage.ResourceBody{
		dnsmessage.TypeA:     {&dnsmessage.CNAMEResource{CNAME: name("other.test.")}, &dnsmessage.AResource{A: [4]byte{1, 2, 3, 4}}, &dnsmessage.AResource{A: [4]byte{1, 2, 3, 5}}},
		dnsmessage.TypeAAAA:  {&dnsmessage.AAAAResource{AAAA: [16]byte{0x20, 1, 0xd, 0xb8, 15: 1}}},
		dnsmessage.TypeCNAME: {&dnsmessage.CNAMEResource{CNAME: name("other.test.")}},
		dnsmessage.TypeMX:    {&dnsmessage.MXResource{Pref: 10, MX: name("mx.test.")}},
		dnsmessage.TypeNS:    {&dnsmessage.NSResource{NS: name("ns1.test.")}, &dnsmessage.NSResource{NS: name("ns2.test.")}},
		dnsmessage.TypePTR:   {&dnsmessage.PTRResource{PTR: name("host.test.")}},
		dnsmessage.TypeSOA:   {&dnsmessage.SOAResource{NS: name("ns.test."), MBox: name("dns.test."), Serial: 1, Refresh: 2, Retry: 3, Expire: 4, MinTTL: 5}},
		dnsmessage.TypeSRV:   {&dnsmessage.SRVResource{Priority: 5, Weight: 1, Port: 80, Target: name("srv.test.")}},
		dnsmessage.TypeTXT:   {&dnsmessage.TXTResource{TXT: []string{"one"}}, &dnsmessage.TXTResource{TXT: []string{"two", "three"}}},
		257:                  {&dnsmessage.UnknownResource{Type: 257, Data: []byte("\x00\x05issueca.test")}},
		35:                   {&dnsmessage.UnknownResource{Type: 35, Data: []byte("\x00\x0a\x00\x64\x01S\x03SIP\x00\x04_sip\x04test\x00")}},
	})
	ask := func(m string) string {
		tr := newRealm(t)
		tr.iso.Host.AskDNS = func(ctx context.Context, query []byte) ([]byte, error) { return host.AskDNSAt(ctx, server, query) }
		return tr.run(`const m = require("node:dns/promises"); return JSON.stringify(await m.` + m + `)`)
	}
	for _, c := range []struct{ call, want string }{
		{`resolve4("example.test")`, `["1.2.3.4","1.2.3.5"]`},
		{`resolve4("example.test.", { ttl: true })`, `[{"ttl":300,"address":"1.2.3.4"},{"ttl":300,"address":"1.2.3.5"}]`},
		{`resolve6("example.test")`, `["2001:db8::1"]`},
		{`resolveCname("example.test")`, `["other.test"]`},
		{`resolveMx("example.test")`, `[{"exchange":"mx.test","priority":10}]`},
		{`resolveNs("example.test")`, `["ns1.test","ns2.test"]`},
		{`resolvePtr("example.test")`, `["host.test"]`},
		{`resolveSoa("example.test")`, `{"nsname":"ns.test.","hostmaster":"dns.test.","serial":1,"refresh":2,"retry":3,"expire":4,"minttl":5}`},
		{`resolveSrv("example.test")`, `[{"priority":5,"weight":1,"port":80,"name":"srv.test."}]`},
		{`resolveTxt("example.test")`, `[["one"],["two","three"]]`},
		{`resolveCaa("example.test")`, `[{"critical":0,"issue":"ca.test"}]`},
		{`resolveNaptr("example.test")`, `[{"flags":"S","service":"SIP","regexp":"","replacement":"_sip.test","order":10,"preference":100}]`},
		{`lookup("example.test")`, `{"address":"1.2.3.4","family":4}`},
		{`lookup("example.test", { all: true })`, `[{"address":"1.2.3.4","family":4},{"address":"1.2.3.5","family":4},{"address":"2001:db8::1","family":6}]`},
		{`resolve4("nobody.test")`, "threw Error: queryA ENOTFOUND nobody.test"},
		{`lookup("nobody.test")`, "threw Error: queryA ENOTFOUND nobody.test"},
		{`resolve4("a..b")`, "threw Error: queryA EBADQUERY a..b"},
	} {
		if got := ask(c.call); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.call, got, c.want)
		}
	}
}

func TestDNSWithoutServer(t *testing.T) {
	tr := newRealm(t)
	tr.iso.Host.AskDNS = func(context.Context, []byte) ([]byte, error) { return nil, errors.New("no way out") }
	got := tr.run(`return require("node:dns/promises").resolveMx("example.test").catch((e) => [e.code, e.syscall, e.hostname, e.message].join())`)
	if want := "EBADQUERY,queryMX,example.test,queryMX EBADQUERY example.test"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
