package workers

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// maxMessage is how many bytes the arguments or the result of one call may have, streams apart.
const maxMessage = 32 << 20

// The tags of what is sent by reference.
const (
	cloneRPCStub     = 1
	cloneServiceStub = 11
)

// rpcCloneables are the classes that are sent by reference.
var rpcCloneables = []jsapi.Cloneable{
	{Native: reflect.TypeFor[rpcStub](), Tag: cloneRPCStub, Write: writeStub, Read: readStub},
	{Native: reflect.TypeFor[rpcTarget](), Tag: cloneRPCStub, Write: writeTarget},
	{Native: reflect.TypeFor[Fetcher](), Tag: cloneServiceStub, Write: writeFetcher, Read: readFetcher},
	{Native: reflect.TypeFor[Stub](), Tag: cloneServiceStub, Write: writeFetcher},
}

// packing is a value on its way out of the running context.
type packing struct {
	script *script
	// give says that the stubs in the value go with it: they are disposed of when given is.
	give   bool
	given  []*rpcStub
	result bool // of a call
}

// pack writes a value for another context.
func (p *packing) pack(v goja.Value) (*wire.Payload, error) {
	return p.packed(jsapi.Codec(p.script.realm).Pack(v, clone.Options{Mode: clone.ForRPC, Session: p}))
}

func (p *packing) packed(b []byte, carried []any, err error) (*wire.Payload, error) {
	payload := &wire.Payload{Bytes: b, Carried: carried}
	if err == nil && len(b) > maxMessage {
		err = webidl.PlainError("Serialized RPC arguments or return values are limited to 32MiB, but the size of this value was: %d bytes.", len(b))
	}
	if err != nil {
		payload.Close()
		return nil, jsapi.CloneError(err)
	}
	for _, x := range carried {
		if body, ok := x.(*wire.Body); ok {
			hold(p.script.iso, p.script.iso.Scope().Context, body)
		}
	}
	return payload, nil
}

// packArguments writes the arguments of a call. The receiver disposes of its copies of the stubs in them; the
// caller's go on, unless the date has them move.
func (s *script) packArguments(args []goja.Value) (*wire.Payload, error) {
	p := &packing{script: s, give: !s.realm.Flags.Has(compat.RPCParamsDupStubs)}
	payload, err := p.packed(jsapi.Codec(s.realm).PackList(args, clone.Options{Mode: clone.ForRPC, Session: p}))
	for _, t := range p.given {
		t.dispose()
	}
	return payload, err
}

// unpacking is a value on its way into the running context.
type unpacking struct {
	script *script
	stubs  *group
}

// unpack reads a value, and answers the stubs in it too. It takes over what the value carries.
func (s *script) unpack(p *wire.Payload) (v goja.Value, stubs *group, err error) {
	stubs, err = s.unpacked(p, func(r clone.Reading) (err error) {
		v, err = jsapi.Codec(s.realm).Unpack(p.Bytes, r)
		return err
	})
	return v, stubs, err
}

// unpackArguments reads the arguments of a call.
func (s *script) unpackArguments(p *wire.Payload) (args []goja.Value, stubs *group, err error) {
	if p == nil {
		return nil, nil, nil
	}
	stubs, err = s.unpacked(p, func(r clone.Reading) (err error) {
		args, err = jsapi.Codec(s.realm).UnpackList(p.Bytes, r)
		return err
	})
	return args, stubs, err
}

func (s *script) unpacked(p *wire.Payload, read func(clone.Reading) error) (*group, error) {
	u := &unpacking{script: s, stubs: &group{}}
	if err := read(clone.Reading{Carried: p.Carried, Session: u, Stacks: clone.StacksFresh}); err != nil {
		u.stubs.dispose()
		p.Close()
		return nil, jsapi.CloneError(err)
	}
	return u.stubs, nil
}

// carried reads the next thing that is sent by reference.
func carried[T any](d *clone.Decoder) (t T, u *unpacking, err error) {
	x, err := d.Carried()
	if err != nil {
		return t, nil, err
	}
	u, ok := d.Session().(*unpacking)
	if !ok {
		return t, nil, errNotHere
	}
	if t, ok = x.(T); !ok {
		return t, nil, errNotHere
	}
	return t, u, nil
}

var errNotHere = &clone.Error{Name: clone.PlainError, Message: "Unable to deserialize cloned data."}

func writeStub(_ *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
	t := webidl.As[rpcStub](o)
	p, ok := e.Session().(*packing)
	if !ok {
		return t.RefuseClone()
	}
	if _, _, err := t.begin(p.script, nil); err != nil {
		return err
	}
	e.Carry(t.to.Dup())
	if p.give {
		p.given = append(p.given, t)
	}
	return nil
}

func readStub(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error) {
	to, u, err := carried[wire.Capability](d)
	if err != nil {
		return nil, err
	}
	t := u.script.hold(to)
	u.stubs.stubs = append(u.stubs.stubs, t.lease)
	return webidl.Wrap(r, t), nil
}

// writeTarget makes a stub of an RpcTarget.
func writeTarget(_ *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
	p, ok := e.Session().(*packing)
	if !ok {
		return (*rpcTarget)(nil).RefuseClone()
	}
	if !p.give {
		var err error
		o, err = p.duplicate(o, func(o *goja.Object) bool { return webidl.As[rpcTarget](o) != nil },
			"Couldn't create a stub for the RcpTarget because it has a dup() method which did not return another RpcTarget. "+
				"Either remove the dup() method or make sure it returns an RpcTarget.")
		if err != nil {
			return err
		}
	}
	e.Carry(p.script.export(o, false, p.result))
	return nil
}

// duplicate answers what the dup() of a target answers, if it has one: the original stays its owner's.
func (p *packing) duplicate(o *goja.Object, same func(*goja.Object) bool, refusal string) (*goja.Object, error) {
	dup, ok := goja.AssertFunction(o.Get("dup"))
	if !ok {
		return o, nil
	}
	v, err := dup(o)
	if err != nil {
		return nil, p.script.iso.Check(err)
	}
	if o, ok := v.(*goja.Object); ok && same(o) {
		return o, nil
	}
	return nil, &clone.Error{Message: refusal}
}

// writeFunction makes stubs of functions, and of proxies that pass for what may be sent by reference.
func writeFunction(e *clone.Encoder, o *goja.Object) (bool, error) {
	p, ok := e.Session().(*packing)
	if !ok {
		return false, nil
	}
	s := p.script
	proxy := isProxy(o)
	if _, function := goja.AssertFunction(o); !function && !proxy {
		return false, nil
	}
	own, ok := true, true
	if proxy {
		if own, ok = s.exportable(o); !ok {
			return true, &clone.Error{Message: "Proxy could not be serialized because it is not a valid RPC receiver type. The Proxy " +
				"must emulate either a plain object or an RpcTarget, as indicated by the Proxy's prototype chain."}
		}
	}
	if !p.give {
		refusal := "Couldn't create a stub for the function because it has a dup() method which did not return another function. " +
			"Either remove the dup() method or make sure it returns a function."
		same := func(o *goja.Object) bool { _, ok := goja.AssertFunction(o); return ok }
		if proxy {
			refusal = "Couldn't create a stub for the Proxy because it has a dup() method which did not return the same underlying " +
				"type (RpcTarget or Function) as the Proxy itself represents. Either remove the dup() method or make sure it returns " +
				"an RpcTarget."
			same = func(o *goja.Object) bool { other, ok := s.exportable(o); return ok && other == own }
		}
		var err error
		if o, err = p.duplicate(o, same, refusal); err != nil {
			return true, err
		}
	}
	e.WriteUint32(cloneRPCStub)
	e.Carry(s.export(o, own, p.result))
	return true, nil
}

func writeFetcher(_ *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
	f := webidl.As[Fetcher](o)
	switch f.target.(type) {
	case *facetTarget:
		return &clone.Error{Message: "Stubs pointing to Durable Object facets are not serializable."}
	case *dynamicTarget:
		return &clone.Error{Message: dynamicStays}
	}
	switch e.Session().(type) {
	case *packing, giving:
	default:
		return &clone.Error{Message: "ServiceStub cannot be serialized in this context."}
	}
	e.Carry(f.target)
	return nil
}

func readFetcher(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error) {
	to, u, err := carried[Target](d)
	if err != nil {
		return nil, err
	}
	owner := u.script.iso.Scope().Context
	if owner.Global { // it is part of env
		owner = nil
	}
	return webidl.Wrap(r, &Fetcher{target: to, owner: owner}), nil
}
