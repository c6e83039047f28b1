package node

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/asn1"
	"io"
	"math/big"

	"github.com/dodev/dodev/jsapi/webidl"
)

const (
	pkcs1Padding = 1
	noPadding    = 3
	oaepPadding  = 4
	pssPadding   = 6
)

// signing are the options of a signature.
type signing struct {
	digest  digest
	padding int
	salt    int // of PSS
	fixed   bool
}

// pss answers the options of PSS.
func (s signing) pss() *rsa.PSSOptions {
	salt := rsa.PSSSaltLengthAuto
	switch {
	case s.salt >= 0:
		salt = s.salt
	case s.salt == -1:
		salt = rsa.PSSSaltLengthEqualsHash
	}
	return &rsa.PSSOptions{SaltLength: salt, Hash: s.digest.id}
}

func (s signing) sum(data []byte) []byte {
	h := s.digest.start()
	h.Write(data)
	return h.Sum(nil)
}

func (s signing) sign(r io.Reader, k *keyPair, data []byte) ([]byte, error) {
	switch private := k.private.(type) {
	case ed25519.PrivateKey:
		return ed25519.Sign(private, data), nil
	case *rsa.PrivateKey:
		if s.padding == pssPadding {
			return rsa.SignPSS(r, private, s.digest.id, s.sum(data), s.pss())
		}
		return rsa.SignPKCS1v15(nil, private, s.digest.id, s.sum(data))
	case *ecdsa.PrivateKey:
		der, err := ecdsa.SignASN1(r, private, s.sum(data))
		if err != nil || !s.fixed {
			return der, err
		}
		return fixedSignature(der, private.Curve)
	}
	return nil, webidl.PlainError("Failed to sign")
}

func (s signing) verify(k *keyPair, data, signature []byte) bool {
	switch public := k.public.(type) {
	case ed25519.PublicKey:
		return ed25519.Verify(public, data, signature)
	case *rsa.PublicKey:
		if s.padding == pssPadding {
			return rsa.VerifyPSS(public, s.digest.id, s.sum(data), signature, s.pss()) == nil
		}
		return rsa.VerifyPKCS1v15(public, s.digest.id, s.sum(data), signature) == nil
	case *ecdsa.PublicKey:
		if s.fixed {
			half := len(signature) / 2
			der, err := asn1.Marshal(ecdsaSignature{new(big.Int).SetBytes(signature[:half]), new(big.Int).SetBytes(signature[half:])})
			if err != nil {
				return false
			}
			signature = der
		}
		return ecdsa.VerifyASN1(public, s.sum(data), signature)
	}
	return false
}

var errCipher = webidl.PlainError("Failed to cipher/decipher")

// signingOf reads (digest, padding, salt, fixed) from arguments on.
func signingOf(c *webidl.Call, at int) (signing, error) {
	s := signing{padding: int(c.Integer(at + 1)), salt: int(c.Integer(at + 2)), fixed: c.Bool(at + 3)}
	if !c.Given(at) {
		return s, nil
	}
	var ok bool
	if s.digest, ok = digestOf(c.String(at)); !ok {
		return s, webidl.PlainError("Unknown digest: %s", c.String(at))
	}
	return s, nil
}

// signNatives are the functions behind the signatures and the public-key ciphers of node:crypto.
var signNatives = map[string]func(*webidl.Call) (any, error){
	"isDigest": func(c *webidl.Call) (any, error) { _, ok := digestOf(c.String(0)); return ok, nil },
	// sign(key, data, digest, padding, salt, fixed)
	"sign": func(c *webidl.Call) (any, error) {
		s, err := signingOf(c, 2)
		if err != nil {
			return nil, err
		}
		k := held[*keyPair](c, 0)
		if s.digest.start == nil && k.kind() != "ed25519" {
			s.digest, _ = digestOf("sha256")
		}
		b, err := s.sign(random(c.Realm), k, view(c, 1))
		if err != nil {
			return nil, webidl.PlainError("Failed to sign")
		}
		return c.Realm.Uint8Array(b), nil
	},
	// verify(key, data, digest, padding, salt, fixed, signature)
	"verify": func(c *webidl.Call) (any, error) {
		s, err := signingOf(c, 2)
		if err != nil {
			return nil, err
		}
		k := held[*keyPair](c, 0)
		if s.digest.start == nil && k.kind() != "ed25519" {
			s.digest, _ = digestOf("sha256")
		}
		return s.verify(k, view(c, 1), view(c, 6)), nil
	},
	// publicCipher(key, data, decrypt, padding, digest, label) encrypts for a key, or undoes what its private half did.
	"publicCipher": func(c *webidl.Call) (any, error) {
		public, ok := held[*keyPair](c, 0).public.(*rsa.PublicKey)
		if !ok {
			return nil, errCipher
		}
		data := view(c, 1)
		var out []byte
		var err error
		switch padding := int(c.Integer(3)); {
		case c.Bool(2):
			out, err = recovered(public, data, padding)
		case padding == oaepPadding:
			d, known := digestOf(c.String(4))
			if !known {
				return nil, errCipher
			}
			out, err = rsa.EncryptOAEP(d.start(), random(c.Realm), public, data, c.Bytes(5))
		case padding == pkcs1Padding:
			//lint:ignore SA1019 the platform has it
			out, err = rsa.EncryptPKCS1v15(random(c.Realm), public, data)
		default:
			out = raw(data, big.NewInt(int64(public.E)), public.N)
		}
		if err != nil {
			return nil, errCipher
		}
		return c.Realm.Uint8Array(out), nil
	},
	// privateCipher(key, data, decrypt, padding, digest, label) decrypts with a key, or shows that one has it.
	"privateCipher": func(c *webidl.Call) (any, error) {
		private, ok := held[*keyPair](c, 0).private.(*rsa.PrivateKey)
		if !ok {
			return nil, errCipher
		}
		data := view(c, 1)
		var out []byte
		var err error
		switch padding := int(c.Integer(3)); {
		case !c.Bool(2) && padding == pkcs1Padding:
			out, err = rsa.SignPKCS1v15(nil, private, crypto.Hash(0), data)
		case padding == oaepPadding:
			d, known := digestOf(c.String(4))
			if !known {
				return nil, errCipher
			}
			out, err = rsa.DecryptOAEP(d.start(), nil, private, data, c.Bytes(5))
		case padding == pkcs1Padding:
			//lint:ignore SA1019 the platform has it
			out, err = rsa.DecryptPKCS1v15(nil, private, data)
		default:
			out = raw(data, private.D, private.N)
		}
		if err != nil {
			return nil, errCipher
		}
		return c.Realm.Uint8Array(out), nil
	},
}

// raw is the bare operation of RSA.
func raw(data []byte, exponent, modulus *big.Int) []byte {
	out := make([]byte, (modulus.BitLen()+7)/8)
	return new(big.Int).Exp(new(big.Int).SetBytes(data), exponent, modulus).FillBytes(out)
}

// recovered takes the padding off what a private key made.
func recovered(public *rsa.PublicKey, data []byte, padding int) ([]byte, error) {
	out := raw(data, big.NewInt(int64(public.E)), public.N)
	if padding == noPadding {
		return out, nil
	}
	if len(out) < 11 || out[0] != 0 || out[1] != 1 {
		return nil, errCipher
	}
	for n := 2; n < len(out); n++ {
		switch {
		case out[n] == 0 && n >= 10:
			return out[n+1:], nil
		case out[n] != 0xff:
			return nil, errCipher
		}
	}
	return nil, errCipher
}
