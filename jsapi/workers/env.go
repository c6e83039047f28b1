package workers

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/node"
)

// Environment is where a binding makes its value.
type Environment struct{ script *script }

// makeEnv builds env; the bindings of a service worker are globals.
func (s *script) makeEnv() error {
	s.env = s.iso.VM.NewObject()
	s.parse, _ = goja.AssertFunction(s.iso.VM.Get("JSON").(*goja.Object).Get("parse")) // before a script may replace it
	if s.worker.Env != nil {
		v, err := s.worker.Env.value(s)
		if err != nil {
			return fmt.Errorf("env: %w", err)
		}
		s.env = v.(*goja.Object)
	}
	e := &Environment{s}
	if s.worker.Flags.Has(compat.NodejsCompatPopulateProcessEnv) {
		node.SetEnvironment(s.realm, s.variables)
	}
	for _, b := range s.worker.Bindings {
		v, err := b.Make(e)
		if err != nil {
			return fmt.Errorf("binding %s: %w", b.Name, err)
		}
		at := s.env
		if s.worker.ServiceWorker {
			at = s.iso.VM.GlobalObject()
		}
		if err := at.Set(b.Name, v); err != nil {
			return fmt.Errorf("binding %s: %w", b.Name, err)
		}
	}
	return nil
}

// variables answers what process.env has: the variables of the configuration, as texts, and the values of a dynamic
// Worker's env that JSON can tell.
func (s *script) variables() []node.Variable {
	var list []node.Variable
	for _, b := range s.worker.Bindings {
		if b.Variable != nil {
			list = append(list, node.Variable{Name: b.Name, Value: *b.Variable})
		}
	}
	if s.worker.Env == nil {
		return list
	}
	v, err := s.worker.Env.value(s)
	if err != nil {
		return list
	}
	env := v.(*goja.Object)
	for _, name := range env.Keys() {
		if text, ok := s.variable(env.Get(name)); ok {
			list = append(list, node.Variable{Name: name, Value: text})
		}
	}
	return list
}

// variable answers a value as process.env has it, and whether it has.
func (s *script) variable(v goja.Value) (string, bool) {
	switch o, isObject := v.(*goja.Object); {
	case isObject && (o.ClassName() == "Array" || o.Prototype().SameAs(s.realm.Intrinsic("Object").Get("prototype"))):
		text, err := o.MarshalJSON()
		return string(text), err == nil
	case isObject || goja.IsUndefined(v) || goja.IsBigInt(v):
		return "", false
	}
	return v.String(), true
}

// BindText answers a variable that is a string.
func BindText(name, value string) Binding {
	return Binding{Name: name, Variable: &value, Make: func(e *Environment) (goja.Value, error) {
		return e.script.iso.VM.ToValue(value), nil
	}}
}

// BindJSON answers a variable that is the value of a JSON text.
func BindJSON(name, text string) Binding {
	short := &bytes.Buffer{}
	if json.Compact(short, []byte(text)) != nil {
		short.WriteString(text)
	}
	variable := short.String()
	return Binding{Name: name, Variable: &variable, Make: func(e *Environment) (goja.Value, error) {
		return e.script.parseJSON(text), nil
	}}
}

// parseJSON answers the value of a JSON text that the configuration has checked.
func (s *script) parseJSON(text string) goja.Value {
	v, err := s.parse(goja.Undefined(), s.iso.VM.ToValue(text))
	if err != nil {
		panic(err) // to be thrown
	}
	return v
}

// BindUnsupported answers a binding that fails when it is used. kind is what the configuration calls it.
func BindUnsupported(name, kind string) Binding {
	return Binding{Name: name, Make: func(e *Environment) (goja.Value, error) {
		what := fmt.Sprintf("%s bindings (env.%s)", kind, name)
		return e.script.iso.VM.NewDynamicObject(&absent{e.script.realm, what}), nil
	}}
}
