package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// cfJSON writes a cf object as it travels.
func cfJSON(r *webidl.Realm, v goja.Value) ([]byte, error) {
	text, err := writeJSON(r, v)
	if err != nil || goja.IsUndefined(text) {
		return nil, err
	}
	return []byte(text.String()), nil
}

// cfObject is a cf property: JSON until a script looks at it.
type cfObject struct {
	json  []byte
	value goja.Value
}

// get answers the property, undefined if there is none.
func (f *cfObject) get(r *webidl.Realm) (any, error) {
	if f.value == nil {
		f.value = goja.Undefined()
		if f.json != nil {
			v, err := parseJSON(r, string(f.json))
			if err != nil {
				return nil, err
			}
			f.value = v
		}
	}
	return f.value, nil
}

// out answers the property as JSON, with what a script changed.
func (f *cfObject) out(r *webidl.Realm) ([]byte, error) {
	if o, ok := f.value.(*goja.Object); ok {
		return cfJSON(r, o)
	}
	return f.json, nil
}

// cfInit reads the cf member of an initialiser of type typ, and whether it is there.
func cfInit(r *webidl.Realm, d *webidl.Dict, typ string) (json []byte, given bool, err error) {
	v, ok := d.Member("cf")
	if !ok {
		return nil, false, nil
	}
	if _, ok := v.(*goja.Object); !ok {
		return nil, true, webidl.TypeError("Incorrect type for the 'cf' field on '%s': the provided value is not of type 'Object'.", typ)
	}
	json, err = cfJSON(r, v)
	return json, true, err
}
