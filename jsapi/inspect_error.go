package jsapi

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// errorShape shows an error: its stack, then the properties that the stack does not tell.
func (p *inspector) errorShape(o *goja.Object, constructor string, named bool) shape {
	text, framed := p.errorText(o, constructor, named)
	var keys []key
	for _, k := range p.keys(o, false) {
		switch {
		case k.symbol != nil:
		case k.name == "stack", k.name == "code" && webidl.As[DOMException](o) != nil:
			continue
		case k.name == "name", k.name == "message":
			if v, ok := p.in.text(o, name(k.name)); ok && strings.Contains(text, v) {
				continue
			}
		}
		keys = append(keys, k)
	}
	for _, hidden := range []string{"cause", "errors"} {
		_, ok := p.in.own(o, name(hidden))
		if ok && !slices.ContainsFunc(keys, func(k key) bool { return k.name == hidden }) {
			keys = append(keys, key{name: hidden})
		}
	}
	if !framed {
		text = "[" + text + "]"
	}
	if p.indent > 0 {
		text = strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", p.indent))
	}
	return shape{frame: frame{base: text, open: "{", close: "}"}, keys: keys, done: text, bare: true}
}

// errorText answers an error's stack, its first line naming the class it is of, and whether it has frames.
func (p *inspector) errorText(o *goja.Object, constructor string, named bool) (text string, framed bool) {
	p.realm.Isolate.Caught(o)
	title, ok := p.in.text(o, name("name"))
	if !ok {
		title = "Error"
	}
	message, _ := p.in.text(o, name("message"))
	text, ok = p.stack(o)
	if !ok || text == "" {
		switch {
		case message == "":
			text = title
		case title == "":
			text = message
		default:
			text = title + ": " + message
		}
	}
	text = improved(text, title, constructor, named)
	at := 0
	if n := strings.Index(text, message); n >= 0 && message != "" {
		at = n + len(message)
	}
	return text, strings.Contains(text[at:], "\n    at")
}

type stackKey struct{}

// stack answers an error's stack: a property of the script's, or what the isolate's own getter answers.
func (p *inspector) stack(o *goja.Object) (string, bool) {
	d, ok := p.in.own(o, name("stack"))
	if !ok || d.value != nil || d.get == nil {
		return p.in.text(o, name("stack"))
	}
	ours, ok := p.realm.Native[stackKey{}].(uintptr)
	if !ok {
		sample := p.realm.VM.NewObject()
		p.realm.Isolate.DefineStack(sample, "", nil, 0)
		s, _ := p.in.own(sample, name("stack"))
		ours = codeOf(s.get)
		p.realm.Native[stackKey{}] = ours
	}
	if ours == 0 || codeOf(d.get) != ours {
		return "", false
	}
	s, ok := o.Get("stack").(goja.String)
	if !ok {
		return "", false
	}
	return s.String(), true
}

// improved names the class in a stack whose first line has only the name of a parent.
func improved(stack, title, constructor string, named bool) string {
	if !named || constructor == title {
		return stack
	}
	rest, ok := strings.CutPrefix(stack, title)
	if !ok || !strings.HasSuffix(title, "Error") || rest != "" && rest[0] != ':' && rest[0] != '\n' {
		return stack
	}
	if strings.Contains(constructor, title) {
		return constructor + rest
	}
	return constructor + " [" + title + "]" + rest
}
