package lower

import (
	"strconv"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// intermediate is what V8 shows for an expression that it does not spell out.
const intermediate = "(intermediate value)"

// shown spells an expression as V8's messages do: names, members, operators and literals, but neither arguments nor
// functions. Where values are iterated over it leaves out that a callee was called.
func shown(e ast.Expression, iterates bool) string {
	p := printer{iterates: iterates}
	p.find(e)
	return p.text.String()
}

// calls answers whether an expression is a call.
func calls(e ast.Expression) bool {
	switch e.(type) {
	case *ast.CallExpression, *ast.NewExpression:
		return true
	}
	return false
}

type printer struct {
	text     strings.Builder
	iterates bool
}

func (p *printer) print(parts ...string) {
	for _, s := range parts {
		p.text.WriteString(s)
	}
}

// find prints an expression, or that there is one.
func (p *printer) find(e ast.Expression) {
	before := p.text.Len()
	p.visit(e)
	if p.text.Len() == before {
		p.print(intermediate)
	}
}

func (p *printer) visit(e ast.Expression) {
	switch e := e.(type) {
	case *ast.Identifier:
		if name := e.Name.String(); !strings.HasPrefix(name, Host) { // not what stands for import.meta
			p.print(name)
		}
	case *ast.ThisExpression:
		p.print("this")
	case *ast.NullLiteral:
		p.print("null")
	case *ast.BooleanLiteral:
		p.print(strconv.FormatBool(e.Value))
	case *ast.NumberLiteral:
		p.number(e)
	case *ast.StringLiteral:
		p.print(`"`, e.Value.String(), `"`)
	case *ast.RegExpLiteral:
		p.print("/", e.Pattern, "/", e.Flags)
	case *ast.TemplateLiteral:
		p.template(e)
	case *ast.DotExpression:
		p.member(e.Left, e.Identifier.Name.String())
	case *ast.PrivateDotExpression:
		p.find(e.Left)
		p.print("[#", e.Identifier.Name.String(), "]")
	case *ast.BracketExpression:
		p.bracket(e)
	case *ast.OptionalChain:
		p.find(e.Expression)
	case *ast.Optional:
		p.find(e.Expression)
	case *ast.CallExpression:
		if helper(e.Callee, "__name") && len(e.ArgumentList) > 0 {
			p.visit(e.ArgumentList[0])
			return
		}
		p.find(e.Callee)
		if !p.iterates {
			p.print("(...)")
		}
	case *ast.NewExpression:
		if p.iterates {
			p.find(e.Callee)
		}
	case *ast.ConditionalExpression:
		p.print(intermediate, intermediate, intermediate)
	case *ast.ObjectLiteral:
		p.print("{", strings.Repeat(intermediate, len(e.Value)), "}")
	case *ast.ArrayLiteral:
		p.array(e)
	case *ast.SpreadElement:
		p.print("(...")
		p.find(e.Expression)
		p.print(")")
	case *ast.UnaryExpression:
		p.unary(e)
	case *ast.BinaryExpression:
		p.print("(")
		p.operands(e)
		p.print(")")
	case *ast.SequenceExpression:
		p.sequence(e)
	case *ast.AssignExpression:
		p.visit(e.Left)
	}
}

func (p *printer) number(e *ast.NumberLiteral) {
	switch n := e.Value.(type) {
	case int64:
		p.print(strconv.FormatInt(n, 10))
	case float64:
		p.print(strconv.FormatFloat(n, 'f', -1, 64))
	}
}

func (p *printer) template(e *ast.TemplateLiteral) {
	if e.Tag != nil {
		p.find(e.Tag)
		p.print("(...)")
		return
	}
	if len(e.Expressions) == 0 && len(e.Elements) > 0 {
		p.print(`"`, e.Elements[0].Parsed.String(), `"`)
	}
	for _, x := range e.Expressions {
		p.find(x)
	}
}

// member prints a property that is known by its name.
func (p *printer) member(object ast.Expression, name string) {
	if _, ok := object.(*ast.SuperExpression); ok {
		p.print(intermediate)
	} else {
		p.find(object)
	}
	if _, ok := object.(*ast.Optional); ok {
		p.print("?")
	}
	p.print(".", name)
}

func (p *printer) bracket(e *ast.BracketExpression) {
	switch m := e.Member.(type) {
	case *ast.StringLiteral:
		p.member(e.Left, m.Value.String())
		return
	case *ast.TemplateLiteral:
		if len(m.Expressions) == 0 && m.Tag == nil && len(m.Elements) > 0 {
			p.member(e.Left, m.Elements[0].Parsed.String())
			return
		}
	}
	p.find(e.Left)
	if _, ok := e.Left.(*ast.Optional); ok {
		p.print("?.")
	}
	p.print("[")
	if u, ok := e.Member.(*ast.UnaryExpression); ok && u.Operator == token.MINUS {
		if n, ok := u.Operand.(*ast.NumberLiteral); ok { // a negative number is a literal
			p.print("-")
			p.number(n)
			p.print("]")
			return
		}
	}
	p.find(e.Member)
	p.print("]")
}

func (p *printer) array(e *ast.ArrayLiteral) {
	p.print("[")
	for i, x := range e.Value {
		if i > 0 {
			p.print(",")
		}
		if x != nil {
			p.find(x)
		}
	}
	p.print("]")
}

func (p *printer) unary(e *ast.UnaryExpression) {
	if n, ok := e.Operand.(*ast.NumberLiteral); ok && e.Operator == token.VOID && n.Literal == "0" { // as the bundler spells it
		p.print("undefined")
		return
	}
	p.print("(")
	operator := e.Operator.String()
	switch {
	case e.Postfix:
		p.find(e.Operand)
		p.print(operator)
	case operator[0] >= 'a' && operator[0] <= 'z':
		p.print(operator, " ")
		p.find(e.Operand)
	default:
		p.print(operator)
		p.find(e.Operand)
	}
	p.print(")")
}

// operands prints a row of the same operator without brackets between.
func (p *printer) operands(e *ast.BinaryExpression) {
	if left, ok := e.Left.(*ast.BinaryExpression); ok && left.Operator == e.Operator && !e.Comparison {
		p.operands(left)
	} else {
		p.find(e.Left)
	}
	p.print(" ", e.Operator.String(), " ")
	p.find(e.Right)
}

func (p *printer) sequence(e *ast.SequenceExpression) {
	p.print("(")
	for i, x := range e.Sequence {
		if i > 0 {
			p.print(" , ")
		}
		p.find(x)
	}
	p.print(")")
}

func logical(t token.Token) bool {
	return t == token.LOGICAL_AND || t == token.LOGICAL_OR || t == token.COALESCE
}
