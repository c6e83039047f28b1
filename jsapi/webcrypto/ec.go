package webcrypto

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"math/big"
	"strings"
)

// curves are those of ECDSA and ECDH.
var curves = []struct {
	name string
	elliptic.Curve
	alg string // of JSON Web Keys
}{
	{"P-256", elliptic.P256(), "ES256"},
	{"P-384", elliptic.P384(), "ES384"},
	{"P-521", elliptic.P521(), "ES512"},
}

// curve answers the curve that the options name.
func (p *Params) curve() (string, elliptic.Curve, error) {
	if p.NamedCurve == nil {
		return "", nil, missing("namedCurve", "algorithm")
	}
	for _, c := range curves {
		if strings.EqualFold(c.name, *p.NamedCurve) {
			return c.name, c.Curve, nil
		}
	}
	return "", nil, notSupported("Unrecognized or unimplemented EC curve \"%s\" requested.", *p.NamedCurve)
}

// ecKey is one half of a pair on a curve, for ECDSA or ECDH.
type ecKey struct{ half }

func (m *ecKey) public() *ecdsa.PublicKey {
	if private, ok := m.key.(*ecdsa.PrivateKey); ok {
		return &private.PublicKey
	}
	return m.key.(*ecdsa.PublicKey)
}

// field is how many bytes a coordinate has.
func field(c elliptic.Curve) int { return (c.Params().BitSize + 7) / 8 }

// digest answers the digest of the options, which ECDSA is told at each call.
func (m *ecKey) digest(k *Key, p *Params) (*Digest, error) {
	if k.Name != "ECDSA" {
		return nil, unimplemented("sign and verify operations are", k)
	}
	if p.Hash == nil {
		return nil, typeError("Missing \"hash\" in AlgorithmIdentifier. (ECDSA requires that the hash algorithm be specified at call time " +
			"rather than on the key. This differs from other WebCrypto algorithms for historical reasons.)")
	}
	return DigestNamed(*p.Hash)
}

func (m *ecKey) sign(k *Key, p *Params, data []byte) ([]byte, error) {
	private, ok := m.key.(*ecdsa.PrivateKey)
	if !ok {
		return nil, errSigning
	}
	d, err := m.digest(k, p)
	if err != nil {
		return nil, err
	}
	r, s, err := ecdsa.Sign(p.Random, private, d.Sum(data))
	if err != nil {
		return nil, operationError("Failed to sign.")
	}
	n := field(private.Curve)
	out := make([]byte, 2*n)
	r.FillBytes(out[:n])
	s.FillBytes(out[n:])
	return out, nil
}

var (
	errSigning   = invalidAccess("Asymmetric signing requires a private key.")
	errVerifying = invalidAccess("Asymmetric verification requires a public key.")
)

func (m *ecKey) verify(k *Key, p *Params, signature, data []byte) (bool, error) {
	public, ok := m.key.(*ecdsa.PublicKey)
	if !ok {
		return false, errVerifying
	}
	d, err := m.digest(k, p)
	if err != nil {
		return false, err
	}
	n := field(public.Curve)
	if len(signature) != 2*n {
		return false, nil
	}
	r, s := new(big.Int).SetBytes(signature[:n]), new(big.Int).SetBytes(signature[n:])
	return ecdsa.Verify(public, d.Sum(data), r, s), nil
}

func (m *ecKey) derive(k *Key, p *Params, bits *int) ([]byte, error) {
	if k.Name != "ECDH" {
		return nil, unimplemented("deriveBits operation is", k)
	}
	if err := k.peer(p); err != nil {
		return nil, err
	}
	private, err := m.key.(*ecdsa.PrivateKey).ECDH()
	if err != nil {
		return nil, operationError("Failed to generate shared ECDH secret.")
	}
	public, err := p.Public.material.(*ecKey).public().ECDH()
	if err != nil {
		return nil, operationError("Failed to generate shared ECDH secret.")
	}
	secret, err := private.ECDH(public)
	if err != nil {
		return nil, operationError("Failed to generate shared ECDH secret.")
	}
	return truncated(secret, bits)
}

func (m *ecKey) export(k *Key, format string) ([]byte, *JWK, error) {
	public := m.public()
	switch format {
	case "raw":
		if k.Type != Public {
			return nil, nil, invalidAccess("Raw export of elliptic curve keys is only allowed for public keys.")
		}
		b, err := public.Bytes()
		return b, nil, err
	case "jwk":
		b, err := public.Bytes()
		if err != nil {
			return nil, nil, err
		}
		n := field(public.Curve)
		j := &JWK{Kty: "EC", Crv: &k.Curve, X: base64url(b[1 : 1+n]), Y: base64url(b[1+n:])}
		if private, ok := m.key.(*ecdsa.PrivateKey); ok {
			d, err := private.Bytes()
			if err != nil {
				return nil, nil, err
			}
			j.D = base64url(d)
		}
		return nil, j.exported(k), nil
	}
	b, err := m.der(k, format)
	return b, nil, err
}

func ecUsages(name string) Usages {
	if name == "ECDH" {
		return deriveUsages
	}
	return signUsages
}

func generateEC(g *Generate) (*Key, *Key, error) {
	usages, err := usagesOf(g.Usages, ecUsages(g.Name), toGenerate, g.Name)
	if err != nil {
		return nil, nil, err
	}
	name, curve, err := g.curve()
	if err != nil {
		return nil, nil, err
	}
	private, err := ecdsa.GenerateKey(curve, g.Random)
	if err != nil {
		return nil, nil, err
	}
	return g.pair(usages, Key{Curve: name, material: &ecKey{half{key: &private.PublicKey}}}, Key{Curve: name, material: &ecKey{half{key: private}}})
}

func importEC(i *Import) (*Key, error) {
	name, curve, err := i.curve()
	if err != nil {
		return nil, err
	}
	k := &Key{Name: i.Name, Curve: name, Extractable: i.Extractable}
	var key any
	switch i.Format {
	case "raw":
		allowed := Verify
		if i.Name == "ECDH" {
			allowed = deriveUsages
		}
		k.Type = Public
		if k.Usages, err = usagesOf(i.Usages, allowed, toImportPublic, i.Name); err != nil {
			return nil, err
		}
		if key, err = ecPoint(curve, i.Data); err != nil {
			return nil, err
		}
	case "jwk":
		if k.Usages, k.Type, err = i.asymmetricUsages(ecUsages(i.Name)); err != nil {
			return nil, err
		}
		if key, err = ecFromJWK(i, curve); err != nil {
			return nil, err
		}
	default:
		if key, k.Type, k.Usages, err = i.halfOf(ecUsages(i.Name)); err != nil {
			return nil, err
		}
	}
	m := &ecKey{half{key: key}}
	k.material = m
	switch key.(type) {
	case *ecdsa.PrivateKey, *ecdsa.PublicKey:
	default:
		if i.Name == "ECDH" {
			return nil, dataError("Input was not an EC public key nor a DH key.")
		}
		return nil, dataError("Input was not an EC key.")
	}
	if m.public().Curve != curve {
		comma := ""
		if i.Name == "ECDH" {
			comma = ","
		}
		return nil, dataError("\"algorithm.namedCurve\" \"%s\"%s does not match the curve specified by the input key data.", *i.NamedCurve, comma)
	}
	return k, nil
}

// ecPoint answers the public key of a point, compressed or not.
func ecPoint(curve elliptic.Curve, data []byte) (*ecdsa.PublicKey, error) {
	if len(data) == 1+field(curve) && (data[0] == 2 || data[0] == 3) {
		x, y := elliptic.UnmarshalCompressed(curve, data)
		if x == nil {
			return nil, dataError("Failed to import raw EC key data: Invalid compressed point..")
		}
		return point(curve, x, y)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(curve, data)
	if err == nil {
		return public, nil
	}
	if len(data) == 1+2*field(curve) && data[0] == 4 {
		return nil, dataError("Failed to import raw EC key data: Point is not on curve..")
	}
	if len(data) == 0 {
		return nil, dataError("Failed to import raw EC key data.")
	}
	return nil, dataError("Failed to import raw EC key data: Invalid point encoding..")
}

// point answers the public key of two coordinates.
func point(curve elliptic.Curve, x, y *big.Int) (*ecdsa.PublicKey, error) {
	n := field(curve)
	if len(x.Bytes()) > n || len(y.Bytes()) > n {
		return nil, errPoint
	}
	b := make([]byte, 1+2*n)
	b[0] = 4
	x.FillBytes(b[1 : 1+n])
	y.FillBytes(b[1+n:])
	public, err := ecdsa.ParseUncompressedPublicKey(curve, b)
	if err != nil {
		return nil, errPoint
	}
	return public, nil
}

var errPoint = operationError("Invalid EC key; public key coordinates \"x\" and \"y\" are invalid: Point is not on curve..")

func ecFromJWK(i *Import, curve elliptic.Curve) (any, error) {
	j := i.JWK
	if j.Kty != "EC" {
		return nil, dataError("Elliptic curve \"jwk\" key import requires a JSON Web Key with Key Type parameter "+
			"\"kty\" (\"%s\") equal to \"EC\".", j.Kty)
	}
	if i.Name == "ECDSA" && j.Alg != nil {
		if err := checkECAlg(*j.Alg, curve); err != nil {
			return nil, err
		}
	}
	x, ok := number(j.X)
	if !ok {
		return nil, dataError("Invalid EC key in JSON Web Key; missing \"x\".")
	}
	y, ok := number(j.Y)
	if !ok {
		return nil, dataError("Invalid EC key in JSON Web Key; missing \"y\".")
	}
	public, err := point(curve, x, y)
	if err != nil || j.D == nil {
		return public, err
	}
	d, ok := number(j.D)
	if !ok {
		return nil, dataError("Invalid EC key in JSON Web Key; missing or invalid private key component (\"d\").")
	}
	if d.Sign() == 0 || d.Cmp(curve.Params().N) >= 0 {
		return nil, operationError("Invalid EC key; private key component \"d\" is invalid.")
	}
	private, err := ecdsa.ParseRawPrivateKey(curve, d.FillBytes(make([]byte, (curve.Params().N.BitLen()+7)/8)))
	if err != nil || !private.PublicKey.Equal(public) {
		return nil, dataError("Invalid EC key in JSON Web Key.")
	}
	return private, nil
}

func checkECAlg(alg string, curve elliptic.Curve) error {
	for _, c := range curves {
		if c.alg != alg {
			continue
		}
		if c.Curve != curve {
			return dataError("JSON Web Key Algorithm parameter \"alg\" (\"%s\") does not match requested curve.", alg)
		}
		return nil
	}
	return notSupported("Unrecognized or unimplemented algorithm \"%s\" listed in JSON Web Key Algorithm parameter.", alg)
}
