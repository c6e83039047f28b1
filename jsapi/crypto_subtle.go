package jsapi

import (
	"context"
	"crypto/subtle"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webcrypto"
	"github.com/dodev/dodev/jsapi/webidl"
)

// subtleCryptoClass implements https://w3c.github.io/webcrypto/#subtlecrypto-interface.
var subtleCryptoClass = &webidl.Interface[SubtleCrypto]{
	Name: "SubtleCrypto",
	Operations: []webidl.Operation[SubtleCrypto]{
		{Name: "encrypt", Run: webidl.Promise(keyed("EncryptAlgorithm", webcrypto.Encrypt, (*webcrypto.Key).Encrypt))},
		{Name: "decrypt", Run: webidl.Promise(keyed("EncryptAlgorithm", webcrypto.Decrypt, (*webcrypto.Key).Decrypt))},
		{Name: "sign", Run: webidl.Promise(keyed("SignAlgorithm", webcrypto.Sign, (*webcrypto.Key).Sign))},
		{Name: "verify", Run: webidl.Promise((*SubtleCrypto).verify)},
		{Name: "digest", Run: webidl.Promise((*SubtleCrypto).digest)},
		{Name: "generateKey", Run: webidl.Promise((*SubtleCrypto).generateKey)},
		{Name: "deriveKey", Run: webidl.Promise((*SubtleCrypto).deriveKey)},
		{Name: "deriveBits", Run: webidl.Promise((*SubtleCrypto).deriveBits)},
		{Name: "importKey", Run: webidl.Promise((*SubtleCrypto).importKey)},
		{Name: "exportKey", Run: webidl.Promise((*SubtleCrypto).exportKey)},
		{Name: "wrapKey", Run: webidl.Promise((*SubtleCrypto).wrapKey)},
		{Name: "unwrapKey", Run: webidl.Promise((*SubtleCrypto).unwrapKey)},
		{Name: "timingSafeEqual", Run: (*SubtleCrypto).timingSafeEqual},
	},
}

// SubtleCrypto is the operations of cryptography. They run at once, so that what they answer is there in the next
// microtask as on the platform; only what takes long runs off the loop.
type SubtleCrypto struct{}

// lengthy is how many bytes are too many to keep the loop waiting for.
const lengthy = 4 << 20

// longIterations is how many rounds of a key derivation are.
const longIterations = 2000

// perform runs f now, or, if it takes long, off the loop on copies of its inputs, and shows what it answers.
func perform[T any](c *webidl.Call, long bool, f func(in ...[]byte) (T, error), show func(T) any, in ...[]byte) (any, error) {
	if !long {
		v, err := f(in...)
		if err != nil {
			return nil, cryptoError(err)
		}
		return show(v), nil
	}
	for n, b := range in {
		in[n] = append([]byte(nil), b...)
	}
	d := c.Realm.NewPromise()
	c.Realm.Go(func(context.Context) (any, error) { return f(in...) }, func(v any, err error) {
		if err != nil {
			d.Reject(cryptoError(err))
			return
		}
		d.Resolve(show(v.(T)))
	})
	return d, nil
}

// asIs shows what needs no conversion of its own.
func asIs[T any](v T) any { return v }

// keyedArguments reads what most operations begin with: the algorithm, a dictionary of that name, and the key.
func keyedArguments(c *webidl.Call, dictionary string) (*webcrypto.Params, *webcrypto.Key, error) {
	p, err := algorithmArgument(c, 0, dictionary)
	if err != nil {
		return nil, nil, err
	}
	k, err := keyArgument(c, 1)
	return p, k, err
}

// keyed is an operation that makes bytes of bytes with a key.
func keyed(dictionary string, usage webcrypto.Usages, run func(*webcrypto.Key, *webcrypto.Params, []byte) ([]byte, error)) func(*SubtleCrypto, *webidl.Call) (any, error) {
	return func(_ *SubtleCrypto, c *webidl.Call) (any, error) {
		p, k, err := keyedArguments(c, dictionary)
		if err != nil {
			return nil, err
		}
		data, err := bytesArgument(c, 2)
		if err != nil {
			return nil, err
		}
		if err := k.Allow(p.Name, usage); err != nil {
			return nil, cryptoError(err)
		}
		return perform(c, len(data) > lengthy, func(in ...[]byte) ([]byte, error) { return run(k, p, in[0]) }, asIs[[]byte], data)
	}
}

func (*SubtleCrypto) verify(c *webidl.Call) (any, error) {
	p, k, err := keyedArguments(c, "SignAlgorithm")
	if err != nil {
		return nil, err
	}
	signature, err := bytesArgument(c, 2)
	if err != nil {
		return nil, err
	}
	data, err := bytesArgument(c, 3)
	if err != nil {
		return nil, err
	}
	if err := k.Allow(p.Name, webcrypto.Verify); err != nil {
		return nil, cryptoError(err)
	}
	return perform(c, len(data) > lengthy, func(in ...[]byte) (bool, error) { return k.Verify(p, in[0], in[1]) }, asIs[bool], signature, data)
}

// digest hashes. It is allowed even at a bundle's top level.
func (*SubtleCrypto) digest(c *webidl.Call) (any, error) {
	p, err := algorithmArgument(c, 0, "HashAlgorithm")
	if err != nil {
		return nil, err
	}
	data, err := bytesArgument(c, 1)
	if err != nil {
		return nil, err
	}
	named := webcrypto.DigestNamed
	if c.Realm.Flags.Has(compat.WebCryptoModernAlgorithms) {
		named = webcrypto.NewDigestNamed
	}
	d, err := named(p.Name)
	if err != nil {
		return nil, cryptoError(err)
	}
	long := len(data) > lengthy && c.Isolate().Scope() != nil
	return perform(c, long, func(in ...[]byte) ([]byte, error) { return d.Sum(in[0]), nil }, asIs[[]byte], data)
}

// pair is the two halves of a pair of keys, or one secret key.
type pair struct{ public, private *webcrypto.Key }

func (*SubtleCrypto) generateKey(c *webidl.Call) (any, error) {
	p, err := algorithmArgument(c, 0, "GenerateKeyAlgorithm")
	if err != nil {
		return nil, err
	}
	extractable := c.Need(1, "boolean").ToBoolean()
	usages, err := usagesArgument(c, 2)
	if err != nil {
		return nil, err
	}
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	g := &webcrypto.Generate{Params: *p, Extractable: extractable, Usages: usages}
	return perform(c, g.Slow(), func(...[]byte) (pair, error) {
		key, private, err := g.Keys()
		return pair{key, private}, err
	}, func(made pair) any {
		r := c.Realm
		key := webidl.Wrap(r, &CryptoKey{made.public})
		if made.private == nil {
			return key
		}
		o := r.VM.NewObject()
		_ = o.Set("publicKey", key)
		_ = o.Set("privateKey", webidl.Wrap(r, &CryptoKey{made.private}))
		return o
	})
}

func (*SubtleCrypto) deriveKey(c *webidl.Call) (any, error) {
	p, k, err := keyedArguments(c, "DeriveKeyAlgorithm")
	if err != nil {
		return nil, err
	}
	derived, err := algorithmArgument(c, 2, "ImportKeyAlgorithm")
	if err != nil {
		return nil, err
	}
	extractable := c.Need(3, "boolean").ToBoolean()
	usages, err := usagesArgument(c, 4)
	if err != nil {
		return nil, err
	}
	if err := k.Allow(p.Name, webcrypto.DeriveKey); err != nil {
		return nil, cryptoError(err)
	}
	bits, err := webcrypto.KeyLength(derived)
	if err != nil {
		return nil, cryptoError(err)
	}
	return perform(c, slowDerivation(p), func(...[]byte) (*webcrypto.Key, error) {
		secret, err := k.DeriveBits(p, bits)
		if err != nil {
			return nil, err
		}
		i := &webcrypto.Import{Params: *derived, Format: "raw", Data: secret, Extractable: extractable, Usages: usages}
		return i.Key()
	}, keyShower(c))
}

// keyShower shows keys to script.
func keyShower(c *webidl.Call) func(*webcrypto.Key) any {
	r := c.Realm
	return func(k *webcrypto.Key) any { return webidl.Wrap(r, &CryptoKey{k}) }
}

func slowDerivation(p *webcrypto.Params) bool {
	return p.Iterations != nil && *p.Iterations > longIterations
}

func (*SubtleCrypto) deriveBits(c *webidl.Call) (any, error) {
	p, k, err := keyedArguments(c, "DeriveKeyAlgorithm")
	if err != nil {
		return nil, err
	}
	var bits *int
	if v := c.Arg(2); !goja.IsUndefined(v) && !goja.IsNull(v) {
		n := int(int32(webidl.ToInteger(c.Realm.Number(v))))
		if n < 0 {
			return nil, webidl.TypeError("deriveBits length must be an unsigned long integer.")
		}
		bits = &n
	}
	if err := k.Allow(p.Name, webcrypto.DeriveBits); err != nil {
		return nil, cryptoError(err)
	}
	return perform(c, slowDerivation(p), func(...[]byte) ([]byte, error) { return k.DeriveBits(p, bits) }, asIs[[]byte])
}

func (*SubtleCrypto) timingSafeEqual(c *webidl.Call) (any, error) {
	a, err := bytesArgument(c, 0)
	if err != nil {
		return nil, err
	}
	b, err := bytesArgument(c, 1)
	if err != nil {
		return nil, err
	}
	if len(a) != len(b) {
		return nil, webidl.TypeError("Input buffers must have the same byte length.")
	}
	return subtle.ConstantTimeCompare(a, b) == 1, nil
}
