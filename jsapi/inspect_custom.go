package jsapi

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

type customKey struct{}

// Custom calls f, which o has to be shown by, with how deep it may go and what is known of the options. It answers
// what is shown instead of o.
type Custom func(o *goja.Object, f goja.Value, depth int, options *goja.Object) (goja.Value, error)

// customizing is what a realm has for Custom.
type customizing struct {
	symbol *goja.Symbol
	call   Custom
}

// SetCustom lets objects be shown as a method of theirs says whose key is Symbol.for("nodejs.util.inspect.custom").
func SetCustom(r *webidl.Realm, call Custom) {
	r.Native[customKey{}] = &customizing{call: call}
}

// custom shows an object as it says itself.
func (p *inspector) custom(o *goja.Object, level int) (string, bool) {
	c, ok := p.realm.Native[customKey{}].(*customizing)
	if !ok || p.options.Plain {
		return "", false
	}
	if c.symbol == nil {
		symbols := p.realm.Intrinsic("Symbol")
		of, _ := goja.AssertFunction(symbols.Get("for"))
		v, err := of(symbols, p.realm.VM.ToValue("nodejs.util.inspect.custom"))
		if err != nil {
			return "", false
		}
		c.symbol = v.(*goja.Symbol)
	}
	f, ok := o.GetSymbol(c.symbol).(*goja.Object)
	if !ok || !callable(f) {
		return "", false
	}
	depth := p.options.Depth
	if depth >= 0 {
		depth -= level
	}
	v, err := c.call(o, f, depth, p.options.Script)
	switch {
	case err != nil:
		panic(p.realm.Exception(err))
	case v == o:
		return "", false
	}
	if s, ok := v.(goja.String); ok {
		return strings.ReplaceAll(s.String(), "\n", "\n"+strings.Repeat(" ", p.indent)), true
	}
	return p.value(v, level), true
}

// getter shows an accessor, and its value if the options ask for it.
func (p *inspector) getter(o *goja.Object, get goja.Value, settable bool, level int) string {
	label, which := "Getter", "get"
	if settable {
		label, which = "Getter/Setter", "set"
	}
	if p.options.Getters != "all" && p.options.Getters != which {
		return p.styled("["+label+"]", special)
	}
	f, _ := goja.AssertFunction(get)
	v, err := f(o)
	if err != nil {
		thrown := p.realm.Exception(err).ToObject(p.realm.VM)
		return p.styled("["+label+": <Inspection threw ("+thrown.Get("message").String()+")>]", special)
	}
	if _, ok := v.(*goja.Object); ok {
		return p.styled("["+label+"]", special) + " " + p.within(v, level)
	}
	return p.styled("["+label+":", special) + " " + p.primitive(v) + p.styled("]", special)
}

// proxy shows a proxy's target and handler.
func (p *inspector) proxy(proxy goja.Proxy, level int) string {
	if p.options.Depth >= 0 && level > p.options.Depth {
		return p.styled("Proxy [Array]", special)
	}
	p.deepest = level
	parts := []string{p.within(proxy.Target(), level+1), p.within(proxy.Handler(), level+1)}
	return p.join(parts, frame{open: "Proxy [", close: "]", list: true}, level)
}
