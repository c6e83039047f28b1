package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
)

// maxFacetName is the longest name of a facet, in bytes of UTF-8, though the error speaks of characters.
const maxFacetName = 256

// durableObjectFacets is ctx.facets: objects that are a part of this one.
type durableObjectFacets struct{ object *object }

var facetsClass = &webidl.Interface[durableObjectFacets]{
	Name: "DurableObjectFacets",
	Operations: []webidl.Operation[durableObjectFacets]{
		{Name: "get", Run: (*durableObjectFacets).get},
		{Name: "abort", Run: (*durableObjectFacets).abort},
		{Name: "delete", Run: (*durableObjectFacets).delete},
		{Name: "clone", Run: (*durableObjectFacets).clone},
	},
	If: never,
}

var facets = &member{"facets", func(s *script, this *goja.Object) goja.Value {
	return webidl.Wrap(s.realm, &durableObjectFacets{webidl.As[State](this).object})
}}

// own answers the error of code that uses the facets of somebody else.
func (f *durableObjectFacets) own(c *webidl.Call) error { return f.object.own(c, "FacetManager") }

func facetName(c *webidl.Call, i int) (string, error) {
	name := c.String(i)
	if len(name) > maxFacetName {
		return "", webidl.TypeError("Facet name is too long (max %d characters).", maxFacetName)
	}
	return name, nil
}

// get answers a stub of a facet. The function that says what class it is of is called if the facet does not run
// when the stub is first used.
func (f *durableObjectFacets) get(c *webidl.Call) (any, error) {
	c.Need(0, "string")
	start := c.Function(1)
	name, err := facetName(c, 0)
	if err != nil {
		return nil, err
	}
	if err := f.own(c); err != nil {
		return nil, err
	}
	if f.object.in.Object.Depth()+1 >= runtime.MaxFacetDepth {
		return nil, webidl.PlainError("Facet nesting depth limit exceeded. The maximum depth including the root "+
			"Durable Object is %d.", runtime.MaxFacetDepth)
	}
	scope := c.Isolate().Scope()
	target := &facetTarget{parent: f.object, name: name, start: start, scope: scope}
	return webidl.Wrap(c.Realm, &Fetcher{target: target, owner: scope.Context}), nil
}

// abort ends a facet with a reason, which its stubs fail with from then on.
func (f *durableObjectFacets) abort(c *webidl.Call) (any, error) {
	c.Need(0, "string")
	reason := c.Need(1, "Value")
	name, err := facetName(c, 0)
	if err != nil {
		return nil, err
	}
	if err := f.own(c); err != nil {
		return nil, err
	}
	o := f.object
	why := o.script.capture(reason)
	why.near = true
	o.endFacet(name, why)
	o.in.Object.Facet(name).End(c.Isolate(), why)
	return nil, nil
}

// delete ends a facet and deletes what it stored.
func (f *durableObjectFacets) delete(c *webidl.Call) (any, error) {
	name, err := facetName(c, 0)
	if err != nil {
		return nil, err
	}
	if err := f.own(c); err != nil {
		return nil, err
	}
	why := facetEnded("Facet was deleted.")
	f.object.endFacet(name, why)
	f.object.in.Object.DeleteFacet(c.Isolate(), name, why)
	return nil, nil
}

// clone puts a copy of what one facet stored in place of another.
func (f *durableObjectFacets) clone(c *webidl.Call) (any, error) {
	from, err := facetName(c, 0)
	if err != nil {
		return nil, err
	}
	to, err := facetName(c, 1)
	if err != nil {
		return nil, err
	}
	if err := f.own(c); err != nil {
		return nil, err
	}
	why := facetEnded("Facet was cloned-over.")
	f.object.in.Object.CloneFacet(c.Isolate(), from, to, why)
	f.object.endFacet(to, why)
	return nil, nil
}

func facetEnded(message string) *RemoteError {
	e := plainRemote(message)
	e.near = true
	return e
}

// deleteFacets deletes every facet of the object, as deleting all it stores does.
func (o *object) deleteFacets() {
	why := facetEnded("Facet was deleted.")
	for name := range o.facets {
		o.endFacet(name, why)
	}
	o.in.Object.DeleteFacets(o.in.Isolate, why)
}

// endFacet ends the life of a facet for those who have stubs of it.
func (o *object) endFacet(name string, why error) {
	if l := o.facets[name]; l != nil {
		l.end(why)
		delete(o.facets, name)
	}
}
