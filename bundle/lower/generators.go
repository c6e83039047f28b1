package lower

import (
	"strings"

	"github.com/dop251/goja/ast"
)

// helper answers whether an expression names one of the bundler's helpers, which it may have numbered.
func helper(e ast.Expression, name string) bool {
	id, ok := e.(*ast.Identifier)
	return ok && strings.TrimRight(id.Name.String(), "0123456789") == name
}

// asyncBody notes the generator that the bundler made of an async one.
func (p *pass) asyncBody(e *ast.CallExpression) {
	if !helper(e.Callee, "__asyncGenerator") {
		return
	}
	for _, arg := range e.ArgumentList {
		if f, ok := arg.(*ast.FunctionLiteral); ok {
			if p.bodies == nil {
				p.bodies = map[*ast.FunctionLiteral]bool{}
			}
			p.bodies[f] = true
		}
	}
}

// delegate answers what a generator delegates to. The bundler has every generator ask for an async iterator first,
// which is right only in what was an async one.
func (p *pass) delegate(e *ast.YieldExpression, argument ast.Expression) ast.Expression {
	call, ok := argument.(*ast.CallExpression)
	if !ok || !e.Delegate || p.async || !helper(call.Callee, "__yieldStar") || len(call.ArgumentList) != 1 {
		return argument
	}
	return call.ArgumentList[0]
}
