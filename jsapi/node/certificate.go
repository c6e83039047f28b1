package node

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"net"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// attributeNames are the names of attributes of a distinguished name, as OpenSSL shortens them.
var attributeNames = map[string]string{
	"2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.9": "street", "2.5.4.10": "O",
	"2.5.4.11": "OU", "2.5.4.12": "title", "2.5.4.13": "description", "2.5.4.42": "GN", "2.5.4.46": "dnQualifier",
	"1.2.840.113549.1.9.1": "emailAddress", "0.9.2342.19200300.100.1.1": "UID", "0.9.2342.19200300.100.1.25": "DC",
}

// attributes answers the names and values of a distinguished name.
func attributes(raw []byte) [][2]string {
	var name pkix.RDNSequence
	if _, err := asn1.Unmarshal(raw, &name); err != nil {
		return nil
	}
	var list [][2]string
	for _, set := range name {
		for _, a := range set {
			id := a.Type.String()
			if short := attributeNames[id]; short != "" {
				id = short
			}
			list = append(list, [2]string{id, fmt.Sprint(a.Value)})
		}
	}
	return list
}

var escapes = strings.NewReplacer(`\`, `\\`, ",", `\,`, "+", `\+`, `"`, `\"`, "<", `\<`, ">", `\>`, ";", `\;`)

// byLine writes a distinguished name with an attribute a line.
func byLine(list [][2]string) string {
	var b strings.Builder
	for n, a := range list {
		if n > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(a[0] + "=" + escapes.Replace(a[1]))
	}
	return b.String()
}

// alternatives writes the other names of a subject, in the certificate's order.
func alternatives(c *x509.Certificate) string {
	var list []string
	for _, e := range c.Extensions {
		if !e.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 17}) {
			continue
		}
		var names []asn1.RawValue
		if _, err := asn1.Unmarshal(e.Value, &names); err != nil {
			return ""
		}
		for _, n := range names {
			switch n.Tag {
			case 1:
				list = append(list, "email:"+string(n.Bytes))
			case 2:
				list = append(list, "DNS:"+string(n.Bytes))
			case 6:
				list = append(list, "URI:"+string(n.Bytes))
			case 7:
				list = append(list, "IP Address:"+address(n.Bytes))
			}
		}
	}
	return strings.Join(list, ", ")
}

// address writes an IP address with all its groups.
func address(b []byte) string {
	if len(b) != net.IPv6len {
		return net.IP(b).String()
	}
	groups := make([]string, 0, 8)
	for n := 0; n < len(b); n += 2 {
		groups = append(groups, fmt.Sprintf("%X", int(b[n])<<8|int(b[n+1])))
	}
	return strings.Join(groups, ":")
}

func access(c *x509.Certificate) string {
	var b strings.Builder
	for _, url := range c.OCSPServer {
		b.WriteString("OCSP - URI:" + url + "\n")
	}
	for _, url := range c.IssuingCertificateURL {
		b.WriteString("CA Issuers - URI:" + url + "\n")
	}
	return b.String()
}

func fingerprint(sum []byte) string {
	pairs := make([]string, len(sum))
	for n, c := range sum {
		pairs[n] = fmt.Sprintf("%02X", c)
	}
	return strings.Join(pairs, ":")
}

// usageIDs answers the identifiers of what the key may be used for.
func usageIDs(c *x509.Certificate) []string {
	for _, e := range c.Extensions {
		var ids []asn1.ObjectIdentifier
		if !e.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 37}) {
			continue
		}
		if _, err := asn1.Unmarshal(e.Value, &ids); err != nil {
			return nil
		}
		names := make([]string, len(ids))
		for n, id := range ids {
			names[n] = id.String()
		}
		return names
	}
	return nil
}

const certificateTime = "Jan _2 15:04:05 2006 GMT"

// certificateNatives are the functions behind X509Certificate.
var certificateNatives = map[string]func(*webidl.Call) (any, error){
	// certificate(bytes) answers a certificate in PEM or DER, undefined if it is none.
	"certificate": func(c *webidl.Call) (any, error) {
		b := c.Bytes(0)
		if block, _ := pem.Decode(b); block != nil && strings.HasSuffix(block.Type, "CERTIFICATE") {
			b = block.Bytes
		}
		var raw asn1.RawValue
		if _, err := asn1.Unmarshal(b, &raw); err != nil {
			return nil, nil
		}
		cert, err := x509.ParseCertificate(raw.FullBytes) // what follows is left alone
		if err != nil {
			return nil, nil
		}
		return hold(c.Realm, cert), nil
	},
	// certificateFields(certificate) answers what is written in it; empty texts are not there.
	"certificateFields": func(c *webidl.Call) (any, error) {
		cert := held[*x509.Certificate](c, 0)
		r, o := c.Realm, c.Realm.VM.NewObject()
		sum1, sum256, sum512 := sha1.Sum(cert.Raw), sha256.Sum256(cert.Raw), sha512.Sum512(cert.Raw)
		serial := strings.ToUpper(hex.EncodeToString(cert.SerialNumber.Bytes()))
		for name, text := range map[string]string{
			"subject": byLine(attributes(cert.RawSubject)), "issuer": byLine(attributes(cert.RawIssuer)), "subjectAltName": alternatives(cert),
			"infoAccess": access(cert), "serialNumber": serial, "validFrom": cert.NotBefore.UTC().Format(certificateTime),
			"validTo": cert.NotAfter.UTC().Format(certificateTime), "fingerprint": fingerprint(sum1[:]), "fingerprint256": fingerprint(sum256[:]),
			"fingerprint512": fingerprint(sum512[:]), "pem": string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})),
		} {
			if text != "" {
				_ = o.Set(name, text)
			}
		}
		if ids := usageIDs(cert); ids != nil {
			_ = o.Set("keyUsage", r.Value(ids))
		}
		_ = o.Set("ca", cert.IsCA)
		_ = o.Set("raw", r.Uint8Array(bytes.Clone(cert.Raw)))
		return o, nil
	},
	// certificateNames(certificate, issuer) answers [name, value] of each attribute of the subject, or of the issuer.
	"certificateNames": func(c *webidl.Call) (any, error) {
		cert := held[*x509.Certificate](c, 0)
		raw := cert.RawSubject
		if c.Bool(1) {
			raw = cert.RawIssuer
		}
		var list []goja.Value
		for _, a := range attributes(raw) {
			list = append(list, c.Realm.VM.NewArray(a[0], a[1]))
		}
		return list, nil
	},
	"certificateKey": func(c *webidl.Call) (any, error) {
		return hold(c.Realm, &keyPair{public: held[*x509.Certificate](c, 0).PublicKey}), nil
	},
	// certificateKeyFields(certificate) answers the numbers of a key of RSA or of a curve.
	"certificateKeyFields": func(c *webidl.Call) (any, error) {
		o := c.Realm.VM.NewObject()
		switch key := held[*x509.Certificate](c, 0).PublicKey.(type) {
		case *rsa.PublicKey:
			der, err := x509.MarshalPKIXPublicKey(key)
			if err != nil {
				return nil, err
			}
			_ = o.Set("modulus", strings.ToUpper(hex.EncodeToString(key.N.Bytes())))
			_ = o.Set("bits", key.N.BitLen())
			_ = o.Set("exponent", fmt.Sprintf("0x%x", key.E))
			_ = o.Set("pubkey", c.Realm.Uint8Array(der))
		case *ecdsa.PublicKey:
			point, err := key.Bytes()
			if err != nil {
				return nil, err
			}
			_ = o.Set("bits", key.Curve.Params().BitSize)
			_ = o.Set("pubkey", c.Realm.Uint8Array(point))
			_ = o.Set("asn1Curve", curveName(key.Curve))
			_ = o.Set("nistCurve", key.Curve.Params().Name)
		}
		return o, nil
	},
	// certificateIssued(certificate, other) answers whether other, by its name and key, could have issued it.
	"certificateIssued": func(c *webidl.Call) (any, error) {
		cert, other := held[*x509.Certificate](c, 0), held[*x509.Certificate](c, 1)
		return bytes.Equal(cert.RawIssuer, other.RawSubject) &&
			(len(cert.AuthorityKeyId) == 0 || len(other.SubjectKeyId) == 0 || bytes.Equal(cert.AuthorityKeyId, other.SubjectKeyId)), nil
	},
	// certificateSigned(certificate, key) answers whether it was signed with a key.
	"certificateSigned": func(c *webidl.Call) (any, error) {
		cert, key := held[*x509.Certificate](c, 0), held[*keyPair](c, 1)
		parent := &x509.Certificate{PublicKey: key.public, PublicKeyAlgorithm: publicAlgorithm(key)}
		return parent.CheckSignature(cert.SignatureAlgorithm, cert.RawTBSCertificate, cert.Signature) == nil, nil
	},
	"certificateEmails": func(c *webidl.Call) (any, error) { return held[*x509.Certificate](c, 0).EmailAddresses, nil },
	"certificateHosts":  func(c *webidl.Call) (any, error) { return held[*x509.Certificate](c, 0).DNSNames, nil },
	// certificateHasIP(certificate, text) answers undefined for what is no address.
	"certificateHasIP": func(c *webidl.Call) (any, error) {
		ip := net.ParseIP(c.String(1))
		if ip == nil {
			return nil, nil
		}
		for _, other := range held[*x509.Certificate](c, 0).IPAddresses {
			if other.Equal(ip) {
				return true, nil
			}
		}
		return false, nil
	},
}

func publicAlgorithm(k *keyPair) x509.PublicKeyAlgorithm {
	switch k.kind() {
	case "rsa":
		return x509.RSA
	case "ec":
		return x509.ECDSA
	case "ed25519":
		return x509.Ed25519
	}
	return x509.UnknownPublicKeyAlgorithm
}
