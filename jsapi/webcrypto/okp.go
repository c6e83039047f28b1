package webcrypto

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"io"
)

// okpKey is one half of a pair on a curve of octets: Ed25519 for signatures, X25519 for agreement.
type okpKey struct{ half }

// raw answers the public key.
func (m *okpKey) raw() []byte {
	switch key := m.key.(type) {
	case ed25519.PrivateKey:
		return key.Public().(ed25519.PublicKey)
	case ed25519.PublicKey:
		return key
	case *ecdh.PrivateKey:
		return key.PublicKey().Bytes()
	case *ecdh.PublicKey:
		return key.Bytes()
	}
	return nil
}

func (m *okpKey) sign(k *Key, _ *Params, data []byte) ([]byte, error) {
	if k.Type != Private {
		return nil, errSigning
	}
	private, ok := m.key.(ed25519.PrivateKey)
	if !ok {
		return nil, operationError("Not implemented for algorithm \"%s\".", k.Name)
	}
	return ed25519.Sign(private, data), nil
}

func (m *okpKey) verify(k *Key, _ *Params, signature, data []byte) (bool, error) {
	if k.Type != Public {
		return false, errVerifying
	}
	public, ok := m.key.(ed25519.PublicKey)
	if !ok {
		return false, operationError("Not implemented for this algorithm%s", k.Name)
	}
	if len(signature) != ed25519.SignatureSize {
		return false, operationError("Invalid %s signature length %d", k.Name, len(signature))
	}
	return ed25519.Verify(public, data, signature), nil
}

func (m *okpKey) derive(k *Key, p *Params, bits *int) ([]byte, error) {
	if k.Name != "X25519" {
		return nil, unimplemented("deriveBits operation is", k)
	}
	if err := k.peer(p); err != nil {
		return nil, err
	}
	if bits != nil && *bits > 256 {
		return truncated(make([]byte, 32), bits)
	}
	secret, err := m.key.(*ecdh.PrivateKey).ECDH(p.Public.material.(*okpKey).key.(*ecdh.PublicKey))
	if err != nil { // of all-zero secrets
		return nil, operationError("Failed to derive EDDH key: public key routines INVALID_PEER_KEY.")
	}
	return truncated(secret, bits)
}

// curveName is what JSON Web Keys call the curve of an algorithm.
func curveName(algorithm string) string {
	if algorithm == "X25519" {
		return algorithm
	}
	return "Ed25519"
}

func (m *okpKey) export(k *Key, format string) ([]byte, *JWK, error) {
	switch format {
	case "raw":
		if k.Type != Public {
			return nil, nil, invalidAccess("Raw export of %s keys is only allowed for public keys.", k.Name)
		}
		return append([]byte(nil), m.raw()...), nil, nil
	case "jwk":
		crv := curveName(k.Name)
		j := &JWK{Kty: "OKP", Crv: &crv, X: base64url(m.raw())}
		if k.Name == "Ed25519" {
			alg := "EdDSA"
			j.Alg = &alg
		}
		switch key := m.key.(type) {
		case ed25519.PrivateKey:
			j.D = base64url(key.Seed())
		case *ecdh.PrivateKey:
			j.D = base64url(key.Bytes())
		}
		return nil, j.exported(k), nil
	}
	b, err := m.der(k, format)
	return b, nil, err
}

func okpUsages(name string) Usages {
	if name == "X25519" {
		return deriveUsages
	}
	return signUsages
}

// nodeCurve answers why the curve that NODE-ED25519 has to be given is wrong.
func (p *Params) nodeCurve() error {
	switch {
	case p.Name != "NODE-ED25519":
		return nil
	case p.NamedCurve == nil:
		return missing("namedCurve", "algorithm")
	case *p.NamedCurve != "NODE-ED25519":
		return notSupported("EDDSA curve \"%s\" isn't supported.", *p.NamedCurve)
	}
	return nil
}

// okpCurve is the curve that a key shows: only keys by the old name do.
func okpCurve(name string) string {
	if name == "NODE-ED25519" {
		return name
	}
	return ""
}

func generateOKP(g *Generate) (*Key, *Key, error) {
	usages, err := usagesOf(g.Usages, okpUsages(g.Name), toGenerate, g.Name)
	if err != nil {
		return nil, nil, err
	}
	if err := g.nodeCurve(); err != nil {
		return nil, nil, err
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(g.Random, seed); err != nil {
		return nil, nil, err
	}
	private, err := okpPrivate(g.Name, seed)
	if err != nil {
		return nil, nil, err
	}
	public, err := okpPublic(g.Name, (&okpKey{half{key: private}}).raw())
	if err != nil {
		return nil, nil, err
	}
	curve := okpCurve(g.Name)
	return g.pair(usages, Key{Curve: curve, material: &okpKey{half{key: public}}}, Key{Curve: curve, material: &okpKey{half{key: private}}})
}

func okpPrivate(name string, seed []byte) (any, error) {
	if name == "X25519" {
		return ecdh.X25519().NewPrivateKey(seed)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

func okpPublic(name string, raw []byte) (any, error) {
	if name == "X25519" {
		return ecdh.X25519().NewPublicKey(raw)
	}
	return ed25519.PublicKey(append([]byte(nil), raw...)), nil
}

func importOKP(i *Import) (*Key, error) {
	if err := i.nodeCurve(); err != nil {
		return nil, err
	}
	k := &Key{Name: i.Name, Curve: okpCurve(i.Name), Extractable: i.Extractable}
	var key any
	var err error
	switch i.Format {
	case "raw":
		allowed := Verify
		if i.Name == "X25519" {
			allowed = 0
		}
		k.Type = Public
		if k.Usages, err = usagesOf(i.Usages, allowed, toImportPublic, i.Name); err != nil {
			return nil, err
		}
		if len(i.Data) != 32 {
			return nil, dataError("%s raw keys must be exactly 32-bytes (provided %d).", curveName(i.Name), len(i.Data))
		}
		if key, err = okpPublic(i.Name, i.Data); err != nil {
			return nil, err
		}
	case "jwk":
		if k.Usages, k.Type, err = i.asymmetricUsages(okpUsages(i.Name)); err != nil {
			return nil, err
		}
		if key, err = okpFromJWK(i); err != nil {
			return nil, err
		}
	default:
		if key, k.Type, k.Usages, err = i.halfOf(okpUsages(i.Name)); err != nil {
			return nil, err
		}
	}
	m := &okpKey{half{key: key}}
	if !m.of(i.Name) {
		return nil, dataError("Input was not an %s key.", curveName(i.Name))
	}
	k.material = m
	return k, nil
}

// of answers whether the key is one of an algorithm.
func (m *okpKey) of(name string) bool {
	switch m.key.(type) {
	case ed25519.PrivateKey, ed25519.PublicKey:
		return name != "X25519"
	case *ecdh.PrivateKey, *ecdh.PublicKey:
		return name == "X25519"
	}
	return false
}

func okpFromJWK(i *Import) (any, error) {
	j, curve := i.JWK, curveName(i.Name)
	switch {
	case j.Kty != "OKP":
		return nil, dataError("%s \"jwk\" key imports requires a JSON Web Key with Key Type parameter \"kty\" (\"%s\") equal to \"OKP\".", curve, j.Kty)
	case j.Crv == nil:
		return nil, dataError("Missing field \"crv\" for %s key.", curve)
	case *j.Crv != curve:
		return nil, notSupported("Only %s is supported but \"%s\" was requested.", curve, *j.Crv)
	case j.Alg != nil && curve == "Ed25519" && *j.Alg != "EdDSA":
		return nil, dataError("JSON Web Key Algorithm parameter \"alg\" (\"%s\") does not match requested Ed25519 curve.", *j.Alg)
	}
	x, ok := member(j.X)
	if !ok {
		return nil, dataError("Invalid %s key in JSON WebKey; missing or invalid public key component (\"x\").", *j.Crv)
	}
	if len(x) != 32 {
		return nil, dataError("Invalid length %d for public key", len(x))
	}
	if j.D == nil {
		return okpPublic(i.Name, x)
	}
	d, ok := member(j.D)
	if !ok {
		return nil, dataError("Invalid %s key in JSON Web Key; missing or invalid private key component (\"d\").", curve)
	}
	if len(d) != 32 {
		return nil, dataError("Invalid length %d for private key", len(d))
	}
	return okpPrivate(i.Name, d)
}
