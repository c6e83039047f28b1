package lower

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// A pass is one walk over a program.
type pass struct {
	program *Program
	// keepName is what the bundle calls its name keeping helper, or "".
	keepName unistring.String
	// supers counts the uses of super since the nearest function.
	supers int
	// arrows counts the arrow functions around, since the nearest other function, and borrowed says whether one of
	// them used that function's arguments.
	arrows   int
	borrowed bool
	// superField marks the fields whose initialiser uses super directly.
	superField map[*ast.FieldDefinition]bool
	// stringFields are the positions of quoted class field names.
	stringFields map[file.Idx]bool
	uses         []use
	// bodies are the generators that the bundler made of async generators; async says that the walk is in one.
	bodies map[*ast.FunctionLiteral]bool
	async  bool
	// visit, unless it is nil, sees every node before its children.
	visit func(ast.Node)
}

func lowerTree(program *Program) *pass {
	p := &pass{program: program, stringFields: map[file.Idx]bool{}, superField: map[*ast.FieldDefinition]bool{}}
	if wrapper := wrapperOf(program); wrapper != nil {
		list := wrapper.ParameterList.List
		if id, ok := list[len(list)-1].Target.(*ast.Identifier); ok {
			id.Name = Caught
		}
		p.keepName = nameHelper(wrapper.Body.List)
		present(wrapper.Body.List)
		modules(wrapper.Body.List, program.File.Source())
	}
	program.Body = p.statements(program.Body)
	return p
}

func wrapperOf(program *Program) *ast.FunctionLiteral {
	if len(program.Body) == 1 {
		if s, ok := program.Body[0].(*ast.ExpressionStatement); ok {
			if f, ok := s.Expression.(*ast.FunctionLiteral); ok && len(f.ParameterList.List) == 3 {
				return f
			}
		}
	}
	return nil
}

// thrown is the catch parameter where the script has none of its own.
const thrown = "\x00thrown"

// caught lets the hook see what a catch clause caught. A pattern is taken apart
// afterwards, in a scope of its own.
func (p *pass) caught(c *ast.CatchStatement) {
	at := c.Body.LeftBrace
	switch param := c.Parameter.(type) {
	case nil:
		c.Parameter = &ast.Identifier{Name: thrown, Idx: at}
		c.Body.List = append([]ast.Statement{observe(thrown, at)}, c.Body.List...)
	case *ast.Identifier:
		c.Body.List = append([]ast.Statement{observe(param.Name, at)}, c.Body.List...)
	case ast.Pattern:
		c.Parameter = &ast.Identifier{Name: thrown, Idx: param.Idx0()}
		c.Body = &ast.BlockStatement{
			LeftBrace:  at,
			RightBrace: c.Body.RightBrace,
			List: []ast.Statement{
				observe(thrown, at),
				&ast.LexicalDeclaration{Idx: param.Idx0(), Token: token.LET, List: []*ast.Binding{
					{Target: param, Initializer: &ast.Identifier{Name: thrown, Idx: param.Idx0()}},
				}},
				c.Body,
			},
		}
	}
}

func observe(name unistring.String, at file.Idx) ast.Statement {
	return &ast.ExpressionStatement{Expression: &ast.CallExpression{
		Callee:           &ast.Identifier{Name: Caught, Idx: at},
		LeftParenthesis:  at,
		ArgumentList:     []ast.Expression{&ast.Identifier{Name: name, Idx: at}},
		RightParenthesis: at,
	}}
}

// superFields moves an initialiser that uses super into a private method, where
// goja's compiler knows the home object.
func (p *pass) superFields(c *ast.ClassLiteral) {
	for i, element := range c.Body {
		f, ok := element.(*ast.FieldDefinition)
		if !ok || !p.superField[f] {
			continue
		}
		at := f.Initializer.Idx0()
		name := ast.PrivateIdentifier{Identifier: ast.Identifier{Name: unistring.String("\x00super" + strconv.Itoa(i)), Idx: at}}
		c.Body = append(c.Body, &ast.MethodDefinition{
			Idx:    at,
			Key:    &name,
			Kind:   ast.PropertyKindMethod,
			Static: f.Static,
			Body: &ast.FunctionLiteral{
				Function:      at,
				ParameterList: &ast.ParameterList{Opening: at, Closing: at},
				Body: &ast.BlockStatement{LeftBrace: at, RightBrace: f.Initializer.Idx1(), List: []ast.Statement{
					&ast.ReturnStatement{Return: at, Argument: f.Initializer},
				}},
			},
		})
		f.Initializer = &ast.CallExpression{
			Callee:          &ast.PrivateDotExpression{Left: &ast.ThisExpression{Idx: at}, Identifier: name},
			LeftParenthesis: at, RightParenthesis: at,
		}
	}
}

// lend mentions a function's arguments before its arrow functions do. Where they are first, goja's compiler has laid
// out the variables by the time that it hears of one more.
func lend(f *ast.FunctionLiteral) {
	at := f.Body.LeftBrace
	f.Body.List = slices.Insert(f.Body.List, directives(f.Body.List), ast.Statement(&ast.ExpressionStatement{
		Expression: &ast.UnaryExpression{Operator: token.VOID, Idx: at, Operand: &ast.Identifier{Name: "arguments", Idx: at}},
	}))
}

// directives counts the statements at the start of a function that must stay there, such as "use strict".
func directives(list []ast.Statement) (n int) {
	for _, s := range list {
		if e, ok := s.(*ast.ExpressionStatement); !ok {
			break
		} else if _, ok := e.Expression.(*ast.StringLiteral); !ok {
			break
		}
		n++
	}
	return n
}

var modifiers = regexp.MustCompile(`\(\?(?:[ims]+(?:-[ims]*)?|-[ims]+):`)

// regExp turns a literal that would fail the whole script into a call that fails,
// if it does, where it is evaluated.
func regExp(e *ast.RegExpLiteral) ast.Expression {
	if !modifiers.MatchString(e.Pattern) && !repeatsName(e.Pattern) && !hasProperty(e) && !hasSurrogates(e) {
		return e
	}
	text := func(s string) ast.Expression {
		return &ast.StringLiteral{Idx: e.Idx, Literal: strconv.Quote(s), Value: unistring.NewFromString(s)}
	}
	return &ast.NewExpression{
		New:              e.Idx,
		Callee:           &ast.Identifier{Name: "RegExp", Idx: e.Idx},
		LeftParenthesis:  e.Idx,
		ArgumentList:     []ast.Expression{text(e.Pattern), text(e.Flags)},
		RightParenthesis: e.Idx,
	}
}

// hasProperty answers whether a literal has a property escape. The bundler does not look for them in character classes.
func hasProperty(e *ast.RegExpLiteral) bool {
	return strings.Contains(e.Flags, "u") && (strings.Contains(e.Pattern, `\p{`) || strings.Contains(e.Pattern, `\P{`))
}

var surrogates = regexp.MustCompile(`(?i)\[[^\]]*\\ud[89a-f]`)

// hasSurrogates answers whether several classes of a literal have surrogates in them.
func hasSurrogates(e *ast.RegExpLiteral) bool {
	return !strings.ContainsAny(e.Flags, "uv") && len(surrogates.FindAllStringIndex(e.Pattern, 2)) == 2
}

var groupName = regexp.MustCompile(`\(\?<([^=!>][^>]*)>`)

// repeatsName answers whether two groups of a pattern have one name.
func repeatsName(pattern string) bool {
	seen := map[string]bool{}
	for _, m := range groupName.FindAllStringSubmatch(pattern, -1) {
		if seen[m[1]] {
			return true
		}
		seen[m[1]] = true
	}
	return false
}
