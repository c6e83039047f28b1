package workers

import (
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
	If: never,
}

// equals compares the ids' bytes only.
func (d *ObjectID) equals(c *webidl.Call) (any, error) {
	other := webidl.As[ObjectID](c.Arg(0))
	if other == nil {
		return nil, c.Bad(0, "DurableObjectId")
	}
	return d.id == other.id, nil
}
