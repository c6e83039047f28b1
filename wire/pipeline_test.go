package wire_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/dodev/dodev/wire"
)

// recorder is a Capability that notes what happens to it.
type recorder struct{ log []string }

func (r *recorder) Call(c *wire.Call) {
	r.log = append(r.log, c.Path[0])
	if c.Answer != nil {
		c.Answer(nil, nil)
	}
}
func (r *recorder) Dup() wire.Capability { r.log = append(r.log, "dup"); return r }
func (r *recorder) Release()             { r.log = append(r.log, "release") }

func call(name string, then func()) *wire.Call {
	return &wire.Call{Path: []string{name}, Answer: func(*wire.Answer, error) { then() }}
}

func TestPipeline(t *testing.T) {
	nothing := func() {}
	for _, tc := range []struct {
		name string
		run  func(p *wire.Pipeline, to *recorder)
		want []string
	}{
		{"calls wait and keep their order", func(p *wire.Pipeline, to *recorder) {
			p.Call(call("a", nothing))
			p.Call(call("b", nothing))
			p.Resolve(to)
			p.Call(call("c", nothing))
			p.Release()
		}, []string{"a", "b", "c", "release"}},
		{"a call made while others are passed on comes after them", func(p *wire.Pipeline, to *recorder) {
			p.Call(call("a", func() { p.Call(call("c", nothing)) }))
			p.Call(call("b", nothing))
			p.Resolve(to)
		}, []string{"a", "b", "c"}},
		{"released before it is known", func(p *wire.Pipeline, to *recorder) {
			p.Call(call("a", nothing))
			p.Release()
			p.Resolve(to)
		}, []string{"a", "release"}},
		{"released while calls are passed on", func(p *wire.Pipeline, to *recorder) {
			p.Call(call("a", p.Release))
			p.Call(call("b", nothing))
			p.Resolve(to)
		}, []string{"a", "b", "release"}},
		{"held by two", func(p *wire.Pipeline, to *recorder) {
			p.Dup()
			p.Resolve(to)
			p.Release()
			p.Call(call("a", nothing))
			p.Release()
		}, []string{"a", "release"}},
	} {
		to := &recorder{}
		tc.run(wire.NewPipeline(), to)
		if !slices.Equal(to.log, tc.want) {
			t.Errorf("%s: got %v, want %v", tc.name, to.log, tc.want)
		}
	}
}

func TestPipelineFails(t *testing.T) {
	p := wire.NewPipeline()
	broken := errors.New("broken")
	var got []error
	answer := func(_ *wire.Answer, err error) { got = append(got, err) }
	carried := &recorder{}
	p.Call(&wire.Call{Args: &wire.Payload{Carried: []any{carried}}, Answer: answer})
	p.Fail(broken)
	p.Call(&wire.Call{Answer: answer})
	if !slices.Equal(got, []error{broken, broken}) || !slices.Equal(carried.log, []string{"release"}) {
		t.Errorf("got %v and %v for what was carried, want twice %v and its release", got, carried.log, broken)
	}
}
