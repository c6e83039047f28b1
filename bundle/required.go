package bundle

import (
	"strconv"

	"github.com/evanw/esbuild/pkg/api"
)

// Require is what require() answers where modules are used as they are. Whatever it is, an ES module may export
// "module.exports" or a true __cjsUnwrapDefault to have its say.
type Require int

const (
	// RequireExports answers the namespace of an ES module, and of any other module what it exports by default.
	RequireExports Require = iota
	// RequireDefault answers the default export, there or not.
	RequireDefault
	// RequireNamespace answers the namespace.
	RequireNamespace
	// RequireCopy answers the default export, or else a copy of the namespace, which can be changed.
	RequireCopy
)

const (
	// requiredNamespace has the modules that stand for one that is required.
	requiredNamespace = "dodev-required"
	// wholeNamespace has the modules that export the namespace of another.
	wholeNamespace = "dodev-namespace"
)

// requires is the plugin for require(). The bundler's own answers a copy of an ES module's namespace.
func (b *Builder) requires(pb api.PluginBuild) {
	pb.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if a.Kind != api.ResolveJSRequireCall {
			return api.OnResolveResult{}, nil
		}
		if a.Namespace == requiredNamespace {
			return api.OnResolveResult{Path: a.Importer, Namespace: wholeNamespace, PluginData: a.PluginData}, nil
		}
		for _, name := range []string{a.Path, "node:" + a.Path} {
			if b.hosted(name) {
				return api.OnResolveResult{Path: name, Namespace: requiredNamespace, PluginData: a.ResolveDir}, nil
			}
		}
		if path := b.module(a); b.exists(path) && (b.ruleOf(path) != "CommonJS" || b.options.Require == RequireNamespace) {
			return api.OnResolveResult{Path: path, Namespace: requiredNamespace, PluginData: a.ResolveDir}, nil
		}
		return api.OnResolveResult{}, nil
	})
	pb.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: wholeNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		text := "import * as namespace from " + strconv.Quote(a.Path) + "; export { namespace };"
		if !b.hosted(a.Path) && !b.isModule(a.Path) {
			text = "import value from " + strconv.Quote(a.Path) + "; export const namespace = { default: value };"
		}
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS, ResolveDir: a.PluginData.(string)}, nil
	})
	pb.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: requiredNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		text := `const { namespace } = require("namespace");
module.exports = namespace.__cjsUnwrapDefault ? namespace.default : "module.exports" in namespace ? namespace["module.exports"] : ` + b.answer(a.Path) + ";"
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS, PluginData: a.PluginData}, nil
	})
}

// hosted answers whether a path is the name of a module that the runtime provides.
func (b *Builder) hosted(path string) bool {
	_, ok := b.options.HostModules[path]
	return ok
}

// answer is the expression for what require() answers, of the module's namespace.
func (b *Builder) answer(path string) string {
	switch b.options.Require {
	case RequireDefault:
		return "namespace.default"
	case RequireNamespace:
		return "namespace"
	case RequireCopy:
		return `"default" in namespace ? namespace.default : Object.assign(Object.create(null), namespace)`
	}
	if !b.hosted(path) && b.isModule(path) {
		return "namespace"
	}
	return `"default" in namespace ? namespace.default : namespace`
}
