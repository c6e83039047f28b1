package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// objectClass is a DurableObjectClass: what facets can be of.
type objectClass struct {
	worker  *Worker
	dynamic *dynamicWorker // in place of worker
	class   string         // the export
	props   Props
}

var objectClassClass = &webidl.Interface[objectClass]{Name: "DurableObjectClass", If: never}

// specialise answers the class with the props of an options argument.
func (o *objectClass) specialise(c *webidl.Call) (any, error) {
	props, err := propsOption(c)
	if err != nil {
		return nil, err
	}
	return webidl.Wrap(c.Realm, &objectClass{worker: o.worker, class: o.class, props: props}), nil
}

// classOf answers the class that a value is, or nil.
func classOf(v goja.Value) *objectClass {
	if l := webidl.As[loopbackDurableObjectNamespace](v); l != nil {
		return &l.class
	}
	return webidl.As[objectClass](v)
}
