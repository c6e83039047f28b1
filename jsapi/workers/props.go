package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
)

// Props is what ctx.props of an entrypoint or object is. The zero value is an empty object.
type Props struct {
	json   string
	cloned []byte
}

// JSONProps answers the props of a binding, as the configuration has them; "" is none.
func JSONProps(text string) Props { return Props{json: text} }

// cloneProps takes props out of a script.
func cloneProps(r *webidl.Realm, v goja.Value) (Props, error) {
	b, err := jsapi.Codec(r).Serialize(v, clone.Options{Mode: clone.ForRPC})
	return Props{cloned: b}, jsapi.CloneError(err)
}

// value answers the props in a script.
func (p Props) value(s *script) goja.Value {
	switch {
	case p.cloned != nil:
		v, err := jsapi.Codec(s.realm).Deserialize(p.cloned)
		if err != nil {
			panic(s.realm.Exception(err))
		}
		return v
	case p.json != "":
		return s.parseJSON(p.json)
	}
	return s.iso.VM.NewObject()
}

// propsOption reads the props of the options that a loopback is called with.
func propsOption(c *webidl.Call) (Props, error) {
	c.Need(0, "Options")
	v, ok := c.Dict(0, "Options").Member("props")
	if !ok {
		return Props{}, nil
	}
	if _, ok := v.(*goja.Object); !ok {
		return Props{}, webidl.TypeError("Incorrect type for the 'props' field on 'Options': the provided value is not of type 'Object'.")
	}
	return cloneProps(c.Realm, v)
}
