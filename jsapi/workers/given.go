package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// given is a value that one script gives to others for good, as their props or env: any number of isolates read
// it. What it refers to beside its bytes are Targets.
type given struct {
	bytes   []byte
	carried []any
}

// giving marks the writing of a given value: stubs of objects and services may be in it, other stubs may not.
type giving struct{}

// give takes a value out of a script.
func give(r *webidl.Realm, v goja.Value) (*given, error) {
	b, carried, err := jsapi.Codec(r).Pack(v, clone.Options{Mode: clone.ForRPC, Session: giving{}})
	if err != nil {
		return nil, jsapi.CloneError(err)
	}
	return &given{b, carried}, nil
}

// value answers the value in a script.
func (g *given) value(s *script) (goja.Value, error) {
	v, _, err := s.unpack(&wire.Payload{Bytes: g.bytes, Carried: append([]any{}, g.carried...)})
	return v, err
}
