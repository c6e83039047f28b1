package isolate

import (
	"slices"
	"strings"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"github.com/dodev/dodev/bundle/lower"
)

// HookFaults has the engine make its errors through the isolate, which words them and writes their stacks as V8 does: at
// that moment it is known what the script was doing and with what. It is called while the global object is the engine's,
// whose error classes are read by EngineGlobal from then on.
func (i *Isolate) HookFaults() {
	f := engineFields()
	if f == nil {
		return
	}
	i.errorClasses = make([]*goja.Object, len(errorClasses))
	for n := range errorClasses {
		if *i.maker(n) != nil { // somebody was first
			continue
		}
		*i.maker(n) = i.VM.ToValue(func(c goja.ConstructorCall) *goja.Object {
			message := i.worded(c.Argument(0).String())
			hook := *i.maker(0)
			*i.maker(0) = i.errorClass(0)
			o := i.VM.NewTypeError("%s", message)
			*i.maker(0) = hook
			if n > 0 {
				p, _ := i.errorClass(n).Get("prototype").(*goja.Object)
				_ = o.SetPrototype(p)
			}
			i.made(o, message)
			return o
		}).(*goja.Object)
	}
}

// maker is where the engine keeps the n-th of its error classes.
func (i *Isolate) maker(n int) **goja.Object {
	return at[*goja.Object](unsafe.Pointer(i.VM), engineFields().errors[n])
}

// errorClass answers the n-th error class of the engine, made at its first need.
func (i *Isolate) errorClass(n int) *goja.Object {
	if i.errorClasses[n] == nil {
		hook := *i.maker(n)
		*i.maker(n) = nil
		i.errorClasses[n], _ = i.global.Get(errorClasses[n]).(*goja.Object)
		*i.maker(n) = hook
	}
	return i.errorClasses[n]
}

// EngineGlobal answers a builtin of the engine's own global object.
func (i *Isolate) EngineGlobal(name string) goja.Value {
	if n := slices.Index(errorClasses, name); n >= 0 && i.errorClasses != nil {
		return i.errorClass(n)
	}
	return i.global.Get(name)
}

// made gives an error that the engine is making its stack.
func (i *Isolate) made(o *goja.Object, message string) {
	if i.wording {
		return
	}
	frames, ok := TakeTrace(o)
	if !ok {
		return
	}
	if i.OnCaught != nil {
		i.wording = true
		_ = i.VM.Try(func() { i.OnCaught(o) })
		i.wording = false
	}
	i.DefineStack(o, message, i.Trace(frames), i.traceLimit())
}

// worded answers V8's message for what the engine calls message.
func (i *Isolate) worded(message string) (text string) {
	m, ok := i.moment()
	if !ok || i.wording {
		return message
	}
	i.wording = true // what is looked at may throw itself
	defer func() { i.wording = false }()
	text = message
	_ = i.VM.Try(func() {
		w := wording{i: i, moment: m, message: message}
		if m.program == nil {
			text = w.builtin(m.builtin())
			return
		}
		if strings.HasPrefix(m.source().Name(), hostFile("")) {
			text = reword(message)
			return
		}
		w.name, w.operand, w.number = m.instruction(m.pc)
		w.operand = unistring.String(w.operand).String()
		text = w.script()
	})
	return text
}

// wording is one error of the engine and what it was doing then.
type wording struct {
	i *Isolate
	moment
	message string
	// The instruction, and its operand.
	name, operand string
	number        int
}

// script words an error of the script itself.
func (w *wording) script() string {
	switch w.name {
	case "call":
		return w.called(w.top(w.number + 1))
	case "_callVariadic":
		return w.called(nil)
	case "_new":
		return w.constructed(w.top(w.number + 1))
	case "_newVariadic":
		return w.constructed(nil)
	case "getProp", "getPropCallee", "getPropRecv", "getPropRecvCallee":
		return w.read(w.top(1), w.i.VM.ToValue(w.operand))
	case "_getElem", "_getElemCallee", "_getKey":
		return w.read(w.top(2), w.top(1))
	case "_getElemRecv":
		return w.read(w.top(1), w.top(2))
	case "_getElemRecvCallee":
		return w.read(w.top(2), w.top(1))
	case "getPropRefStrict", "getPropRef":
		return w.read(w.top(1), w.i.VM.ToValue(w.operand))
	case "_getElemRefStrict", "_getElemRef":
		return w.read(w.top(2), w.top(1))
	case "setPropStrict", "setPropStrictP", "setProp", "setPropP":
		return w.written(w.top(2), w.i.VM.ToValue(w.operand))
	case "_setElemStrict", "_setElemStrictP", "_setElem", "_setElemP":
		return w.written(w.top(3), w.top(2))
	case "deletePropStrict":
		return w.deleted(w.top(1))
	case "_deleteElemStrict":
		return w.deleted(w.top(2))
	case "_op_in", "op_in":
		if _, ok := w.top(1).(*goja.Object); !ok {
			return "Cannot use 'in' operator to search for '" + w.i.shown(w.top(2)) + "' in " + w.i.shown(w.top(1))
		}
	case "_op_instanceof", "op_instanceof":
		return w.instance(w.top(1))
	case "_iterateP":
		return w.iterated(lower.Iterates, w.top(1))
	case "_iterate":
		return w.iterated(lower.TakesArray, w.top(1))
	case "_pushArraySpread":
		return w.iterated(lower.Spreads, w.top(1))
	case "_pushSpread":
		return w.spread(w.top(0))
	case "yieldMarker":
		return w.iterated(0, w.top(1))
	case "_checkObjectCoercible", "_createDestructSrc":
		return w.destructured(w.top(1))
	case "newDerivedClass":
		return w.extended(w.top(1))
	case "privateInRes", "privateInId":
		return "Cannot use 'in' operator to search for '#" + w.operand + "' in " + w.i.shown(w.top(1))
	case "getPrivatePropRes", "getPrivatePropId", "getPrivatePropResCallee", "getPrivatePropIdCallee":
		return w.private(w.top(1))
	}
	return w.plain()
}

// plain words an error by its text alone.
func (w *wording) plain() string {
	switch {
	case w.message == "Cannot access a variable before initialization":
		return "Cannot access '" + w.variable() + "' before initialization"
	case strings.HasPrefix(w.message, "Cannot write private member #"):
		return strings.Replace(w.message, " from an object", " to an object", 1)
	case strings.HasPrefix(w.message, "Could not convert "):
		return "Cannot convert object to primitive value"
	case strings.HasPrefix(w.message, "Cannot assign to read only property '#"):
		return strings.TrimPrefix(w.message, "Cannot assign to read only property ") + " was defined without a setter"
	case strings.HasSuffix(w.message, "] is not extensible"):
		return display(strings.TrimSuffix(w.message, " is not extensible")) + " is not extensible"
	case w.message == "Proxy already revoked", w.message == "proxy has been revoked":
		if trap, ok := traps[w.name]; ok {
			return "Cannot perform '" + trap + "' on a proxy that has been revoked"
		}
	}
	return reword(w.message)
}

// traps are what instructions ask of a proxy.
var traps = map[string]string{
	"getProp": "get", "getPropCallee": "get", "_getElem": "get", "_getElemCallee": "get", "_getKey": "get",
	"setPropStrict": "set", "setPropStrictP": "set", "setProp": "set", "setPropP": "set", "_setElemStrict": "set", "_setElemStrictP": "set",
	"deletePropStrict": "deleteProperty", "_deleteElemStrict": "deleteProperty", "_op_in": "has", "call": "apply", "_new": "construct",
}

// site is the expression that the running instruction does something with.
func (w *wording) site(does lower.Doing) (lower.Site, bool) {
	if w.i.program == nil || w.source() != w.i.program.file {
		return lower.Site{}, false
	}
	offset, first := w.offset(w.pc)
	if does == lower.TakesArray || does == lower.TakesObject {
		for pc := first; pc < w.pc; pc++ { // a pattern within a pattern has no source
			switch name, _, _ := w.instruction(pc); name {
			case "_checkObjectCoercible", "_createDestructSrc", "_iterate":
				return lower.Site{}, false
			}
		}
	}
	if site, ok := w.i.program.sites().At(does, offset); ok {
		return site, true
	}
	if text := w.constant(w.pc - 1); text != "" && (does == lower.TakesArray || does == lower.Spreads || does == lower.TakesObject) {
		return lower.Site{Text: text}, true
	}
	return lower.Site{}, false
}

// shown is the expression that something is done with or, where it is not known, the value's kind.
func (w *wording) shown(does lower.Doing, v goja.Value) string {
	if site, ok := w.site(does); ok {
		return site.Text
	}
	return w.i.kind(v)
}

// uncallable answers whether the error is that a value is not callable.
func uncallable(message string) bool {
	for _, prefix := range []string{"Object has no member '", "Value is not an object: ", "Not a function: ", "Value is not callable: "} {
		if strings.HasPrefix(message, prefix) {
			return true
		}
	}
	return message == "Value is not a constructor"
}

func (w *wording) called(callee goja.Value) string {
	switch {
	case uncallable(w.message):
		text := w.shown(lower.Calls, callee)
		if strings.Contains(text, "[__knownSymbol") {
			return w.awaited()
		}
		return text + " is not a function"
	case strings.HasPrefix(w.message, "Class constructor cannot be invoked"):
		return needsNew(callee)
	}
	return w.plain()
}

// needsNew is what calling a class throws.
func needsNew(class goja.Value) string {
	if o, ok := class.(*goja.Object); ok {
		if name, ok := o.Get("name").(goja.String); ok && name.Length() > 0 {
			return "Class constructor " + name.String() + " cannot be invoked without 'new'"
		}
	}
	return "Class constructors cannot be invoked without 'new'"
}

// awaited words what a loop that the bundler lowered cannot await values of.
func (w *wording) awaited() string {
	outer := *w
	if m, ok := w.caller(); ok {
		outer.moment = m
		if site, ok := outer.site(lower.Awaits); ok {
			if site.Called {
				return site.Text + " is not a function or its return value is not async iterable"
			}
			return site.Text + " is not async iterable"
		}
	}
	return "object is not async iterable (cannot read property Symbol(Symbol.asyncIterator))"
}

// private words the reading of a private member.
func (w *wording) private(object goja.Value) string {
	switch {
	case goja.IsUndefined(object) || goja.IsNull(object):
		return "Cannot read properties of " + object.String() + " (reading '#" + w.operand + "')"
	case uncallable(w.message):
		return "Cannot read private member #" + w.operand + " from an object whose class did not declare it"
	}
	return w.plain()
}

func (w *wording) constructed(callee goja.Value) string {
	if o, ok := callee.(*goja.Object); ok {
		if _, ok := goja.AssertConstructor(o); ok { // so it is the builtin that complains
			args := make([]goja.Value, w.number)
			for n := range args {
				args[n] = w.top(w.number - n)
			}
			return w.builtin(o, goja.Undefined(), args)
		}
	}
	if uncallable(w.message) {
		return w.shown(lower.Constructs, callee) + " is not a constructor"
	}
	return w.plain()
}

func (w *wording) read(object, key goja.Value) string {
	if !goja.IsUndefined(object) && !goja.IsNull(object) {
		return w.plain()
	}
	if key == goja.Value(goja.SymIterator) {
		return w.i.kind(object) + notIterable
	}
	return "Cannot read properties of " + object.String() + " (reading '" + w.i.shown(key) + "')"
}

func (w *wording) written(object, key goja.Value) string {
	switch {
	case goja.IsUndefined(object) || goja.IsNull(object):
		return "Cannot set properties of " + object.String() + " (setting '" + w.i.shown(key) + "')"
	case w.i.shown(object) == "[object Module]":
		return "Cannot assign to property '" + w.i.shown(key) + "' of [object Module]"
	case unwritable(w.message):
		return w.i.readOnly(object, w.i.shown(key), key)
	}
	return w.plain()
}

// unwritable answers whether the error is that a property cannot be assigned.
func unwritable(message string) bool {
	return strings.HasPrefix(message, "Cannot assign to read only property") || strings.HasPrefix(message, "Receiver is not an object") ||
		message == "" || message == "length is not writable"
}

func (w *wording) deleted(object goja.Value) string {
	if before, _, ok := strings.Cut(w.message, "' of "); ok && strings.HasPrefix(before, "Cannot delete property '") {
		return before + "' of " + w.i.shown(object)
	}
	return w.plain()
}

func (w *wording) instance(class goja.Value) string {
	o, ok := class.(*goja.Object)
	switch {
	case !ok:
		return "Right-hand side of 'instanceof' is not an object"
	case strings.HasPrefix(w.message, "Expecting a function in instanceof check"):
		return "Right-hand side of 'instanceof' is not callable"
	case strings.HasPrefix(w.message, "prototype is not an object"), uncallable(w.message):
		return "Function has non-object prototype '" + w.i.shown(o.Get("prototype")) + "' in instanceof check"
	}
	return w.plain()
}

const notIterable = " is not iterable (cannot read property Symbol(Symbol.iterator))"

// iterator words what is wrong with an iterator rather than with what it was asked of.
func (w *wording) iterator() (string, bool) {
	switch {
	case strings.HasPrefix(w.message, "Value is not an object: "):
		return "Result of the Symbol.iterator method is not an object", true
	case w.message == "Cannot convert undefined or null to object", w.message == "object is not iterable",
		w.message == "iterator.next is missing or not a function", strings.HasSuffix(w.message, " is not a method"):
		return "", false
	}
	return w.plain(), true
}

func (w *wording) iterated(does lower.Doing, v goja.Value) string {
	if text, ok := w.iterator(); ok {
		return text
	}
	site, ok := w.site(does)
	switch {
	case !ok:
		return w.i.kind(v) + notIterable
	case site.Called:
		return site.Text + " is not a function or its return value is not iterable"
	}
	return site.Text + " is not iterable"
}

// spread words what is wrong with a spread argument.
func (w *wording) spread(v goja.Value) string {
	if text, ok := w.iterator(); ok {
		return text
	}
	site, ok := w.site(lower.SpreadsLast)
	switch {
	case !ok:
		return w.i.kind(v) + notIterable
	case goja.IsUndefined(v) || goja.IsNull(v):
		return site.Text + " is not iterable (cannot read property " + v.String() + ")"
	}
	return "Spread syntax requires ...iterable[Symbol.iterator] to be a function"
}

// destructured words an object pattern for undefined or null. V8 names the first property if it is a plain one.
func (w *wording) destructured(v goja.Value) string {
	if !goja.IsUndefined(v) && !goja.IsNull(v) {
		return w.plain()
	}
	property, read := w.firstProperty()
	if site, ok := w.site(lower.TakesObject); ok && !read {
		if property == "" {
			return "Cannot destructure '" + site.Text + "' as it is " + v.String() + "."
		}
		return "Cannot destructure property '" + property + "' of '" + site.Text + "' as it is " + v.String() + "."
	}
	switch {
	case property == "":
		return "Cannot destructure '" + w.i.kind(v) + "' as it is " + v.String() + "."
	case read || w.nested():
		return "Cannot read properties of " + v.String() + " (reading '" + property + "')"
	}
	return "Cannot destructure property '" + property + "' of '" + w.i.kind(v) + "' as it is " + v.String() + "."
}

// nested answers whether the running pattern is within another.
func (w *wording) nested() bool {
	_, first := w.offset(w.pc)
	for pc := first; pc < w.pc; pc++ {
		switch name, _, _ := w.instruction(pc); name {
		case "_checkObjectCoercible", "_createDestructSrc", "_iterate":
			return true
		}
	}
	return false
}

// firstProperty answers the first property that an object pattern takes, "" if it has none or a computed one; read
// says that it has a default value.
func (w *wording) firstProperty() (name string, read bool) {
	if w.name == "_createDestructSrc" {
		return "", false
	}
	for pc := w.pc + 1; pc < w.pc+8; pc++ {
		op, text, _ := w.instruction(pc)
		switch op {
		case "dup", "_dup", "_toPropertyKey", "resolveVar1Strict", "resolveMixed":
		case "getProp":
			after, _, _ := w.instruction(pc + 1)
			return unistring.String(text).String(), after == "jdef" || after == "jdefP"
		case "loadVal":
			return w.constant(pc), false
		default:
			return "", false
		}
	}
	return "", false
}

func (w *wording) extended(class goja.Value) string {
	switch w.message {
	case "Class extends value is not a constructor or null":
		return "Class extends value " + w.i.shown(class) + " is not a constructor or null"
	case "Class extends value does not have valid prototype property":
		if o, ok := class.(*goja.Object); ok {
			return w.message + " " + w.i.shown(o.Get("prototype"))
		}
	}
	return w.plain()
}

// variable answers the name of the variable that the running instruction reads or assigns.
func (w *wording) variable() string {
	does := lower.Reads
	if strings.HasPrefix(w.name, "store") || strings.HasPrefix(w.name, "init") || strings.HasPrefix(w.name, "put") {
		does = lower.Assigns
	}
	if site, ok := w.site(does); ok {
		return site.Text
	}
	return w.identifier()
}

// identifier answers the word in the text at the running instruction.
func (w *wording) identifier() string {
	offset, _ := w.offset(w.pc)
	text := w.source().Source()
	if offset < 0 || offset > len(text) {
		return ""
	}
	text = strings.TrimLeft(text[offset:], "#")
	end := strings.IndexFunc(text, func(r rune) bool {
		return !(r == '$' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f)
	})
	if end < 0 {
		end = len(text)
	}
	return text[:end]
}
