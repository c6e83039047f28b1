package lower

import (
	"slices"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
)

// Use is a place where the user's source calls a method of a Durable Object
// namespace on a binding, as in env.rooms.idFromName("lobby").
type Use struct {
	Binding, Method string
	File            string
	Line, Column    int
}

type use struct {
	binding, method string
	at              file.Idx
}

// namespaceMethods tells which methods only a namespace has. Others have get too.
var namespaceMethods = map[string]bool{
	"idFromName": true, "idFromString": true, "newUniqueId": true, "getByName": true, "get": false,
}

func (p *pass) call(e *ast.CallExpression) {
	blame(e)
	object, method, _ := member(e.Callee)
	if _, known := namespaceMethods[method]; !known {
		return
	}
	env, binding, at := member(object)
	if binding != "" && isEnv(env) {
		p.uses = append(p.uses, use{binding, method, at})
	}
}

// blame lets a call on what turns out to be null point at the method's name, as V8
// does. goja reports what it loaded last: the variable.
func blame(e *ast.CallExpression) {
	if callee, ok := e.Callee.(*ast.DotExpression); ok {
		if id, ok := callee.Left.(*ast.Identifier); ok {
			id.Idx = callee.Identifier.Idx
		}
	}
}

// member takes a.b or a["b"] apart. An optional access is a guard: whoever writes
// env.rooms?.get(id) expects that it may be missing.
func member(e ast.Expression) (object ast.Expression, name string, at file.Idx) {
	switch e := e.(type) {
	case *ast.DotExpression:
		return e.Left, e.Identifier.Name.String(), e.Identifier.Idx
	case *ast.BracketExpression:
		if s, ok := e.Member.(*ast.StringLiteral); ok {
			return e.Left, s.Value.String(), s.Idx
		}
	}
	return nil, "", 0
}

// isEnv reports whether an expression is named env: a variable (the bundler may
// have numbered it) or a property, but not the environment of a process.
func isEnv(e ast.Expression) bool {
	if id, ok := e.(*ast.Identifier); ok {
		return strings.TrimRight(id.Name.String(), "0123456789") == "env"
	}
	object, name, _ := member(e)
	if owner, ok := object.(*ast.Identifier); ok && owner.Name == "process" {
		return false
	}
	return name == "env"
}

// found answers the uses in the user's own files, by position.
func (p *pass) found() (list []Use) {
	sure := map[string]bool{}
	for _, u := range p.uses {
		sure[u.binding] = sure[u.binding] || namespaceMethods[u.method]
	}
	for _, u := range p.uses {
		if !sure[u.binding] {
			continue
		}
		pos := p.program.File.Position(int(u.at) - p.program.File.Base())
		if pos.Filename == p.program.File.Name() || strings.Contains(pos.Filename, "/node_modules/") {
			continue
		}
		list = append(list, Use{u.binding, u.method, Path(pos.Filename), pos.Line, pos.Column})
	}
	slices.SortStableFunc(list, func(a, b Use) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
	return list
}
