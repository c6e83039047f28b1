package jsapi

import (
	"errors"
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/urlpattern"
	"github.com/dodev/dodev/jsapi/webidl"
)

// urlPatternClass implements https://urlpattern.spec.whatwg.org/#urlpattern-class.
var urlPatternClass = &webidl.Interface[URLPattern]{
	Name:        "URLPattern",
	Constructor: newURLPattern,
	Attributes: []webidl.Attribute[URLPattern]{
		urlPatternPart(urlpattern.Protocol), urlPatternPart(urlpattern.Username), urlPatternPart(urlpattern.Password),
		urlPatternPart(urlpattern.Hostname), urlPatternPart(urlpattern.Port), urlPatternPart(urlpattern.Pathname),
		urlPatternPart(urlpattern.Search), urlPatternPart(urlpattern.Hash),
		{Name: "hasRegExpGroups", Prototype: true, If: webidl.When(compat.URLPatternStandard),
			Get: func(p *URLPattern, _ *webidl.Call) (any, error) { return p.pattern.HasRegexpGroups(), nil }},
	},
	Operations: []webidl.Operation[URLPattern]{
		{Name: "test", Run: (*URLPattern).test},
		{Name: "exec", Run: (*URLPattern).exec},
	},
}

// URLPattern is a pattern for URLs.
type URLPattern struct{ pattern *urlpattern.Pattern }

func urlPatternPart(n int) webidl.Attribute[URLPattern] {
	return webidl.Attribute[URLPattern]{Name: urlpattern.Components[n], Prototype: true,
		Get: func(p *URLPattern, _ *webidl.Call) (any, error) { return p.pattern.Component(n), nil }}
}

func newURLPattern(c *webidl.Call) (*URLPattern, error) {
	standard := c.Realm.Flags.Has(compat.URLPatternStandard)
	input := readPatternInput(c)
	o := urlpattern.Options{
		Original: !standard,
		Regexp: func(source string, ignoreCase bool) (urlpattern.Matcher, error) {
			return newExpression(c.Realm, source, ignoreCase, standard)
		},
	}
	options := c.Arg(1)
	var base *string
	if _, isOptions := options.(*goja.Object); !isOptions {
		base, options = optionalString(c, 1), c.Arg(2)
	}
	if d, ok := options.(*goja.Object); ok {
		o.IgnoreCase = c.Realm.NewDict(d).Bool("ignoreCase")
	}
	var p *urlpattern.Pattern
	var err error
	switch {
	case input.text != nil:
		p, err = urlpattern.Parse(*input.text, base, o)
	case standard && base != nil:
		err = urlpattern.ErrBaseURL
	default:
		p, err = urlpattern.New(input.init, o)
	}
	if err != nil {
		if standard {
			return nil, webidl.TypeError("Failed to construct URLPattern")
		}
		return nil, webidl.TypeError("%s", err)
	}
	return &URLPattern{p}, nil
}

// patternInput is what a pattern is made of or matched with: a string, or the components of a URL.
type patternInput struct {
	text *string
	init urlpattern.Init
}

func readPatternInput(c *webidl.Call) patternInput {
	o, ok := c.Arg(0).(*goja.Object)
	if !ok {
		return patternInput{text: optionalString(c, 0)}
	}
	var in patternInput
	d := c.Realm.NewDict(o)
	for n, name := range urlpattern.Components {
		if v, ok := d.String(name); ok {
			in.init.Parts[n] = &v
		}
	}
	if v, ok := d.String("baseURL"); ok {
		in.init.BaseURL = &v
	}
	return in
}

// optionalString answers argument i as a string, nil if it is missing.
func optionalString(c *webidl.Call, i int) *string {
	v := c.Arg(i)
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	s := c.Realm.Text(v).String()
	return &s
}

// value answers the input as a script sees it in a result.
func (in *patternInput) value(r *webidl.Realm) goja.Value {
	if in.text != nil {
		return r.Value(*in.text)
	}
	o := r.VM.NewObject()
	set := func(name string, v *string) {
		switch {
		case v != nil:
			_ = o.Set(name, *v)
		case r.Flags.Has(compat.EnableFastJsgStruct):
			_ = o.Set(name, goja.Undefined())
		}
	}
	for n, name := range urlpattern.Components {
		set(name, in.init.Parts[n])
	}
	set("baseURL", in.init.BaseURL)
	return o
}

func (p *URLPattern) test(c *webidl.Call) (any, error) {
	found, _, err := p.match(c, "Failed to test URLPattern")
	return found != nil, err
}

func (p *URLPattern) exec(c *webidl.Call) (any, error) {
	found, inputs, err := p.match(c, "Failed to exec URLPattern")
	if err != nil || found == nil {
		return goja.Null(), err
	}
	r := c.Realm
	standard := r.Flags.Has(compat.URLPatternStandard)
	result := record(r, "inputs", inputs)
	for n, m := range found {
		if standard { // which keeps them in a hash table
			slices.Reverse(m.Groups)
		}
		groups := r.VM.NewObject()
		for _, g := range m.Groups {
			var value goja.Value
			switch {
			case g.Value != nil:
				value = r.Value(*g.Value)
			case standard:
				value = goja.Undefined()
			default:
				value = r.Value("")
			}
			_ = groups.Set(g.Name, value)
		}
		_ = result.Set(urlpattern.Components[n], record(r, "input", m.Input, "groups", groups))
	}
	return result, nil
}

// match answers what matched, nil if nothing did, and the arguments as a result shows them.
func (p *URLPattern) match(c *webidl.Call, failure string) ([]urlpattern.Match, []goja.Value, error) {
	in, base := readPatternInput(c), optionalString(c, 1)
	inputs := []goja.Value{in.value(c.Realm)}
	if in.text != nil {
		if base != nil {
			inputs = append(inputs, c.Realm.Value(*base))
		}
		return p.pattern.MatchURL(*in.text, base), inputs, nil
	}
	standard := c.Realm.Flags.Has(compat.URLPatternStandard)
	if base != nil {
		if standard {
			return nil, nil, webidl.TypeError("%s", failure)
		}
		return nil, nil, webidl.TypeError("A baseURL is not allowed when input is an object.")
	}
	found, err := p.pattern.MatchInit(in.init)
	if err != nil && !standard {
		return nil, nil, webidl.TypeError("%s", err)
	}
	return found, inputs, nil
}

// expression is a regular expression of the author's, which is the engine's to run.
type expression struct {
	realm *webidl.Realm
	regex *goja.Object
}

func newExpression(r *webidl.Realm, source string, ignoreCase, sets bool) (urlpattern.Matcher, error) {
	flags := "u"
	if sets {
		flags = "v"
	}
	if ignoreCase {
		flags += "i"
	}
	o, err := r.VM.New(r.Intrinsic("RegExp"), r.Value(source), r.Value(flags))
	if err != nil {
		_ = r.Isolate.Check(err)
		return nil, errors.New("Invalid regular expression syntax.")
	}
	return &expression{r, o}, nil
}

// Match runs the expression.
func (e *expression) Match(s string) ([]*string, bool) {
	exec, ok := goja.AssertFunction(e.regex.Get("exec"))
	if !ok {
		return nil, false
	}
	v, err := exec(e.regex, e.realm.Value(s))
	if err != nil {
		panic(e.realm.Exception(err))
	}
	list, ok := elements(v)
	if !ok {
		return nil, false
	}
	groups := make([]*string, len(list)-1)
	for n, g := range list[1:] {
		if !goja.IsUndefined(g) {
			text := g.String()
			groups[n] = &text
		}
	}
	return groups, true
}
