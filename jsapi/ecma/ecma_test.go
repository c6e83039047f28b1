package ecma_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/ecma"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// machine is one isolate with the language installed.
type machine struct {
	t   testing.TB
	i   *isolate.Isolate
	ctx *isolate.Context
}

func newMachine(t testing.TB, o isolate.Options) *machine {
	o.Host = host.System()
	if o.Observer == nil {
		o.Observer = &observe.Observer{OnNotice: func(n observe.Notice) { t.Error(n.Text) }}
	}
	o.Flags = compat.Default()
	m := &machine{t: t, i: isolate.New(o)}
	m.post(func() {
		ecma.Install(webidl.NewRealm(m.i))
		m.ctx = m.i.NewContext(isolate.Context{})
	})
	t.Cleanup(func() { m.i.Close(nil) })
	return m
}

func (m *machine) post(f func()) {
	done := make(chan struct{})
	m.i.Post(func() { defer close(done); f() })
	<-done
}

// eval answers the text of what source evaluates to, or "threw" and what it threw. A promise is awaited.
func (m *machine) eval(source string) string {
	m.t.Helper()
	text := "nothing"
	var v goja.Value
	run := func(f func()) {
		m.post(func() { m.i.Enter(&isolate.Scope{Context: m.ctx}, f) })
	}
	run(func() {
		p, err := goja.Compile("/src/test.js", source, true)
		if err == nil {
			v, err = m.i.VM.RunProgram(p)
		}
		if err != nil {
			text = "threw " + m.i.DescribeError(m.i.Check(err))
			v = nil
			return
		}
		text = v.String()
	})
	if o, ok := v.(*goja.Object); ok {
		run(func() {
			p, ok := o.Export().(*goja.Promise)
			switch {
			case !ok:
			case p.State() == goja.PromiseStateRejected:
				text = "threw " + m.i.Describe(p.Result())
			case p.State() == goja.PromiseStatePending:
				text = "pending"
			default:
				text = p.Result().String()
			}
		})
	}
	return text
}

// firstLine cuts the stack off a thrown error.
func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n    at ")
	return line
}

type row struct{ name, source, want string }

func table(t *testing.T, rows []row) {
	t.Helper()
	for _, c := range rows {
		t.Run(c.name, func(t *testing.T) {
			m := newMachine(t, isolate.Options{TurnLimit: 10 * time.Second, Observer: &observe.Observer{
				OnNotice: func(n observe.Notice) { t.Error(n.Text) },
			}})
			if got := firstLine(m.eval(c.source)); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}
