package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// Props is what ctx.props of an entrypoint or object is. The zero value is an empty object.
type Props struct {
	json  string
	given *given
}

// JSONProps answers the props of a binding, as the configuration has them; "" is none.
func JSONProps(text string) Props { return Props{json: text} }

// value answers the props in a script.
func (p Props) value(s *script) goja.Value {
	switch {
	case p.given != nil:
		v, err := p.given.value(s)
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
	return readProps(c.Realm, c.Dict(0, "Options"), "Options")
}

// readProps reads the props of options that are called typ.
func readProps(r *webidl.Realm, d *webidl.Dict, typ string) (Props, error) {
	v, ok := d.Member("props")
	if !ok {
		return Props{}, nil
	}
	if _, ok := v.(*goja.Object); !ok {
		return Props{}, webidl.TypeError("Incorrect type for the 'props' field on '%s': the provided value is not of type 'Object'.", typ)
	}
	g, err := give(r, v)
	return Props{given: g}, err
}
