package workers

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// exportsObject answers ctx.exports: a loopback for everything that the main module exports. It is made once an
// isolate.
func (s *script) exportsObject() *goja.Object {
	if s.loopbacks != nil {
		return s.loopbacks
	}
	if s.entry == nil { // the top level still runs, or exports nothing
		return s.iso.VM.NewObject()
	}
	s.loopbacks = s.iso.VM.NewObject()
	add := func(name string, v *goja.Object) { _ = s.loopbacks.Set(name, v) }
	if _, ok := s.entry.Get("default").(*goja.Object); ok {
		add("default", s.loopbackService(""))
	}
	for _, name := range slices.Sorted(slices.Values(s.exports.Entrypoints)) {
		add(name, s.loopbackService(name))
	}
	for _, name := range slices.Sorted(slices.Values(s.exports.Classes)) {
		if s.worker.Namespaces[name] == nil {
			add(name, s.loopbackClass(name))
		}
	}
	for _, name := range slices.Sorted(slices.Values(s.exports.Classes)) {
		if s.worker.Namespaces[name] != nil {
			add(name, s.loopbackNamespace(name))
		}
	}
	return s.loopbacks
}

// moduleExports is the exports of a ctx.
var moduleExports = &member{"exports", func(s *script, _ *goja.Object) goja.Value { return s.exportsObject() }}

// loopbackServiceStub is an entrypoint of the Worker itself. Called with props it answers a Fetcher that has them.
type loopbackServiceStub struct {
	Fetcher
	service Service
}

// Super is the Fetcher part.
func (l *loopbackServiceStub) Super() any { return &l.Fetcher }

var loopbackServiceStubClass = &webidl.Interface[loopbackServiceStub]{
	Name: "LoopbackServiceStub", Inherits: fetcherClass, Call: (*loopbackServiceStub).specialise, If: never,
}

func (s *script) loopbackService(entrypoint string) *goja.Object {
	service := Service{Name: s.worker.Name, Worker: s.worker, Entrypoint: entrypoint}
	return webidl.Wrap(s.realm, &loopbackServiceStub{Fetcher{target: &serviceTarget{service}}, service})
}

func (l *loopbackServiceStub) specialise(c *webidl.Call) (any, error) {
	service := l.service
	var err error
	if service.Props, err = propsOption(c); err != nil {
		return nil, err
	}
	return webidl.Wrap(c.Realm, &Fetcher{target: &serviceTarget{service}, owner: c.Isolate().Scope().Context}), nil
}

// loopbackDurableObjectClass is a Durable Object class that no namespace is configured for.
type loopbackDurableObjectClass struct{ objectClass }

// Super is the DurableObjectClass part.
func (l *loopbackDurableObjectClass) Super() any { return &l.objectClass }

var loopbackDurableObjectClassClass = &webidl.Interface[loopbackDurableObjectClass]{
	Name: "LoopbackDurableObjectClass", Inherits: objectClassClass, If: never,
	Call: func(l *loopbackDurableObjectClass, c *webidl.Call) (any, error) { return l.specialise(c) },
}

func (s *script) loopbackClass(name string) *goja.Object {
	return webidl.Wrap(s.realm, &loopbackDurableObjectClass{objectClass{worker: s.worker, class: name}})
}

// loopbackDurableObjectNamespace is the namespace of one of the Worker's own classes, and the class for facets.
type loopbackDurableObjectNamespace struct {
	Namespace
	class objectClass
}

// Super is the DurableObjectNamespace part.
func (l *loopbackDurableObjectNamespace) Super() any { return &l.Namespace }

var loopbackDurableObjectNamespaceClass = &webidl.Interface[loopbackDurableObjectNamespace]{
	Name: "LoopbackDurableObjectNamespace", Inherits: namespaceClass, If: never,
	Call: func(l *loopbackDurableObjectNamespace, c *webidl.Call) (any, error) { return l.class.specialise(c) },
}

func (s *script) loopbackNamespace(name string) *goja.Object {
	class := objectClass{worker: s.worker, class: name}
	return webidl.Wrap(s.realm, &loopbackDurableObjectNamespace{Namespace{objects: s.worker.Namespaces[name]}, class})
}
