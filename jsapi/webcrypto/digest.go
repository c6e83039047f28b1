package webcrypto

import (
	"crypto"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"hash"
	"strings"
)

// Digest is a hash function.
type Digest struct {
	Name string
	New  func() hash.Hash
	id   crypto.Hash
}

// digests are the hash functions; MD5 is the platform's addition.
var digests = []*Digest{
	{"SHA-1", sha1.New, crypto.SHA1},
	{"SHA-256", sha256.New, crypto.SHA256},
	{"SHA-384", sha512.New384, crypto.SHA384},
	{"SHA-512", sha512.New, crypto.SHA512},
	{"MD5", md5.New, crypto.MD5},
}

// newDigests are the hash functions that only a plain digest offers, if it is asked to.
var newDigests = []*Digest{
	{"SHA3-256", func() hash.Hash { return sha3.New256() }, crypto.SHA3_256},
	{"SHA3-384", func() hash.Hash { return sha3.New384() }, crypto.SHA3_384},
	{"SHA3-512", func() hash.Hash { return sha3.New512() }, crypto.SHA3_512},
}

// NewDigestNamed answers the hash function of a name in any case, which may be one of the newer ones.
func NewDigestNamed(name string) (*Digest, error) {
	for _, d := range newDigests {
		if strings.EqualFold(d.Name, name) {
			return d, nil
		}
	}
	return DigestNamed(name)
}

// DigestNamed answers the hash function of a name in any case.
func DigestNamed(name string) (*Digest, error) {
	for _, d := range digests {
		if strings.EqualFold(d.Name, name) {
			return d, nil
		}
	}
	return nil, notSupported("Unrecognized or unimplemented digest algorithm requested.")
}

// Sum answers the digest of data.
func (d *Digest) Sum(data []byte) []byte {
	h := d.New()
	h.Write(data)
	return h.Sum(nil)
}

// bits is the number in the name of a digest of the SHA family, as JSON Web Keys have it; MD5 has none.
func (d *Digest) bits() (string, error) {
	n, ok := strings.CutPrefix(d.Name, "SHA-")
	if !ok {
		return "", notSupported("JWK export not supported for hash algorithm \"%s\".", d.Name)
	}
	return n, nil
}
