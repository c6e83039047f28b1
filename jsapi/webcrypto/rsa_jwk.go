package webcrypto

import (
	"crypto/rsa"
	"math/big"
	"strings"
)

// jwk answers the key as a JSON Web Key.
func (m *rsaKey) jwk(k *Key) (*JWK, error) {
	alg, err := m.alg(k)
	if err != nil {
		return nil, err
	}
	public := m.public()
	j := &JWK{Kty: "RSA", Alg: &alg, N: base64url(public.N.Bytes()), E: base64url(big.NewInt(int64(public.E)).Bytes())}
	private, ok := m.key.(*rsa.PrivateKey)
	if !ok {
		return j.exported(k), nil
	}
	j.D = base64url(private.D.Bytes())
	if len(private.Primes) == 2 {
		j.P, j.Q = base64url(private.Primes[0].Bytes()), base64url(private.Primes[1].Bytes())
		j.DP, j.DQ = base64url(private.Precomputed.Dp.Bytes()), base64url(private.Precomputed.Dq.Bytes())
		j.QI = base64url(private.Precomputed.Qinv.Bytes())
	}
	return j.exported(k), nil
}

// alg is what JSON Web Keys call the key's algorithm.
func (m *rsaKey) alg(k *Key) (string, error) {
	if k.Hash == nil {
		return "", notSupported("JWK export not supported for \"%s\".", k.Name)
	}
	bits, err := k.Hash.bits()
	switch {
	case err != nil:
		return "", err
	case k.Name == "RSA-PSS":
		return "PS" + bits, nil
	case k.Name == "RSA-OAEP" && bits == "1":
		return "RSA-OAEP", nil
	case k.Name == "RSA-OAEP":
		return "RSA-OAEP-" + bits, nil
	}
	return "RS" + bits, nil
}

// checkRSAAlg answers why what a JSON Web Key says of its algorithm does not fit.
func checkRSAAlg(alg string, raw bool, d *Digest) error {
	bits, ok := "", false
	for _, prefix := range []string{"RS", "PS", "RSA-OAEP-"} {
		if rest, found := strings.CutPrefix(alg, prefix); found && !(raw && prefix != "RS") {
			switch rest {
			case "1", "256", "384", "512":
				bits, ok = rest, prefix != "RSA-OAEP-" || rest != "1"
			}
		}
	}
	if alg == "RSA-OAEP" && !raw {
		bits, ok = "1", true
	}
	switch {
	case !ok:
		return notSupported("Unrecognized or unimplemented algorithm \"%s\" listed in JSON Web Key Algorithm parameter.", alg)
	case !raw && "SHA-"+bits != d.Name:
		return dataError("JSON Web Key Algorithm parameter \"alg\" (\"%s\") does not match requested hash algorithm \"%s\".", alg, alg)
	}
	return nil
}

func rsaFromJWK(i *Import, d *Digest) (any, error) {
	j, raw := i.JWK, i.Name == "RSA-RAW"
	if j.Kty != "RSA" {
		name := "RSASSA-PKCS1-v1_5"
		if raw {
			name = i.Name
		}
		return nil, dataError("%s \"jwk\" key import requires a JSON Web Key with Key Type parameter \"kty\" (\"%s\") equal to \"RSA\".", name, j.Kty)
	}
	if j.Alg != nil {
		if err := checkRSAAlg(*j.Alg, raw, d); err != nil {
			return nil, err
		}
	}
	n, ok := number(j.N)
	if !ok {
		return nil, dataError("Invalid RSA key in JSON Web Key; missing or invalid Modulus parameter (\"n\").")
	}
	e, ok := number(j.E)
	if !ok {
		return nil, dataError("Invalid RSA key in JSON Web Key; missing or invalid Exponent parameter (\"e\").")
	}
	if e.BitLen() > 31 {
		return nil, operationError("The \"publicExponent\" must be either 3 or 65537, but got a number larger than 2^32.")
	}
	public := rsa.PublicKey{N: n, E: int(e.Int64())}
	if j.D == nil {
		return &public, nil
	}
	exponent, ok := number(j.D)
	if !ok {
		return nil, dataError("Invalid RSA key in JSON Web Key; missing or invalid Private Exponent parameter (\"d\").")
	}
	private := &rsa.PrivateKey{PublicKey: public, D: exponent}
	return private, rsaPrimes(private, j)
}

// rsaPrimes adds the primes and what follows from them, all or none of which a JSON Web Key has.
func rsaPrimes(private *rsa.PrivateKey, j *JWK) error {
	parts := []struct {
		value *string
		what  string
		n     *big.Int
	}{
		{j.P, "First Prime Factor parameter (\"p\")", nil},
		{j.Q, "Second Prime Factor parameter (\"q\")", nil},
		{j.DP, "First Factor CRT Exponent parameter (\"dp\")", nil},
		{j.DQ, "Second Factor CRT Exponent parameter (\"dq\")", nil},
		{j.QI, "First CRT Coefficient parameter (\"qi\")", nil},
	}
	present := 0
	for _, p := range parts {
		if p.value != nil {
			present++
		}
	}
	switch present {
	case 0:
		private.Precompute()
		return nil
	case len(parts):
	default:
		return dataError("Invalid RSA private key in JSON Web Key; if one Prime Factor or CRT Exponent/Coefficient parameter is present, " +
			"then they must all be present (\"p\", \"q\", \"dp\", \"dq\", \"qi\").")
	}
	for n := range parts {
		var ok bool
		if parts[n].n, ok = number(parts[n].value); !ok {
			return dataError("Invalid RSA key in JSON Web Key; invalid %s.", parts[n].what)
		}
	}
	private.Primes = []*big.Int{parts[0].n, parts[1].n}
	if err := private.Validate(); err != nil {
		return dataError("Input was not an RSA key.")
	}
	private.Precompute()
	return nil
}
