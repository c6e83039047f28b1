package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
)

// urlSearchParamsClass implements https://url.spec.whatwg.org/#interface-urlsearchparams.
var urlSearchParamsClass = &webidl.Interface[URLSearchParams]{
	Name:        "URLSearchParams",
	Constructor: newURLSearchParams,
	Attributes: []webidl.Attribute[URLSearchParams]{
		{Name: "size", Get: func(p *URLSearchParams, _ *webidl.Call) (any, error) { return len(p.list), nil }, Prototype: true},
	},
	Operations: []webidl.Operation[URLSearchParams]{
		{Name: "append", Run: (*URLSearchParams).append},
		{Name: "delete", Run: (*URLSearchParams).delete},
		{Name: "get", Run: (*URLSearchParams).get},
		{Name: "getAll", Run: (*URLSearchParams).getAll},
		{Name: "has", Run: (*URLSearchParams).has},
		{Name: "set", Run: (*URLSearchParams).set},
		{Name: "sort", Run: (*URLSearchParams).sort},
		{Name: "toString", Run: func(p *URLSearchParams, _ *webidl.Call) (any, error) { return p.bodyText(), nil }},
	},
	Pairs: (*URLSearchParams).pairs,
}

// URLSearchParams is a list of query parameters, of a URL or of none.
type URLSearchParams struct {
	list weburl.Params
	of   *URL
}

// bodyText is what a body made from the list holds.
func (p *URLSearchParams) bodyText() string { return p.list.String() }

func newURLSearchParams(c *webidl.Call) (*URLSearchParams, error) {
	p := &URLSearchParams{}
	if !c.Given(0) {
		return p, nil
	}
	init, ok := c.Arg(0).(*goja.Object)
	if !ok {
		s := usvString(c, 0)
		if s != "" && s[0] == '?' {
			s = s[1:]
		}
		if c.Realm.Flags.Has(compat.URLStandard) {
			p.list = weburl.ParseParams(s)
		} else {
			p.list = weburl.ParseOriginalParams(s)
		}
		return p, nil
	}
	if iterable(init) {
		return p, p.sequence(c.Realm, init)
	}
	for _, name := range init.Keys() {
		p.list = p.list.Set(name, c.Realm.Text(init.Get(name)).String())
	}
	return p, nil
}

// iterable answers whether o has an iterator.
func iterable(o *goja.Object) bool {
	next := o.GetSymbol(goja.SymIterator)
	return next != nil && !goja.IsUndefined(next) && !goja.IsNull(next)
}

func (p *URLSearchParams) sequence(r *webidl.Realm, init *goja.Object) error {
	var failed error
	r.VM.ForOf(init, func(v goja.Value) bool {
		inner, ok := v.(*goja.Object)
		if !ok || !iterable(inner) {
			failed = webidl.TypeError("Incorrect type: the provided value is not of type 'Sequence'.")
			return false
		}
		var pair []string
		r.VM.ForOf(inner, func(x goja.Value) bool {
			pair = append(pair, r.Text(x).String())
			return true
		})
		if len(pair) != 2 {
			failed = webidl.TypeError("Invalid URL search params sequence.")
			if !r.Flags.Has(compat.URLStandard) {
				failed = webidl.TypeError("To initialize a URLSearchParams object from an array-of-arrays, each inner array must have exactly two elements.")
			}
			return false
		}
		p.list = append(p.list, weburl.Param{Name: pair[0], Value: pair[1]})
		return true
	})
	return failed
}

// update writes the list back into the URL it belongs to. https://url.spec.whatwg.org/#concept-urlsearchparams-update
func (p *URLSearchParams) update() {
	if p.of != nil {
		p.of.url.SetSearch(p.list.String())
	}
}

func (p *URLSearchParams) append(c *webidl.Call) (any, error) {
	p.list = append(p.list, weburl.Param{Name: usvString(c, 0), Value: usvString(c, 1)})
	p.update()
	return nil, nil
}

func (p *URLSearchParams) delete(c *webidl.Call) (any, error) {
	name, value := p.nameAndValue(c)
	p.list = p.list.Without(name, value)
	p.update()
	return nil, nil
}

// nameAndValue reads a name and, where the date has it, the value that narrows it down.
func (p *URLSearchParams) nameAndValue(c *webidl.Call) (name string, value *string) {
	name = usvString(c, 0)
	if c.Given(1) && c.Realm.Flags.Has(compat.URLSearchParamsDeleteHasValueArg) {
		v := usvString(c, 1)
		value = &v
	}
	return name, value
}

func (p *URLSearchParams) get(c *webidl.Call) (any, error) {
	if v, ok := p.list.Get(usvString(c, 0)); ok {
		return v, nil
	}
	return goja.Null(), nil
}

func (p *URLSearchParams) getAll(c *webidl.Call) (any, error) {
	return p.list.All(usvString(c, 0)), nil
}

func (p *URLSearchParams) has(c *webidl.Call) (any, error) {
	name, value := p.nameAndValue(c)
	return p.list.Has(name, value), nil
}

func (p *URLSearchParams) set(c *webidl.Call) (any, error) {
	p.list = p.list.Set(usvString(c, 0), usvString(c, 1))
	p.update()
	return nil, nil
}

func (p *URLSearchParams) sort(*webidl.Call) (any, error) {
	p.list.Sort()
	p.update()
	return nil, nil
}

func (p *URLSearchParams) pairs(*webidl.Call) []webidl.Pair {
	list := make([]webidl.Pair, len(p.list))
	for n, x := range p.list {
		list[n] = webidl.Pair{Key: x.Name, Value: x.Value}
	}
	return list
}
