package bundle

import (
	"maps"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// supported names what the engine cannot parse, compile or match, for esbuild to
// rewrite. What it does not name is kept: async functions and class fields run
// several times faster as they are.
var supported = map[string]bool{
	"async-generator":                 false,
	"decorators":                      false,
	"dynamic-import":                  false,
	"for-await":                       false,
	"hashbang":                        false,
	"import-attributes":               false,
	"import-meta":                     false,
	"regexp-match-indices":            false,
	"regexp-set-notation":             false,
	"regexp-unicode-property-escapes": false,
	"top-level-await":                 true,
	"using":                           false,
}

// outfile is never written; sources in the map are relative to it.
func outfile(dir string) string { return filepath.Join(dir, "dodev-worker.js") }

func (b *Builder) settings() api.BuildOptions {
	o := b.options
	s := api.BuildOptions{
		AbsWorkingDir:  o.Dir,
		EntryPoints:    []string{o.Entry},
		Outfile:        outfile(o.Dir),
		Bundle:         true,
		Format:         api.FormatESModule,
		Target:         api.ES2023,
		Supported:      supported,
		Platform:       api.PlatformBrowser,
		MainFields:     []string{"browser", "module", "main"},
		Conditions:     []string{"workerd", "worker", "browser"},
		Charset:        api.CharsetUTF8,
		Sourcemap:      api.SourceMapExternal,
		SourcesContent: api.SourcesContentExclude,
		LegalComments:  api.LegalCommentsNone,
		Metafile:       true,
		LogLevel:       api.LogLevelSilent,
		Loader:         map[string]api.Loader{".js": api.LoaderJSX, ".mjs": api.LoaderJSX, ".cjs": api.LoaderJSX},
		Plugins:        []api.Plugin{{Name: "dodev", Setup: b.plugin}},
		Define:         map[string]string{"import.meta": meta},
	}
	if o.AdditionalModules {
		s.Inject = []string{additional}
	}
	if o.NoBundle {
		s.Loader = map[string]api.Loader{".js": api.LoaderJS, ".mjs": api.LoaderJS, ".cjs": api.LoaderJS}
		s.TreeShaking = api.TreeShakingFalse
		s.KeepNames = true // the bundler renames classes that mention themselves
		s.TsconfigRaw = "{}"
		return s
	}
	s.MinifyWhitespace, s.MinifyIdentifiers, s.MinifySyntax = o.Minify, o.Minify, o.Minify
	s.KeepNames = o.KeepNames
	s.JSXFactory, s.JSXFragment, s.Tsconfig = o.JSXFactory, o.JSXFragment, o.TSConfig
	s.Alias = o.Alias
	s.Inject = append(s.Inject, metaNamespace+":"+b.metaName(o.Entry))
	for _, name := range []string{"process.env.NODE_ENV", "global.process.env.NODE_ENV", "globalThis.process.env.NODE_ENV"} {
		s.Define[name] = `"development"`
	}
	if o.UserAgent {
		s.Define["navigator.userAgent"] = `"Cloudflare-Workers"`
	}
	maps.Copy(s.Define, o.Define)
	return s
}

func (b *Builder) plugin(pb api.PluginBuild) {
	if b.options.NoBundle {
		b.attributes(pb)
		b.requires(pb)
	}
	b.hosts(pb)
	b.metas(pb)
	if b.options.AdditionalModules {
		b.additionalModules(pb)
	}
	b.assets(pb)
	if b.options.NoBundle {
		b.unbundled(pb)
	}
}
