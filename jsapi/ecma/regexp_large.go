package ecma

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

const (
	// largeText is how long a text is for which finding all matches at once is worth asking whether that may be done.
	largeText = 4 << 10
	// matchPatience is how long it may take. Beyond it the engine begins anew: it has a way that cannot explode.
	matchPatience = time.Second
	// keptMatchers is how many compiled patterns a realm keeps.
	keptMatchers = 32
)

// largeMatches puts our own way to find all matches in a long text before the engine's, which makes room for as many
// matches as the text has characters, and for ASCII takes a library that is several times slower.
func (r *realm) largeMatches(proto *goja.Object) {
	r.ahead(proto, "match", 1, func(c goja.FunctionCall, s goja.String) goja.Value {
		all := r.allMatches(c.Argument(0), s, goja.SymMatch)
		if all == nil {
			return nil
		}
		list := make([]goja.Value, len(all.found))
		for i, m := range all.found {
			list[i] = s.Substring(m[0], m[1])
		}
		if len(list) == 0 {
			return goja.Null()
		}
		return (&webidl.Maker{VM: r.VM, Layout: webidl.EngineLayout()}).Elements(list)
	})
	r.ahead(proto, "replace", 2, func(c goja.FunctionCall, s goja.String) goja.Value {
		by, call := c.Argument(1), callee(c.Argument(1))
		template, ok := by.(goja.String)
		if call == nil && (!ok || !simpleTemplate(template)) {
			return nil
		}
		all := r.allMatches(c.Argument(0), s, goja.SymReplace)
		switch {
		case all == nil || call != nil && all.named:
			return nil
		case len(all.found) == 0:
			return s
		}
		var out goja.StringBuilder
		out.Grow(s.Length() + s.Length()/8)
		end := 0
		for _, m := range all.found {
			out.WriteSubstring(s, end, m[0])
			if end = m[1]; call != nil {
				out.WriteString(r.Text(call(goja.FunctionCall{This: goja.Undefined(), Arguments: r.matchArguments(s, m)})))
			} else {
				expand(&out, template, s, m)
			}
		}
		out.WriteSubstring(s, end, s.Length())
		return out.String()
	})
}

// ahead has a method of long strings try something before the engine does it. It answers nil if it did nothing.
func (r *realm) ahead(proto *goja.Object, name string, length int, try func(c goja.FunctionCall, s goja.String) goja.Value) {
	if !r.Isolate.Mentions(name) {
		return
	}
	engine := native(proto.Get(name))
	r.method(proto, name, length, func(c goja.FunctionCall) goja.Value {
		if s, ok := c.This.(goja.String); ok && len(c.Arguments) > 0 {
			if pattern, ok := c.Arguments[0].(*goja.Object); ok && s.Length() >= largeText && pattern.ClassName() == "RegExp" {
				if v := try(c, s); v != nil {
					return v
				}
			}
		}
		return engine(c)
	})
}

// matches are all matches of a pattern: pairs of places, of the whole and of each group, -1 for one that took no part.
type matches struct {
	found [][]int
	named bool
}

var unitsPool sync.Pool // of *[]rune

// allMatches finds all matches of a global regular expression of which a script has changed nothing, nil for any other.
func (r *realm) allMatches(v goja.Value, s goja.String, method *goja.Symbol) *matches {
	o := v.(*goja.Object)
	rx := r.untouched(o, method)
	if rx == nil || o.Set("lastIndex", 0) != nil {
		return nil
	}
	all := &matches{named: slices.ContainsFunc(rx.GetGroupNames(), func(name string) bool { return name > "9" })}
	units, _ := unitsPool.Get().(*[]rune)
	if units == nil {
		units = new([]rune)
	}
	defer unitsPool.Put(units)
	*units = webidl.EngineLayout().AppendUnits((*units)[:0], s)
	m, err := rx.FindRunesMatch(*units)
	for ; m != nil && err == nil; m, err = rx.FindNextMatch(m) {
		groups := m.Groups()
		places := make([]int, 0, 2*len(groups))
		for _, g := range groups {
			if len(g.Captures) == 0 {
				places = append(places, -1, -1)
			} else {
				places = append(places, g.RuneIndex, g.RuneIndex+g.RuneLength)
			}
		}
		all.found = append(all.found, places)
	}
	if err != nil { // it took too long
		return nil
	}
	return all
}

// untouched answers the matcher of a regular expression that is global and of a kind that is matched by UTF-16, if
// neither it nor its prototype has been changed in a way that decides how it matches.
func (r *realm) untouched(o *goja.Object, method *goja.Symbol) *regexp2.Regexp {
	proto := o.Prototype()
	if proto == nil || proto != r.prototypeOf("RegExp") || !slices.Equal(o.GetOwnPropertyNames(), []string{"lastIndex"}) || len(o.Symbols()) > 0 {
		return nil
	}
	if own := regexpMethods(); code(o.GetSymbol(method)) != own[method] || code(o.Get("exec")) != own[nil] {
		return nil
	}
	pattern := reflect.ValueOf(o).Elem().FieldByName("self").Elem()
	if pattern.Kind() == reflect.Pointer {
		pattern = reflect.Indirect(pattern.Elem().FieldByName("pattern"))
	}
	if pattern.Kind() != reflect.Struct || pattern.FieldByName("src").Kind() != reflect.String {
		return nil
	}
	source, flags := pattern.FieldByName("src").String(), ""
	for _, flag := range []struct{ letter, field string }{{"g", "global"}, {"i", "ignoreCase"}, {"m", "multiline"}, {"s", "dotAll"}, {"u", "unicode"}, {"y", "sticky"}} {
		if on := pattern.FieldByName(flag.field); on.Kind() != reflect.Bool {
			return nil
		} else if on.Bool() {
			flags += flag.letter
		}
	}
	if !strings.Contains(flags, "g") || strings.ContainsAny(flags, "yu") || o.Get("flags").String() != flags {
		return nil
	}
	key := flags + "/" + source
	if rx, ok := r.matchers[key]; ok {
		return rx
	}
	options := regexp2.ECMAScript
	for flag, option := range map[string]regexp2.RegexOptions{"m": regexp2.Multiline, "s": regexp2.Singleline, "i": regexp2.IgnoreCase} {
		if strings.Contains(flags, flag) {
			options |= option
		}
	}
	rx, err := regexp2.Compile(source, options)
	if err != nil {
		return nil
	}
	rx.MatchTimeout = matchPatience
	if len(r.matchers) >= keptMatchers || r.matchers == nil {
		r.matchers = map[string]*regexp2.Regexp{}
	}
	r.matchers[key] = rx
	return rx
}

// code is where the Go function behind a builtin begins, 0 for any other value.
func code(v goja.Value) uintptr {
	if o, ok := v.(*goja.Object); !ok || o.ClassName() != "Function" {
		return 0
	}
	f := native(v)
	if f == nil {
		return 0
	}
	return reflect.ValueOf(f).Pointer()
}

// regexpMethods are the engine's own methods, exec under nil.
var regexpMethods = sync.OnceValue(func() map[*goja.Symbol]uintptr {
	vm := goja.New()
	proto := vm.Get("RegExp").(*goja.Object).Get("prototype").(*goja.Object)
	return map[*goja.Symbol]uintptr{nil: code(proto.Get("exec")),
		goja.SymMatch: code(proto.GetSymbol(goja.SymMatch)), goja.SymReplace: code(proto.GetSymbol(goja.SymReplace))}
})

// matchArguments are what a function that replaces matches is called with.
func (r *realm) matchArguments(s goja.String, m []int) []goja.Value {
	args := make([]goja.Value, 0, len(m)/2+2)
	for i := 0; i < len(m); i += 2 {
		if m[i] < 0 {
			args = append(args, goja.Undefined())
		} else {
			args = append(args, s.Substring(m[i], m[i+1]))
		}
	}
	return append(args, r.VM.ToValue(m[0]), s)
}

// simpleTemplate answers whether expand knows all that a replacement asks for.
func simpleTemplate(t goja.String) bool {
	const most = 1 << 10 // beyond it, how long the result may become is counted first
	n := t.Length()
	for i := range n {
		if t.CharAt(i) == '$' && i+1 < n && strings.ContainsRune("<`'", rune(t.CharAt(i+1))) {
			return false
		}
	}
	return n <= most
}

// expand is https://tc39.es/ecma262/#sec-getsubstitution for what simpleTemplate lets through.
func expand(out *goja.StringBuilder, t, s goja.String, m []int) {
	n, start := t.Length(), 0
	digit := func(i int) int {
		if i < n && t.CharAt(i) >= '0' && t.CharAt(i) <= '9' {
			return int(t.CharAt(i) - '0')
		}
		return -1
	}
	for i := 0; i+1 < n; i++ {
		if t.CharAt(i) != '$' {
			continue
		}
		group, length := -1, 2
		switch c := t.CharAt(i + 1); {
		case c == '$':
			out.WriteSubstring(t, start, i+1)
			i++
			start = i + 1
			continue
		case c == '&':
			group = 0
		default:
			one, two := digit(i+1), digit(i+2)
			if group = one; one >= 0 && two >= 0 && one*10+two > 0 && one*10+two < len(m)/2 {
				group, length = one*10+two, 3
			}
			if group == 0 || group >= len(m)/2 {
				group = -1
			}
		}
		if group < 0 {
			continue
		}
		out.WriteSubstring(t, start, i)
		if m[2*group] >= 0 {
			out.WriteSubstring(s, m[2*group], m[2*group+1])
		}
		i += length - 1
		start = i + 1
	}
	out.WriteSubstring(t, start, n)
}
