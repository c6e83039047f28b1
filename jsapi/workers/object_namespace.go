package workers

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/limits"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/wire"
)

// Namespace is a DurableObjectNamespace: a binding to a class.
type Namespace struct {
	objects *runtime.Namespace
	// within is the jurisdiction that its objects are confined to; "" is none.
	within string
	// named are ids by name, since most names are asked for again.
	named map[string]*ObjectID
}

// maxNamed is how many names are remembered.
const maxNamed = 256

var namespaceClass = &webidl.Interface[Namespace]{
	Name: "DurableObjectNamespace",
	Operations: []webidl.Operation[Namespace]{
		{Name: "newUniqueId", Run: (*Namespace).newUniqueID},
		{Name: "idFromName", Run: (*Namespace).idFromName},
		{Name: "idFromString", Run: (*Namespace).idFromString},
		{Name: "getByName", Run: (*Namespace).getByName},
		{Name: "get", Run: (*Namespace).get},
		{Name: "getExisting", Run: (*Namespace).getExisting, If: func(f compat.Flags) bool { return f.Has(compat.DurableObjectGetExisting) }},
		{Name: "jurisdiction", Run: (*Namespace).jurisdiction},
	},
	If: never,
}

// BindObjects answers a binding to the objects of a class.
func BindObjects(name string, objects *runtime.Namespace) Binding {
	return Binding{Name: name, Make: func(e *Environment) (goja.Value, error) {
		return webidl.Wrap(e.script.realm, &Namespace{objects: objects}), nil
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
	within := n.within
	if v, ok := c.Dict(0, "NewUniqueIdOptions").Member("jurisdiction"); ok && !goja.IsNull(v) {
		var err error
		if within, err = n.sub(c, v); err != nil {
			return nil, err
		}
	}
	var base [16]byte
	c.Isolate().Host.Random(base[:])
	return n.wrapID(c, n.objects.In(within).FromRandom(base), storage.Name{}), nil
}

func (n *Namespace) idFromName(c *webidl.Call) (any, error) {
	return webidl.Wrap(c.Realm, n.byName(c.String(0))), nil
}

// byName answers the id of a name.
func (n *Namespace) byName(name string) *ObjectID {
	if id := n.named[name]; id != nil {
		return id
	}
	if n.named == nil || len(n.named) == maxNamed {
		n.named = map[string]*ObjectID{}
	}
	id := &ObjectID{n.objects.In(n.within).FromName(name), storage.Name{Text: name, Known: true}, n.objects}
	n.named[name] = id
	return id
}

func (n *Namespace) idFromString(c *webidl.Call) (any, error) {
	text := c.String(0)
	id, err := n.objects.In(n.within).Parse(text)
	for _, j := range runtime.Jurisdictions { // whose ids the whole namespace takes too
		if err == runtime.ErrForeignID && n.within == "" && restricted(c.Realm) {
			id, err = n.objects.In(j).Parse(text)
		}
	}
	if err != nil {
		return nil, webidl.TypeError("%s", err.Error())
	}
	return n.wrapID(c, id, storage.Name{}), nil
}

func (n *Namespace) wrapID(c *webidl.Call, id runtime.ID, name storage.Name) *goja.Object {
	return webidl.Wrap(c.Realm, &ObjectID{id, name, n.objects})
}

func (n *Namespace) getByName(c *webidl.Call) (any, error) {
	if err := n.allowed(c); err != nil {
		return nil, err
	}
	id := n.byName(c.String(0))
	return n.stub(c, id, webidl.Wrap(c.Realm, id))
}

func (n *Namespace) get(c *webidl.Call) (any, error) {
	id, err := n.addressed(c)
	if err != nil {
		return nil, err
	}
	return n.stub(c, id, c.Arg(0).(*goja.Object))
}

// getExisting answers a stub that is of no use, as the local runtime does: it knows of no object whether it is there.
func (n *Namespace) getExisting(c *webidl.Call) (any, error) {
	id, err := n.addressed(c)
	if err != nil {
		return nil, err
	}
	return webidl.Wrap(c.Realm, &Stub{Fetcher{unfound{}, c.Isolate().Scope().Context}, id, c.Arg(0).(*goja.Object)}), nil
}

// unfound is an object that is only to be reached if it is there already.
type unfound struct{}

var errUnfound = plainRemote("workerd only supports GET_OR_CREATE mode for getting actor stubs")

// Fetch refuses.
func (unfound) Fetch(_ *wire.Request, answer func(*wire.Response, error)) { answer(nil, errUnfound) }

// Call refuses.
func (unfound) Call(c *wire.Call) {
	c.Args.Close()
	c.Answer(nil, errUnfound)
}

// Connect refuses.
func (unfound) Connect(c *wire.Connection) { c.Refuse(errUnfound) }

// addressed reads the id of an object.
func (n *Namespace) addressed(c *webidl.Call) (*ObjectID, error) {
	if err := n.allowed(c); err != nil {
		return nil, err
	}
	id := webidl.As[ObjectID](c.Arg(0))
	if id == nil {
		return nil, c.Bad(0, "DurableObjectId")
	}
	if n.within != "" && n.objects.Jurisdiction(id.id) != n.within {
		return nil, webidl.TypeError("get called on jurisdictional subnamespace with an ID from a different jurisdiction")
	}
	return id, nil
}

// stub answers a stub. The options are accepted as the local runtime accepts them; only routingMode is
// checked.
func (n *Namespace) stub(c *webidl.Call, id *ObjectID, shown *goja.Object) (any, error) {
	if mode, ok := c.Dict(1, "GetDurableObjectOptions").String("routingMode"); ok && mode != "primary-only" {
		return nil, webidl.RangeError("unknown routingMode: %s", mode)
	}
	return newStub(c.Realm, n.objects, id, shown), nil
}

// jurisdiction answers the part of the namespace whose objects are confined to a place.
func (n *Namespace) jurisdiction(c *webidl.Call) (any, error) {
	within := n.within
	if v := c.Arg(0); !goja.IsUndefined(v) && !goja.IsNull(v) {
		var err error
		if within, err = n.sub(c, v); err != nil {
			return nil, err
		}
	}
	return webidl.Wrap(c.Realm, &Namespace{objects: n.objects, within: within}), nil
}

// restricted answers whether the platform's restrictions are asked for: its local runtime has no jurisdictions.
func restricted(r *webidl.Realm) bool { return of(r).worker.Limits != limits.Limits{} }

// sub reads the name of a jurisdiction.
func (n *Namespace) sub(c *webidl.Call, v goja.Value) (string, error) {
	if !restricted(c.Realm) {
		return "", webidl.PlainError("Jurisdiction restrictions are not implemented in workerd.")
	}
	name := c.Realm.Text(v).String()
	if !slices.Contains(runtime.Jurisdictions, name) {
		return "", webidl.TypeError("Invalid jurisdiction: %s", name)
	}
	if n.within != "" && name != n.within {
		return "", webidl.TypeError("The namespace is confined to the jurisdiction %s already.", n.within)
	}
	return name, nil
}
