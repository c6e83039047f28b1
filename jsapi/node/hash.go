package node

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"maps"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// hashes are by OpenSSL's names, which are the same in either case and with or without hyphens.
var hashes = map[string]func() hash.Hash{
	"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
	"sha512224": sha512.New512_224, "sha512256": sha512.New512_256,
}

// hashNatives are the functions behind the hashes of node:crypto.
var hashNatives = map[string]func(*webidl.Call) (any, error){
	// hashStart(algorithm, key) answers a state, undefined if there is no such algorithm.
	"hashStart": func(c *webidl.Call) (any, error) {
		name := strings.ToLower(strings.TrimPrefix(strings.ToUpper(c.String(0)), "RSA-"))
		start := hashes[strings.NewReplacer("-", "", "/", "").Replace(name)]
		switch {
		case start == nil:
			return nil, nil
		case c.Given(1):
			return c.Realm.VM.NewDynamicObject(&hashState{sum: hmac.New(start, c.Bytes(1))}), nil
		}
		return c.Realm.VM.NewDynamicObject(&hashState{sum: start()}), nil
	},
	"hashUpdate": func(c *webidl.Call) (any, error) {
		b, _ := c.Realm.Bytes(c.Arg(1))
		stateOf(c).sum.Write(b)
		return nil, nil
	},
	"hashSum": func(c *webidl.Call) (any, error) { return c.Realm.Uint8Array(stateOf(c).sum.Sum(nil)), nil },
	"hashCopy": func(c *webidl.Call) (any, error) {
		cloner, ok := stateOf(c).sum.(hash.Cloner)
		if !ok {
			return nil, webidl.PlainError("the hash cannot be copied")
		}
		sum, err := cloner.Clone()
		return c.Realm.VM.NewDynamicObject(&hashState{sum: sum}), err
	},
	"hashNames": func(*webidl.Call) (any, error) {
		return slices.Sorted(maps.Keys(hashes)), nil
	},
}

// hashState carries a hash that is under way through script, which sees nothing in it.
type hashState struct{ sum hash.Hash }

// Get answers nothing.
func (*hashState) Get(string) goja.Value { return nil }

// Set keeps nothing.
func (*hashState) Set(string, goja.Value) bool { return false }

// Has finds nothing.
func (*hashState) Has(string) bool { return false }

// Delete forgets nothing.
func (*hashState) Delete(string) bool { return true }

// Keys lists nothing.
func (*hashState) Keys() []string { return nil }

func stateOf(c *webidl.Call) *hashState { return c.Arg(0).(*goja.Object).Export().(*hashState) }
