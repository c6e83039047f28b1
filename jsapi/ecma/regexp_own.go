package ecma

import (
	"errors"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"unsafe"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
)

// Patterns that the engine does not take, though the library beneath it matches them: with modifiers, with a group name
// more than once, or with indices to be answered (the flag d). Such a regular expression is one of the engine's whose
// matcher was exchanged, with an exec of its own.

var (
	modifiers  = regexp.MustCompile(`\(\?([a-zA-Z]*)(-[a-zA-Z]*)?:`)
	groupNames = regexp.MustCompile(`\(\?<([^=!>][^>]*)>`)
)

// standIn is a pattern that the engine leaves to the library.
const standIn = "(?=)"

// own answers whether a pattern needs a matcher of its own.
func own(source, flags string) bool {
	if strings.Contains(flags, "d") {
		return true
	}
	if !strings.Contains(source, "(?") {
		return false
	}
	for _, m := range modifiers.FindAllStringSubmatch(source, -1) {
		if m[1] != "" || m[2] != "" {
			return true
		}
	}
	return repeats(source)
}

// repeats answers whether two groups have one name.
func repeats(source string) bool {
	seen := map[string]bool{}
	for _, m := range groupNames.FindAllStringSubmatch(source, -1) {
		if seen[m[1]] {
			return true
		}
		seen[m[1]] = true
	}
	return false
}

// ownMatcher compiles a pattern and answers its named groups.
func ownMatcher(source, flags string) (rx *regexp2.Regexp, names []groupName, err error) {
	for _, m := range modifiers.FindAllStringSubmatch(source, -1) {
		add, remove := m[1], strings.TrimPrefix(m[2], "-")
		if m[2] == "-" && add == "" || !validModifiers(add+remove) {
			return nil, nil, errors.New("Invalid group")
		}
	}
	if source, names, err = renamed(source); err != nil {
		return nil, nil, err
	}
	options := regexp2.ECMAScript
	for flag, option := range map[string]regexp2.RegexOptions{"m": regexp2.Multiline, "s": regexp2.Singleline, "i": regexp2.IgnoreCase, "u": regexp2.Unicode, "v": regexp2.Unicode} {
		if strings.Contains(flags, flag) {
			options |= option
		}
	}
	rx, err = regexp2.Compile(source, options)
	return rx, names, err
}

func validModifiers(letters string) bool {
	for i, c := range letters {
		if !strings.ContainsRune("ims", c) || strings.ContainsRune(letters[:i], c) {
			return false
		}
	}
	return true
}

// renamed gives every group with a name that was used before another one. At most one of them takes part in a match, so
// a reference to the name is one to each of them in a row.
func renamed(source string) (text string, names []groupName, err error) {
	if !repeats(source) {
		for _, m := range groupNames.FindAllStringSubmatch(source, -1) {
			names = append(names, groupName{m[1], m[1]})
		}
		return source, names, nil
	}
	same := map[string][]string{}
	text = groupNames.ReplaceAllStringFunc(source, func(group string) string {
		name := group[3 : len(group)-1]
		other := name
		if n := len(same[name]); n > 0 {
			other = name + "__" + strconv.Itoa(n)
		}
		same[name] = append(same[name], other)
		names = append(names, groupName{other, name})
		return "(?<" + other + ">"
	})
	if !strings.Contains(source, "|") { // they could both take part
		return "", nil, errors.New("Duplicate capture group name")
	}
	for name, list := range same {
		text = strings.ReplaceAll(text, `\k<`+name+`>`, `\k<`+strings.Join(list, `>\k<`)+`>`)
	}
	return text, names, nil
}

// exchange has a regular expression of the engine match by rx.
func exchange(o *goja.Object, rx *regexp2.Regexp) bool {
	v := reflect.ValueOf(o).Elem().FieldByName("self").Elem()
	for _, name := range []string{"pattern", "regexp2Wrapper", "rx"} {
		if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
			return false
		}
		if v = v.Elem().FieldByName(name); !v.IsValid() {
			return false
		}
	}
	if v.Type() != reflect.TypeFor[*regexp2.Regexp]() {
		return false
	}
	*(**regexp2.Regexp)(unsafe.Pointer(v.UnsafeAddr())) = rx
	return true
}

// execs keys the exec of a regular expression whose class has an exec, too, which comes first.
var execs = goja.NewSymbol("dodev.exec")

// ownExec gives a regular expression the exec that answers its groups by their names, and its indices.
func (r *realm) ownExec(o *goja.Object, rx *regexp2.Regexp, flags string, names []groupName) {
	proto := prototype(r.engine.Get("RegExp"))
	exec := native(r.matches(proto))
	unicode, indices := strings.ContainsAny(flags, "uv"), strings.Contains(flags, "d")
	f := r.function("exec", 1, func(c goja.FunctionCall) goja.Value {
		text := r.Text(c.Argument(0))
		found := exec(goja.FunctionCall{This: c.This, Arguments: []goja.Value{text}})
		match, ok := found.(*goja.Object)
		if !ok || c.This != goja.Value(o) {
			return found
		}
		if groups, ok := match.Get("groups").(*goja.Object); ok && names != nil {
			_ = match.Set("groups", r.namedGroups(names, groups.Get))
		}
		if indices {
			_ = match.Set("indices", r.indices(rx, text, int(match.Get("index").ToInteger()), unicode, names))
		}
		return match
	})
	if o.Get("exec") == proto.Get("exec") {
		_ = o.DefineDataProperty("exec", f, yes, yes, no)
		return
	}
	_ = o.DefineDataPropertySymbol(execs, f, no, no, no)
	r.inherited(proto)
}

// matches answers the exec of all regular expressions as it was before inherited changed it.
func (r *realm) matches(proto *goja.Object) goja.Value {
	if r.exec == nil {
		return proto.Get("exec")
	}
	return r.exec
}

// inherited has the exec that a class overrides, and calls, look for the expression's own. It costs every match the fast
// way through the engine, so it waits for the first such class.
func (r *realm) inherited(proto *goja.Object) {
	if r.exec != nil {
		return
	}
	r.exec = proto.Get("exec")
	exec := native(r.exec)
	r.method(proto, "exec", 1, func(c goja.FunctionCall) goja.Value {
		if o, ok := c.This.(*goja.Object); ok {
			if own := o.GetSymbol(execs); own != nil {
				return native(own)(c)
			}
		}
		return exec(c)
	})
}

// groupName is what a group is called for the library, and what it was written as.
type groupName struct{ other, name string }

// namedGroups answers an object of groups by the names they were written with. Of several, the one that took part counts.
func (r *realm) namedGroups(names []groupName, get func(name string) goja.Value) *goja.Object {
	o := r.VM.CreateObject(nil)
	for _, g := range names {
		v := get(g.other)
		if v == nil {
			v = goja.Undefined()
		}
		if had := o.Get(g.name); had == nil || goja.IsUndefined(had) {
			_ = o.Set(g.name, v)
		}
	}
	return o
}

// indices is https://tc39.es/ecma262/#sec-makematchindicesindexpairarray for the match of rx that begins at start.
func (r *realm) indices(rx *regexp2.Regexp, text goja.String, start int, unicode bool, names []groupName) goja.Value {
	var runes []rune
	var places []int // of each rune in the text
	from := 0
	for i := 0; i < text.Length(); i++ {
		if i == start {
			from = len(runes)
		}
		c := rune(text.CharAt(i))
		places = append(places, i)
		if unicode && c&0xFC00 == 0xD800 && i+1 < text.Length() && text.CharAt(i+1)&0xFC00 == 0xDC00 {
			i++
			c = (c-0xD800)<<10 + rune(text.CharAt(i)) - 0xDC00 + 0x10000
		}
		runes = append(runes, c)
	}
	places = append(places, text.Length())
	if start == text.Length() {
		from = len(runes)
	}
	m, err := rx.FindRunesMatchStartingAt(runes, from)
	if m == nil || err != nil {
		return goja.Undefined()
	}
	var list []any
	byName := map[string]goja.Value{}
	for _, g := range m.Groups() {
		pair := goja.Undefined()
		if len(g.Captures) > 0 {
			pair = r.VM.NewArray(places[g.RuneIndex], places[g.RuneIndex+g.RuneLength])
		}
		list = append(list, pair)
		byName[g.Name] = pair
	}
	answer := r.VM.NewArray(list...)
	groups := goja.Undefined()
	if len(names) > 0 {
		groups = r.namedGroups(names, func(name string) goja.Value { return byName[name] })
	}
	_ = answer.Set("groups", groups)
	return answer
}
