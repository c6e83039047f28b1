package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webcrypto"
	"github.com/dodev/dodev/jsapi/webidl"
)

// cryptoKeyClass implements https://w3c.github.io/webcrypto/#cryptokey-interface.
var cryptoKeyClass = &webidl.Interface[CryptoKey]{
	Name: "CryptoKey",
	Fields: []webidl.Field[CryptoKey]{
		{Name: "usages", Value: func(k *CryptoKey, _ *webidl.Realm) any { return k.Key.Usages.Names() }},
		{Name: "algorithm", Value: (*CryptoKey).algorithm},
		{Name: "extractable", Value: func(k *CryptoKey, _ *webidl.Realm) any { return k.Key.Extractable }},
		{Name: "type", Value: func(k *CryptoKey, _ *webidl.Realm) any { return string(k.Key.Type) }},
	},
}

// CryptoKey is a key as script sees it.
type CryptoKey struct{ Key *webcrypto.Key }

// algorithm describes the key.
func (k *CryptoKey) algorithm(r *webidl.Realm) any {
	o := r.VM.NewObject()
	_ = o.Set("name", k.Key.Name)
	hash := func() {
		digest := r.VM.NewObject()
		_ = digest.Set("name", k.Key.Hash.Name)
		_ = o.Set("hash", digest)
	}
	switch {
	case k.Key.ModulusLength > 0:
		_ = o.Set("modulusLength", k.Key.ModulusLength)
		_ = o.Set("publicExponent", r.Uint8Array(append([]byte(nil), k.Key.PublicExponent...)))
		if k.Key.Hash != nil {
			hash()
		}
	case k.Key.Curve != "":
		_ = o.Set("namedCurve", k.Key.Curve)
	case k.Key.Hash != nil:
		hash()
		_ = o.Set("length", k.Key.Length)
	case k.Key.Length > 0:
		_ = o.Set("length", k.Key.Length)
	}
	return o
}

// keyArgument answers argument i as a key.
func keyArgument(c *webidl.Call, i int) (*webcrypto.Key, error) {
	k := webidl.As[CryptoKey](c.Arg(i))
	if k == nil {
		return nil, c.Bad(i, "CryptoKey")
	}
	return k.Key, nil
}

// bytesArgument answers the bytes of argument i, not copied.
func bytesArgument(c *webidl.Call, i int) ([]byte, error) {
	b, ok := c.Realm.Bytes(c.Arg(i))
	if !ok {
		return nil, c.Bad(i, "BufferSource")
	}
	return b, nil
}

// usagesArgument answers the names in argument i.
func usagesArgument(c *webidl.Call, i int) ([]string, error) {
	list, ok := names(c.Realm, c.Arg(i))
	if !ok {
		return nil, c.Bad(i, "Array")
	}
	return list, nil
}

func names(r *webidl.Realm, v goja.Value) ([]string, bool) {
	list, ok := v.(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		return nil, false
	}
	all := []string{}
	r.VM.ForOf(list, func(v goja.Value) bool {
		all = append(all, r.Text(v).String())
		return true
	})
	return all, true
}
