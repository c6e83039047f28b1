package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webcrypto"
	"github.com/dodev/dodev/jsapi/webidl"
)

// importKey implements https://w3c.github.io/webcrypto/#SubtleCrypto-method-importKey.
func (*SubtleCrypto) importKey(c *webidl.Call) (any, error) {
	i := &webcrypto.Import{Format: c.String(0)}
	v := c.Need(1, "BufferSource or JsonWebKey")
	if b, ok := c.Realm.Bytes(v); ok {
		i.Data = b
	} else if o, ok := v.(*goja.Object); ok {
		var err error
		if i.JWK, err = readJWK(c.Realm, o); err != nil {
			return nil, err
		}
	} else if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil, uninitialised("JsonWebKey")
	} else {
		return nil, c.Bad(1, "BufferSource or JsonWebKey")
	}
	p, err := algorithmArgument(c, 2, "ImportKeyAlgorithm")
	if err != nil {
		return nil, err
	}
	i.Params = *p
	i.Extractable = c.Need(3, "boolean").ToBoolean()
	if i.Usages, err = usagesArgument(c, 4); err != nil {
		return nil, err
	}
	k, err := i.Key()
	if err != nil {
		return nil, cryptoError(err)
	}
	return webidl.Wrap(c.Realm, &CryptoKey{k}), nil
}

// exportKey implements https://w3c.github.io/webcrypto/#SubtleCrypto-method-exportKey.
func (*SubtleCrypto) exportKey(c *webidl.Call) (any, error) {
	format := c.String(0)
	k, err := keyArgument(c, 1)
	if err != nil {
		return nil, err
	}
	b, jwk, err := k.Export(format)
	switch {
	case err != nil:
		return nil, cryptoError(err)
	case jwk != nil:
		return showJWK(c.Realm, jwk), nil
	}
	return b, nil
}

// wrapKey implements https://w3c.github.io/webcrypto/#SubtleCrypto-method-wrapKey.
func (*SubtleCrypto) wrapKey(c *webidl.Call) (any, error) {
	format := c.String(0)
	k, err := keyArgument(c, 1)
	if err != nil {
		return nil, err
	}
	wrapping, err := keyArgument(c, 2)
	if err != nil {
		return nil, err
	}
	p, err := algorithmArgument(c, 3, "EncryptAlgorithm")
	if err != nil {
		return nil, err
	}
	if err := wrapping.Allow(p.Name, webcrypto.WrapKey); err != nil {
		return nil, cryptoError(err)
	}
	b, jwk, err := k.Export(format)
	if err != nil {
		return nil, cryptoError(err)
	}
	if jwk != nil {
		text, err := writeJSON(c.Realm, showJWK(c.Realm, jwk))
		if err != nil {
			return nil, err
		}
		b = []byte(text.String())
	}
	wrapped, err := wrapping.Wrap(p, b)
	if err != nil {
		return nil, cryptoError(err)
	}
	return wrapped, nil
}

// unwrapKey implements https://w3c.github.io/webcrypto/#SubtleCrypto-method-unwrapKey.
func (*SubtleCrypto) unwrapKey(c *webidl.Call) (any, error) {
	i := &webcrypto.Import{Format: c.String(0)}
	data, err := bytesArgument(c, 1)
	if err != nil {
		return nil, err
	}
	unwrapping, err := keyArgument(c, 2)
	if err != nil {
		return nil, err
	}
	p, err := algorithmArgument(c, 3, "EncryptAlgorithm")
	if err != nil {
		return nil, err
	}
	unwrapped, err := algorithmArgument(c, 4, "ImportKeyAlgorithm")
	if err != nil {
		return nil, err
	}
	i.Params = *unwrapped
	i.Extractable = c.Need(5, "boolean").ToBoolean()
	if i.Usages, err = usagesArgument(c, 6); err != nil {
		return nil, err
	}
	if err := unwrapping.Allow(p.Name, webcrypto.UnwrapKey); err != nil {
		return nil, cryptoError(err)
	}
	if i.Data, err = unwrapping.Unwrap(p, data); err != nil {
		return nil, cryptoError(err)
	}
	if i.Format == "jwk" {
		v, err := parseJSON(c.Realm, string(i.Data))
		if err != nil {
			return nil, err
		}
		o, ok := v.(*goja.Object)
		if !ok {
			return nil, webidl.NewDOMException("DataError", `Missing "kty" field or corrupt JSON unwrapping key?`)
		}
		if i.JWK, err = readJWK(c.Realm, o); err != nil {
			return nil, err
		}
	}
	k, err := i.Key()
	if err != nil {
		return nil, cryptoError(err)
	}
	return webidl.Wrap(c.Realm, &CryptoKey{k}), nil
}
