package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/storage"
)

// Namespace is a DurableObjectNamespace: a binding to a class.
type Namespace struct{ objects *runtime.Namespace }

var namespaceClass = &webidl.Interface[Namespace]{
	Name: "DurableObjectNamespace",
	Operations: []webidl.Operation[Namespace]{
		{Name: "newUniqueId", Run: (*Namespace).newUniqueID},
		{Name: "idFromName", Run: (*Namespace).idFromName},
		{Name: "idFromString", Run: (*Namespace).idFromString},
		{Name: "getByName", Run: (*Namespace).getByName},
		{Name: "get", Run: (*Namespace).get},
		{Name: "jurisdiction", Run: (*Namespace).jurisdiction},
	},
	If: never,
}

// BindObjects answers a binding to the objects of a class.
func BindObjects(name string, objects *runtime.Namespace) Binding {
	return Binding{Name: name, Make: func(e *Environment) (goja.Value, error) {
		return webidl.Wrap(e.script.realm, &Namespace{objects}), nil
	}}
}

// allowed answers the error of an operation that needs a request.
func (n *Namespace) allowed(c *webidl.Call) error {
	if c.Isolate().Scope().Context.Global {
		return webidl.PlainError("%s", globalScope)
	}
	return nil
}

const globalScope = "Disallowed operation called within global scope. Asynchronous I/O (ex: fetch() or connect()), " +
	"setting a timeout, and generating random values are not allowed within global scope. To fix this error, perform this " +
	"operation within a handler. https://developers.cloudflare.com/workers/runtime-apis/handlers/"

func (n *Namespace) newUniqueID(c *webidl.Call) (any, error) {
	if v, ok := c.Dict(0, "NewUniqueIdOptions").Member("jurisdiction"); ok && !goja.IsNull(v) {
		return nil, noJurisdiction()
	}
	var base [16]byte
	c.Isolate().Host.Random(base[:])
	return n.wrapID(c, n.objects.FromRandom(base), storage.Name{}), nil
}

func (n *Namespace) idFromName(c *webidl.Call) (any, error) {
	name := c.String(0)
	return n.wrapID(c, n.objects.FromName(name), storage.Name{Text: name, Known: true}), nil
}

func (n *Namespace) idFromString(c *webidl.Call) (any, error) {
	id, err := n.objects.Parse(c.String(0))
	if err != nil {
		return nil, webidl.TypeError("%s", err.Error())
	}
	return n.wrapID(c, id, storage.Name{}), nil
}

// wrapID answers a DurableObjectId; name and jurisdiction are its own properties, there even when undefined.
func (n *Namespace) wrapID(c *webidl.Call, id runtime.ID, name storage.Name) *goja.Object {
	return wrapID(c.Realm, &ObjectID{id, name, n.objects})
}

func wrapID(r *webidl.Realm, d *ObjectID) *goja.Object {
	o := webidl.Wrap(r, d)
	name := goja.Undefined()
	if d.name.Known {
		name = r.VM.ToValue(d.name.Text)
	}
	_ = o.Set("name", name)
	_ = o.Set("jurisdiction", goja.Undefined())
	return o
}

func (n *Namespace) getByName(c *webidl.Call) (any, error) {
	if err := n.allowed(c); err != nil {
		return nil, err
	}
	name := c.String(0)
	return n.stub(c, &ObjectID{n.objects.FromName(name), storage.Name{Text: name, Known: true}, n.objects})
}

func (n *Namespace) get(c *webidl.Call) (any, error) {
	if err := n.allowed(c); err != nil {
		return nil, err
	}
	id := webidl.As[ObjectID](c.Arg(0))
	if id == nil {
		return nil, c.Bad(0, "DurableObjectId")
	}
	return n.stub(c, id)
}

// stub answers a stub. The options are accepted as the local runtime accepts them; only routingMode is
// checked.
func (n *Namespace) stub(c *webidl.Call, id *ObjectID) (any, error) {
	if mode, ok := c.Dict(1, "GetDurableObjectOptions").String("routingMode"); ok && mode != "primary-only" {
		return nil, webidl.RangeError("unknown routingMode: %s", mode)
	}
	return newStub(c.Realm, n.objects, id), nil
}

func (n *Namespace) jurisdiction(c *webidl.Call) (any, error) {
	if v := c.Arg(0); !goja.IsUndefined(v) && !goja.IsNull(v) {
		return nil, noJurisdiction()
	}
	return webidl.Wrap(c.Realm, &Namespace{n.objects}), nil
}

func noJurisdiction() error {
	return webidl.PlainError("Jurisdiction restrictions are not implemented in workerd.")
}
