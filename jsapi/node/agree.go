package node

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"io"
	"math/big"

	"github.com/dodev/dodev/jsapi/webidl"
)

// modpGroups are the primes of https://www.rfc-editor.org/rfc/rfc3526 by how many bits they have: 2^n - 2^(n-64) - 1 +
// 2^64 * (floor(2^(n-130) * pi) + offset). Their generator is 2.
var modpGroups = map[string]struct {
	bits   uint
	offset int64
}{"modp14": {2048, 124476}, "modp15": {3072, 1690314}, "modp16": {4096, 240904}, "modp17": {6144, 929484}, "modp18": {8192, 4743158}}

// modp answers the prime of a group.
func modp(bits uint, offset int64) *big.Int {
	one := big.NewInt(1)
	p := new(big.Int).Lsh(one, bits)
	p.Sub(p, new(big.Int).Lsh(one, bits-64)).Sub(p, one)
	middle := piTimes(bits - 130)
	middle.Add(middle, big.NewInt(offset))
	return p.Add(p, middle.Lsh(middle, 64))
}

// piTimes answers floor(2^n * pi), by Machin's formula.
func piTimes(n uint) *big.Int {
	const guard = 64
	unit := new(big.Int).Lsh(big.NewInt(1), n+guard)
	arctan := func(x int64) *big.Int {
		sum, term := new(big.Int), new(big.Int).Quo(unit, big.NewInt(x))
		for k := int64(1); term.Sign() != 0; k += 2 {
			part := new(big.Int).Quo(term, big.NewInt(k))
			if k%4 == 1 {
				sum.Add(sum, part)
			} else {
				sum.Sub(sum, part)
			}
			term.Quo(term, big.NewInt(x*x))
		}
		return sum
	}
	pi := new(big.Int).Mul(arctan(5), big.NewInt(16))
	pi.Sub(pi, new(big.Int).Mul(arctan(239), big.NewInt(4)))
	return pi.Rsh(pi, guard)
}

// ecdhCurves are the curves that keys are agreed on with.
var ecdhCurves = map[elliptic.Curve]ecdh.Curve{elliptic.P256(): ecdh.P256(), elliptic.P384(): ecdh.P384(), elliptic.P521(): ecdh.P521()}

func number(c *webidl.Call, i int) *big.Int { return new(big.Int).SetBytes(view(c, i)) }

// randomBelow answers a number below a modulus.
func randomBelow(r io.Reader, modulus *big.Int) *big.Int {
	b := make([]byte, (modulus.BitLen()+7)/8+8) // eight more, so that the remainder is even
	_, _ = io.ReadFull(r, b)
	return new(big.Int).Mod(new(big.Int).SetBytes(b), modulus)
}

// randomPrime answers a prime of exactly so many bits, the two highest of which are set where there are two.
func randomPrime(r io.Reader, bits int) *big.Int {
	b := make([]byte, (bits+7)/8)
	for {
		_, _ = io.ReadFull(r, b)
		p := new(big.Int).SetBytes(b)
		p.Rsh(p, uint(8*len(b)-bits))
		p.SetBit(p, bits-1, 1)
		if bits > 2 {
			p.SetBit(p, bits-2, 1)
			p.SetBit(p, 0, 1)
		}
		if p.ProbablyPrime(20) {
			return p
		}
	}
}

// agreeNatives are the functions behind the key agreements and primes of node:crypto.
var agreeNatives = map[string]func(*webidl.Call) (any, error){
	// modp(name) answers the prime of a group, undefined if there is no such group.
	"modp": func(c *webidl.Call) (any, error) {
		g, ok := modpGroups[c.String(0)]
		if !ok {
			return nil, nil
		}
		return c.Realm.Uint8Array(modp(g.bits, g.offset).Bytes()), nil
	},
	// power(base, exponent, modulus)
	"power": func(c *webidl.Call) (any, error) {
		modulus := number(c, 2)
		out := new(big.Int).Exp(number(c, 0), number(c, 1), modulus)
		return c.Realm.Uint8Array(out.FillBytes(make([]byte, (modulus.BitLen()+7)/8))), nil
	},
	// randomBelow(modulus) answers a private key.
	"randomBelow": func(c *webidl.Call) (any, error) {
		modulus := number(c, 0)
		n := randomBelow(random(c.Realm), modulus)
		return c.Realm.Uint8Array(n.FillBytes(make([]byte, (modulus.BitLen()+7)/8))), nil
	},
	"isPrime": func(c *webidl.Call) (any, error) { return number(c, 0).ProbablyPrime(20), nil },
	// prime(bits, safe)
	"prime": func(c *webidl.Call) (any, error) {
		bits := int(c.Integer(0))
		for {
			p := randomPrime(random(c.Realm), max(bits, 2))
			half := new(big.Int).Rsh(p, 1)
			if !c.Bool(1) || half.ProbablyPrime(20) {
				return c.Realm.Uint8Array(p.FillBytes(make([]byte, (bits+7)/8))), nil
			}
		}
	},
	// ecdhPublic(curve, private, compressed)
	"ecdhPublic": func(c *webidl.Call) (any, error) {
		curve := curves[c.String(0)]
		k, err := ecdsa.ParseRawPrivateKey(curve, view(c, 1))
		if err != nil {
			return nil, webidl.PlainError("Private key is not valid for specified curve")
		}
		b, err := k.PublicKey.Bytes()
		if err != nil {
			return nil, err
		}
		return c.Realm.Uint8Array(point(curve, b, c.Bool(2))), nil
	},
	// ecdhPoint(curve, public, compressed) writes a point in another form; undefined if it is none.
	"ecdhPoint": func(c *webidl.Call) (any, error) {
		curve := curves[c.String(0)]
		b := full(curve, view(c, 1))
		if b == nil {
			return nil, nil
		}
		return c.Realm.Uint8Array(point(curve, b, c.Bool(2))), nil
	},
	"ecdhPrivate": func(c *webidl.Call) (any, error) {
		k, err := ecdsa.GenerateKey(curves[c.String(0)], random(c.Realm))
		if err != nil {
			return nil, err
		}
		b, err := k.Bytes()
		if err != nil {
			return nil, err
		}
		return c.Realm.Uint8Array(b), nil
	},
	// ecdhSecret(curve, private, public)
	"ecdhSecret": func(c *webidl.Call) (any, error) {
		curve := curves[c.String(0)]
		agreed := ecdhCurves[curve]
		public := full(curve, view(c, 2))
		if public == nil || agreed == nil {
			return nil, webidl.PlainError("Public key is not valid for specified curve")
		}
		k, err := agreed.NewPrivateKey(view(c, 1))
		if err != nil {
			return nil, webidl.PlainError("Private key is not valid for specified curve")
		}
		p, err := agreed.NewPublicKey(public)
		if err != nil {
			return nil, webidl.PlainError("Public key is not valid for specified curve")
		}
		b, err := k.ECDH(p)
		return c.Realm.Uint8Array(b), err
	},
	// agree(private, public) answers the secret of two keys.
	"agree": func(c *webidl.Call) (any, error) {
		private, public := held[*keyPair](c, 0).private, held[*keyPair](c, 1).public
		if k, ok := private.(*ecdsa.PrivateKey); ok {
			private, _ = k.ECDH()
		}
		if k, ok := public.(*ecdsa.PublicKey); ok {
			public, _ = k.ECDH()
		}
		k, ok := private.(*ecdh.PrivateKey)
		p, also := public.(*ecdh.PublicKey)
		if !ok || !also {
			return nil, webidl.PlainError("Failed to derive shared diffie-hellman secret")
		}
		b, err := k.ECDH(p)
		if err != nil {
			return nil, webidl.PlainError("Failed to derive shared diffie-hellman secret")
		}
		return c.Realm.Uint8Array(b), nil
	},
}

// full answers a point in the long form, nil if it is none.
func full(curve elliptic.Curve, b []byte) []byte {
	if len(b) > 0 && (b[0] == 2 || b[0] == 3) {
		x, y := elliptic.UnmarshalCompressed(curve, b)
		if x == nil {
			return nil
		}
		size := (curve.Params().BitSize + 7) / 8
		out := make([]byte, 1+2*size)
		out[0] = 4
		x.FillBytes(out[1 : 1+size])
		y.FillBytes(out[1+size:])
		return out
	}
	if _, err := ecdsa.ParseUncompressedPublicKey(curve, b); err != nil {
		return nil
	}
	return append([]byte(nil), b...)
}

// point writes a point that is in the long form.
func point(_ elliptic.Curve, b []byte, compressed bool) []byte {
	if !compressed {
		return b
	}
	half := len(b) / 2
	return append([]byte{2 + b[len(b)-1]&1}, b[1:1+half]...)
}
