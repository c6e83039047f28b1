package lower

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// nameHelperText is the helper that esbuild prints to keep names. It costs a call
// for every function a script creates, and almost all of them only repeat what
// the engine infers. Should esbuild print another, its calls simply stay.
const nameHelperText = `(target, value) => __defProp(target, "name", { value, configurable: true })`

// nameHelper finds the variable that holds the helper.
func nameHelper(list []ast.Statement) unistring.String {
	for _, s := range list {
		v, ok := s.(*ast.VariableStatement)
		if !ok {
			return ""
		}
		for _, b := range v.List {
			f, ok := b.Initializer.(*ast.ArrowFunctionLiteral)
			if id, named := b.Target.(*ast.Identifier); ok && named && f.Source == nameHelperText {
				return id.Name
			}
		}
	}
	return ""
}

// keepsName takes a call of the helper apart.
func (p *pass) keepsName(e ast.Expression) (target ast.Expression, name string, ok bool) {
	call, ok := e.(*ast.CallExpression)
	if !ok || p.keepName == "" || len(call.ArgumentList) != 2 {
		return nil, "", false
	}
	callee, isName := call.Callee.(*ast.Identifier)
	text, isText := call.ArgumentList[1].(*ast.StringLiteral)
	if !isName || !isText || callee.Name != p.keepName {
		return nil, "", false
	}
	return call.ArgumentList[0], text.Value.String(), true
}

// named visits an expression whose value the engine calls name if it is an
// anonymous function or class.
func (p *pass) named(e ast.Expression, name string) ast.Expression {
	switch e := e.(type) {
	case *ast.ClassLiteral:
		p.class(e, name)
		return e
	case *ast.CallExpression:
		if _, _, ok := p.keepsName(e); ok {
			p.expressions(e.ArgumentList)
			return p.unwrap(e, name)
		}
	}
	return p.expression(e)
}

// unwrap answers the function itself where the helper would name it as the engine
// does.
func (p *pass) unwrap(e *ast.CallExpression, inferred string) ast.Expression {
	target, name, ok := p.keepsName(e)
	if !ok {
		return e
	}
	switch f := target.(type) {
	case *ast.FunctionLiteral:
		if f.Name != nil {
			inferred = f.Name.Name.String()
		}
	case *ast.ArrowFunctionLiteral:
	default:
		return e
	}
	if inferred != name {
		return e
	}
	return target
}

// nameless reports whether a statement only repeats a declared function's name.
func (p *pass) nameless(e ast.Expression) bool {
	target, name, ok := p.keepsName(e)
	id, declared := target.(*ast.Identifier)
	return ok && declared && id.Name.String() == name
}

// keptName drops the static block that repeats a class's name.
func (p *pass) keptName(c *ast.ClassLiteral, inferred string) {
	if len(c.Body) == 0 {
		return
	}
	block, ok := c.Body[0].(*ast.ClassStaticBlock)
	if !ok || len(block.Block.List) != 1 {
		return
	}
	s, ok := block.Block.List[0].(*ast.ExpressionStatement)
	if !ok {
		return
	}
	if c.Name != nil {
		inferred = c.Name.Name.String()
	}
	target, name, ok := p.keepsName(s.Expression)
	if _, this := target.(*ast.ThisExpression); ok && this && name == inferred {
		c.Body = c.Body[1:]
	}
}

func targetName(t ast.Expression) string {
	if id, ok := t.(*ast.Identifier); ok {
		return id.Name.String()
	}
	return ""
}

func assignedName(e *ast.AssignExpression) string {
	if e.Operator != token.ASSIGN {
		return ""
	}
	return targetName(e.Left)
}
