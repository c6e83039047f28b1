package ecma

import "github.com/dop251/goja"

// promises makes rejection handlers see V8's stacks. await does not call then, so it costs nothing more; the
// bundle's pass takes care of catch clauses.
func (r *realm) promises() {
	p, _, _ := r.VM.NewPromise()
	proto := r.VM.ToValue(p).(*goja.Object).Prototype()
	then := native(proto.Get("then"))
	r.method(proto, "then", 2, func(c goja.FunctionCall) goja.Value {
		if bad, ok := c.Argument(1).(*goja.Object); ok {
			if call := native(bad); call != nil {
				c.Arguments = []goja.Value{c.Arguments[0], r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
					r.Isolate.Catch(c.Argument(0))
					return call(c)
				})}
			}
		}
		return then(c)
	})
}
