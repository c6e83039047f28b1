package bundle

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// additional names the generated module that registers additional modules.
const additional = "dodev-additional-modules"

// additionalModules is the plugin that makes matching files importable by a path
// that only the running script knows. Each is evaluated when it is first asked
// for; the main module, which runs anyway, has nothing to evaluate.
func (b *Builder) additionalModules(pb api.PluginBuild) {
	pb.OnResolve(api.OnResolveOptions{Filter: "^" + additional + "$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: additional, Namespace: additional}, nil
	})
	pb.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: additional}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
		names, err := b.findAdditional()
		if err != nil {
			return api.OnLoadResult{}, fmt.Errorf("find additional modules: %w", err)
		}
		var text strings.Builder
		fmt.Fprintf(&text, "__dodev.module(%s);\n", strconv.Quote(b.metaName(b.options.Entry)))
		for _, name := range names {
			fmt.Fprintf(&text, "__dodev.module(%s, () => import(%s));\n", strconv.Quote(name), strconv.Quote("./"+name))
		}
		contents := text.String()
		return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS, ResolveDir: b.options.BaseDir}, nil
	})
}

// findAdditional lists the matching files below BaseDir by their path in it.
func (b *Builder) findAdditional() (names []string, err error) {
	var globs []string
	for _, r := range b.rules.used {
		for _, g := range r.Globs {
			globs = append(globs, pathGlob(g))
		}
	}
	match, err := regexp.Compile("^(?:" + strings.Join(globs, "|") + ")$")
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(b.options.BaseDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); n == "node_modules" || n == ".git" || n == ".wrangler" {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(b.options.BaseDir, path)
		if name := filepath.ToSlash(rel); err == nil && path != b.options.Entry && match.MatchString(name) {
			names = append(names, name)
		}
		return err
	})
	return names, err
}
