package lower

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// ended is the variable that tells a finally block that script was terminated. Every try statement has its own.
const ended = "\x00ended"

// finally keeps a finally block from running when script was terminated: the hook does not return then.
//
//	{ let ended = false;
//	  try { try { } catch (e) { } }
//	  catch (thrown) { ended = true; caught(thrown); ended = false; throw thrown; }
//	  finally { if (!ended) { } } }
func (p *pass) finally(s *ast.TryStatement) ast.Statement {
	if s.Finally == nil || len(s.Finally.List) == 0 {
		return s
	}
	start, end := s.Body.LeftBrace, s.Finally.LeftBrace
	if s.Catch != nil {
		inner := &ast.TryStatement{Try: s.Try, Body: s.Body, Catch: s.Catch}
		s.Body = &ast.BlockStatement{LeftBrace: start, List: []ast.Statement{inner}, RightBrace: end}
	}
	s.Catch = &ast.CatchStatement{Catch: end, Parameter: identifier(thrown, end), Body: &ast.BlockStatement{
		LeftBrace:  end,
		RightBrace: end,
		List: []ast.Statement{
			setEnded(true, end),
			observe(thrown, end),
			setEnded(false, end),
			&ast.ThrowStatement{Throw: end, Argument: identifier(thrown, end)},
		},
	}}
	s.Finally = &ast.BlockStatement{LeftBrace: end, RightBrace: s.Finally.RightBrace, List: []ast.Statement{
		&ast.IfStatement{
			If:         end,
			Test:       &ast.UnaryExpression{Operator: token.NOT, Idx: end, Operand: identifier(ended, end)},
			Consequent: s.Finally,
		},
	}}
	return &ast.BlockStatement{LeftBrace: start, RightBrace: s.Finally.RightBrace, List: []ast.Statement{
		&ast.LexicalDeclaration{Idx: start, Token: token.LET, List: []*ast.Binding{
			{Target: identifier(ended, start), Initializer: &ast.BooleanLiteral{Idx: start, Literal: "false"}},
		}},
		s,
	}}
}

func identifier(name unistring.String, at file.Idx) *ast.Identifier {
	return &ast.Identifier{Name: name, Idx: at}
}

func setEnded(value bool, at file.Idx) ast.Statement {
	literal := &ast.BooleanLiteral{Idx: at, Literal: "false"}
	if value {
		literal = &ast.BooleanLiteral{Idx: at, Literal: "true", Value: true}
	}
	return &ast.ExpressionStatement{Expression: &ast.AssignExpression{
		Operator: token.ASSIGN, Left: identifier(ended, at), Right: literal,
	}}
}
