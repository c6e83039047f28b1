package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/storage"
)

// ObjectID is a DurableObjectId.
type ObjectID struct {
	id   runtime.ID
	name storage.Name
	// from is the namespace that made it.
	from *runtime.Namespace
}

var objectIDClass = &webidl.Interface[ObjectID]{
	Name: "DurableObjectId",
	Operations: []webidl.Operation[ObjectID]{
		{Name: "toString", Run: func(d *ObjectID, _ *webidl.Call) (any, error) { return d.id.String(), nil }},
		{Name: "equals", Run: (*ObjectID).equals},
	},
	// There even when undefined.
	Fields: []webidl.Field[ObjectID]{
		{Name: "jurisdiction", Value: (*ObjectID).jurisdiction},
		{Name: "name", Value: func(d *ObjectID, _ *webidl.Realm) any { return d.shownName() }},
	},
	If: never,
}

// jurisdiction answers the place that the object is confined to, nil for none.
func (d *ObjectID) jurisdiction(r *webidl.Realm) any {
	if !restricted(r) {
		return nil
	}
	if j := d.from.Jurisdiction(d.id); j != "" {
		return j
	}
	return nil
}

// shownName answers the name that the id was made of, nil if that is not known.
func (d *ObjectID) shownName() any {
	if d.name.Known {
		return d.name.Text
	}
	return nil
}

// equals compares the ids' bytes only.
func (d *ObjectID) equals(c *webidl.Call) (any, error) {
	other := webidl.As[ObjectID](c.Arg(0))
	if other == nil {
		return nil, c.Bad(0, "DurableObjectId")
	}
	return d.id == other.id, nil
}

// id answers what ctx.id is: an *ObjectID, or the text that a facet was given.
func (o *object) id() any {
	if o.code.as != nil {
		return o.code.as
	}
	at := o.in.Object
	return &ObjectID{at.ID, at.Name(), at.Namespace}
}

// idText answers the text of ctx.id.
func (o *object) idText() string {
	if o.text != "" {
		return o.text
	}
	switch id := o.id().(type) {
	case *ObjectID:
		o.text = id.id.String()
	case string:
		o.text = id
	}
	return o.text
}

// wrapIdentity answers ctx.id.
func (s *script) wrapIdentity(id any) goja.Value {
	if text, ok := id.(string); ok {
		return s.iso.VM.ToValue(text)
	}
	return webidl.Wrap(s.realm, id.(*ObjectID))
}
