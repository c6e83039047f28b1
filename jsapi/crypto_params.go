package jsapi

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/webcrypto"
	"github.com/dodev/dodev/jsapi/webidl"
)

// algorithmMembers are the options that each dictionary of algorithms has, in the order in which they are read.
var algorithmMembers = map[string][]string{
	"HashAlgorithm":        {},
	"EncryptAlgorithm":     {"iv", "additionalData", "tagLength", "counter", "length", "label"},
	"SignAlgorithm":        {"hash", "saltLength"},
	"GenerateKeyAlgorithm": {"hash", "modulusLength", "publicExponent", "length", "namedCurve"},
	"ImportKeyAlgorithm":   {"hash", "length", "namedCurve"},
	"DeriveKeyAlgorithm":   {"salt", "iterations", "hash", "public", "info"},
}

// algorithmArgument reads argument i, the name of an algorithm or a dictionary with it.
func algorithmArgument(c *webidl.Call, i int, dictionary string) (*webcrypto.Params, error) {
	v := c.Need(i, "string or "+dictionary)
	o, ok := v.(*goja.Object)
	switch {
	case goja.IsUndefined(v) || goja.IsNull(v):
		return nil, uninitialised(dictionary)
	case !ok:
		return &webcrypto.Params{Name: c.Realm.Text(v).String(), Random: random{c.Isolate().Host}}, nil
	}
	d := &paramsDict{realm: c.Realm, dict: c.Realm.NewDict(o), typ: dictionary}
	p := &webcrypto.Params{Name: nameMember(c.Realm, o), Random: random{c.Isolate().Host}}
	for _, member := range algorithmMembers[dictionary] {
		d.read(p, member)
	}
	return p, d.err
}

// random is the host's randomness as a reader.
type random struct{ *host.Host }

// Read fills b.
func (r random) Read(b []byte) (int, error) {
	r.Random(b)
	return len(b), nil
}

// uninitialised is what the platform says of dictionaries that are not there.
func uninitialised(dictionary string) error {
	mangled := map[string]string{
		"HashAlgorithm": "13HashAlgorithm", "EncryptAlgorithm": "16EncryptAlgorithm", "SignAlgorithm": "13SignAlgorithm",
		"GenerateKeyAlgorithm": "20GenerateKeyAlgorithm", "ImportKeyAlgorithm": "18ImportKeyAlgorithm",
		"DeriveKeyAlgorithm": "18DeriveKeyAlgorithm", "JsonWebKey": "10JsonWebKey",
	}[dictionary]
	return webidl.TypeError("Cannot initialize N7workerd3api12SubtleCrypto%sE with required members from an undefined or null value.", mangled)
}

// nameMember answers the name in a dictionary; one that is not there is called "undefined".
func nameMember(r *webidl.Realm, o *goja.Object) string {
	v := o.Get("name")
	if v == nil {
		v = goja.Undefined()
	}
	return r.Text(v).String()
}

// paramsDict reads the members of one dictionary; err is the first failure.
type paramsDict struct {
	realm *webidl.Realm
	dict  *webidl.Dict
	typ   string
	err   error
}

func (d *paramsDict) read(p *webcrypto.Params, member string) {
	switch member {
	case "hash":
		if v, ok := d.member(member); ok {
			name := ""
			if o, isObject := v.(*goja.Object); isObject {
				name = nameMember(d.realm, o)
			} else {
				name = d.realm.Text(v).String()
			}
			p.Hash = &name
		}
	case "namedCurve":
		if v, ok := d.member(member); ok {
			name := d.realm.Text(v).String()
			p.NamedCurve = &name
		}
	case "public":
		if v, ok := d.member(member); ok {
			k := webidl.As[CryptoKey](v)
			if k == nil {
				d.fail(member, "CryptoKey")
				return
			}
			p.Public = k.Key
		}
	case "iv":
		p.IV = d.bytes(member)
	case "additionalData":
		p.AdditionalData = d.bytes(member)
	case "counter":
		p.Counter = d.bytes(member)
	case "label":
		p.Label = d.bytes(member)
	case "salt":
		p.Salt = d.bytes(member)
	case "info":
		p.Info = d.bytes(member)
	case "publicExponent":
		p.PublicExponent = d.bytes(member)
	case "tagLength":
		p.TagLength = d.int(member)
	case "length":
		p.Length = d.int(member)
	case "saltLength":
		p.SaltLength = d.int(member)
	case "iterations":
		p.Iterations = d.int(member)
	case "modulusLength":
		p.ModulusLength = d.int(member)
	}
}

func (d *paramsDict) member(name string) (goja.Value, bool) {
	if d.err != nil {
		return nil, false
	}
	return d.dict.Member(name)
}

func (d *paramsDict) fail(name, typ string) {
	if d.err == nil {
		d.err = wrongMember(name, d.typ, typ)
	}
}

// bytes answers a copy of the bytes of a member, nil if it is not there.
func (d *paramsDict) bytes(name string) []byte {
	v, ok := d.member(name)
	if !ok {
		return nil
	}
	b, ok := d.realm.Bytes(v)
	if !ok {
		d.fail(name, "BufferSource")
		return nil
	}
	return append([]byte{}, b...)
}

func (d *paramsDict) int(name string) *int {
	v, ok := d.member(name)
	if !ok {
		return nil
	}
	n := int(int32(webidl.ToInteger(d.realm.Number(v))))
	return &n
}

// cryptoError answers a failure of the algorithms as script's.
func cryptoError(err error) error {
	var e *webcrypto.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Name {
	case "TypeError", "RangeError", "Error":
		return &webidl.Error{Class: e.Name, Message: e.Message}
	}
	return &webidl.DOMException{Name: e.Name, Message: e.Message}
}
