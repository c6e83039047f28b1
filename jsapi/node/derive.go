package node

import (
	"context"
	"crypto/hkdf"
	"crypto/pbkdf2"

	"golang.org/x/crypto/scrypt"

	"github.com/dodev/dodev/jsapi/webidl"
)

// derive makes the two functions of a derivation: one that answers the bytes, and one that answers a promise of them.
func derive(prepare func(*webidl.Call) (func() ([]byte, error), error)) (now, later func(*webidl.Call) (any, error)) {
	now = func(c *webidl.Call) (any, error) {
		run, err := prepare(c)
		if err != nil {
			return nil, err
		}
		b, err := run()
		if err != nil {
			return nil, err
		}
		return c.Realm.Uint8Array(b), nil
	}
	later = func(c *webidl.Call) (any, error) {
		run, err := prepare(c)
		if err != nil {
			return nil, err
		}
		r, promise := c.Realm, c.Realm.NewPromise()
		r.Go(func(context.Context) (any, error) { return run() }, func(v any, err error) {
			if err != nil {
				promise.Reject(err)
				return
			}
			promise.Resolve(r.Uint8Array(v.([]byte)))
		})
		return promise.Promise, nil
	}
	return now, later
}

// deriveNatives are the functions behind the key derivations of node:crypto.
var deriveNatives = func() map[string]func(*webidl.Call) (any, error) {
	m := map[string]func(*webidl.Call) (any, error){}
	for name, prepare := range map[string]func(*webidl.Call) (func() ([]byte, error), error){
		// pbkdf2(password, salt, iterations, length, digest)
		"pbkdf2": func(c *webidl.Call) (func() ([]byte, error), error) {
			password, salt, iterations, length := string(view(c, 0)), c.Bytes(1), int(c.Integer(2)), int(c.Integer(3))
			d, ok := digestOf(c.String(4))
			if !ok {
				return nil, webidl.TypeError("Invalid Pbkdf2 digest: %s.", c.String(4))
			}
			return func() ([]byte, error) { return pbkdf2.Key(d.start, password, salt, iterations, length) }, nil
		},
		// scrypt(password, salt, length, N, r, p)
		"scrypt": func(c *webidl.Call) (func() ([]byte, error), error) {
			password, salt, length := c.Bytes(0), c.Bytes(1), int(c.Integer(2))
			n, r, p := int(c.Integer(3)), int(c.Integer(4)), int(c.Integer(5))
			return func() ([]byte, error) {
				b, err := scrypt.Key(password, salt, n, r, p, length)
				if err != nil {
					return nil, webidl.PlainError("Scrypt failed")
				}
				return b, nil
			}, nil
		},
		// hkdf(digest, key, salt, info, length)
		"hkdf": func(c *webidl.Call) (func() ([]byte, error), error) {
			d, ok := digestOf(c.String(0))
			if !ok {
				return nil, webidl.TypeError("Invalid Hkdf digest: %s", c.String(0))
			}
			key, salt, info, length := c.Bytes(1), c.Bytes(2), string(view(c, 3)), int(c.Integer(4))
			if length > 255*d.start().Size() {
				return nil, webidl.RangeError("Invalid Hkdf key length")
			}
			return func() ([]byte, error) { return hkdf.Key(d.start, key, salt, info, length) }, nil
		},
	} {
		m[name], m[name+"Later"] = derive(prepare)
	}
	return m
}()
