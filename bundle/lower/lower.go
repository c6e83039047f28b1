package lower

import (
	"fmt"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

// Host is the name under which generated modules reach the host object.
const Host = "__dodev"

// Caught is the name of the wrapper's third parameter: called with what a catch
// clause caught, before the clause's own code runs.
const Caught = "\x00caught"

// hook stands for Caught in the text, until the tree is there.
const hook = "__caught"

// Program is a parsed script, ready for goja.CompileAST.
type Program = ast.Program

// Source is what a bundler printed: one ES module without imports.
type Source struct {
	// Name is the script's own name, an absolute path: positions the source map
	// does not cover answer with it.
	Name string
	// Code is the text.
	Code string
	// Map is its source map, version 3, without sections. It is taken as sound.
	Map []byte
	// Base is the directory that the map's relative sources start from.
	Base string
}

// Script is a lowered source.
type Script struct {
	Program *Program
	// Text is what was parsed, wrapper included.
	Text string
	// Exports are the names the entry module offers, in order.
	Exports []string
	// Uses are the places where a binding is used as a Durable Object namespace.
	Uses []Use
}

// Error is a place in the user's source that the engine's grammar refuses.
type Error struct {
	File         string
	Line, Column int
	Text         string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Text)
}

// Lower parses src, mends it, instruments it and maps its positions.
func Lower(src Source) (*Script, error) {
	body, list := exports(src.Code)
	text := wrap(body, list)
	p, text, inserted, failed := parse(src.Name, text)
	mapped, err := consumer(src, inserted)
	if err != nil {
		return nil, err
	}
	if failed != nil {
		return nil, mapError(src.Name, text, failed, mapped)
	}
	if mapped != nil {
		p.program.File.SetSourceMap(mapped)
	}
	s := &Script{Program: p.program, Text: text, Uses: p.found()}
	for _, e := range list {
		s.Exports = append(s.Exports, e.name)
	}
	return s, nil
}

// parse reads text, with the class fields quoted that need it, and lowers it.
func parse(name, text string) (*pass, string, []insertion, *parser.Error) {
	names := fieldNames(text)
	guess := likely(text, names)
	repaired := quote(text, guess)
	p, failed := parseOnce(name, repaired)
	if failed == nil && p.quoted(guess) {
		return p, repaired, inserts(guess), nil
	}
	// Some of them are something else that looks the same: let the parser say, one
	// at a time, which ones it stumbles over.
	var kept []fieldName
	for len(names) > 0 {
		repaired = quote(text, kept)
		if p, failed = parseOnce(name, repaired); failed == nil {
			break
		}
		next, ok := stumbled(repaired, failed, names, kept)
		if !ok {
			break
		}
		kept = insertName(kept, next)
	}
	return p, repaired, inserts(kept), failed
}

func parseOnce(name, text string) (*pass, *parser.Error) {
	program, err := parser.ParseFile(nil, name, text, 0, parser.WithDisableSourceMaps)
	if err == nil {
		return lowerTree(program), nil
	}
	if list, ok := err.(parser.ErrorList); ok && len(list) > 0 {
		return nil, list[0]
	}
	return nil, &parser.Error{Position: file.Position{Filename: name, Line: 1, Column: 1}, Message: err.Error()}
}
