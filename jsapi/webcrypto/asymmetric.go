package webcrypto

import (
	"crypto/x509"
	"encoding/asn1"
)

// half is one half of a pair, as crypto/x509 knows it.
type half struct {
	cannot
	key any // a public key, or a private one
}

// der answers the half in one of the formats of bytes.
func (h *half) der(k *Key, format string) ([]byte, error) {
	switch format {
	case "pkcs8":
		if k.Type != Private {
			return nil, invalidAccess("Asymmetric pkcs8 export requires private key (not \"%s\").", k.Type)
		}
		b, err := x509.MarshalPKCS8PrivateKey(h.key)
		if err != nil {
			return nil, operationError("Private key export failed.")
		}
		return b, nil
	case "spki":
		if k.Type != Public {
			return nil, invalidAccess("Asymmetric spki export requires public key (not \"%s\").", k.Type)
		}
		b, err := x509.MarshalPKIXPublicKey(h.key)
		if err != nil {
			return nil, operationError("Public key export failed.")
		}
		return b, nil
	}
	return nil, invalidAccess("Cannot export \"%s\" in \"%s\" format.", k.Name, format)
}

// sole answers the bytes after the one ASN.1 value that input should be; broken says that it does not begin with one.
func sole(data []byte) (value []byte, trailing int, broken bool) {
	var v asn1.RawValue
	rest, err := asn1.Unmarshal(data, &v)
	if err != nil {
		return nil, 0, true
	}
	return v.FullBytes, len(rest), false
}

// halfOf answers the half that an import in DER is.
func (i *Import) halfOf(allowed Usages) (key any, kind KeyType, usages Usages, err error) {
	value, trailing, broken := sole(i.Data)
	switch i.Format {
	case "spki":
		if !broken {
			key, err = x509.ParsePKIXPublicKey(value)
		}
		switch {
		case broken || err != nil:
			return nil, "", 0, dataError("Invalid SPKI input.")
		case trailing > 0:
			return nil, "", 0, dataError("Invalid %d trailing bytes after SPKI input.", trailing)
		}
		mask := publicUsages
		if i.Name == "ECDH" {
			mask = 0
		}
		usages, err = usagesOf(i.Usages, allowed&mask, toImportPublic, i.Name)
		return key, Public, usages, err
	case "pkcs8":
		if !broken {
			key, err = privateKey(value)
		}
		switch {
		case broken || err != nil:
			return nil, "", 0, dataError("Invalid PKCS8 input.")
		case trailing > 0:
			return nil, "", 0, dataError("Invalid %d trailing bytes after PKCS8 input.", trailing)
		}
		usages, err = usagesOf(i.Usages, allowed&privateUsages, toImportPrivate, i.Name)
		return key, Private, usages, err
	}
	return nil, "", 0, notSupported("Unrecognized key import format \"%s\".", i.Format)
}

// privateKey parses PKCS #8 and, as the platform does, the formats before it.
func privateKey(der []byte) (any, error) {
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err == nil {
		return key, nil
	}
	if rsa, other := x509.ParsePKCS1PrivateKey(der); other == nil {
		return rsa, nil
	}
	if ec, other := x509.ParseECPrivateKey(der); other == nil {
		return ec, nil
	}
	return nil, err
}

// truncated answers the first bits of a shared secret; nil is all of them.
func truncated(secret []byte, bits *int) ([]byte, error) {
	if bits == nil {
		return secret, nil
	}
	if *bits > len(secret)*8 {
		return nil, operationError("Derived key length (%d bits) is too long (should be at most %d bits).", *bits, len(secret)*8)
	}
	n := (*bits + 7) / 8
	out := secret[:n:n]
	if off := n*8 - *bits; off > 0 {
		out[n-1] &= ^byte(1<<off - 1)
	}
	return out, nil
}

// peer answers why a key cannot agree with the public key of the options.
func (k *Key) peer(p *Params) error {
	if k.Type != Private {
		return invalidAccess("The deriveBits operation is only valid for a private key, not \"%s\".", k.Type)
	}
	o := p.Public
	if o == nil {
		return missing("public", "derivedKeyParams")
	}
	if o.Type != Public {
		return invalidAccess("The provided key has type \"%s\", not \"public\"", o.Type)
	}
	if k.family() != o.family() {
		return invalidAccess("Base %s private key cannot be used to derive a key from a peer %s public key", k.Name, o.Name)
	}
	if k.Name != o.Name {
		return invalidAccess("Private key for derivation is using \"%s\" while public key is using \"%s\".", k.Name, o.Name)
	}
	if k.Curve != o.Curve {
		return invalidAccess("Private key for derivation is using curve \"%s\" while public key is using \"%s\".", k.Curve, o.Curve)
	}
	return nil
}

// family is which members the description of a key's algorithm has.
func (k *Key) family() string {
	switch {
	case k.ModulusLength > 0:
		return "RSA"
	case k.Curve != "":
		return "curve"
	}
	return "name"
}
