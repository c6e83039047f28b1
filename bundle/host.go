package bundle

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

const (
	hostNamespace    = "dodev-host"
	requireNamespace = "dodev-host-require"
	missingNamespace = "dodev-missing"
)

// nodeModules are the names Node's own modules go by without the prefix.
var nodeModules = strings.Fields(`assert async_hooks buffer child_process cluster console constants crypto dgram
	diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process
	punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm
	wasi worker_threads zlib`)

var schemes = regexp.MustCompile(`^(?:cloudflare|workerd|node):`)

// hosts is the plugin for modules that the runtime provides, or should.
func (b *Builder) hosts(pb api.PluginBuild) {
	names := []string{`(?:cloudflare|workerd|node):.*`, `(?:` + strings.Join(nodeModules, "|") + `)(?:/.*)?`}
	for _, name := range slices.Sorted(maps.Keys(b.options.HostModules)) {
		names = append(names, regexp.QuoteMeta(name))
	}
	pb.OnResolve(api.OnResolveOptions{Filter: "^(?:" + strings.Join(names, "|") + ")$"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		return b.resolveHost(pb, a), nil
	})
	pb.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: hostNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		text := hostModule(a.Path, b.options.HostModules[a.Path])
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
	// require() answers what a module exports by default.
	pb.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: requireNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		text := "module.exports = __dodev.host(" + strconv.Quote(a.Path) + ").default;"
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
	// What is asked for by a call may sit in a branch that never runs, so it fails
	// when it is evaluated.
	pb.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: missingNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		r := a.PluginData.(refusal)
		text := "throw new " + r.class + "(" + strconv.Quote(r.text) + ");"
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
}

func (b *Builder) resolveHost(pb api.PluginBuild, a api.OnResolveArgs) api.OnResolveResult {
	if _, ours := a.PluginData.(resolving); ours || a.Kind == api.ResolveEntryPoint || b.options.Alias[a.Path] != "" {
		return api.OnResolveResult{}
	}
	if _, ok := b.options.HostModules[a.Path]; ok {
		return b.host(a.Path, a.Kind)
	}
	name := a.Path
	if !schemes.MatchString(name) {
		name = "node:" + strings.TrimSuffix(name, "/")
		if _, ok := b.options.HostModules[name]; ok && name == "node:"+a.Path {
			return b.host(name, a.Kind)
		}
		// npm has packages of these names (events, buffer) that work everywhere.
		r := pb.Resolve(a.Path, api.ResolveOptions{Importer: a.Importer, Namespace: a.Namespace, ResolveDir: a.ResolveDir, Kind: a.Kind, PluginData: resolving{}})
		if len(r.Errors) == 0 {
			return api.OnResolveResult{Path: r.Path, Namespace: r.Namespace, Suffix: r.Suffix, External: r.External, SideEffects: sideEffects(r.SideEffects)}
		}
	}
	return missing(name, a)
}

// host answers a module that the runtime provides.
func (b *Builder) host(name string, kind api.ResolveKind) api.OnResolveResult {
	if kind == api.ResolveJSRequireCall && slices.Contains(b.options.HostModules[name], "default") {
		return api.OnResolveResult{Path: name, Namespace: requireNamespace}
	}
	return api.OnResolveResult{Path: name, Namespace: hostNamespace}
}

func sideEffects(has bool) api.SideEffects {
	if has {
		return api.SideEffectsTrue
	}
	return api.SideEffectsFalse
}

// missing is the answer for a module of the platform that is not there.
func missing(name string, a api.OnResolveArgs) api.OnResolveResult {
	text := fmt.Sprintf("No such module %q.", name)
	message := api.Message{Text: text}
	if a.Kind == api.ResolveJSImportStatement {
		return api.OnResolveResult{Errors: []api.Message{message}}
	}
	return api.OnResolveResult{Path: name, Namespace: missingNamespace, PluginData: refusal{"Error", text}, Warnings: []api.Message{message}}
}

// hostModule is the module that stands for one the runtime provides. Every export
// is fetched by a call without effects, so that only those in use remain.
func hostModule(name string, exports []string) string {
	var b strings.Builder
	module := strconv.Quote(name)
	for _, e := range exports {
		declare := "export const " + e + " ="
		if e == "default" {
			declare = "export default"
		}
		fmt.Fprintf(&b, "%s /* @__PURE__ */ (() => __dodev.host(%s).%s)();\n", declare, module, e)
	}
	return b.String()
}
