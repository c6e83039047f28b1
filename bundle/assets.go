package bundle

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// assetNamespace is where esbuild keeps modules that stand for an asset.
const assetNamespace = "dodev-asset"

// resolving marks our own calls of Resolve, which must not come back to us.
type resolving struct{}

// assets is the plugin that turns files matching a rule into assets.
func (b *Builder) assets(pb api.PluginBuild) {
	pb.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: assetNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		return b.load(a.Path, a.PluginData.(Kind))
	})
	if b.options.NoBundle { // where paths alone count
		return
	}
	for _, rule := range b.rules.used {
		kind, ok := kinds[rule.Type]
		if !ok {
			continue // JavaScript, which esbuild recognises by itself
		}
		for _, glob := range rule.Globs {
			pb.OnResolve(api.OnResolveOptions{Filter: specifierGlob(glob)}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
				path := locate(pb, a)
				if path == "" {
					return api.OnResolveResult{}, nil
				}
				return api.OnResolveResult{Path: path, Namespace: assetNamespace, PluginData: kind}, nil
			})
		}
	}
	for _, rule := range b.rules.ignored {
		for _, glob := range rule.Globs {
			pb.OnResolve(api.OnResolveOptions{Filter: specifierGlob(glob)}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
				if locate(pb, a) == "" {
					return api.OnResolveResult{}, nil
				}
				return api.OnResolveResult{Errors: []api.Message{{Text: fmt.Sprintf("The file %s matched a module rule in your configuration (%s), "+
					"but was ignored because a previous rule with the same type was not marked as `fallthrough = true`.", a.Path, rule)}}}, nil
			})
		}
	}
	b.assetsByPath(pb)
}

// assetsByPath catches what the text of the import did not tell: a glob that
// names directories of the project, or an import that tsconfig's paths lead here.
func (b *Builder) assetsByPath(pb api.PluginBuild) {
	root := "^" + regexp.QuoteMeta(strings.TrimSuffix(b.options.Dir, string(filepath.Separator))+string(filepath.Separator))
	for _, rule := range b.rules.used {
		kind, ok := kinds[rule.Type]
		if !ok {
			continue
		}
		for _, glob := range rule.Globs {
			filter := root + pathGlob(filepath.FromSlash(glob)) + "$"
			pb.OnLoad(api.OnLoadOptions{Filter: filter, Namespace: "file"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
				if a.Path == b.options.Entry {
					return api.OnLoadResult{}, nil
				}
				return b.load(a.Path, kind)
			})
		}
	}
}

// locate finds the file an import means, or answers "" if esbuild shall say what
// is wrong with it.
func locate(pb api.PluginBuild, a api.OnResolveArgs) string {
	if _, ours := a.PluginData.(resolving); ours || a.Kind == api.ResolveEntryPoint {
		return ""
	}
	name := strings.TrimSuffix(a.Path, "?module")
	path := filepath.FromSlash(name)
	if !filepath.IsAbs(path) {
		path = filepath.Join(a.ResolveDir, path)
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return path
	}
	r := pb.Resolve(name, api.ResolveOptions{Importer: a.Importer, Namespace: a.Namespace, ResolveDir: a.ResolveDir, Kind: a.Kind, PluginData: resolving{}})
	if len(r.Errors) > 0 || r.Namespace != "file" {
		return ""
	}
	return r.Path
}

// load reads an asset and answers the module that stands for it.
func (b *Builder) load(path string, kind Kind) (api.OnLoadResult, error) {
	content, err := b.read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return api.OnLoadResult{Errors: []api.Message{{Text: fmt.Sprintf("Could not read %q: the file does not exist", b.name(path))}}}, nil
	}
	if err != nil {
		return api.OnLoadResult{}, err
	}
	name := b.name(path)
	id := kind.String() + ":" + name
	b.state.asset(id, path, Asset{Kind: kind, Name: name, Bytes: content})
	// Marked as free of effects, so that an unused import costs nothing.
	text := "export default /* @__PURE__ */ __dodev.asset(" + strconv.Quote(id) + ");"
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
}
