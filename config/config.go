package config

import "github.com/dodev/dodev/compat"

// Config is one Worker, ready to be bundled and run. Every path is absolute.
type Config struct {
	Name string // the Worker's name, with its environment's suffix
	Main string // the entry module; "" if there are only assets
	Dir  string // of the configuration file, or of Main when there is none
	File string // the configuration file; "" without one
	Env  string // the selected environment; "" for the top level

	CompatibilityDate string
	Flags             compat.Flags

	DurableObjects []DurableObjectBinding
	// Classes says how each Durable Object class of this Worker keeps its data,
	// as migrations or exports declare it. A bound class that neither mentions is KV.
	Classes       map[string]Storage
	Vars          []Var // in order, a secret in place of the variable it overrides
	Services      []ServiceBinding
	WorkerLoaders []string // the names in env
	Resources     []Resource
	Consumers     []QueueConsumer
	TailConsumers []TailConsumer
	Crons         []string
	Assets        *Assets   // nil without
	Unsupported   []Binding // what was asked for and cannot be had

	Rules                 []Rule // the project's own, in order; the defaults come after
	Define                map[string]string
	Alias                 map[string]string // values as written; relative ones start at Dir
	JSX                   JSX
	TSConfig              string // "" leaves the search to the bundler
	BaseDir               string // where FindAdditionalModules looks
	Minify                bool
	NoBundle              bool
	KeepNames             bool
	PreserveFileNames     bool
	FindAdditionalModules bool
	Build                 Build

	Dev          Dev
	EnvFilesUsed []string // relative to Dir where they can be
	Watch        []string // files whose change, appearance or removal means to load again
}

// DurableObjectBinding is one namespace in env.
type DurableObjectBinding struct {
	Name, ClassName string
	ScriptName      string // the Worker that has the class; "" for this one
	Environment     string // of that Worker
}

// Storage is how a Durable Object class keeps its data.
type Storage string

// The two kinds of storage.
const (
	SQLite Storage = "sqlite"
	KV     Storage = "kv" // key-value only; ctx.storage.sql throws
)

// Var is one variable in env.
type Var struct {
	Name   string
	Value  string // the string itself, or JSON
	JSON   bool   // Value is JSON for something other than a string
	Hidden bool   // not to be shown: a secret or from the command line
}

// ServiceBinding is another Worker, or another entrypoint, in env.
type ServiceBinding struct {
	Name, Service, Entrypoint, Environment string
	Props                                  string // JSON; "" without
}

// TailConsumer is a Worker that wants this one's traces.
type TailConsumer struct{ Service, Environment string }

// Binding is something in env that dodev does not have.
type Binding struct {
	Name string // in env; "" for a product that has no binding
	Kind string // "KV Namespace"
}

// Rule says what kind of module the files that match are.
type Rule struct {
	Type        string // ESModule, CommonJS, CompiledWasm, Text, Data, PythonModule, PythonRequirement
	Globs       []string
	Fallthrough *bool // nil when the rule does not say
}

// JSX is how JSX is compiled; empty fields leave it to the bundler.
type JSX struct{ Factory, Fragment string }

// Build is a command to run before bundling.
type Build struct {
	Command, Cwd string
	WatchDirs    []string
}

// Dev is how the project wants to be served; nil and empty mean the default.
type Dev struct {
	IP                                    string
	Port                                  *int
	InspectorIP                           string
	InspectorPort                         *int
	LocalProtocol, UpstreamProtocol, Host string
}
