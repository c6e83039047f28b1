package webcrypto

import (
	"encoding/base64"
	"math/big"
	"slices"
	"strings"
)

// JWK is a JSON Web Key; nil is what it does not have. https://www.rfc-editor.org/rfc/rfc7517
type JWK struct {
	Kty    string
	Use    *string
	KeyOps []string
	HasOps bool
	Alg    *string
	Ext    *bool
	Crv    *string
	X, Y   *string
	D      *string
	N, E   *string
	P, Q   *string
	DP, DQ *string
	QI     *string
	Oth    bool
	K      *string
}

// base64url answers text as a member of a JSON Web Key.
func base64url(b []byte) *string {
	s := base64.RawURLEncoding.EncodeToString(b)
	return &s
}

// member answers the bytes of a member, and whether it is there and holds some.
func member(s *string) ([]byte, bool) {
	if s == nil {
		return nil, false
	}
	text := strings.NewReplacer("+", "-", "/", "_").Replace(strings.TrimRight(*s, "="))
	b, err := base64.RawURLEncoding.DecodeString(text)
	return b, err == nil
}

// number answers the number that a member is.
func number(s *string) (*big.Int, bool) {
	b, ok := member(s)
	return new(big.Int).SetBytes(b), ok
}

// exported finishes a JSON Web Key.
func (j *JWK) exported(k *Key) *JWK {
	ext := true
	j.Ext, j.KeyOps, j.HasOps = &ext, k.Usages.Names(), true
	return j
}

// asymmetricUsages checks what a JSON Web Key of a pair says of its use against what is asked for.
func (i *Import) asymmetricUsages(allowed Usages) (usages Usages, kind KeyType, err error) {
	j := i.JWK
	if j.D != nil {
		kind = Private
		if usages, err = usagesOf(i.Usages, allowed&privateUsages, toImportPrivate, i.Name); err != nil {
			return 0, kind, err
		}
		if j.Oth {
			return 0, kind, notSupported("Multi-prime private keys not supported.")
		}
	} else {
		kind = Public
		mask := publicUsages
		if i.Name == "ECDH" {
			mask = deriveUsages
		}
		if usages, err = usagesOf(i.Usages, allowed&mask, toImportPublic, i.Name); err != nil {
			return 0, kind, err
		}
	}
	use, ops := "sig", []string{"sign", "verify"}
	agreement := i.Name == "ECDH" || i.Name == "X25519"
	switch {
	case i.Name == "RSA-OAEP":
		use, ops = "enc", []string{"encrypt", "wrapKey"}
	case agreement:
		use = "enc"
	}
	if len(i.Usages) > 0 && j.Use != nil && *j.Use != use {
		return 0, kind, dataError("Asymmetric \"jwk\" key import with usages requires a JSON Web Key with "+
			"Public Key Use parameter \"use\" (\"%s\") equal to \"sig\".", *j.Use)
	}
	if j.HasOps {
		if err := j.checkOps(i, use, ops, agreement); err != nil {
			return 0, kind, err
		}
	}
	if j.Ext != nil && !*j.Ext && i.Extractable {
		return 0, kind, dataError("Cannot create an extractable CryptoKey from an unextractable JSON Web Key.")
	}
	return usages, kind, nil
}

func (j *JWK) checkOps(i *Import, use string, ops []string, agreement bool) error {
	sorted := slices.Sorted(slices.Values(j.KeyOps))
	if len(slices.Compact(slices.Clone(sorted))) < len(sorted) {
		return dataError("A JSON Web Key's Key Operations parameter (\"key_ops\") must not contain duplicates.")
	}
	if j.Use != nil {
		if *j.Use != use {
			return dataError("Asymmetric \"jwk\" import requires a JSON Web Key with Public Key Use \"use\" (\"%s\") equal to \"%s\".", *j.Use, use)
		}
		const consistent = "A JSON Web Key should have either a Public Key Use parameter (\"use\") or a Key Operations parameter " +
			"(\"key_ops\"); otherwise, the parameters must be consistent with each other. "
		for _, op := range sorted {
			switch {
			case agreement:
				return dataError(consistent+"For public %s keys, there are no valid usages,"+
					"so keys with a non-empty \"key_ops\" parameter are not allowed.", i.Name)
			case op != ops[0] && op != ops[1]:
				return dataError(consistent+"A Public Key Use for %s would allow a Key Operations array with only \"%s\" and/or \"%s\" values (not \"%s\").",
					i.Name, ops[0], ops[1], op)
			}
		}
	}
	for _, usage := range i.Usages[:min(len(i.Usages), 2)] {
		if !slices.Contains(sorted, usage) {
			return dataError("All specified key usages must be present in the JSON Web Key's Key Operations parameter (\"key_ops\").")
		}
	}
	return nil
}
