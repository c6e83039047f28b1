package lower

import (
	"fmt"
	"strings"

	"github.com/dop251/goja/ast"
)

// The walk visits every node once, children first, and puts back what rewrite
// functions answer. It is written out by type: reflection over a bundle costs
// more than parsing it.

func (p *pass) statements(list []ast.Statement) []ast.Statement {
	kept := list[:0]
	for _, s := range list {
		if s = p.statement(s); s != nil {
			kept = append(kept, s)
		}
	}
	return kept
}

func (p *pass) see(n ast.Node) {
	if p.visit != nil && n != nil {
		p.visit(n)
	}
}

// statement answers nil for a statement that is not needed.
func (p *pass) statement(s ast.Statement) ast.Statement {
	p.see(s)
	switch s := s.(type) {
	case *ast.BlockStatement:
		p.block(s)
	case *ast.ExpressionStatement:
		s.Expression = p.expression(s.Expression)
		if p.nameless(s.Expression) {
			return nil
		}
	case *ast.ReturnStatement:
		s.Argument = p.expression(s.Argument)
	case *ast.IfStatement:
		s.Test = p.expression(s.Test)
		s.Consequent = p.body(s.Consequent)
		s.Alternate = p.body(s.Alternate)
	case *ast.VariableStatement:
		p.bindings(s.List)
	case *ast.LexicalDeclaration:
		p.bindings(s.List)
	case *ast.FunctionDeclaration:
		p.function(s.Function)
	case *ast.ClassDeclaration:
		p.class(s.Class, s.Class.Name.Name.String())
	case *ast.TryStatement:
		p.block(s.Body)
		if s.Catch != nil {
			p.see(s.Catch)
			p.target(s.Catch.Parameter)
			p.block(s.Catch.Body)
			p.caught(s.Catch)
		}
		p.block(s.Finally)
		return p.finally(s)
	case *ast.ThrowStatement:
		s.Argument = p.expression(s.Argument)
	case *ast.SwitchStatement:
		s.Discriminant = p.expression(s.Discriminant)
		for _, c := range s.Body {
			c.Test = p.expression(c.Test)
			c.Consequent = p.statements(c.Consequent)
		}
	case *ast.ForStatement:
		p.initializer(s.Initializer)
		s.Test = p.expression(s.Test)
		s.Update = p.expression(s.Update)
		s.Body = p.body(s.Body)
	case *ast.ForInStatement:
		p.into(s.Into)
		s.Source = p.expression(s.Source)
		s.Body = p.body(s.Body)
	case *ast.ForOfStatement:
		p.into(s.Into)
		s.Source = p.expression(s.Source)
		s.Body = p.body(s.Body)
	case *ast.WhileStatement:
		s.Test = p.expression(s.Test)
		s.Body = p.body(s.Body)
	case *ast.DoWhileStatement:
		s.Test = p.expression(s.Test)
		s.Body = p.body(s.Body)
	case *ast.LabelledStatement:
		s.Statement = p.body(s.Statement)
	case *ast.WithStatement:
		s.Object = p.expression(s.Object)
		s.Body = p.body(s.Body)
	case nil, *ast.EmptyStatement, *ast.BranchStatement, *ast.DebuggerStatement, *ast.BadStatement:
	default:
		panic(fmt.Sprintf("lower: statement %T", s))
	}
	return s
}

// body visits a statement that stands alone and cannot just disappear.
func (p *pass) body(s ast.Statement) ast.Statement {
	if s == nil {
		return nil
	}
	at := s.Idx0()
	if s = p.statement(s); s == nil {
		return &ast.EmptyStatement{Semicolon: at}
	}
	return s
}

func (p *pass) block(b *ast.BlockStatement) {
	if b != nil {
		b.List = p.statements(b.List)
	}
}

func (p *pass) initializer(i ast.ForLoopInitializer) {
	switch i := i.(type) {
	case *ast.ForLoopInitializerExpression:
		i.Expression = p.expression(i.Expression)
	case *ast.ForLoopInitializerVarDeclList:
		p.bindings(i.List)
	case *ast.ForLoopInitializerLexicalDecl:
		p.bindings(i.LexicalDeclaration.List)
	}
}

func (p *pass) into(i ast.ForInto) {
	switch i := i.(type) {
	case *ast.ForIntoVar:
		p.binding(i.Binding)
	case *ast.ForDeclaration:
		p.target(i.Target)
	case *ast.ForIntoExpression:
		i.Expression = p.expression(i.Expression)
	}
}

func (p *pass) bindings(list []*ast.Binding) {
	for _, b := range list {
		p.binding(b)
	}
}

func (p *pass) binding(b *ast.Binding) {
	p.see(b)
	p.target(b.Target)
	b.Initializer = p.named(b.Initializer, targetName(b.Target))
}

// target visits the default values inside a pattern.
func (p *pass) target(t ast.BindingTarget) {
	if t != nil {
		p.expression(t)
	}
}

func (p *pass) expressions(list []ast.Expression) {
	for i, e := range list {
		list[i] = p.expression(e)
	}
}

func (p *pass) expression(e ast.Expression) ast.Expression {
	p.see(e)
	switch e := e.(type) {
	case *ast.Identifier:
		p.borrowed = p.borrowed || p.arrows > 0 && e.Name == "arguments"
	case *ast.StringLiteral, *ast.NumberLiteral, *ast.BooleanLiteral, *ast.NullLiteral,
		*ast.ThisExpression, *ast.MetaProperty, *ast.PrivateIdentifier, *ast.BadExpression, nil:
	case *ast.SuperExpression:
		p.supers++
	case *ast.CallExpression:
		p.asyncBody(e)
		e.Callee = p.expression(e.Callee)
		p.expressions(e.ArgumentList)
		p.call(e)
		return p.unwrap(e, "")
	case *ast.DotExpression:
		e.Left = p.expression(e.Left)
	case *ast.PrivateDotExpression:
		e.Left = p.expression(e.Left)
	case *ast.BracketExpression:
		e.Left = p.expression(e.Left)
		e.Member = p.expression(e.Member)
	case *ast.OptionalChain:
		e.Expression = p.expression(e.Expression)
	case *ast.Optional:
		e.Expression = p.expression(e.Expression)
	case *ast.NewExpression:
		e.Callee = p.expression(e.Callee)
		p.expressions(e.ArgumentList)
	case *ast.FunctionLiteral:
		p.function(e)
	case *ast.ArrowFunctionLiteral:
		p.arrow(e)
	case *ast.ClassLiteral:
		p.class(e, "")
	case *ast.ObjectLiteral:
		p.properties(e.Value)
	case *ast.ArrayLiteral:
		p.expressions(e.Value)
	case *ast.ObjectPattern:
		p.properties(e.Properties)
		e.Rest = p.expression(e.Rest)
	case *ast.ArrayPattern:
		p.expressions(e.Elements)
		e.Rest = p.expression(e.Rest)
	case *ast.AssignExpression:
		e.Left = p.expression(e.Left)
		e.Right = p.named(e.Right, assignedName(e))
	case *ast.BinaryExpression:
		e.Left = p.expression(e.Left)
		e.Right = p.expression(e.Right)
		return p.large(e)
	case *ast.UnaryExpression:
		e.Operand = p.expression(e.Operand)
	case *ast.ConditionalExpression:
		e.Test = p.expression(e.Test)
		e.Consequent = p.expression(e.Consequent)
		e.Alternate = p.expression(e.Alternate)
	case *ast.SequenceExpression:
		p.expressions(e.Sequence)
	case *ast.TemplateLiteral:
		e.Tag = p.expression(e.Tag)
		p.expressions(e.Expressions)
	case *ast.AwaitExpression:
		e.Argument = p.expression(e.Argument)
	case *ast.YieldExpression:
		e.Argument = p.delegate(e, p.expression(e.Argument))
	case *ast.SpreadElement:
		e.Expression = p.expression(e.Expression)
	case *ast.RegExpLiteral:
		return regExp(e)
	case *ast.Binding:
		p.binding(e)
	case *ast.PropertyKeyed:
		p.property(e)
	case *ast.PropertyShort:
		e.Initializer = p.named(e.Initializer, e.Name.Name.String())
	default:
		panic(fmt.Sprintf("lower: expression %T", e))
	}
	return e
}

func (p *pass) properties(list []ast.Property) {
	for _, e := range list {
		p.expression(e)
	}
}

func (p *pass) property(e *ast.PropertyKeyed) {
	name := ""
	if e.Computed {
		e.Key = p.expression(e.Key)
	} else if key, ok := e.Key.(*ast.StringLiteral); ok && key.Value != "__proto__" {
		name = key.Value.String()
	}
	e.Value = p.named(e.Value, name)
}

func (p *pass) function(f *ast.FunctionLiteral) {
	defer p.enter()()
	p.arrows, p.borrowed = 0, false
	defer func(was bool) { p.async = was }(p.async)
	p.async = p.bodies[f]
	p.parameters(f.ParameterList)
	p.block(f.Body)
	if p.borrowed {
		lend(f)
	}
}

func (p *pass) arrow(f *ast.ArrowFunctionLiteral) {
	supers := p.supers
	p.arrows++
	defer func() {
		p.arrows--
		p.supers = supers
	}()
	p.parameters(f.ParameterList)
	switch b := f.Body.(type) {
	case *ast.BlockStatement:
		p.block(b)
	case *ast.ExpressionBody:
		b.Expression = p.expression(b.Expression)
	}
}

// enter starts a function: what it says about super and its arguments is its own affair.
func (p *pass) enter() (leave func()) {
	supers, arrows, borrowed := p.supers, p.arrows, p.borrowed
	return func() { p.supers, p.arrows, p.borrowed = supers, arrows, borrowed }
}

func (p *pass) parameters(list *ast.ParameterList) {
	if list != nil {
		p.bindings(list.List)
		p.see(list)
		list.Rest = p.expression(list.Rest)
	}
}

// class visits a class that the engine will call name if it has none of its own.
func (p *pass) class(c *ast.ClassLiteral, name string) {
	c.SuperClass = p.expression(c.SuperClass)
	for _, element := range c.Body {
		switch element := element.(type) {
		case *ast.MethodDefinition:
			if element.Computed {
				element.Key = p.expression(element.Key)
			}
			p.function(element.Body)
		case *ast.FieldDefinition:
			p.field(element)
		case *ast.ClassStaticBlock:
			leave := p.enter()
			p.block(element.Block)
			leave()
		default:
			panic(fmt.Sprintf("lower: class element %T", element))
		}
	}
	p.superFields(c)
	p.keptName(c, name)
}

func (p *pass) field(f *ast.FieldDefinition) {
	name := ""
	if f.Computed {
		f.Key = p.expression(f.Key)
	} else if key, ok := f.Key.(*ast.StringLiteral); ok {
		name = key.Value.String()
		if strings.HasPrefix(key.Literal, `"`) {
			p.stringFields[key.Idx] = true
		}
	}
	supers := p.supers
	f.Initializer = p.named(f.Initializer, name)
	if p.supers > supers {
		p.superField[f], p.supers = true, supers
	}
}
