package jsapi

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// cryptoKeyClass implements https://w3c.github.io/webcrypto/#cryptokey-interface.
var cryptoKeyClass = &webidl.Interface[CryptoKey]{
	Name: "CryptoKey",
	Fields: []webidl.Field[CryptoKey]{
		{Name: "usages", Value: func(k *CryptoKey, _ *webidl.Realm) any { return k.usages }},
		{Name: "algorithm", Value: (*CryptoKey).algorithm},
		{Name: "extractable", Value: func(k *CryptoKey, _ *webidl.Realm) any { return k.extractable }},
		{Name: "type", Value: func(*CryptoKey, *webidl.Realm) any { return "secret" }},
	},
}

// CryptoKey is a key of one algorithm. HMAC is the only one that there is.
type CryptoKey struct {
	hash        string // name of the digest
	bits        int
	secret      []byte
	extractable bool
	usages      []string
}

func (k *CryptoKey) algorithm(r *webidl.Realm) any {
	digest, algorithm := r.VM.NewObject(), r.VM.NewObject()
	_ = digest.Set("name", k.hash)
	_ = algorithm.Set("name", "HMAC")
	_ = algorithm.Set("hash", digest)
	_ = algorithm.Set("length", k.bits)
	return algorithm
}

// keyArgument answers argument i as a key that may be used for a purpose by the algorithm of argument 0.
func keyArgument(c *webidl.Call, i int, usage string) (*CryptoKey, error) {
	k := webidl.As[CryptoKey](c.Arg(i))
	if k == nil {
		return nil, c.Bad(i, "CryptoKey")
	}
	if name := algorithmName(c.Realm, c.Arg(0)); !strings.EqualFold(name, "HMAC") {
		return nil, webidl.NewDOMException("InvalidAccessError", "Requested algorithm %q does not match this CryptoKey's algorithm %q.", name, "HMAC")
	}
	if !slices.Contains(k.usages, usage) {
		return nil, webidl.NewDOMException("InvalidAccessError", "Requested key usage %q does not match any usage listed in this CryptoKey.", usage)
	}
	return k, nil
}

// algorithmName answers the name of an algorithm that a script names, by itself or in an object.
func algorithmName(r *webidl.Realm, v goja.Value) string {
	if o, ok := v.(*goja.Object); ok {
		if v = o.Get("name"); v == nil {
			v = goja.Undefined()
		}
	}
	return r.Text(v).String()
}

// keyAlgorithms are those that the platform has keys for.
var keyAlgorithms = []string{
	"HMAC", "AES-CTR", "AES-CBC", "AES-GCM", "AES-KW", "RSASSA-PKCS1-v1_5", "RSA-PSS", "RSA-OAEP", "ECDSA", "ECDH",
	"NODE-ED25519", "Ed25519", "X25519", "HKDF", "PBKDF2",
}

// hmacArgument answers the options of the HMAC algorithm in argument i, or why another one cannot be had.
func hmacArgument(c *webidl.Call, i int, operation, purpose string) (*webidl.Dict, error) {
	name := algorithmName(c.Realm, c.Arg(i))
	n := slices.IndexFunc(keyAlgorithms, func(known string) bool { return strings.EqualFold(known, name) })
	switch {
	case n < 0:
		return nil, webidl.NewDOMException("NotSupportedError", "Unrecognized key %s algorithm %q requested.", purpose, name)
	case n > 0:
		return nil, Unsupported("crypto.subtle." + operation + " for " + keyAlgorithms[n])
	}
	options, _ := c.Arg(i).(*goja.Object)
	if options == nil || options.Get("hash") == nil || goja.IsUndefined(options.Get("hash")) {
		return nil, webidl.TypeError(`Missing field "hash" in "algorithm".`)
	}
	return c.Realm.NewDict(options), nil
}

// hmacUsages answers what a new key may be used for, from argument i, each purpose once and in the order of the
// specification.
func hmacUsages(c *webidl.Call, i int, action string) ([]string, error) {
	list, ok := c.Arg(i).(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		return nil, c.Bad(i, "Array")
	}
	var asked []string
	c.Realm.VM.ForOf(list, func(v goja.Value) bool {
		asked = append(asked, c.Realm.Text(v).String())
		return true
	})
	var usages []string
	for _, usage := range []string{"sign", "verify"} {
		if slices.Contains(asked, usage) {
			usages = append(usages, usage)
		}
	}
	for _, usage := range asked {
		if !slices.Contains(usages, usage) {
			return nil, webidl.NewDOMException("SyntaxError", "Attempt to %s HMAC key with invalid usage %q.", action, usage)
		}
	}
	if len(usages) == 0 {
		return nil, webidl.NewDOMException("SyntaxError", "Secret/private CryptoKeys must have at least one usage.")
	}
	return usages, nil
}
