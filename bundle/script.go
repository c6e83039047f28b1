package bundle

import "github.com/dodev/dodev/bundle/lower"

// Name is the file name of positions in generated code that stands for no source.
const Name = "/dodev/worker.js"

// Script is a built project.
type Script struct {
	// Program is ready for goja.CompileAST, in strict mode unless it is a ServiceWorker. It is the expression
	//
	//	(async function(__dodev, require, <hidden>) { ... })
	//
	// The first argument needs the methods entry(namespace), called last and
	// without an argument if the main module exports nothing; host(name), which
	// answers a host module's exports; asset(id), which answers an asset's value;
	// and, with Options.AdditionalModules, module(name, load), without load for the main
	// module. The second takes the argument of an import that could not be resolved at
	// build time and throws.
	// The third is called with everything a catch clause catches.
	//
	// Positions name the absolute path of the user's file, escaped as in a URL (see
	// Path), or Name.
	Program *lower.Program
	// Assets holds what asset(id) is asked for.
	Assets map[string]Asset
	// Exports are the names the main module exports, in order.
	Exports []string
	// ServiceWorker is true if the main module exports nothing: it is a script that
	// adds event listeners.
	ServiceWorker bool
	// Uses are the places where the user's own source calls a namespace method on
	// a binding.
	Uses []Use
	// Inputs are the absolute paths of all files that went in.
	Inputs []string
	// Warnings are the bundler's, in its order.
	Warnings []Message
	// Text is the generated code.
	Text string
}

// Use is a place that calls a Durable Object namespace's method on a binding.
type Use = lower.Use

// Path is the file path behind a position's file name.
func Path(file string) string { return lower.Path(file) }

// Kind is what an asset's value is.
type Kind int

// Text is imported as a string, Data as an ArrayBuffer, Wasm as a compiled module.
const (
	Text Kind = iota + 1
	Data
	Wasm
)

func (k Kind) String() string {
	switch k {
	case Text:
		return "text"
	case Data:
		return "data"
	case Wasm:
		return "wasm"
	}
	return "none"
}

// Asset is a file that is imported as a value.
type Asset struct {
	Kind Kind
	// Name is the file's path in the project, with forward slashes.
	Name  string
	Bytes []byte
}
