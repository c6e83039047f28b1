package webcrypto

import "strings"

// KeyType says which half of a pair a key is, if it is one.
type KeyType string

// The types of keys.
const (
	Secret  KeyType = "secret"
	Public  KeyType = "public"
	Private KeyType = "private"
)

// Key is a key of one algorithm.
type Key struct {
	Name        string
	Type        KeyType
	Extractable bool
	Usages      Usages

	Hash           *Digest // of HMAC and RSA keys
	Length         int     // in bits, of AES and HMAC keys
	Curve          string  // of elliptic keys
	ModulusLength  int     // of RSA keys
	PublicExponent []byte  // of RSA keys

	material material
}

// material is the secret of a key, or the half of a pair, with what it can do. What it cannot, it answers in the
// embedded cannot's words.
type material interface {
	encrypt(k *Key, p *Params, data []byte) ([]byte, error)
	decrypt(k *Key, p *Params, data []byte) ([]byte, error)
	sign(k *Key, p *Params, data []byte) ([]byte, error)
	verify(k *Key, p *Params, signature, data []byte) (bool, error)
	derive(k *Key, p *Params, bits *int) ([]byte, error)
	wrap(k *Key, p *Params, data []byte) ([]byte, error)
	unwrap(k *Key, p *Params, data []byte) ([]byte, error)
	export(k *Key, format string) ([]byte, *JWK, error)
}

// cannot is the material that has no operation.
type cannot struct{}

func unimplemented(operation string, k *Key) error {
	return notSupported("The %s not implemented for \"%s\".", operation, k.Name)
}

func (cannot) encrypt(k *Key, _ *Params, _ []byte) ([]byte, error) {
	return nil, unimplemented("encrypt operation is", k)
}

func (cannot) decrypt(k *Key, _ *Params, _ []byte) ([]byte, error) {
	return nil, unimplemented("decrypt operation is", k)
}

func (cannot) sign(k *Key, _ *Params, _ []byte) ([]byte, error) {
	return nil, unimplemented("sign operation is", k)
}

func (cannot) verify(k *Key, _ *Params, _, _ []byte) (bool, error) {
	return false, unimplemented("verify operation is", k)
}

func (cannot) derive(k *Key, _ *Params, _ *int) ([]byte, error) {
	return nil, unimplemented("deriveKey and deriveBits operations are", k)
}

func (cannot) wrap(k *Key, p *Params, data []byte) ([]byte, error) {
	return k.material.encrypt(k, p, data)
}

func (cannot) unwrap(k *Key, p *Params, data []byte) ([]byte, error) {
	return k.material.decrypt(k, p, data)
}

func (cannot) export(k *Key, _ string) ([]byte, *JWK, error) {
	return nil, nil, notSupported("The exportKey operation is not implemented for \"%s\".", k.Name)
}

// Allow answers why a key may not be used for a purpose by the algorithm that was named.
func (k *Key) Allow(name string, purpose Usages) error {
	if !strings.EqualFold(name, k.Name) {
		return invalidAccess("Requested algorithm \"%s\" does not match this CryptoKey's algorithm \"%s\".", name, k.Name)
	}
	if k.Usages&purpose == 0 {
		return invalidAccess("Requested key usage \"%s\" does not match any usage listed in this CryptoKey.", purpose.Names()[0])
	}
	return nil
}

// Encrypt answers the cipher text of data.
func (k *Key) Encrypt(p *Params, data []byte) ([]byte, error) { return k.material.encrypt(k, p, data) }

// Decrypt answers the plain text of data.
func (k *Key) Decrypt(p *Params, data []byte) ([]byte, error) { return k.material.decrypt(k, p, data) }

// Sign answers a signature of data.
func (k *Key) Sign(p *Params, data []byte) ([]byte, error) { return k.material.sign(k, p, data) }

// Verify answers whether a signature of data is one.
func (k *Key) Verify(p *Params, signature, data []byte) (bool, error) {
	return k.material.verify(k, p, signature, data)
}

// DeriveBits answers as many bits as asked for; nil is as many as there are.
func (k *Key) DeriveBits(p *Params, bits *int) ([]byte, error) { return k.material.derive(k, p, bits) }

// Wrap encrypts an exported key.
func (k *Key) Wrap(p *Params, data []byte) ([]byte, error) { return k.material.wrap(k, p, data) }

// Unwrap decrypts an exported key.
func (k *Key) Unwrap(p *Params, data []byte) ([]byte, error) { return k.material.unwrap(k, p, data) }

// Export answers the key in a format: a JSON Web Key for "jwk", bytes for any other.
func (k *Key) Export(format string) ([]byte, *JWK, error) {
	if !k.Extractable {
		return nil, nil, invalidAccess("Attempt to export non-extractable %s key.", k.Name)
	}
	if err := modern(format); err != nil {
		return nil, nil, err
	}
	return k.material.export(k, format)
}

// KeyLength answers how many bits a key that is derived for an algorithm has; nil is any number.
func KeyLength(p *Params) (*int, error) {
	a := algorithmNamed(p.Name)
	name := ""
	if a != nil {
		name = a.name
	}
	switch {
	case strings.HasPrefix(name, "AES-"):
		if p.Length == nil {
			return nil, missing("length", "derivedKeyParams")
		}
		if n := *p.Length; n != 128 && n != 192 && n != 256 {
			return nil, operationError("Derived AES key must be 128, 192, or 256 bits in length but provided %d.", n)
		}
		return p.Length, nil
	case name == "HMAC":
		if p.Length != nil {
			if *p.Length <= 0 {
				return nil, typeError("HMAC key length must be a non-zero unsigned long integer.")
			}
			return p.Length, nil
		}
		d, err := p.hash("derivedKeyParams")
		if err != nil {
			return nil, err
		}
		n := d.New().BlockSize() * 8
		return &n, nil
	case name == "HKDF", name == "PBKDF2":
		return nil, nil
	}
	return nil, notSupported("Unrecognized derived key type \"%s\" requested.", p.Name)
}
