package webcrypto

import (
	"crypto/hmac"
	"io"
	"strings"
)

// hmacKey is the secret of HMAC.
type hmacKey struct {
	cannot
	secret []byte
}

func (m *hmacKey) mac(k *Key, data []byte) []byte {
	h := hmac.New(k.Hash.New, m.secret)
	h.Write(data)
	return h.Sum(nil)
}

func (m *hmacKey) sign(k *Key, _ *Params, data []byte) ([]byte, error) {
	return m.mac(k, data), nil
}

func (m *hmacKey) verify(k *Key, _ *Params, signature, data []byte) (bool, error) {
	return hmac.Equal(signature, m.mac(k, data)), nil
}

func (m *hmacKey) export(k *Key, format string) ([]byte, *JWK, error) {
	switch format {
	case "raw":
		return append([]byte(nil), m.secret...), nil, nil
	case "jwk":
		bits, ok := strings.CutPrefix(k.Hash.Name, "SHA-")
		if !ok {
			return nil, nil, notSupported("Unimplemented JWK key export format for key algorithm \"%s\".", k.Hash.Name)
		}
		alg := "HS" + bits
		return nil, (&JWK{Kty: "oct", K: base64url(m.secret), Alg: &alg}).exported(k), nil
	}
	return nil, nil, notSupported("Unimplemented key export format \"%s\".", format)
}

// trim clears the bits of the last byte that a key of a length does not have.
func trim(secret []byte, bits int) {
	if left := bits - (len(secret)*8 - 8); left > 0 && len(secret) > 0 {
		secret[len(secret)-1] &= byte(uint16(0xff00) >> left)
	}
}

func generateHMAC(g *Generate) (*Key, *Key, error) {
	d, err := g.hash("algorithm")
	if err != nil {
		return nil, nil, err
	}
	usages, err := usagesOf(g.Usages, signUsages, toGenerate, g.Name)
	if err != nil {
		return nil, nil, err
	}
	bits := d.New().BlockSize() * 8
	if g.Length != nil {
		bits = *g.Length
	}
	const most = 1 << 19 // bits: what random bytes one call may ask for
	if bits <= 0 || bits > most {
		return nil, nil, operationError("HMAC key length must be a non-zero unsigned long integer (requested %d).", bits)
	}
	secret := make([]byte, (bits+7)/8)
	if _, err := io.ReadFull(g.Random, secret); err != nil {
		return nil, nil, err
	}
	trim(secret, bits)
	return &Key{Name: g.Name, Type: Secret, Extractable: g.Extractable, Usages: usages, Hash: d, Length: bits & 0xffff,
		material: &hmacKey{secret: secret}}, nil, nil
}

func importHMAC(i *Import) (*Key, error) {
	usages, err := usagesOf(i.Usages, signUsages, toImportSecret, i.Name)
	if err != nil {
		return nil, err
	}
	if i.Hash == nil {
		return nil, missing("hash", "algorithm")
	}
	var secret []byte
	switch i.Format {
	case "raw":
		secret = append([]byte(nil), i.Data...)
	case "jwk":
		if secret, err = hmacSecret(i); err != nil {
			return nil, err
		}
	default:
		return nil, notSupported("Unrecognized key import format \"%s\".", i.Format)
	}
	bits := len(secret) * 8
	if i.Length != nil {
		bits = *i.Length
	}
	if most := len(secret) * 8; bits <= 0 || bits > most || bits <= most-8 {
		return nil, dataError("Imported HMAC key length (%d) must be a non-zero value up to 7 bits less than, "+
			"and no greater than, the bit length of the raw key data (%d).", bits, most)
	}
	trim(secret, bits)
	d, err := i.hash("algorithm")
	if err != nil {
		return nil, err
	}
	return &Key{Name: i.Name, Type: Secret, Extractable: i.Extractable, Usages: usages, Hash: d, Length: bits & 0xffff,
		material: &hmacKey{secret: secret}}, nil
}

func hmacSecret(i *Import) ([]byte, error) {
	j := i.JWK
	if j.Kty != "oct" {
		return nil, dataError("HMAC \"jwk\" key import requires a JSON Web Key with Key Type parameter "+
			"(\"kty\") equal to \"oct\" (encountered \"%s\").", j.Kty)
	}
	secret, ok := member(j.K)
	if !ok {
		return nil, dataError("HMAC \"jwk\" key import requires a base64Url encoding of the key")
	}
	if j.Alg != nil {
		bits, ok := strings.CutPrefix(*i.Hash, "SHA-")
		switch {
		case !ok:
			return nil, notSupported("Unrecognized or unimplemented hash algorithm requested")
		case *j.Alg != "HS"+bits:
			return nil, dataError("HMAC \"jwk\" key import specifies \"alg\" that is incompatible with the hash name "+
				"(encountered \"%s\", expected \"HS%s\").", *j.Alg, bits)
		}
	}
	return secret, nil
}
