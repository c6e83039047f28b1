package jsapi

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// subtleCryptoClass implements what dodev has of https://w3c.github.io/webcrypto/#subtlecrypto-interface.
var subtleCryptoClass = &webidl.Interface[SubtleCrypto]{
	Name: "SubtleCrypto",
	Operations: []webidl.Operation[SubtleCrypto]{
		subtleLater("encrypt"),
		subtleLater("decrypt"),
		subtleLater("sign"),
		subtleLater("verify"),
		{Name: "digest", Run: webidl.Promise((*SubtleCrypto).digest)},
		subtleLater("generateKey"),
		subtleLater("deriveKey"),
		subtleLater("deriveBits"),
		subtleLater("importKey"),
		subtleLater("exportKey"),
		subtleLater("wrapKey"),
		subtleLater("unwrapKey"),
		{Name: "timingSafeEqual", Run: (*SubtleCrypto).timingSafeEqual},
	},
}

// SubtleCrypto is the operations of cryptography.
type SubtleCrypto struct{}

func subtleLater(name string) webidl.Operation[SubtleCrypto] {
	return webidl.Operation[SubtleCrypto]{Name: name, Run: webidl.Promise(func(*SubtleCrypto, *webidl.Call) (any, error) {
		return nil, Unsupported("crypto.subtle." + name)
	})}
}

// digests are the hash functions, by their upper-case names. MD5 is the platform's addition.
var digests = map[string]func([]byte) []byte{
	"MD5":     func(b []byte) []byte { s := md5.Sum(b); return s[:] },
	"SHA-1":   func(b []byte) []byte { s := sha1.Sum(b); return s[:] },
	"SHA-256": func(b []byte) []byte { s := sha256.Sum256(b); return s[:] },
	"SHA-384": func(b []byte) []byte { s := sha512.Sum384(b); return s[:] },
	"SHA-512": func(b []byte) []byte { s := sha512.Sum512(b); return s[:] },
}

// digest hashes at once: the answer is allowed even at a bundle's top level.
func (*SubtleCrypto) digest(c *webidl.Call) (any, error) {
	algorithm := c.Need(0, "string or HashAlgorithm")
	if o, ok := algorithm.(*goja.Object); ok {
		algorithm = o.Get("name")
		if algorithm == nil {
			algorithm = goja.Undefined()
		}
	}
	name := c.Realm.Text(algorithm).String()
	data, ok := c.Realm.Bytes(c.Arg(1))
	if !ok {
		return nil, c.Bad(1, "BufferSource")
	}
	sum, ok := digests[strings.ToUpper(name)]
	if !ok {
		return nil, webidl.NewDOMException("NotSupportedError", "Unrecognized or unimplemented digest algorithm requested.")
	}
	return sum(data), nil
}

func (*SubtleCrypto) timingSafeEqual(c *webidl.Call) (any, error) {
	a, ok := c.Realm.Bytes(c.Arg(0))
	if !ok {
		return nil, c.Bad(0, "BufferSource")
	}
	b, ok := c.Realm.Bytes(c.Arg(1))
	if !ok {
		return nil, c.Bad(1, "BufferSource")
	}
	if len(a) != len(b) {
		return nil, webidl.TypeError("Input buffers must have the same byte length.")
	}
	return subtle.ConstantTimeCompare(a, b) == 1, nil
}

// cryptoKeyClass is the class of keys, of which there are none yet.
var cryptoKeyClass = &webidl.Interface[CryptoKey]{Name: "CryptoKey"}

// CryptoKey is a key of one algorithm.
type CryptoKey struct{}

// digestStreamClass is crypto.DigestStream, which is no global.
var digestStreamClass = &webidl.Interface[DigestStream]{
	Name: "DigestStream",
	Constructor: func(c *webidl.Call) (*DigestStream, error) {
		c.Need(0, "string or HashAlgorithm")
		return nil, Unsupported("crypto.DigestStream")
	},
	Attributes: []webidl.Attribute[DigestStream]{
		{Name: "digest", Get: unsupportedMember[DigestStream]("crypto.DigestStream")},
		{Name: "bytesWritten", Get: unsupportedMember[DigestStream]("crypto.DigestStream")},
	},
	If: never,
}

// DigestStream is a writable stream that hashes what is written to it.
type DigestStream struct{}
