package jsapi

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"hash"
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
		{Name: "sign", Run: webidl.Promise((*SubtleCrypto).sign)},
		{Name: "verify", Run: webidl.Promise((*SubtleCrypto).verify)},
		{Name: "digest", Run: webidl.Promise((*SubtleCrypto).digest)},
		{Name: "generateKey", Run: webidl.Promise((*SubtleCrypto).generateKey)},
		subtleLater("deriveKey"),
		subtleLater("deriveBits"),
		{Name: "importKey", Run: webidl.Promise((*SubtleCrypto).importKey)},
		{Name: "exportKey", Run: webidl.Promise((*SubtleCrypto).exportKey)},
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
var digests = map[string]func() hash.Hash{
	"MD5": md5.New, "SHA-1": sha1.New, "SHA-256": sha256.New, "SHA-384": sha512.New384, "SHA-512": sha512.New,
}

// digestName answers the name of the hash function that a script names, by itself or in an object.
func digestName(r *webidl.Realm, v goja.Value) (string, error) {
	name := strings.ToUpper(algorithmName(r, v))
	if digests[name] == nil {
		return "", webidl.NewDOMException("NotSupportedError", "Unrecognized or unimplemented digest algorithm requested.")
	}
	return name, nil
}

// digest hashes at once: the answer is allowed even at a bundle's top level.
func (*SubtleCrypto) digest(c *webidl.Call) (any, error) {
	algorithm := c.Need(0, "string or HashAlgorithm")
	data, ok := c.Realm.Bytes(c.Arg(1))
	if !ok {
		return nil, c.Bad(1, "BufferSource")
	}
	name, err := digestName(c.Realm, algorithm)
	if err != nil {
		return nil, err
	}
	h := digests[name]()
	h.Write(data)
	return h.Sum(nil), nil
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
