package jsapi

import (
	"encoding/hex"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// cryptoClass implements https://w3c.github.io/webcrypto/#Crypto-interface.
var cryptoClass = &webidl.Interface[Crypto]{
	Name: "Crypto",
	Attributes: []webidl.Attribute[Crypto]{
		{Name: "subtle", Get: (*Crypto).subtle},
	},
	Operations: []webidl.Operation[Crypto]{
		{Name: "getRandomValues", Run: (*Crypto).getRandomValues},
		{Name: "randomUUID", Run: (*Crypto).randomUUID},
	},
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		_ = prototype.DefineDataProperty("DigestStream", webidl.Constructor[DigestStream](r), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	},
}

// cryptoGlobal is the crypto object of a realm.
var cryptoGlobal = webidl.Global{Name: "crypto", Value: func(r *webidl.Realm) goja.Value {
	return webidl.Wrap(r, &Crypto{object: webidl.Wrap(r, &SubtleCrypto{})})
}}

// Crypto is randomness and the way to the rest of cryptography.
type Crypto struct {
	object *goja.Object // the SubtleCrypto
}

func (k *Crypto) subtle(*webidl.Call) (any, error) { return k.object, nil }

// maxRandom is how many bytes one call may ask for.
const maxRandom = 65536

func (*Crypto) getRandomValues(c *webidl.Call) (any, error) {
	if !c.Realm.IsView(c.Arg(0)) {
		return nil, c.Bad(0, "ArrayBufferView")
	}
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	switch kind, _ := viewKind(c.Arg(0)); kind {
	case "", "Float16Array", "Float32Array", "Float64Array":
		return nil, webidl.NewDOMException("TypeMismatchError", "ArrayBufferView argument to getRandomValues() must be an integer-typed view.")
	}
	b, _ := c.Realm.Bytes(c.Arg(0))
	if len(b) > maxRandom {
		return nil, webidl.NewDOMException("QuotaExceededError",
			"getRandomValues() only accepts buffers of size <= 64K but provided %d bytes.", len(b))
	}
	c.Isolate().Host.Random(b)
	return c.Arg(0), nil
}

// randomUUID answers a random UUID of version 4. https://w3c.github.io/webcrypto/#Crypto-method-randomUUID
func (*Crypto) randomUUID(c *webidl.Call) (any, error) {
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	var b [16]byte
	c.Isolate().Host.Random(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	s := hex.EncodeToString(b[:])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:], nil
}
