// Package config turns a project's wrangler.toml, wrangler.json or
// wrangler.jsonc, its .dev.vars or .env, and the command line into one
// validated [Config].
//
// It decides what was meant, never what happens: paths are resolved but
// sources are not read, flags are resolved but not obeyed, bindings are listed
// but not made. What dodev cannot run is listed too, in [Config].Unsupported,
// so that using it can fail by name.
//
// Both formats become one tree of positioned nodes before anything is checked,
// so they cannot disagree, and every [Diagnostic] points at a line. Messages
// are Wrangler's own where it has one for the case. All mistakes of a file are
// reported together.
package config
