package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webcrypto"
	"github.com/dodev/dodev/jsapi/webidl"
)

// jwkMembers are the text members of a JSON Web Key in the order of the dictionary, with those of other types.
var jwkMembers = []string{
	"kty", "use", "key_ops", "alg", "ext", "crv", "x", "y", "d", "n", "e", "p", "q", "dp", "dq", "qi", "oth", "k", "pub", "priv",
}

// jwkText answers where a text member is kept, nil for a member of another type.
func jwkText(j *webcrypto.JWK, member string) **string {
	return map[string]**string{
		"use": &j.Use, "alg": &j.Alg, "crv": &j.Crv, "x": &j.X, "y": &j.Y, "d": &j.D, "n": &j.N, "e": &j.E,
		"p": &j.P, "q": &j.Q, "dp": &j.DP, "dq": &j.DQ, "qi": &j.QI, "k": &j.K,
	}[member]
}

// readJWK reads a JSON Web Key that script made.
func readJWK(r *webidl.Realm, o *goja.Object) (*webcrypto.JWK, error) {
	j := &webcrypto.JWK{}
	d := r.NewDict(o)
	for _, member := range jwkMembers {
		v, ok := d.Member(member)
		switch {
		case member == "kty" && !ok:
			j.Kty = "undefined"
		case !ok:
		case member == "kty":
			j.Kty = r.Text(v).String()
		case member == "ext":
			ext := v.ToBoolean()
			j.Ext = &ext
		case member == "oth":
			j.Oth = true
		case member == "key_ops":
			if j.KeyOps, j.HasOps = names(r, v); !j.HasOps {
				return nil, wrongMember(member, "JsonWebKey", "Array")
			}
		default:
			if at := jwkText(j, member); at != nil {
				text := r.Text(v).String()
				*at = &text
			}
		}
	}
	return j, nil
}

// showJWK answers a JSON Web Key as script sees it; what it lacks is undefined or, once, left out.
func showJWK(r *webidl.Realm, j *webcrypto.JWK) *goja.Object {
	o := r.VM.NewObject()
	for _, member := range jwkMembers {
		var v any
		switch member {
		case "kty":
			v = j.Kty
		case "key_ops":
			v = j.KeyOps
		case "ext":
			if j.Ext != nil {
				v = *j.Ext
			}
		default:
			if at := jwkText(j, member); at != nil && *at != nil {
				v = **at
			}
		}
		if v != nil || r.Flags.Has(compat.EnableFastJsgStruct) {
			_ = o.Set(member, r.Value(v))
		}
	}
	return o
}
