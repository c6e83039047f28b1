package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// replaced is what stands in place of the Worker's env and exports for the code in a scope; nil is the Worker's.
type replaced struct {
	env, exports *goja.Object
}

type replacedKey struct{}

// replacedIn answers what is replaced in a scope, nil if nothing is.
func replacedIn(scope *isolate.Scope) *replaced {
	v, _ := scope.Local(replacedKey{})
	r, _ := v.(*replaced)
	return r
}

// replacement answers an argument that replaces; anything but an object has no members.
func replacement(c *webidl.Call, i int) *goja.Object {
	if o, ok := c.Arg(i).(*goja.Object); ok {
		return o
	}
	return c.Realm.VM.NewObject()
}

// replacing runs a function, awaits included, with something else to import.
func (s *script) replacing(c *webidl.Call, i int, with replaced) (any, error) {
	f := c.Function(i)
	if outer := replacedIn(s.iso.Scope()); outer != nil {
		if with.env == nil {
			with.env = outer.env
		}
		if with.exports == nil {
			with.exports = outer.exports
		}
	}
	var v goja.Value
	var err error
	s.iso.WithScope(s.iso.Scope().With(replacedKey{}, &with), func() { v, err = f(goja.Undefined()) })
	return v, err
}

// imported is the env or exports of cloudflare:workers: the same members as a handler's, on another object.
type imported struct {
	script *script
	own    func() *goja.Object
	other  func(*replaced) *goja.Object
}

// importableEnv answers how to find the env of cloudflare:workers where nothing replaces it.
func (s *script) importableEnv() func() *goja.Object {
	if s.realm.Flags.Has(compat.DisallowImportableEnv) {
		empty := s.iso.VM.NewObject()
		return func() *goja.Object { return empty }
	}
	return func() *goja.Object { return s.env }
}

func (e *imported) target() *goja.Object {
	if r := replacedIn(e.script.iso.Scope()); r != nil && e.other(r) != nil {
		return e.other(r)
	}
	return e.own()
}

// Get answers a member.
func (e *imported) Get(name string) goja.Value { return e.target().Get(name) }

// Set changes a member.
func (e *imported) Set(name string, v goja.Value) bool { return e.target().Set(name, v) == nil }

// Has answers whether there is a member.
func (e *imported) Has(name string) bool { return e.target().Get(name) != nil }

// Delete removes a member.
func (e *imported) Delete(name string) bool { return e.target().Delete(name) == nil }

// Keys lists the members.
func (e *imported) Keys() []string { return e.target().Keys() }

// abortIsolate ends everything that runs in the isolate. The next event loads the script anew.
func (s *script) abortIsolate(c *webidl.Call) (any, error) {
	message := "abortIsolate() was called."
	if c.Given(0) {
		message += " " + c.Realm.Text(c.Arg(0)).String()
	}
	s.iso.Interrupt(plainRemote(message))
	return nil, nil
}
