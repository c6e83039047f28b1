package node

import (
	"crypto"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"strings"

	//lint:ignore SA1019 the platform has it
	"golang.org/x/crypto/md4"

	"github.com/dodev/dodev/jsapi/webidl"
)

// digest is a hash by OpenSSL's names for it.
type digest struct {
	start func() hash.Hash
	id    crypto.Hash
	// names are the other names of the hash, as getHashes lists them.
	names []string
}

// digests are by the first of their names, which are the same in either case.
var digests = map[string]digest{
	"md4":        {start: md4.New},
	"md5":        {start: md5.New, id: crypto.MD5, names: []string{"RSA-MD5"}},
	"sha1":       {start: sha1.New, id: crypto.SHA1, names: []string{"RSA-SHA1", "DSA-SHA", "DSA-SHA1", "ecdsa-with-SHA1"}},
	"sha224":     {start: sha256.New224, id: crypto.SHA224, names: []string{"RSA-SHA224"}},
	"sha256":     {start: sha256.New, id: crypto.SHA256, names: []string{"RSA-SHA256"}},
	"sha384":     {start: sha512.New384, id: crypto.SHA384, names: []string{"RSA-SHA384"}},
	"sha512":     {start: sha512.New, id: crypto.SHA512, names: []string{"RSA-SHA512"}},
	"sha512-256": {start: sha512.New512_256, id: crypto.SHA512_256},
	"md5-sha1":   {start: func() hash.Hash { return &twice{md5.New(), sha1.New()} }, id: crypto.MD5SHA1},
}

// hashNames are what getHashes lists, in the platform's order.
var hashNames = []string{
	"md4", "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "md5-sha1", "RSA-MD5", "RSA-SHA1", "RSA-SHA224", "RSA-SHA256", "RSA-SHA384",
	"RSA-SHA512", "DSA-SHA", "DSA-SHA1", "ecdsa-with-SHA1",
}

// digestOf answers a hash by any of its names.
func digestOf(name string) (digest, bool) {
	if d, ok := digests[strings.ToLower(name)]; ok {
		return d, true
	}
	for _, d := range digests {
		for _, other := range d.names {
			if strings.EqualFold(other, name) {
				return d, true
			}
		}
	}
	return digest{}, false
}

// twice is two hashes one behind the other.
type twice struct{ md5, sha1 hash.Hash }

// Write adds to both.
func (t *twice) Write(b []byte) (int, error) {
	_, _ = t.md5.Write(b)
	return t.sha1.Write(b)
}

// Sum appends both.
func (t *twice) Sum(b []byte) []byte { return t.sha1.Sum(t.md5.Sum(b)) }

// Reset starts both anew.
func (t *twice) Reset() { t.md5.Reset(); t.sha1.Reset() }

// Size is that of both.
func (t *twice) Size() int { return md5.Size + sha1.Size }

// BlockSize is that of either.
func (t *twice) BlockSize() int { return sha1.BlockSize }

// Clone answers a copy.
func (t *twice) Clone() (hash.Cloner, error) {
	a, err := t.md5.(hash.Cloner).Clone()
	if err != nil {
		return nil, err
	}
	b, err := t.sha1.(hash.Cloner).Clone()
	return &twice{a, b}, err
}

// hashNatives are the functions behind the hashes of node:crypto.
var hashNatives = map[string]func(*webidl.Call) (any, error){
	// hashStart(algorithm, key) answers a state, undefined if there is no such algorithm.
	"hashStart": func(c *webidl.Call) (any, error) {
		d, ok := digestOf(c.String(0))
		switch {
		case !ok:
			return nil, nil
		case c.Given(1):
			return hold(c.Realm, hmac.New(d.start, c.Bytes(1))), nil
		}
		return hold(c.Realm, d.start()), nil
	},
	"hashUpdate": func(c *webidl.Call) (any, error) {
		held[hash.Hash](c, 0).Write(view(c, 1))
		return nil, nil
	},
	"hashSum": func(c *webidl.Call) (any, error) { return c.Realm.Uint8Array(held[hash.Hash](c, 0).Sum(nil)), nil },
	"hashCopy": func(c *webidl.Call) (any, error) {
		cloner, ok := held[hash.Hash](c, 0).(hash.Cloner)
		if !ok {
			return nil, webidl.PlainError("the hash cannot be copied")
		}
		sum, err := cloner.Clone()
		return hold(c.Realm, hash.Hash(sum)), err
	},
	"hashNames": func(*webidl.Call) (any, error) { return hashNames, nil },
}
