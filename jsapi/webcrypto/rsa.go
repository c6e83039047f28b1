package webcrypto

import (
	"crypto/rsa"
	"crypto/subtle"
	"io"
	"math/big"
)

// rsaKey is one half of an RSA pair, for any of its algorithms.
type rsaKey struct{ half }

func (m *rsaKey) public() *rsa.PublicKey {
	if private, ok := m.key.(*rsa.PrivateKey); ok {
		return &private.PublicKey
	}
	return m.key.(*rsa.PublicKey)
}

func (m *rsaKey) sign(k *Key, p *Params, data []byte) ([]byte, error) {
	private, ok := m.key.(*rsa.PrivateKey)
	switch {
	case k.Name == "RSA-RAW":
		return m.signRaw(private, data)
	case !ok:
		return nil, errSigning
	case k.Name == "RSA-OAEP":
		return nil, unimplemented("sign and verify operations are", k)
	}
	size, sum := private.Size(), k.Hash.New().Size()
	if k.Name == "RSA-PSS" {
		salt, err := saltLength(p)
		switch {
		case err != nil:
			return nil, err
		case sum+2 > size:
			return nil, operationError("key too small for signing with given digest")
		case salt > size-sum-2:
			return nil, operationError("key too small for signing with given digest and salt length")
		case salt == 0:
			return m.signUnsalted(private, k.Hash, data)
		}
		return rsaFailure(rsa.SignPSS(p.Random, private, k.Hash.id, k.Hash.Sum(data), &rsa.PSSOptions{SaltLength: salt}))
	}
	if sum+32 > size {
		return nil, operationError("key too small for signing with given digest, need at least %dbits.", 8*(sum+32))
	}
	return rsaFailure(rsa.SignPKCS1v15(p.Random, private, k.Hash.id, k.Hash.Sum(data)))
}

func rsaFailure(b []byte, err error) ([]byte, error) {
	if err != nil {
		return nil, operationError("RSA operation failed.")
	}
	return b, nil
}

func saltLength(p *Params) (int, error) {
	if p.SaltLength == nil {
		return 0, dataError("Failed to provide salt for RSA-PSS key operation which requires a salt")
	}
	if *p.SaltLength < 0 {
		return 0, dataError("SaltLength for RSA-PSS must be non-negative (provided %d).", *p.SaltLength)
	}
	return *p.SaltLength, nil
}

func (m *rsaKey) verify(k *Key, p *Params, signature, data []byte) (bool, error) {
	public, ok := m.key.(*rsa.PublicKey)
	switch {
	case k.Name == "RSA-RAW":
		return false, unimplemented("verify operation is", k)
	case !ok:
		return false, errVerifying
	case k.Name == "RSA-OAEP":
		return false, unimplemented("sign and verify operations are", k)
	case k.Name == "RSASSA-PKCS1-v1_5":
		return rsa.VerifyPKCS1v15(public, k.Hash.id, k.Hash.Sum(data), signature) == nil, nil
	}
	if p.SaltLength == nil {
		return false, typeError("Failed to provide salt for RSA-PSS key operation which requires a salt")
	}
	salt, err := saltLength(p)
	switch {
	case err != nil:
		return false, err
	case salt == 0:
		return m.verifyUnsalted(public, k.Hash, signature, data), nil
	}
	return rsa.VerifyPSS(public, k.Hash.id, k.Hash.Sum(data), signature, &rsa.PSSOptions{SaltLength: salt}) == nil, nil
}

func (m *rsaKey) encrypt(k *Key, p *Params, data []byte) ([]byte, error) {
	if k.Name != "RSA-OAEP" {
		return m.cannot.encrypt(k, p, data)
	}
	public, ok := m.key.(*rsa.PublicKey)
	if !ok {
		return nil, invalidAccess("Encryption/key wrapping only works with public keys, not \"%s\".", k.Type)
	}
	b, err := rsa.EncryptOAEP(k.Hash.New(), p.Random, public, data, p.Label)
	if err != nil {
		return nil, errOAEP
	}
	return b, nil
}

var errOAEP = operationError("RSA-OAEP failed encrypt/decrypt.")

func (m *rsaKey) decrypt(k *Key, p *Params, data []byte) ([]byte, error) {
	if k.Name != "RSA-OAEP" {
		return m.cannot.decrypt(k, p, data)
	}
	private, ok := m.key.(*rsa.PrivateKey)
	if !ok {
		return nil, invalidAccess("Decryption/key unwrapping only works with private keys, not \"%s\".", k.Type)
	}
	if len(data) != private.Size() {
		return nil, operationError("RSA-OAEP failed encrypt/decrypt: Invalid RSA signature..")
	}
	b, err := rsa.DecryptOAEP(k.Hash.New(), nil, private, data, p.Label)
	if err != nil {
		return nil, errOAEP
	}
	return b, nil
}

// signRaw is the bare operation on data that is padded already.
func (m *rsaKey) signRaw(private *rsa.PrivateKey, data []byte) ([]byte, error) {
	size := private.Size()
	if len(data) > size {
		return nil, dataError("Blind Signing requires presigned data (%d bytes) to be smaller than the key (%d bytes).", len(data), size)
	}
	n := new(big.Int).SetBytes(data)
	if n.Cmp(private.N) >= 0 {
		return nil, dataError("Blind Signing requires presigned data value to be strictly smaller than RSA keymodulus, consider using a larger key size.")
	}
	return n.Exp(n, private.D, private.N).FillBytes(make([]byte, size)), nil
}

// unsalted is the block that PSS signs when it has no salt, which the library takes for "choose one".
// https://www.rfc-editor.org/rfc/rfc8017#section-9.1.1
func unsalted(bits int, d *Digest, data []byte) []byte {
	h := d.New()
	h.Write(make([]byte, 8))
	h.Write(d.Sum(data))
	sum := h.Sum(nil)
	block := make([]byte, (bits+7)/8)
	mask := len(block) - len(sum) - 1
	block[mask-1] = 1
	for n, counter := 0, byte(0); n < mask; counter++ {
		g := d.New()
		g.Write(sum)
		g.Write([]byte{0, 0, 0, counter})
		n += subtle.XORBytes(block[n:mask], block[n:mask], g.Sum(nil))
	}
	block[0] &= 0xff >> (8*len(block) - bits)
	copy(block[mask:], sum)
	block[len(block)-1] = 0xbc
	return block
}

func (m *rsaKey) signUnsalted(private *rsa.PrivateKey, d *Digest, data []byte) ([]byte, error) {
	return m.signRaw(private, unsalted(private.N.BitLen()-1, d, data))
}

func (m *rsaKey) verifyUnsalted(public *rsa.PublicKey, d *Digest, signature, data []byte) bool {
	if len(signature) != public.Size() || d.New().Size()+2 > public.Size() {
		return false
	}
	n := new(big.Int).SetBytes(signature)
	if n.Cmp(public.N) >= 0 {
		return false
	}
	n.Exp(n, big.NewInt(int64(public.E)), public.N)
	block := unsalted(public.N.BitLen()-1, d, data)
	return n.Cmp(new(big.Int).SetBytes(block)) == 0
}

func (m *rsaKey) export(k *Key, format string) ([]byte, *JWK, error) {
	switch format {
	case "raw":
		return nil, nil, invalidAccess("Cannot export \"%s\" in \"raw\" format.", k.Name)
	case "jwk":
		j, err := m.jwk(k)
		return nil, j, err
	}
	b, err := m.der(k, format)
	return b, nil, err
}

func rsaUsages(name string) Usages {
	if name == "RSA-OAEP" {
		return cipherUsages
	}
	return signUsages
}

func generateRSA(g *Generate) (*Key, *Key, error) {
	switch {
	case g.PublicExponent == nil:
		return nil, nil, missing("publicExponent", "algorithm")
	case g.Hash == nil:
		return nil, nil, missing("hash", "algorithm")
	case g.ModulusLength == nil:
		return nil, nil, missing("modulusLength", "algorithm")
	case *g.ModulusLength <= 0:
		return nil, nil, operationError("modulusLength must be greater than zero (requested %d).", *g.ModulusLength)
	}
	d, err := g.hash("algorithm")
	if err != nil {
		return nil, nil, err
	}
	usages, err := usagesOf(g.Usages, rsaUsages(g.Name), toGenerate, g.Name)
	if err != nil {
		return nil, nil, err
	}
	bits := *g.ModulusLength
	if bits%8 != 0 || bits < 256 || bits > 16384 {
		return nil, nil, operationError("The modulus length must be a multiple of 8 and between 256 and 16k, but %d was requested.", bits)
	}
	e := new(big.Int).SetBytes(g.PublicExponent)
	switch {
	case e.BitLen() > 32:
		return nil, nil, operationError("The \"publicExponent\" must be either 3 or 65537, but got a number larger than 2^32.")
	case e.Int64() != 3 && e.Int64() != 65537:
		return nil, nil, operationError("The \"publicExponent\" must be either 3 or 65537, but got %d.", e.Int64())
	}
	private, err := rsaPair(g.Random, bits, int(e.Int64()))
	if err != nil {
		return nil, nil, operationError("RSA key size is too small.")
	}
	k := Key{Hash: d, ModulusLength: bits, PublicExponent: append([]byte(nil), g.PublicExponent...)}
	public, secret := k, k
	public.material, secret.material = &rsaKey{half{key: &private.PublicKey}}, &rsaKey{half{key: private}}
	return g.pair(usages, public, secret)
}

// rsaPair makes a pair. The library only makes those whose exponent is 65537.
func rsaPair(random io.Reader, bits, e int) (*rsa.PrivateKey, error) {
	for {
		private, err := rsa.GenerateKey(random, bits)
		if err != nil || e == private.E {
			return private, err
		}
		one := big.NewInt(1)
		totient := new(big.Int).Mul(new(big.Int).Sub(private.Primes[0], one), new(big.Int).Sub(private.Primes[1], one))
		d := new(big.Int).ModInverse(big.NewInt(int64(e)), totient)
		if d == nil {
			continue
		}
		other := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: private.N, E: e}, D: d, Primes: private.Primes}
		other.Precompute()
		return other, nil
	}
}

func importRSA(i *Import) (*Key, error) {
	k := &Key{Name: i.Name, Extractable: i.Extractable}
	var err error
	if i.Name != "RSA-RAW" {
		if k.Hash, err = i.hash("algorithm"); err != nil {
			return nil, err
		}
	}
	var key any
	if i.Format == "jwk" {
		if k.Usages, k.Type, err = i.asymmetricUsages(rsaUsages(i.Name)); err != nil {
			return nil, err
		}
		key, err = rsaFromJWK(i, k.Hash)
	} else {
		key, k.Type, k.Usages, err = i.halfOf(rsaUsages(i.Name))
	}
	if err != nil {
		return nil, err
	}
	if k.Type != Private && i.Name == "RSA-RAW" {
		return nil, dataError("RSA-RAW only supports private keys but requested \"%s\".", k.Type)
	}
	switch key.(type) {
	case *rsa.PrivateKey, *rsa.PublicKey:
	default:
		return nil, dataError("Input was not an RSA key.")
	}
	m := &rsaKey{half{key: key}}
	public := m.public()
	k.material, k.ModulusLength = m, public.N.BitLen()
	k.PublicExponent = big.NewInt(int64(public.E)).Bytes()
	return k, nil
}
