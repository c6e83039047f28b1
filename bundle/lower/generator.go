package lower

import (
	"strings"

	"github.com/dop251/goja/ast"
)

// generatorHelper is how the helper begins that esbuild prints for async generators. Should it print another, what that
// makes passes for an ordinary object.
const generatorHelper = "(__this, __arguments, generator) => {"

// Generator is the member of [Caught] that answers what a script sees of an async generator, given what the helper made.
const Generator = "generator"

// present has the helper for async generators show what it makes through the host, which has a class for it.
func present(list []ast.Statement) {
	for _, s := range list {
		v, ok := s.(*ast.VariableStatement)
		if !ok {
			return
		}
		for _, b := range v.List {
			if f, ok := b.Initializer.(*ast.ArrowFunctionLiteral); ok && strings.HasPrefix(f.Source, generatorHelper) {
				presentResult(f)
			}
		}
	}
}

// presentResult wraps the last part of what the helper returns, and the answer of Symbol.asyncIterator with it.
func presentResult(f *ast.ArrowFunctionLiteral) {
	body, ok := f.Body.(*ast.BlockStatement)
	if !ok || len(body.List) == 0 {
		return
	}
	last, ok := body.List[len(body.List)-1].(*ast.ReturnStatement)
	if !ok {
		return
	}
	if parts, ok := last.Argument.(*ast.SequenceExpression); ok {
		at := last.Return
		result := &parts.Sequence[len(parts.Sequence)-1]
		*result = &ast.CallExpression{
			Callee: &ast.DotExpression{
				Left:       &ast.Identifier{Name: Caught, Idx: at},
				Identifier: ast.Identifier{Name: Generator, Idx: at},
			},
			LeftParenthesis: at, ArgumentList: []ast.Expression{*result}, RightParenthesis: at,
		}
	}
}
