package webcrypto

import (
	"crypto/aes"
	"crypto/cipher"
	"io"
	"slices"
	"strconv"
	"strings"
)

// aesKey is the secret of an AES mode, which the key's name is.
type aesKey struct {
	cannot
	secret []byte
	block  cipher.Block
}

func newAES(name string, secret []byte, extractable bool, usages Usages) (*Key, error) {
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, err
	}
	k := &Key{Name: name, Type: Secret, Extractable: extractable, Usages: usages, Length: len(secret) * 8}
	m := aesKey{secret: secret, block: block}
	switch name {
	case "AES-CBC":
		k.material = &cbcKey{m}
	case "AES-CTR":
		k.material = &ctrKey{m}
	case "AES-GCM":
		k.material = &gcmKey{m}
	default:
		k.material = &kwKey{m}
	}
	return k, nil
}

func (m *aesKey) export(k *Key, format string) ([]byte, *JWK, error) {
	switch format {
	case "raw":
		return append([]byte(nil), m.secret...), nil, nil
	case "jwk":
		alg := m.alg(k.Name)
		return nil, (&JWK{Kty: "oct", K: base64url(m.secret), Alg: &alg}).exported(k), nil
	}
	return nil, nil, notSupported("%s key only supports exporting \"raw\", \"raw-secret\" & \"jwk\", not \"%s\".", k.Name, format)
}

// alg is what JSON Web Keys call the mode and length.
func (m *aesKey) alg(name string) string { return aesAlg(name, len(m.secret)) }

func aesAlg(name string, bytes int) string {
	return "A" + strconv.Itoa(bytes*8) + strings.TrimPrefix(name, "AES-")
}

func aesUsages(name, purpose string, names []string) (Usages, error) {
	allowed := cipherUsages
	if name == "AES-KW" {
		allowed = WrapKey | UnwrapKey
	}
	return usagesOf(names, allowed, purpose, name)
}

func generateAES(g *Generate) (*Key, *Key, error) {
	usages, err := aesUsages(g.Name, toGenerate, g.Usages)
	if err != nil {
		return nil, nil, err
	}
	if g.Length == nil {
		return nil, nil, missing("length", "algorithm")
	}
	if n := *g.Length; n != 128 && n != 192 && n != 256 {
		return nil, nil, operationError("Generated AES key length must be 128, 192, or 256 bits but requested %d.", n)
	}
	secret := make([]byte, *g.Length/8)
	if _, err := io.ReadFull(g.Random, secret); err != nil {
		return nil, nil, err
	}
	k, err := newAES(g.Name, secret, g.Extractable, usages)
	return k, nil, err
}

func importAES(i *Import) (*Key, error) {
	usages, err := aesUsages(i.Name, toImportSecret, i.Usages)
	if err != nil {
		return nil, err
	}
	var secret []byte
	switch i.Format {
	case "raw":
		secret = append([]byte(nil), i.Data...)
	case "jwk":
		if i.JWK.Kty != "oct" {
			return nil, dataError("Symmetric \"jwk\" key import requires a JSON Web Key with Key Type parameter "+
				"\"kty\" equal to \"oct\" (encountered \"%s\").", i.JWK.Kty)
		}
		var ok bool
		if secret, ok = member(i.JWK.K); !ok {
			return nil, dataError("Symmetric \"jwk\" key import requires a base64Url encoding of the key.")
		}
	default:
		return nil, notSupported("Unrecognized key import format \"%s\".", i.Format)
	}
	if n := len(secret) * 8; n != 128 && n != 192 && n != 256 {
		return nil, dataError("Imported AES key length must be 128, 192, or 256 bits but provided %d.", n)
	}
	if i.JWK != nil {
		if err := checkAESJWK(i, aesAlg(i.Name, len(secret))); err != nil {
			return nil, err
		}
	}
	return newAES(i.Name, secret, i.Extractable, usages)
}

func checkAESJWK(i *Import, alg string) error {
	j := i.JWK
	if j.Alg != nil && *j.Alg != alg {
		return dataError("Symmetric \"jwk\" key contains invalid \"alg\" value \"%s\", expected \"%s\".", *j.Alg, alg)
	}
	if len(i.Usages) > 0 && j.Use != nil && *j.Use != "enc" {
		return dataError("Symmetric \"jwk\" key must have a \"use\" of \"enc\", not \"%s\".", *j.Use)
	}
	if !j.HasOps {
		return nil
	}
	ops := slices.Sorted(slices.Values(j.KeyOps))
	for n := 1; n < len(ops); n++ {
		if ops[n] == ops[n-1] {
			return dataError("Symmetric \"jwk\" key contains duplicate value \"%s\", in \"key_op\".", ops[n])
		}
	}
	for _, usage := range i.Usages {
		if !slices.Contains(ops, usage) {
			return dataError("\"jwk\" key missing usage \"%s\", in \"key_ops\".", usage)
		}
	}
	return nil
}

// errDecrypt is what is said of any cipher text that cannot be decrypted.
func errDecrypt(k *Key, input, output int) error {
	return operationError("Decryption failed. This could be due to a ciphertext authentication failure, bad padding, incorrect CryptoKey, "+
		"or another algorithm-specific reason. Input length was %d, output length expected to be %d for %s", input, output, k.Name)
}
