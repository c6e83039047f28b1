package bundle

import (
	"os"
	"path/filepath"
)

// Options say what to build. Only Entry is needed.
type Options struct {
	// Entry is the absolute path of the main module.
	Entry string
	// Dir is the project's root. Messages name files relative to it.
	Dir string
	// Rules are the configured module rules, in order.
	Rules []Rule
	// Define maps expressions to the source text that replaces them.
	Define map[string]string
	// Alias maps module names to the path or module to use instead.
	Alias map[string]string
	// HostModules lists, for every module the runtime provides, its exports.
	HostModules map[string][]string
	// JSXFactory and JSXFragment name what JSX calls; TSConfig is a file.
	JSXFactory, JSXFragment, TSConfig string
	Minify                            bool
	// NoBundle uses the sources as they are: no packages, no TypeScript or JSX,
	// no replacements.
	NoBundle bool
	// KeepNames keeps the names of functions and classes the bundler renames.
	KeepNames bool
	// UserAgent replaces navigator.userAgent by the platform's value.
	UserAgent bool
	// AdditionalModules makes files under BaseDir that match a rule importable by
	// a path computed at run time. BaseDir is the entry's directory if empty.
	AdditionalModules bool
	BaseDir           string
	// Attributes and Require say what import attributes and require() mean without a bundler.
	Attributes Attributes
	Require    Require
	// Modules, unless it is nil, are all there is, by their paths below Virtual: nothing is read from disk. The
	// Entry is one of them, and NoBundle is understood.
	Modules map[string]Module
}

// Module is a module that is given and not read.
type Module struct {
	// Type is a rule's, or JSON.
	Type  string
	Bytes []byte
}

// Virtual is the folder that Options.Modules are in. It does not exist.
var Virtual = filepath.Join(filepath.VolumeName(os.TempDir())+string(filepath.Separator), "dodev", "bundle")

// Rule says what a file matching one of its globs is imported as.
type Rule struct {
	Type  string   `json:"type"`
	Globs []string `json:"globs"`
	// Fallthrough, if true, lets later rules of the same type count as well.
	Fallthrough *bool `json:"fallthrough,omitempty"`
}
