package jsapi

import (
	"crypto/hmac"
	"encoding/base64"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// importKey implements https://w3c.github.io/webcrypto/#SubtleCrypto-method-importKey for HMAC.
func (*SubtleCrypto) importKey(c *webidl.Call) (any, error) {
	format := c.String(0)
	material, buffer := c.Realm.Bytes(c.Arg(1))
	if _, object := c.Arg(1).(*goja.Object); !object {
		return nil, c.Bad(1, "BufferSource or JsonWebKey")
	}
	c.Need(2, "string or ImportKeyAlgorithm")
	options, err := hmacArgument(c, 2, "importKey", "import")
	if err != nil {
		return nil, err
	}
	k := &CryptoKey{extractable: c.Bool(3)}
	if k.usages, err = hmacUsages(c, 4, "import secret"); err != nil {
		return nil, err
	}
	digest, _ := options.Member("hash")
	if k.hash, err = digestName(c.Realm, digest); err != nil {
		return nil, err
	}
	switch {
	case format == "raw" && !buffer:
		return nil, webidl.TypeError("Import data provided for buffer-based import formats must be a buffer source.")
	case format == "raw":
		k.secret = append([]byte(nil), material...)
	case format == "jwk" && buffer:
		return nil, webidl.TypeError(`Import data provided for "jwk" import format must be a JsonWebKey.`)
	case format == "jwk":
		if k.secret, err = k.fromJWK(c.Dict(1, "JsonWebKey")); err != nil {
			return nil, err
		}
	default:
		return nil, webidl.NewDOMException("NotSupportedError", "Unrecognized key import format %q.", format)
	}
	k.bits = len(k.secret) * 8
	if length, ok := options.Number("length"); ok {
		k.bits = int(length)
	}
	if most := len(k.secret) * 8; k.bits <= 0 || k.bits > most || k.bits <= most-8 {
		return nil, webidl.NewDOMException("DataError", "Imported HMAC key length (%d) must be a non-zero value up to 7 bits less than, "+
			"and no greater than, the bit length of the raw key data (%d).", k.bits, most)
	}
	return webidl.Wrap(c.Realm, k), nil
}

// jwkName is what JSON Web Keys call HMAC with the key's digest; MD5 has no name there.
func (k *CryptoKey) jwkName() string {
	if k.hash == "SHA-1" {
		return "HS1"
	}
	return "HS" + strings.TrimPrefix(k.hash, "SHA-")
}

func (k *CryptoKey) fromJWK(jwk *webidl.Dict) ([]byte, error) {
	if kty, _ := jwk.String("kty"); kty != "oct" {
		return nil, webidl.NewDOMException("DataError", "HMAC \"jwk\" key import requires a JSON Web Key with Key Type parameter "+
			"(\"kty\") equal to \"oct\" (encountered %q).", kty)
	}
	if ext, ok := jwk.Member("ext"); ok && !ext.ToBoolean() && k.extractable {
		return nil, webidl.NewDOMException("DataError", `JWK ext field for "HMAC" is set to false but extractable is true`)
	}
	if alg, ok := jwk.String("alg"); ok && alg != k.jwkName() {
		return nil, webidl.NewDOMException("DataError", "HMAC \"jwk\" key import specifies \"alg\" that is incompatible with the hash name "+
			"(encountered %q, expected %q).", alg, k.jwkName())
	}
	text, _ := jwk.String("k")
	secret, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil || text == "" {
		return nil, webidl.NewDOMException("DataError", `HMAC "jwk" key import requires a base64Url encoding of the key`)
	}
	return secret, nil
}

// exportKey implements https://w3c.github.io/webcrypto/#SubtleCrypto-method-exportKey.
func (*SubtleCrypto) exportKey(c *webidl.Call) (any, error) {
	format := c.String(0)
	k := webidl.As[CryptoKey](c.Arg(1))
	if k == nil {
		return nil, c.Bad(1, "CryptoKey")
	}
	if !k.extractable {
		return nil, webidl.NewDOMException("InvalidAccessError", "Attempt to export non-extractable HMAC key.")
	}
	switch format {
	case "raw":
		return append([]byte(nil), k.secret...), nil
	case "jwk":
		jwk := c.Realm.VM.NewObject()
		for _, member := range []webidl.Pair{
			{Key: "kty", Value: "oct"}, {Key: "key_ops", Value: k.usages}, {Key: "alg", Value: k.jwkName()},
			{Key: "ext", Value: true}, {Key: "k", Value: base64.RawURLEncoding.EncodeToString(k.secret)},
		} {
			_ = jwk.Set(member.Key.(string), c.Realm.Value(member.Value))
		}
		return jwk, nil
	}
	return nil, webidl.NewDOMException("NotSupportedError", "Unimplemented key export format %q.", format)
}

// generateKey implements https://w3c.github.io/webcrypto/#SubtleCrypto-method-generateKey for HMAC: a key as long
// as a block of its digest, unless the script says how long.
func (*SubtleCrypto) generateKey(c *webidl.Call) (any, error) {
	c.Need(0, "string or GenerateKeyAlgorithm")
	options, err := hmacArgument(c, 0, "generateKey", "generation")
	if err != nil {
		return nil, err
	}
	k := &CryptoKey{extractable: c.Bool(1)}
	if k.usages, err = hmacUsages(c, 2, "generate"); err != nil {
		return nil, err
	}
	digest, _ := options.Member("hash")
	if k.hash, err = digestName(c.Realm, digest); err != nil {
		return nil, err
	}
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	k.bits = digests[k.hash]().BlockSize() * 8
	if length, ok := options.Number("length"); ok {
		k.bits = int(length)
	}
	if k.bits <= 0 || k.bits > maxRandom*8 {
		return nil, webidl.NewDOMException("OperationError", "HMAC key length must be a non-zero unsigned long integer (requested %d).", k.bits)
	}
	k.secret = make([]byte, (k.bits+7)/8)
	c.Isolate().Host.Random(k.secret)
	return webidl.Wrap(c.Realm, k), nil
}

// sign implements https://w3c.github.io/webcrypto/#SubtleCrypto-method-sign for HMAC.
func (*SubtleCrypto) sign(c *webidl.Call) (any, error) {
	c.Need(0, "string or SignAlgorithm")
	k, err := keyArgument(c, 1, "sign")
	if err != nil {
		return nil, err
	}
	data, ok := c.Realm.Bytes(c.Arg(2))
	if !ok {
		return nil, c.Bad(2, "BufferSource")
	}
	return k.mac(data), nil
}

// verify implements https://w3c.github.io/webcrypto/#SubtleCrypto-method-verify for HMAC.
func (*SubtleCrypto) verify(c *webidl.Call) (any, error) {
	c.Need(0, "string or SignAlgorithm")
	k, err := keyArgument(c, 1, "verify")
	if err != nil {
		return nil, err
	}
	signature, ok := c.Realm.Bytes(c.Arg(2))
	if !ok {
		return nil, c.Bad(2, "BufferSource")
	}
	data, ok := c.Realm.Bytes(c.Arg(3))
	if !ok {
		return nil, c.Bad(3, "BufferSource")
	}
	return hmac.Equal(signature, k.mac(data)), nil
}

func (k *CryptoKey) mac(data []byte) []byte {
	h := hmac.New(digests[k.hash], k.secret)
	h.Write(data)
	return h.Sum(nil)
}
