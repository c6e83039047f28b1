package lower

import (
	"strings"

	"github.com/dop251/goja/ast"
)

// namespaceHelper is how the helper begins that esbuild prints for what "import * as" and import() answer.
const namespaceHelper = "(target, all) => {"

// Namespace is the member of [Caught] that makes what the helper filled look as a module does.
const Namespace = "namespace"

// modules has the helper for module namespaces show what it makes to the host. Where modules are filled by several helpers
// the host is not told, since it would close them too early.
func modules(list []ast.Statement, text string) {
	if strings.Contains(text, "__reExport(") {
		return
	}
	for _, s := range list {
		v, ok := s.(*ast.VariableStatement)
		if !ok {
			return
		}
		for _, b := range v.List {
			f, ok := b.Initializer.(*ast.ArrowFunctionLiteral)
			if !ok || !helperNamed(b, "__export") || !strings.HasPrefix(f.Source, namespaceHelper) {
				continue
			}
			if body, ok := f.Body.(*ast.BlockStatement); ok {
				at := body.RightBrace
				body.List = append(body.List, &ast.ExpressionStatement{Expression: &ast.CallExpression{
					Callee: &ast.DotExpression{
						Left:       &ast.Identifier{Name: Caught, Idx: at},
						Identifier: ast.Identifier{Name: Namespace, Idx: at},
					},
					LeftParenthesis: at, ArgumentList: []ast.Expression{&ast.Identifier{Name: "target", Idx: at}}, RightParenthesis: at,
				}})
			}
		}
	}
}

func helperNamed(b *ast.Binding, name string) bool {
	id, ok := b.Target.(*ast.Identifier)
	return ok && helper(id, name)
}
