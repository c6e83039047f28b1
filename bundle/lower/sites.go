package lower

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

// Doing is what a script does with the value of an expression.
type Doing uint8

// A value may be wrong for what is done: it is called, made an instance of, iterated over, spread into an array or
// into arguments, or taken apart by a pattern. A variable may be read or assigned before it is there.
const (
	Calls Doing = iota + 1
	Constructs
	Iterates
	Spreads
	SpreadsLast // as the last of a call's arguments
	TakesArray
	TakesObject
	Reads
	Assigns
	Awaits // in a loop
)

// Site is the expression that something is done with, as V8's messages show it.
type Site struct {
	Text string
	// Called says that the value came from a call, whose callee the text is.
	Called bool
}

// Sites are the expressions of a script whose values messages may be about, by what is done with them and where the
// engine says it happens.
type Sites map[place]Site

type place struct {
	does Doing
	at   int // offset in the text
}

// At answers the site at an offset of the text.
func (s Sites) At(does Doing, offset int) (Site, bool) {
	site, ok := s[place{does, offset}]
	return site, ok
}

// ReadSites finds the sites of a lowered script's text. It reads the whole of it, so whoever asks keeps the answer.
func ReadSites(text string) Sites {
	program, err := parser.ParseFile(nil, "", text, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil
	}
	sites := Sites{}
	see := siteFinder{sites}
	p := &pass{program: program, stringFields: map[file.Idx]bool{}, superField: map[*ast.FieldDefinition]bool{}, visit: see.node}
	program.Body = p.statements(program.Body)
	return sites
}

// siteFinder notes the sites that a walk comes by. The walk mends what it visits, so what it adds is unknown to it.
type siteFinder struct{ sites Sites }

func (f siteFinder) note(does Doing, at file.Idx, e ast.Expression) {
	iterates := does != Calls && does != Constructs && does != TakesObject
	f.sites[place{does, int(at) - 1}] = Site{Text: shown(e, iterates), Called: iterates && calls(e)}
}

func (f siteFinder) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.CallExpression:
		f.note(Calls, n.LeftParenthesis, n.Callee)
		f.blamed(n)
		f.awaited(n)
		f.arguments(n.ArgumentList)
	case *ast.NewExpression:
		f.note(Constructs, n.New, n.Callee)
		f.arguments(n.ArgumentList)
	case *ast.TemplateLiteral:
		if n.Tag != nil {
			at := last(n.Tag)
			for _, x := range n.Expressions {
				at = max(at, last(x))
			}
			f.note(Calls, at, n.Tag)
		}
	case *ast.ArrayLiteral:
		for _, e := range n.Value {
			if spread, ok := e.(*ast.SpreadElement); ok {
				f.note(Spreads, last(spread.Expression), spread.Expression)
			}
		}
	case *ast.ForOfStatement:
		at := last(n.Source)
		f.note(Iterates, at, n.Source)
		f.sites[place{TakesObject, int(at) - 1}] = Site{Text: ".for"}
		f.sites[place{TakesArray, int(at) - 1}] = Site{Text: ".for"}
	case *ast.CatchStatement:
		if pattern, ok := n.Parameter.(ast.Pattern); ok {
			f.sites[place{TakesObject, int(pattern.Idx0()) - 1}] = Site{Text: ".catch"}
		}
	case *ast.Binding:
		f.pattern(n.Target, n.Initializer)
	case *ast.AssignExpression:
		if _, ok := n.Left.(*ast.ObjectPattern); ok {
			f.pattern(n.Left, n.Right)
		}
		if id, ok := n.Left.(*ast.Identifier); ok {
			f.sites[place{Assigns, int(last(n.Right)) - 1}] = Site{Text: id.Name.String()}
		}
	case *ast.ParameterList:
		for _, b := range n.List {
			f.parameter(b)
		}
	}
}

// awaited notes what a loop lowered by the bundler awaits values of.
func (f siteFinder) awaited(e *ast.CallExpression) {
	if id, ok := e.Callee.(*ast.Identifier); ok && len(e.ArgumentList) == 1 && strings.HasPrefix(id.Name.String(), "__forAwait") {
		f.sites[place{Awaits, int(e.LeftParenthesis) - 1}] = Site{Text: shown(e.ArgumentList[0], false), Called: calls(e.ArgumentList[0])}
	}
}

// blamed notes a variable whose reading answers for another position, see blame.
func (f siteFinder) blamed(e *ast.CallExpression) {
	if callee, ok := e.Callee.(*ast.DotExpression); ok {
		if id, ok := callee.Left.(*ast.Identifier); ok {
			f.sites[place{Reads, int(callee.Identifier.Idx) - 1}] = Site{Text: id.Name.String()}
		}
	}
}

func (f siteFinder) arguments(list []ast.Expression) {
	for i, e := range list {
		spread, ok := e.(*ast.SpreadElement)
		if ok && i == len(list)-1 {
			f.note(SpreadsLast, last(spread.Expression), spread.Expression)
		}
	}
}

// pattern notes what a pattern takes apart. V8 shows the source of an array pattern only where its value needed no
// other step.
func (f siteFinder) pattern(target ast.Node, source ast.Expression) {
	if source == nil {
		return
	}
	switch target.(type) {
	case *ast.ObjectPattern:
		f.note(TakesObject, last(source), source)
	case *ast.ArrayPattern:
		switch source.(type) {
		case *ast.DotExpression, *ast.BracketExpression, *ast.CallExpression, *ast.BinaryExpression, *ast.OptionalChain:
		default:
			f.note(TakesArray, last(source), source)
		}
	}
}

// defaults stands for the value of a parameter that has a default.
const defaults = intermediate + intermediate + intermediate

// parameter notes a parameter's pattern that has a default.
func (f siteFinder) parameter(b *ast.Binding) {
	if _, ok := b.Target.(*ast.ObjectPattern); ok && b.Initializer != nil {
		f.sites[place{TakesObject, int(last(b.Initializer)) - 1}] = Site{Text: defaults}
	}
}

// last is the position that the engine gives the last step of an expression, which is where it says that something
// goes wrong with the value.
func last(e ast.Expression) file.Idx {
	switch e := e.(type) {
	case *ast.DotExpression:
		return e.Identifier.Idx
	case *ast.PrivateDotExpression:
		return e.Identifier.Idx
	case *ast.BracketExpression:
		return e.LeftBracket
	case *ast.CallExpression:
		return e.LeftParenthesis
	case *ast.AwaitExpression:
		return last(e.Argument)
	case *ast.OptionalChain:
		return last(e.Expression)
	case *ast.Optional:
		return last(e.Expression)
	case *ast.ConditionalExpression:
		return last(e.Alternate)
	case *ast.SequenceExpression:
		return last(e.Sequence[len(e.Sequence)-1])
	case *ast.BinaryExpression:
		if logical(e.Operator) {
			return last(e.Right)
		}
	case *ast.NumberLiteral, *ast.StringLiteral, *ast.NullLiteral, *ast.BooleanLiteral, nil:
		return 0 // a constant is no step
	case *ast.ArrayLiteral:
		for i := len(e.Value) - 1; i >= 0; i-- {
			if at := last(e.Value[i]); at > 0 {
				return at
			}
		}
	case *ast.SpreadElement:
		return last(e.Expression)
	case *ast.ObjectLiteral:
		for i := len(e.Value) - 1; i >= 0; i-- {
			if p, ok := e.Value[i].(*ast.PropertyKeyed); ok && last(p.Value) > 0 {
				return last(p.Value)
			}
		}
	}
	return e.Idx0()
}
