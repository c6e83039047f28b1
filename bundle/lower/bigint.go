package lower

import (
	"math/big"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// Shift and Power are the members of [Caught] that compute a << b and a ** b of big integers.
const (
	Shift = "shift"
	Power = "power"
)

// large has the host compute what could ask for more memory than there is, where an operand is plainly a big integer. The
// engine would try, of constants even while it compiles.
func (p *pass) large(e *ast.BinaryExpression) ast.Expression {
	member, ok := map[token.Token]unistring.String{token.SHIFT_LEFT: Shift, token.EXPONENT: Power}[e.Operator]
	if !ok || !bigInteger(e.Left) && !bigInteger(e.Right) {
		return e
	}
	at := e.Idx0()
	return &ast.CallExpression{
		Callee: &ast.DotExpression{
			Left:       &ast.Identifier{Name: Caught, Idx: at},
			Identifier: ast.Identifier{Name: member, Idx: at},
		},
		LeftParenthesis: at, ArgumentList: []ast.Expression{e.Left, e.Right}, RightParenthesis: at,
	}
}

// bigInteger answers whether an expression can only be a big integer.
func bigInteger(e ast.Expression) bool {
	switch e := e.(type) {
	case *ast.NumberLiteral:
		_, ok := e.Value.(*big.Int)
		return ok
	case *ast.UnaryExpression:
		return e.Operator == token.MINUS && bigInteger(e.Operand)
	case *ast.BinaryExpression:
		return !e.Comparison && !logical(e.Operator) && (bigInteger(e.Left) || bigInteger(e.Right))
	case *ast.CallExpression:
		if id, ok := e.Callee.(*ast.Identifier); ok {
			return id.Name == "BigInt"
		}
		dot, ok := e.Callee.(*ast.DotExpression)
		if !ok {
			return false
		}
		hook, ok := dot.Left.(*ast.Identifier)
		return ok && hook.Name == Caught && (dot.Identifier.Name == Shift || dot.Identifier.Name == Power)
	}
	return false
}
