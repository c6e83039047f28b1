package config

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Assets is a folder of files that are served beside the Worker, or without one.
type Assets struct {
	Directory    string
	Binding      string // in env; "" without
	HTMLHandling string // "" is the default
	NotFound     string
	BasePath     string   // with a slash at both ends; "" is the root
	WorkerFirst  bool     // every request goes to the Worker first
	FirstRoutes  []string // the paths of those that do, but for those with an exclamation mark; nil if there are no rules
}

var (
	htmlHandlings     = []string{"auto-trailing-slash", "force-trailing-slash", "drop-trailing-slash", "none"}
	notFoundHandlings = []string{"single-page-application", "404-page", "none"}
)

func (r *reader) assets(label string, n *node) {
	if !r.should(n, label, object) {
		return
	}
	r.unexpected(n, label, "directory", "binding", "html_handling", "not_found_handling", "base_path", "run_worker_first")
	a := &Assets{}
	r.c.Assets, r.assetsAt = a, n
	if f := n.field("directory"); f != nil {
		a.Directory = r.string(f, label+".directory")
	}
	if f := n.field("binding"); f != nil {
		a.Binding = r.string(f, label+".binding")
	}
	a.HTMLHandling = r.oneOf(n, label, "html_handling", htmlHandlings)
	a.NotFound = r.oneOf(n, label, "not_found_handling", notFoundHandlings)
	if f := n.field("base_path"); f != nil {
		base, wrong := basePath(r.string(f, label+".base_path"))
		if wrong != "" {
			r.errorf(f, "Invalid assets base_path: %s", wrong)
		}
		a.BasePath = base
	}
	switch f := n.field("run_worker_first"); {
	case f == nil:
	case f.kind == boolean:
		a.WorkerFirst = f.text == "true"
	case f.kind == array:
		var ok bool
		if a.FirstRoutes, ok = allStrings(f); !ok {
			r.errorf(f, "Expected %s to be of type string array but got %s.", quote(label+".run_worker_first"), f.json())
		}
	default:
		r.errorf(f, "The field %s should be an array of strings or a boolean, but got %s.", quote(label+".run_worker_first"), f.json())
	}
}

var (
	urlStart = regexp.MustCompile(`^(//|[a-zA-Z][a-zA-Z\d+.-]*:)`)
	control  = regexp.MustCompile(`[\x00-\x1f\x7f]`)
)

// basePath answers a base path with a slash at both ends, or what is wrong with it.
func basePath(path string) (base, wrong string) {
	for _, c := range []struct {
		bad     bool
		message string
	}{
		{path == "", "The value must not be empty."},
		{urlStart.MatchString(path), "The value must be a pathname, not a URL."},
		{strings.Contains(path, `\`), "The value must not contain backslashes."},
		{control.MatchString(path), "The value must not contain control characters."},
		{strings.ContainsAny(path, "?#"), "The value must not contain query strings or fragments."},
		{strings.Contains(path, "%"), "The value must not contain percent-encoded sequences."},
	} {
		if c.bad {
			return "", c.message
		}
	}
	var parts []string
	for part := range strings.SplitSeq(path, "/") {
		switch part {
		case "", ".":
		case "..":
			parts = parts[:max(0, len(parts)-1)]
		default:
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return "/", ""
	}
	return "/" + strings.Join(parts, "/") + "/", ""
}

// assets settles the folder of the assets, and checks what they need of the rest.
func (l *loader) assets(c *Config, r *reader) {
	at := r.assetsAt
	if l.Assets != "" {
		if c.Assets == nil {
			c.Assets = &Assets{}
		}
		c.Assets.Directory, at = l.resolve(l.Assets), nil
	}
	a := c.Assets
	if a == nil {
		return
	}
	fault := func(message, hint string) {
		if at != nil {
			r.errorf(at, "%s", message).Hint = hint
			return
		}
		l.diags = append(l.diags, Diagnostic{Message: message, Hint: hint})
	}
	first := a.WorkerFirst || a.FirstRoutes != nil
	switch {
	case at != nil && at.field("directory") == nil:
		fault("The `assets` property in your configuration is missing the required `directory` property.", `Name the folder with the files: "directory": "./public".`)
		return
	case a.Directory == "":
		fault("The assets directory cannot be an empty string.", "")
		return
	case c.Main == "" && a.Binding != "":
		fault("Cannot use assets with a binding in an assets-only Worker.",
			"Please remove the asset binding from your configuration file, or provide a Worker script in your configuration file (`main`).")
	case c.Main == "" && first:
		fault("Cannot set run_worker_first without a Worker script.",
			"Please remove run_worker_first from your configuration file, or provide a Worker script in your configuration file (`main`).")
	case a.WorkerFirst && a.Binding == "":
		r.warnf(r.assetsAt.offset, "run_worker_first=true set without an assets binding").Hint = "Setting run_worker_first to true will always invoke your Worker script.\n" +
			"To fetch your assets from your Worker, please set the [assets.binding] key in your configuration file."
	}
	if !filepath.IsAbs(a.Directory) {
		a.Directory = filepath.Join(c.Dir, filepath.FromSlash(a.Directory))
	}
	source := `"assets.directory" field in your configuration file`
	if l.Assets != "" {
		source = `"--assets" command line argument`
	}
	switch info, err := os.Stat(a.Directory); {
	case err != nil:
		fault("The directory specified by the "+source+" does not exist:\n"+a.Directory, "")
		c.watch(a.Directory)
	case !info.IsDir():
		fault("The path specified by the "+source+" doesn't point to a directory:\n"+a.Directory, "")
	}
}
