package bundle

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// unbundled is the plugin for projects that are used as they are: a module goes by its path below BaseDir,
// whatever its extension, and is what the first rule that matches the path says. There are no packages.
func (b *Builder) unbundled(pb api.PluginBuild) {
	pb.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if _, ours := a.PluginData.(resolving); ours || a.Path == additional || strings.HasPrefix(a.Path, metaNamespace+":") {
			return api.OnResolveResult{}, nil
		}
		if a.Kind == api.ResolveEntryPoint {
			return api.OnResolveResult{Path: b.options.Entry, Namespace: "file"}, nil
		}
		path := b.module(a)
		if !b.exists(path) {
			return missingModule(a), nil
		}
		if kind, ok := kinds[b.ruleOf(path)]; ok && path != b.options.Entry {
			return api.OnResolveResult{Path: path, Namespace: assetNamespace, PluginData: kind}, nil
		}
		return api.OnResolveResult{Path: path, Namespace: "file"}, nil
	})
	pb.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "file"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		content, err := b.read(a.Path)
		if err != nil {
			return api.OnLoadResult{}, fmt.Errorf("read a module: %w", err)
		}
		text, loader := string(content), api.LoaderJS
		if b.isJSON(a.Path) {
			loader = api.LoaderJSON
		} else {
			text = b.constants.mend(a.Path, b.withMeta(a.Path, text))
		}
		return api.OnLoadResult{Contents: &text, Loader: loader, ResolveDir: filepath.Dir(a.Path)}, nil
	})
}

// given answers the module that a path names, if modules are given.
func (b *Builder) given(path string) (Module, bool) {
	rel, err := filepath.Rel(b.options.BaseDir, path)
	m, ok := b.options.Modules[filepath.ToSlash(rel)]
	return m, ok && err == nil
}

func (b *Builder) exists(path string) bool {
	if b.options.Modules != nil {
		_, ok := b.given(path)
		return ok
	}
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

func (b *Builder) read(path string) ([]byte, error) {
	if b.options.Modules != nil {
		m, _ := b.given(path)
		return m.Bytes, nil
	}
	return os.ReadFile(path)
}

// module answers the file that an import means: a name that does not start with a dot starts at BaseDir.
func (b *Builder) module(a api.OnResolveArgs) string {
	name := filepath.FromSlash(strings.TrimSuffix(a.Path, "?module"))
	if strings.HasPrefix(a.Path, "./") || strings.HasPrefix(a.Path, "../") {
		return filepath.Join(a.ResolveDir, name)
	}
	if strings.HasPrefix(name, b.options.BaseDir+string(filepath.Separator)) {
		return name
	}
	return filepath.Join(b.options.BaseDir, name)
}

// missingModule is the answer for a module that is not there. What is imported dynamically is left to the runtime.
func missingModule(a api.OnResolveArgs) api.OnResolveResult {
	if a.Kind == api.ResolveJSDynamicImport {
		return api.OnResolveResult{Path: a.Path, External: true}
	}
	r := missing(a.Path, a)
	if a.Kind != api.ResolveJSImportStatement { // only the running script finds out, as on the platform
		r.Warnings = nil
	}
	return r
}

// isJSON answers whether a file is JSON and no rule makes something else of it.
func (b *Builder) isJSON(path string) bool {
	rule := b.ruleOf(path)
	return rule == "JSON" || rule == "" && filepath.Ext(path) == ".json"
}

// isModule answers whether a file is an ES module, which decides itself what it exports.
func (b *Builder) isModule(path string) bool {
	rule := b.ruleOf(path)
	return path == b.options.Entry || rule == "ESModule" || rule == "" && !b.isJSON(path)
}

// ruleOf answers the type of the first rule that matches a file, or that it was given; "" is none.
func (b *Builder) ruleOf(path string) string {
	if b.options.Modules != nil {
		m, _ := b.given(path)
		return m.Type
	}
	rel, err := filepath.Rel(b.options.BaseDir, path)
	if err != nil {
		return ""
	}
	for _, r := range b.rules.used {
		for _, glob := range r.Globs {
			if match, err := regexp.MatchString("^(?:"+pathGlob(glob)+")$", filepath.ToSlash(rel)); err == nil && match {
				return r.Type
			}
		}
	}
	return ""
}
