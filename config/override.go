package config

import (
	"fmt"
	"strings"
)

// override puts the command line over the file.
func (l *loader) override(c *Config, r *reader) {
	if l.Name != "" {
		c.Name = l.Name
		if !validName.MatchString(l.Name) {
			l.diags = append(l.diags, Diagnostic{
				Message: fmt.Sprintf(`Expected "name" to be of type string, alphanumeric and lowercase with dashes only but got %s.`, quote(l.Name)),
				Hint:    "It was given as --name.",
			})
		}
	}
	if l.JSX.Factory != "" {
		c.JSX.Factory = l.JSX.Factory
	}
	if l.JSX.Fragment != "" {
		c.JSX.Fragment = l.JSX.Fragment
	}
	c.Minify = c.Minify || l.Minify
	c.NoBundle = c.NoBundle || l.NoBundle
	l.pairs("--define", l.Defines, &c.Define)
	l.pairs("--alias", l.Aliases, &c.Alias)
}

// pairs adds NAME:VALUE arguments to a map that may not exist yet.
func (l *loader) pairs(flag string, args []string, to *map[string]string) {
	for _, arg := range args {
		name, value, ok := l.split(flag, arg)
		if !ok {
			continue
		}
		if *to == nil {
			*to = make(map[string]string)
		}
		(*to)[name] = value
	}
}

// cliVars come last: they override even secrets.
func (l *loader) cliVars(c *Config) {
	for _, arg := range l.Vars {
		if name, value, ok := l.split("--var", arg); ok {
			c.set(Var{Name: name, Value: value, Hidden: true})
		}
	}
}

func (l *loader) split(flag, arg string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(arg, ":")
	if ok && name != "" {
		return name, value, true
	}
	l.diags = append(l.diags, Diagnostic{
		Message: fmt.Sprintf("%s %s is not a name and a value.", flag, arg),
		Hint:    fmt.Sprintf("Put a colon between them: %s NAME:VALUE.", flag),
	})
	return "", "", false
}
