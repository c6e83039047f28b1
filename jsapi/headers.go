package jsapi

import (
	"sort"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// headersClass implements https://fetch.spec.whatwg.org/#headers-class.
var headersClass = &webidl.Interface[Headers]{
	Name:        "Headers",
	Constructor: newHeaders,
	Operations: []webidl.Operation[Headers]{
		{Name: "get", Run: (*Headers).get},
		{Name: "getAll", Run: (*Headers).getAll},
		{Name: "getSetCookie", Run: (*Headers).getSetCookie, If: webidl.When(compat.HTTPHeadersGetSetCookie)},
		{Name: "has", Run: (*Headers).has},
		{Name: "set", Run: (*Headers).set},
		{Name: "append", Run: (*Headers).append},
		{Name: "delete", Run: (*Headers).delete},
	},
	Pairs:    (*Headers).pairs,
	Snapshot: true,
	Inspect:  (*Headers).inspect,
	Marks:    []string{"immutable"},
}

// Headers is a list of header lines, names compared without case.
type Headers struct {
	list      wire.Header
	shared    bool // list belongs to somebody else too: copy before a change
	immutable bool
}

func newHeaders(c *webidl.Call) (*Headers, error) {
	h := &Headers{}
	if !c.Given(0) {
		return h, nil
	}
	ok, err := h.fill(c.Realm, c.Arg(0))
	if err == nil && !ok {
		err = c.Bad(0, headersInit)
	}
	return h, err
}

// headersInit is what errors call the type of an initialiser.
const headersInit = "Headers or Sequence or object"

// fill appends what an initialiser lists; it answers false when init is none.
func (h *Headers) fill(r *webidl.Realm, init goja.Value) (bool, error) {
	o, ok := init.(*goja.Object)
	if !ok {
		return false, nil
	}
	if from := webidl.As[Headers](o); from != nil {
		if len(h.list) == 0 {
			h.list = append(wire.Header(nil), from.list...)
			return true, nil
		}
		for _, f := range from.list {
			h.add(f.Name, f.Value)
		}
		return true, nil
	}
	if next := o.GetSymbol(goja.SymIterator); next != nil && !goja.IsUndefined(next) && !goja.IsNull(next) {
		return true, h.fillPairs(r, o)
	}
	for _, name := range o.Keys() {
		if err := h.appendPair(name, r.Text(o.Get(name)).String()); err != nil {
			return true, err
		}
	}
	return true, nil
}

func (h *Headers) fillPairs(r *webidl.Realm, list *goja.Object) error {
	var failed error
	each := func(v goja.Value) bool {
		inner, ok := v.(*goja.Object)
		if !ok || inner.GetSymbol(goja.SymIterator) == nil {
			failed = webidl.TypeError("Incorrect type: the provided value is not of type 'Sequence'.")
			return false
		}
		var pair []string
		r.VM.ForOf(inner, func(x goja.Value) bool {
			pair = append(pair, r.Text(x).String())
			return true
		})
		if len(pair) != 2 {
			failed = webidl.TypeError("To initialize a Headers object from a sequence, each inner sequence must have exactly two elements.")
			return false
		}
		failed = h.appendPair(pair[0], pair[1])
		return failed == nil
	}
	r.VM.ForOf(list, each)
	return failed
}

func (h *Headers) get(c *webidl.Call) (any, error) {
	name, err := headerName(c)
	if err != nil {
		return nil, err
	}
	if v, ok := h.joined(name); ok {
		return v, nil
	}
	return goja.Null(), nil
}

func (h *Headers) getAll(c *webidl.Call) (any, error) {
	if !strings.EqualFold(c.String(0), "set-cookie") {
		return nil, webidl.TypeError(`getAll() can only be used with the header name "Set-Cookie".`)
	}
	return h.cookies(), nil
}

func (h *Headers) getSetCookie(*webidl.Call) (any, error) { return h.cookies(), nil }

func (h *Headers) has(c *webidl.Call) (any, error) {
	name, err := headerName(c)
	return h.list.Has(name), err
}

func (h *Headers) set(c *webidl.Call) (any, error) {
	name, value, err := h.line(c)
	if err == nil {
		h.put(name, value)
	}
	return nil, err
}

func (h *Headers) append(c *webidl.Call) (any, error) {
	name, value, err := h.line(c)
	if err == nil {
		h.add(name, value)
	}
	return nil, err
}

func (h *Headers) delete(c *webidl.Call) (any, error) {
	raw := c.String(0)
	if h.immutable {
		return nil, errImmutable
	}
	if !validName(raw) {
		return nil, errHeaderName
	}
	h.remove(raw)
	return nil, nil
}

// line reads a name and value for a change.
func (h *Headers) line(c *webidl.Call) (name, value string, err error) {
	name, value = c.String(0), c.String(1)
	if h.immutable {
		return "", "", errImmutable
	}
	value = trimValue(value)
	return name, value, checkPair(name, value)
}

func (h *Headers) appendPair(name, value string) error {
	value = trimValue(value)
	if err := checkPair(name, value); err != nil {
		return err
	}
	h.add(name, value)
	return nil
}

func (h *Headers) own() {
	if h.shared {
		h.list, h.shared = append(make(wire.Header, 0, len(h.list)+2), h.list...), false
	}
}

// add appends a line. A repeated name keeps the case of its first line.
func (h *Headers) add(name, value string) {
	h.own()
	for _, f := range h.list {
		if strings.EqualFold(f.Name, name) {
			name = f.Name
			break
		}
	}
	h.list = append(h.list, wire.Field{Name: name, Value: value})
}

// put replaces every line of a name with one, in the place of the first.
func (h *Headers) put(name, value string) {
	h.own()
	for n, f := range h.list {
		if strings.EqualFold(f.Name, name) {
			h.list[n].Value = value
			rest := h.list[n+1:]
			h.list = h.list[:n+1]
			for _, f := range rest {
				if !strings.EqualFold(f.Name, name) {
					h.list = append(h.list, f)
				}
			}
			return
		}
	}
	h.list = append(h.list, wire.Field{Name: name, Value: value})
}

func (h *Headers) remove(name string) {
	if !h.list.Has(name) {
		return
	}
	h.own()
	kept := h.list[:0]
	for _, f := range h.list {
		if !strings.EqualFold(f.Name, name) {
			kept = append(kept, f)
		}
	}
	h.list = kept
}

// joined answers every value of a name joined with ", ".
func (h *Headers) joined(name string) (string, bool) {
	value, found := "", false
	for _, f := range h.list {
		if !strings.EqualFold(f.Name, name) {
			continue
		}
		if found {
			value += ", "
		}
		value += f.Value
		found = true
	}
	return value, found
}

func (h *Headers) cookies() []string {
	list := []string{}
	for _, f := range h.list {
		if strings.EqualFold(f.Name, "set-cookie") {
			list = append(list, f.Value)
		}
	}
	return list
}

// sorted answers what iteration shows: names in lower case and order, values combined, cookies apart.
// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
func (h *Headers) sorted() wire.Header {
	list := make(wire.Header, len(h.list))
	for n, f := range h.list {
		list[n] = wire.Field{Name: strings.ToLower(f.Name), Value: f.Value}
	}
	sort.SliceStable(list, func(a, b int) bool { return list[a].Name < list[b].Name })
	combined := list[:0]
	for _, f := range list {
		last := len(combined) - 1
		if last >= 0 && combined[last].Name == f.Name && f.Name != "set-cookie" {
			combined[last].Value += ", " + f.Value
			continue
		}
		combined = append(combined, f)
	}
	return combined
}

func (h *Headers) pairs(c *webidl.Call) []webidl.Pair {
	list := h.sorted()
	if !c.Realm.Flags.Has(compat.HTTPHeadersGetSetCookie) {
		list = joinCookies(list)
	}
	pairs := make([]webidl.Pair, len(list))
	for n, f := range list {
		pairs[n] = webidl.Pair{Key: f.Name, Value: f.Value}
	}
	return pairs
}

// joinCookies combines Set-Cookie too, as it was before getSetCookie came.
func joinCookies(list wire.Header) wire.Header {
	combined := list[:0]
	for _, f := range list {
		if last := len(combined) - 1; last >= 0 && combined[last].Name == f.Name {
			combined[last].Value += ", " + f.Value
			continue
		}
		combined = append(combined, f)
	}
	return combined
}

func (h *Headers) inspect(r *webidl.Realm) []webidl.Property {
	var list []webidl.Property
	for _, f := range h.sorted() {
		list = append(list, webidl.Property{Name: f.Name, Value: r.Value(f.Value)})
	}
	return append(list, webidl.Property{Name: "[immutable]", Value: r.Value(h.immutable)})
}

var (
	errImmutable   = webidl.TypeError("Can't modify immutable headers.")
	errHeaderName  = webidl.TypeError("Invalid header name.")
	errHeaderValue = webidl.TypeError("Invalid header value.")
)

func headerName(c *webidl.Call) (string, error) {
	name := c.String(0)
	if !validName(name) {
		return "", errHeaderName
	}
	return name, nil
}

func checkPair(name, value string) error {
	if !validName(name) {
		return errHeaderName
	}
	if strings.ContainsAny(value, "\x00\r\n") {
		return errHeaderValue
	}
	return nil
}

// validName answers whether a name is made of token characters. The platform lets the empty one pass.
func validName(name string) bool {
	for n := range len(name) {
		c := name[n]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0:
		default:
			return false
		}
	}
	return true
}

func trimValue(value string) string { return strings.Trim(value, " \t\r\n") }
