package bundle

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"github.com/evanw/esbuild/pkg/api"
)

// Attributes is what the attributes of an import mean to the runtime, which reads them where modules are used as they are.
// Elsewhere they are the bundler's.
type Attributes int

const (
	// IgnoreAttributes takes no notice of them.
	IgnoreAttributes Attributes = iota
	// RefuseAttributes fails an import that has any.
	RefuseAttributes
	// CheckAttributes knows the types of the standard, of which JSON may be said to be JSON.
	CheckAttributes
)

// attributedNamespace has the modules that stand for one that is imported with attributes.
const attributedNamespace = "dodev-attributed"

// refusal is an exception that an import ends with.
type refusal struct{ class, text string }

func (r refusal) Error() string { return r.class + ": " + r.text }

// attributes is the plugin for imports with attributes. To the bundler, they make another module of the same file; here they
// lead to the one module, if they lead anywhere.
func (b *Builder) attributes(pb api.PluginBuild) {
	pb.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if len(a.With) == 0 {
			return api.OnResolveResult{}, nil
		}
		path, host := b.module(a), b.hosted(a.Path)
		refused := b.refuseAttributes(a.With)
		if refused == nil && !host && !b.exists(path) {
			return missingModule(a), nil
		}
		if refused == nil && b.options.Attributes == CheckAttributes {
			refused = b.refuseType(a, path, host)
		}
		if refused != nil {
			return refuse(*refused, a), nil
		}
		if host {
			path = a.Path
		}
		return api.OnResolveResult{Path: path, Namespace: attributedNamespace, PluginData: a}, nil
	})
	pb.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: attributedNamespace}, func(l api.OnLoadArgs) (api.OnLoadResult, error) {
		a := l.PluginData.(api.OnResolveArgs)
		from := strconv.Quote(a.Path)
		text := "export * from " + from + ";"
		if b.hasDefault(a) {
			text += "export { default } from " + from + ";"
		}
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS, ResolveDir: a.ResolveDir}, nil
	})
}

// refuseAttributes answers why nothing can be imported with some attributes, nil if something can.
func (b *Builder) refuseAttributes(with map[string]string) *refusal {
	switch b.options.Attributes {
	case RefuseAttributes:
		return &refusal{"Error", "Unrecognized import attributes specified"}
	case CheckAttributes:
		for _, key := range slices.Sorted(maps.Keys(with)) {
			switch value := with[key]; {
			case key != "type":
				return &refusal{"TypeError", fmt.Sprintf("Unsupported import attribute: %q", key)}
			case !slices.Contains([]string{"json", "text", "bytes"}, value):
				return &refusal{"TypeError", fmt.Sprintf("Unsupported import attribute type: %q", value)}
			}
		}
	}
	return nil
}

// refuseType answers why a module is not of the type that an import says, nil if it is.
func (b *Builder) refuseType(a api.OnResolveArgs, path string, host bool) *refusal {
	switch typ := a.With["type"]; {
	case typ != "json":
		return &refusal{"TypeError", fmt.Sprintf("Import attribute type %q is not yet supported", typ)}
	case host || !b.isJSON(path):
		return &refusal{"TypeError", fmt.Sprintf("Module %q is not of type %q", a.Path, typ)}
	}
	return nil
}

// refuse fails an import: a build that has it, or the promise that import() answers.
func refuse(r refusal, a api.OnResolveArgs) api.OnResolveResult {
	if a.Kind == api.ResolveJSImportStatement {
		return api.OnResolveResult{Errors: []api.Message{{Text: r.text, Detail: r}}}
	}
	return api.OnResolveResult{Path: a.Path, Namespace: missingNamespace, PluginData: r}
}

var defaultExport = regexp.MustCompile(`\bexport\s+default\b|\bas\s+default\b`)

// hasDefault answers whether the module that an import means has a default export.
func (b *Builder) hasDefault(a api.OnResolveArgs) bool {
	if exports, ok := b.options.HostModules[a.Path]; ok {
		return slices.Contains(exports, "default")
	}
	path := b.module(a)
	if !b.isModule(path) {
		return true
	}
	text, err := b.read(path)
	return err == nil && defaultExport.Match(text)
}
