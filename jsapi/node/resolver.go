package node

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// recordTypes are the types of records that node:dns asks for.
var recordTypes = map[string]dnsmessage.Type{
	"A": dnsmessage.TypeA, "AAAA": dnsmessage.TypeAAAA, "CAA": 257, "CNAME": dnsmessage.TypeCNAME, "MX": dnsmessage.TypeMX, "NAPTR": 35,
	"NS": dnsmessage.TypeNS, "PTR": dnsmessage.TypePTR, "SOA": dnsmessage.TypeSOA, "SRV": dnsmessage.TypeSRV, "TXT": dnsmessage.TypeTXT,
}

// resolverNatives ask this machine's resolver.
var resolverNatives = map[string]func(*webidl.Call) (any, error){
	// askResolver(name, type) answers, as JSON, what the platform's resolver says in
	// https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json/.
	"askResolver": func(c *webidl.Call) (any, error) {
		d := c.Realm.NewPromise()
		name, typ := c.String(0), recordTypes[c.String(1)]
		host := c.Isolate().Host
		var id [2]byte
		host.Random(id[:])
		query, err := dnsQuery(binary.BigEndian.Uint16(id[:]), name, typ)
		if err != nil {
			return nil, err
		}
		c.Realm.Go(func(ctx context.Context) (any, error) {
			message, err := host.AskDNS(ctx, query)
			if err != nil {
				return nil, fmt.Errorf("resolve %s: %w", name, err)
			}
			return dnsAnswer(message)
		}, d.Settle)
		return d, nil
	},
	"onHostNetwork": func(c *webidl.Call) (any, error) { return jsapi.OnHostNetwork(c.Realm), nil },
}

func dnsQuery(id uint16, name string, typ dnsmessage.Type) ([]byte, error) {
	if !strings.HasSuffix(name, ".") {
		name += "."
	}
	n, err := dnsmessage.NewName(name)
	if err != nil {
		return nil, err
	}
	m := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: id, RecursionDesired: true},
		Questions: []dnsmessage.Question{{Name: n, Type: typ, Class: dnsmessage.ClassINET}},
	}
	return m.Pack()
}

// dnsRecord is a record of an answer.
type dnsRecord struct {
	Name string          `json:"name"`
	Type dnsmessage.Type `json:"type"`
	TTL  uint32
	Data string `json:"data"`
}

// dnsAnswer answers a message as JSON.
func dnsAnswer(message []byte) (string, error) {
	var m dnsmessage.Message
	if err := m.Unpack(message); err != nil {
		return "", err
	}
	type question struct {
		Name string          `json:"name"`
		Type dnsmessage.Type `json:"type"`
	}
	a := struct {
		Status   int
		Question []question
		Answer   []dnsRecord `json:",omitempty"`
	}{Status: int(m.RCode)}
	for _, q := range m.Questions {
		a.Question = append(a.Question, question{strings.TrimSuffix(q.Name.String(), "."), q.Type})
	}
	for _, r := range m.Answers {
		name := strings.TrimSuffix(r.Header.Name.String(), ".")
		a.Answer = append(a.Answer, dnsRecord{name, r.Header.Type, r.Header.TTL, dnsText(r.Body)})
	}
	text, err := json.Marshal(a)
	return string(text), err
}

// dnsText answers what a record says as zone files have it. https://www.rfc-editor.org/rfc/rfc1035#section-5
func dnsText(body dnsmessage.ResourceBody) string {
	switch b := body.(type) {
	case *dnsmessage.AResource:
		return netip.AddrFrom4(b.A).String()
	case *dnsmessage.AAAAResource:
		return netip.AddrFrom16(b.AAAA).String()
	case *dnsmessage.CNAMEResource:
		return b.CNAME.String()
	case *dnsmessage.NSResource:
		return b.NS.String()
	case *dnsmessage.PTRResource:
		return b.PTR.String()
	case *dnsmessage.MXResource:
		return fmt.Sprintf("%d %s", b.Pref, b.MX)
	case *dnsmessage.SOAResource:
		return fmt.Sprintf("%s %s %d %d %d %d %d", b.NS, b.MBox, b.Serial, b.Refresh, b.Retry, b.Expire, b.MinTTL)
	case *dnsmessage.SRVResource:
		return fmt.Sprintf("%d %d %d %s", b.Priority, b.Weight, b.Port, b.Target)
	case *dnsmessage.TXTResource:
		return `"` + strings.Join(b.TXT, `""`) + `"`
	case *dnsmessage.UnknownResource:
		return fmt.Sprintf(`\# %d % x`, len(b.Data), b.Data)
	}
	return ""
}
