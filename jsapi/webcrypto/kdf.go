package webcrypto

import (
	"crypto/hkdf"
	"crypto/pbkdf2"
)

// kdfKey is what keys are derived from.
type kdfKey struct {
	cannot
	secret []byte
}

func (m *kdfKey) derive(k *Key, p *Params, bits *int) ([]byte, error) {
	d, err := p.hash("algorithm")
	if err != nil {
		return nil, err
	}
	if p.Salt == nil {
		return nil, missing("salt", "algorithm")
	}
	switch {
	case k.Name == "HKDF" && p.Info == nil:
		return nil, missing("info", "algorithm")
	case k.Name == "PBKDF2" && p.Iterations == nil:
		return nil, missing("iterations", "algorithm")
	case bits == nil:
		return nil, operationError("%s cannot derive a key with null length.", k.Name)
	case *bits%8 != 0:
		return nil, operationError("%s requires a derived key length that is a multiple of eight (requested %d).", k.Name, *bits)
	}
	n := *bits / 8
	if k.Name == "HKDF" {
		b, err := hkdf.Key(d.New, m.secret, p.Salt, string(p.Info), n)
		if err != nil {
			return nil, operationError("HKDF deriveBits failed.")
		}
		return b, nil
	}
	switch {
	case *p.Iterations <= 0:
		return nil, operationError("PBKDF2 requires a positive iteration count (requested %d).", *p.Iterations)
	case n > 255*d.New().Size():
		return nil, operationError("Pbkdf2 failed: derived key length exceeds maximum for this hash")
	}
	if n == 0 {
		return []byte{}, nil
	}
	b, err := pbkdf2.Key(d.New, string(m.secret), p.Salt, *p.Iterations, n)
	if err != nil {
		return nil, fail("Error", "PBKDF2 deriveBits failed.")
	}
	return b, nil
}

func importKDF(i *Import) (*Key, error) {
	usages, err := usagesOf(i.Usages, deriveUsages, toImportSecret, i.Name)
	switch {
	case err != nil:
		return nil, err
	case i.Extractable:
		return nil, syntaxError("%s key cannot be extractable.", i.Name)
	case i.Format != "raw" && i.Name == "HKDF":
		return nil, notSupported("HKDF key must be imported in \"raw\" format (requested \"%s\")", i.Format)
	case i.Format != "raw":
		return nil, notSupported("PBKDF2 key must be imported in \"raw\" format (requested \"%s\").", i.Format)
	}
	return &Key{Name: i.Name, Type: Secret, Usages: usages, material: &kdfKey{secret: append([]byte(nil), i.Data...)}}, nil
}
