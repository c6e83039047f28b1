package node

import (
	"context"
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"io"
	"math/big"
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// keyPair is an asymmetric key; private is nil if it is a public one.
type keyPair struct {
	public  crypto.PublicKey
	private crypto.PrivateKey
}

// curves are the named curves by all their names.
var curves = map[string]elliptic.Curve{
	"secp224r1": elliptic.P224(), "prime256v1": elliptic.P256(), "secp384r1": elliptic.P384(), "secp521r1": elliptic.P521(),
	"P-224": elliptic.P224(), "P-256": elliptic.P256(), "P-384": elliptic.P384(), "P-521": elliptic.P521(), "secp256r1": elliptic.P256(),
}

var curveNames = []string{"secp224r1", "prime256v1", "secp384r1", "secp521r1"}

// curveName is OpenSSL's name of a curve.
func curveName(c elliptic.Curve) string {
	for _, name := range curveNames {
		if curves[name] == c {
			return name
		}
	}
	return ""
}

func privatePair(private any) *keyPair {
	signer, ok := private.(interface{ Public() crypto.PublicKey })
	if !ok {
		return nil
	}
	return &keyPair{signer.Public(), private}
}

// parsePrivate reads a key in DER: PKCS #8, PKCS #1 or SEC 1.
func parsePrivate(der []byte) *keyPair {
	if k, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		return privatePair(k)
	}
	if k, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return privatePair(k)
	}
	if k, err := x509.ParseECPrivateKey(der); err == nil {
		return privatePair(k)
	}
	return nil
}

func parsePublic(der []byte) *keyPair {
	if k, err := x509.ParsePKIXPublicKey(der); err == nil {
		return &keyPair{public: k}
	}
	if k, err := x509.ParsePKCS1PublicKey(der); err == nil {
		return &keyPair{public: k}
	}
	if cert, err := x509.ParseCertificate(der); err == nil {
		return &keyPair{public: cert.PublicKey}
	}
	return nil
}

// kind is what asymmetricKeyType says.
func (k *keyPair) kind() string {
	switch k.public.(type) {
	case *rsa.PublicKey:
		return "rsa"
	case *ecdsa.PublicKey:
		return "ec"
	case ed25519.PublicKey:
		return "ed25519"
	case *ecdh.PublicKey:
		return "x25519"
	}
	return ""
}

// der encodes a key; typ is pkcs1, sec1, pkcs8 or spki. It answers the label of its PEM, too.
func (k *keyPair) der(typ string) (der []byte, label string, err error) {
	switch private := k.private.(type) {
	case nil:
		if public, ok := k.public.(*rsa.PublicKey); ok && typ == "pkcs1" {
			return x509.MarshalPKCS1PublicKey(public), "RSA PUBLIC KEY", nil
		}
		der, err = x509.MarshalPKIXPublicKey(k.public)
		return der, "PUBLIC KEY", err
	case *rsa.PrivateKey:
		if typ == "pkcs1" {
			return x509.MarshalPKCS1PrivateKey(private), "RSA PRIVATE KEY", nil
		}
	case *ecdsa.PrivateKey:
		if typ == "sec1" {
			der, err = x509.MarshalECPrivateKey(private)
			return der, "EC PRIVATE KEY", err
		}
	}
	der, err = x509.MarshalPKCS8PrivateKey(k.private)
	return der, "PRIVATE KEY", err
}

func (k *keyPair) equal(other *keyPair) bool {
	if (k.private == nil) != (other.private == nil) {
		return false
	}
	public, ok := k.public.(interface{ Equal(crypto.PublicKey) bool })
	return ok && public.Equal(other.public)
}

// jwk answers the members of https://www.rfc-editor.org/rfc/rfc7517 that a key has.
func (k *keyPair) jwk() map[string]string {
	enc := base64.RawURLEncoding.EncodeToString
	number := func(n *big.Int) string { return enc(n.Bytes()) }
	switch public := k.public.(type) {
	case *rsa.PublicKey:
		m := map[string]string{"kty": "RSA", "n": number(public.N), "e": number(big.NewInt(int64(public.E)))}
		if private, ok := k.private.(*rsa.PrivateKey); ok && len(private.Primes) == 2 {
			private.Precompute()
			m["d"], m["p"], m["q"] = number(private.D), number(private.Primes[0]), number(private.Primes[1])
			m["dp"], m["dq"], m["qi"] = number(private.Precomputed.Dp), number(private.Precomputed.Dq), number(private.Precomputed.Qinv)
		}
		return m
	case *ecdsa.PublicKey:
		point, err := public.Bytes()
		if err != nil {
			return nil
		}
		half := len(point) / 2
		m := map[string]string{"kty": "EC", "crv": public.Curve.Params().Name, "x": enc(point[1 : 1+half]), "y": enc(point[1+half:])}
		if private, ok := k.private.(*ecdsa.PrivateKey); ok {
			if d, err := private.Bytes(); err == nil {
				m["d"] = enc(d)
			}
		}
		return m
	case ed25519.PublicKey:
		m := map[string]string{"kty": "OKP", "crv": "Ed25519", "x": enc(public)}
		if private, ok := k.private.(ed25519.PrivateKey); ok {
			m["d"] = enc(private.Seed())
		}
		return m
	case *ecdh.PublicKey:
		m := map[string]string{"kty": "OKP", "crv": "X25519", "x": enc(public.Bytes())}
		if private, ok := k.private.(*ecdh.PrivateKey); ok {
			m["d"] = enc(private.Bytes())
		}
		return m
	}
	return nil
}

// fromJWK reads such members.
func fromJWK(member func(string) []byte, kty, crv string) *keyPair {
	number := func(name string) *big.Int { return new(big.Int).SetBytes(member(name)) }
	d := member("d")
	switch {
	case kty == "RSA":
		public := &rsa.PublicKey{N: number("n"), E: int(number("e").Int64())}
		if d == nil {
			return &keyPair{public: public}
		}
		private := &rsa.PrivateKey{PublicKey: *public, D: number("d"), Primes: []*big.Int{number("p"), number("q")}}
		if private.Validate() != nil {
			return nil
		}
		private.Precompute()
		return &keyPair{&private.PublicKey, private}
	case kty == "EC" && curves[crv] != nil:
		if d != nil {
			private, err := ecdsa.ParseRawPrivateKey(curves[crv], d)
			if err != nil {
				return nil
			}
			return privatePair(private)
		}
		public, err := ecdsa.ParseUncompressedPublicKey(curves[crv], slices.Concat([]byte{4}, member("x"), member("y")))
		if err != nil {
			return nil
		}
		return &keyPair{public: public}
	case kty == "OKP" && crv == "Ed25519":
		if len(d) == ed25519.SeedSize {
			return privatePair(ed25519.NewKeyFromSeed(d))
		}
		if x := member("x"); len(x) == ed25519.PublicKeySize {
			return &keyPair{public: ed25519.PublicKey(x)}
		}
	case kty == "OKP" && crv == "X25519":
		if private, err := ecdh.X25519().NewPrivateKey(d); err == nil {
			return &keyPair{private.PublicKey(), private}
		}
		if public, err := ecdh.X25519().NewPublicKey(member("x")); err == nil {
			return &keyPair{public: public}
		}
	}
	return nil
}

// generate makes a key of some kind: size is an RSA key's, curve an EC key's.
func generate(r io.Reader, kind string, size int, curve string) (*keyPair, error) {
	switch kind {
	case "rsa":
		k, err := rsa.GenerateKey(r, size)
		if err != nil {
			return nil, webidl.PlainError("Failed to generate key")
		}
		return privatePair(k), nil
	case "ec":
		k, err := ecdsa.GenerateKey(curves[curve], r)
		if err != nil {
			return nil, err
		}
		return privatePair(k), nil
	case "x25519":
		k, err := ecdh.X25519().GenerateKey(r)
		if err != nil {
			return nil, err
		}
		return &keyPair{k.PublicKey(), k}, nil
	}
	_, k, err := ed25519.GenerateKey(r)
	return privatePair(k), err
}

// keyNatives are the functions behind the keys of node:crypto.
var keyNatives = map[string]func(*webidl.Call) (any, error){
	"curveNames": func(*webidl.Call) (any, error) { return curveNames, nil },
	"isCurve":    func(c *webidl.Call) (any, error) { return curves[c.String(0)] != nil, nil },
	// keyParse(bytes, private) reads a key in PEM or DER; undefined if it is none.
	"keyParse": func(c *webidl.Call) (any, error) {
		der := view(c, 0)
		if block, _ := pem.Decode(der); block != nil {
			der = block.Bytes
			//lint:ignore SA1019 old keys are in it
			if x509.IsEncryptedPEMBlock(block) {
				//lint:ignore SA1019 old keys are in it
				plain, err := x509.DecryptPEMBlock(block, view(c, 2))
				if err != nil {
					return nil, nil
				}
				der = plain
			}
		}
		k := parsePrivate(der)
		if !c.Bool(1) {
			if k != nil {
				k = &keyPair{public: k.public}
			} else {
				k = parsePublic(der)
			}
		}
		if k == nil || k.kind() == "" {
			return nil, nil
		}
		return hold(c.Realm, k), nil
	},
	// keyFromJWK(members, private)
	"keyFromJWK": func(c *webidl.Call) (any, error) {
		d := c.Dict(0, "Object")
		text := func(name string) string { s, _ := d.String(name); return s }
		k := fromJWK(func(name string) []byte {
			b, err := base64.RawURLEncoding.DecodeString(text(name))
			if err != nil || len(b) == 0 {
				return nil
			}
			return b
		}, text("kty"), text("crv"))
		switch {
		case k == nil, c.Bool(1) && k.private == nil:
			return nil, nil
		case !c.Bool(1):
			k = &keyPair{public: k.public}
		}
		return hold(c.Realm, k), nil
	},
	"keyPublic": func(c *webidl.Call) (any, error) {
		return hold(c.Realm, &keyPair{public: held[*keyPair](c, 0).public}), nil
	},
	"keyKind":  func(c *webidl.Call) (any, error) { return held[*keyPair](c, 0).kind(), nil },
	"keyEqual": func(c *webidl.Call) (any, error) { return held[*keyPair](c, 0).equal(held[*keyPair](c, 1)), nil },
	// keyDetails(key) answers its size and exponent, or its curve.
	"keyDetails": func(c *webidl.Call) (any, error) {
		o := c.Realm.VM.NewObject()
		for _, name := range []string{"modulusLength", "publicExponent", "divisorLength", "namedCurve"} {
			_ = o.Set(name, goja.Undefined())
		}
		switch public := held[*keyPair](c, 0).public.(type) {
		case *rsa.PublicKey:
			_ = o.Set("modulusLength", public.N.BitLen())
			_ = o.Set("publicExponent", big.NewInt(int64(public.E)))
		case *ecdsa.PublicKey:
			_ = o.Set("namedCurve", curveName(public.Curve))
		}
		return o, nil
	},
	// keyExport(key, format, type, cipher, passphrase)
	"keyExport": func(c *webidl.Call) (any, error) {
		k := held[*keyPair](c, 0)
		if c.String(1) == "jwk" {
			o := c.Realm.VM.NewObject()
			m := k.jwk()
			for _, name := range []string{
				"kty", "use", "key_ops", "alg", "ext", "crv", "x", "y", "d", "n", "e", "p", "q", "dp", "dq", "qi", "oth", "k", "pub", "priv",
			} {
				switch v, ok := m[name]; {
				case name == "ext":
					_ = o.Set(name, true)
				case ok:
					_ = o.Set(name, v)
				default:
					_ = o.Set(name, goja.Undefined())
				}
			}
			return o, nil
		}
		der, label, err := k.der(c.String(2))
		if err != nil {
			return nil, webidl.PlainError("Failed to export key")
		}
		if c.Given(3) {
			if der, err = encryptKey(der, view(c, 4)); err != nil {
				return nil, err
			}
			label = "ENCRYPTED PRIVATE KEY"
		}
		if c.String(1) == "der" {
			return c.Realm.Uint8Array(der), nil
		}
		return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der})), nil
	},
	// keyGenerate(kind, size, curve)
	"keyGenerate": func(c *webidl.Call) (any, error) {
		k, err := generate(random(c.Realm), c.String(0), int(c.Integer(1)), c.String(2))
		return hold(c.Realm, k), err
	},
	// keyGenerateLater(kind, size, curve) answers a promise.
	"keyGenerateLater": func(c *webidl.Call) (any, error) {
		kind, size, curve := c.String(0), int(c.Integer(1)), c.String(2)
		r, promise := c.Realm, c.Realm.NewPromise()
		r.Go(func(context.Context) (any, error) { return generate(random(r), kind, size, curve) }, func(v any, err error) {
			if err != nil {
				promise.Reject(err)
				return
			}
			promise.Resolve(hold(r, v))
		})
		return promise.Promise, nil
	},
}

// encryptKey would wrap a key with a passphrase.
func encryptKey([]byte, []byte) ([]byte, error) {
	return nil, webidl.PlainError("dodev does not support exporting keys with a passphrase yet")
}

// ecdsaSignature is a signature as DER has it.
type ecdsaSignature struct{ R, S *big.Int }

// fixedSignature turns DER into two numbers of the curve's size one behind the other, and back.
func fixedSignature(der []byte, curve elliptic.Curve) ([]byte, error) {
	var s ecdsaSignature
	if _, err := asn1.Unmarshal(der, &s); err != nil {
		return nil, err
	}
	size := (curve.Params().BitSize + 7) / 8
	out := make([]byte, 2*size)
	s.R.FillBytes(out[:size])
	s.S.FillBytes(out[size:])
	return out, nil
}
