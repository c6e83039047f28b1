package bundle

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

const (
	metaNamespace = "dodev-meta"
	// meta is the variable that stands for import.meta.
	meta = "__dodev_meta"
)

// metas is the plugin for import.meta, which the runtime makes when a module asks for it. Whatever is bundled
// becomes one module, so there is one for all of it.
func (b *Builder) metas(pb api.PluginBuild) {
	pb.OnResolve(api.OnResolveOptions{Filter: "^" + metaNamespace + ":"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: strings.TrimPrefix(a.Path, metaNamespace+":"), Namespace: metaNamespace, SideEffects: api.SideEffectsFalse}, nil
	})
	pb.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: metaNamespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		entry := a.Path == b.metaName(b.options.Entry)
		text := "export const " + meta + " = /* @__PURE__ */ __dodev.meta(" + strconv.Quote(a.Path) + ", " + strconv.FormatBool(entry) + ");\n"
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
}

// metaName is what the platform calls the module made of a file.
func (b *Builder) metaName(path string) string {
	if !b.options.NoBundle {
		name := filepath.Base(path)
		return strings.TrimSuffix(name, filepath.Ext(name)) + ".js"
	}
	rel, err := filepath.Rel(b.options.BaseDir, path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(rel)
}

// withMeta lets an unbundled module that mentions import.meta have one of its own. The import stands at the end,
// where it moves nothing.
func (b *Builder) withMeta(path, text string) string {
	if !strings.Contains(text, "import.meta") {
		return text
	}
	return text + "\nimport { " + meta + " } from " + strconv.Quote(metaNamespace+":"+b.metaName(path)) + ";\n"
}
