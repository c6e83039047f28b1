package ecma

import (
	"errors"
	"strings"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// written keys what a script wrote where the engine got a translation of it.
var written = goja.NewSymbol("dodev.regexp")

// regexpPatch makes the constructor take what the engine's patterns lack. The bundler turns such literals
// into calls of it.
func regexpPatch(r *realm, v goja.Value) goja.Value {
	engine := v.(*goja.Object)
	construct, _ := goja.AssertConstructor(engine)
	proto := prototype(engine)
	var class *goja.Object
	class = r.VM.ToValue(func(c goja.ConstructorCall) *goja.Object {
		source, flags := r.pattern(c.Argument(0), c.Argument(1))
		if !validFlags(flags) {
			r.throw(syntaxError("Invalid flags supplied to RegExp constructor '" + flags + "'"))
		}
		key := source.String() + "/" + flags
		made, known := r.patterns[key]
		text, translated := source, made.translated
		if sets := strings.Contains(flags, "v"); !known && (sets || strings.Contains(flags, "u") && hasProperty(source.String())) {
			t, err := translate(source.String(), sets, strings.Contains(flags, "i"))
			if err != nil {
				r.throw(r.badPattern(source, flags, err))
			}
			text, translated = r.VM.ToValue(t).(goja.String), true
		}
		if !known && !strings.ContainsAny(flags, "uv") {
			if t, ok := apart(source); ok {
				text, translated = r.VM.ToValue(t).(goja.String), true
			}
		}
		var rx *regexp2.Regexp
		var names []groupName
		if !known && own(source.String(), flags) {
			var err error
			if rx, names, err = ownMatcher(text.String(), flags); err != nil {
				r.throw(r.badPattern(source, flags, reason(source.String(), err)))
			}
			text, translated = r.VM.ToValue(standIn).(goja.String), true
		}
		args := []goja.Value{made.object}
		if !known {
			args = []goja.Value{text, r.VM.ToValue(strings.NewReplacer("v", "u", "d", "").Replace(flags))}
		}
		o, err := construct(nil, args...)
		if err != nil {
			_ = r.Isolate.Check(err)
			r.throw(r.badPattern(source, flags, reason(source.String(), err)))
		}
		if !known && rx == nil && !strings.Contains(key, replaced) { // surrogates have no key
			r.keepPattern(key, o, translated)
			if o, err = construct(nil, o); err != nil {
				panic(r.Isolate.Check(err))
			}
		}
		if c.NewTarget != nil && c.NewTarget != class {
			_ = o.SetPrototype(c.This.Prototype())
		}
		if rx != nil {
			if !exchange(o, rx) {
				r.throw(r.badPattern(source, flags, errors.New("dodev does not support such patterns with this engine")))
			}
			r.ownExec(o, rx, flags, names)
		}
		if translated {
			both := r.VM.NewArray(source, flags)
			_ = o.DefineDataPropertySymbol(written, both, no, no, no)
		}
		return o
	}).(*goja.Object)
	_ = class.DefineDataProperty("prototype", proto, no, no, no)
	_ = class.DefineDataProperty("name", r.VM.ToValue("RegExp"), no, yes, no)
	_ = class.DefineDataProperty("length", r.VM.ToValue(2), no, yes, no)
	_ = class.DefineAccessorPropertySymbol(goja.SymSpecies, r.function("get [Symbol.species]", 0, func(c goja.FunctionCall) goja.Value {
		return c.This
	}), nil, yes, no)
	_ = proto.DefineDataProperty("constructor", class, yes, yes, no)
	r.complete(class, r.piece("regexp"))
	r.regexpGetters(proto)
	if remember := func() { r.legacyStatics(class, proto) }; r.legacy() {
		remember()
	} else {
		r.Unmade = append(r.Unmade, remember)
	}
	return class
}

// madePattern is a regular expression that the engine copies, which is much sooner done than making it.
type madePattern struct {
	object     *goja.Object
	translated bool
}

// keptPatterns is how many regular expressions a realm keeps to copy.
const keptPatterns = 256

// keepPattern keeps a regular expression that no script has seen.
func (r *realm) keepPattern(key string, o *goja.Object, translated bool) {
	if len(r.patterns) >= keptPatterns || r.patterns == nil {
		r.patterns = map[string]madePattern{}
	}
	_ = o.DefineDataPropertySymbol(goja.SymMatch, r.VM.ToValue(true), no, no, no) // it is one, whatever becomes of the prototype
	r.patterns[key] = madePattern{o, translated}
}

// pattern answers the text and flags that a constructor's arguments name.
func (r *realm) pattern(pattern, flags goja.Value) (goja.String, string) {
	source := pattern
	if o, ok := pattern.(*goja.Object); ok {
		like := o.ClassName() == "RegExp"
		if m := o.GetSymbol(goja.SymMatch); m != nil && !goja.IsUndefined(m) {
			like = m.ToBoolean()
		}
		if like {
			source = o.Get("source")
			if goja.IsUndefined(flags) {
				flags = o.Get("flags")
			}
		}
	}
	text := r.VM.ToValue("").(goja.String)
	if source != nil && !goja.IsUndefined(source) {
		text = r.Text(source)
	}
	if flags == nil || goja.IsUndefined(flags) {
		return text, ""
	}
	return text, r.Text(flags).String()
}

func validFlags(flags string) bool {
	seen := ""
	for _, f := range flags {
		if !strings.ContainsRune("dgimsuvy", f) || strings.ContainsRune(seen, f) {
			return false
		}
		seen += string(f)
	}
	return !strings.Contains(flags, "u") || !strings.Contains(flags, "v")
}

func hasProperty(source string) bool {
	return strings.Contains(source, `\p`) || strings.Contains(source, `\P`)
}

func syntaxError(message string) error { return &webidl.Error{Class: "SyntaxError", Message: message} }

func (r *realm) badPattern(source goja.String, flags string, err error) error {
	return syntaxError("Invalid regular expression: /" + source.String() + "/" + flags + ": " + err.Error())
}

// reasons are words of the engine's errors and what V8 says of the same fault.
var reasons = []struct{ word, text string }{
	{"Invalid group", "Invalid group"}, {"Duplicate capture", "Duplicate capture group name"},
	{"numbers out of order", "numbers out of order in {} quantifier"}, {"invalid repeat count", "numbers out of order in {} quantifier"},
	{"illegal {x,y}", "numbers out of order in {} quantifier"}, {"Invalid Unicode escape", "Invalid Unicode escape"},
	{"invalid nested repetition", "Nothing to repeat"},
	{"missing closing )", "Unterminated group"}, {"not enough )", "Unterminated group"}, {"Unterminated group", "Unterminated group"},
	{"unexpected )", "Unmatched ')'"}, {"too many )", "Unmatched ')'"}, {"Unmatched ')'", "Unmatched ')'"},
	{"missing closing ]", "Unterminated character class"}, {"unterminated [", "Unterminated character class"},
	{"Unterminated character class", "Unterminated character class"},
	{"missing argument to repetition", "Nothing to repeat"}, {"quantifier", "Nothing to repeat"}, {"nested quantifier", "Nothing to repeat"},
	{"reverse order", "Range out of order in character class"}, {"character class range", "Range out of order in character class"},
	{"trailing backslash", `\ at end of pattern`}, {"illegal \\ at end", `\ at end of pattern`},
	{"named capture", "Invalid capture group name"}, {"capture group name", "Invalid capture group name"},
	{"duplicate", "Duplicate capture group name"}, {"undefined", "Invalid named reference"},
	{"nests too deeply", "Regular expression too large"}, {"too large", "Regular expression too large"},
}

func reason(source string, err error) error {
	text := err.Error()
	if len(source) > 0 && strings.HasSuffix(source, `\`) && !strings.HasSuffix(source, `\\`) {
		return errPatternEnd
	}
	for _, x := range reasons {
		if strings.Contains(text, x.word) {
			return errors.New(x.text)
		}
	}
	return errors.New("Invalid group or escape")
}

// regexpGetters makes a translated pattern show what was written.
func (r *realm) regexpGetters(proto *goja.Object) {
	original := func(c goja.FunctionCall, i string) goja.Value {
		if o, ok := c.This.(*goja.Object); ok {
			if both, ok := o.GetSymbol(written).(*goja.Object); ok {
				return both.Get(i)
			}
		}
		return nil
	}
	getter := func(name string, get func(c goja.FunctionCall) goja.Value) {
		_ = proto.DefineAccessorProperty(name, r.function("get "+name, 0, get), nil, yes, no)
	}
	source, unicode := r.getter(proto, "source"), r.getter(proto, "unicode")
	getter("source", func(c goja.FunctionCall) goja.Value {
		if v := original(c, "0"); v != nil {
			return r.VM.ToValue(escapedSource(v.String()))
		}
		v := source(c)
		if s := v.String(); strings.Contains(s, `\u002f`) { // the engine's way to write a slash
			return r.VM.ToValue(strings.ReplaceAll(s, `\u002f`, `\/`))
		}
		return v
	})
	getter("unicode", func(c goja.FunctionCall) goja.Value {
		if v := original(c, "1"); v != nil {
			return r.VM.ToValue(strings.Contains(v.String(), "u"))
		}
		return unicode(c)
	})
	getter("unicodeSets", func(c goja.FunctionCall) goja.Value {
		if c.This == proto {
			return goja.Undefined()
		}
		v := original(c, "1")
		return r.VM.ToValue(v != nil && strings.Contains(v.String(), "v"))
	})
	getter("hasIndices", func(c goja.FunctionCall) goja.Value {
		if c.This == proto {
			return goja.Undefined()
		}
		v := original(c, "1")
		return r.VM.ToValue(v != nil && strings.Contains(v.String(), "d"))
	})
	getter("flags", func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			r.throw(webidl.TypeError("RegExp.prototype.flags getter called on non-object %s", c.This.String()))
		}
		flags := ""
		for _, f := range []struct{ name, letter string }{{"hasIndices", "d"}, {"global", "g"}, {"ignoreCase", "i"},
			{"multiline", "m"}, {"dotAll", "s"}, {"unicode", "u"}, {"unicodeSets", "v"}, {"sticky", "y"}} {
			if v := o.Get(f.name); v != nil && v.ToBoolean() {
				flags += f.letter
			}
		}
		return r.VM.ToValue(flags)
	})
}

// getter answers the getter of a builtin's property.
func (r *realm) getter(o *goja.Object, name string) func(goja.FunctionCall) goja.Value {
	describe := native(r.engine.Get("Object").(*goja.Object).Get("getOwnPropertyDescriptor"))
	d := describe(goja.FunctionCall{Arguments: []goja.Value{o, r.VM.ToValue(name)}}).(*goja.Object)
	return native(d.Get("get"))
}

// escapedSource is a pattern as it stands between slashes.
func escapedSource(source string) string {
	if source == "" {
		return "(?:)"
	}
	var b strings.Builder
	class, escaped := false, false
	for _, c := range source {
		switch {
		case c == '\n':
			b.WriteString(`\n`)
			escaped = false
			continue
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}
