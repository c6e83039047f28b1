package config

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

var (
	entryNames      = []string{"index", "worker", "main", "app", "server", "chat"}
	entryExtensions = []string{".ts", ".js", ".mjs", ".cjs", ".mts", ".jsx", ".tsx"}
)

// candidates lists the files of a folder that could be the entry module: those
// with a telling name, there or in src, and package.json's main; failing those,
// any script.
func candidates(dir string) []string {
	var named, others []string
	add := func(list *[]string, path string) {
		if !slices.Contains(*list, path) && isFile(path) {
			*list = append(*list, path)
		}
	}
	for _, folder := range []string{dir, filepath.Join(dir, "src")} {
		for _, name := range entryNames {
			for _, ext := range entryExtensions {
				add(&named, filepath.Join(folder, name+ext))
			}
		}
	}
	if main := packageMain(dir); main != "" {
		add(&named, main)
	}
	if len(named) > 0 {
		return named
	}
	for _, folder := range []string{dir, filepath.Join(dir, "src")} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if isScript(e.Name()) {
				add(&others, filepath.Join(folder, e.Name()))
			}
		}
	}
	return others
}

// isScript tells a Worker's source from a test, a tool's settings or types.
func isScript(name string) bool {
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	return slices.Contains(entryExtensions, ext) &&
		!slices.Contains([]string{".test", ".spec", ".config", ".d"}, filepath.Ext(stem)) && !strings.HasPrefix(name, ".")
}

// packageMain is the script package.json names.
func packageMain(dir string) string {
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return ""
	}
	var pkg struct {
		Main any `json:"main"`
	}
	if json.Unmarshal(data, &pkg) != nil {
		return ""
	}
	main, _ := pkg.Main.(string)
	if main == "" || !isScript(filepath.Base(main)) {
		return ""
	}
	return filepath.Join(dir, filepath.FromSlash(main))
}

// entry finds the one script of a folder, or explains why there is not one.
func (l *loader) entry(dir string) (string, error) {
	list := candidates(dir)
	if len(list) == 1 {
		return list[0], nil
	}
	where := "this folder"
	if dir != l.cwd {
		where = l.display(dir)
	}
	d := Diagnostic{
		Message: "No entry module was found in " + where + ".",
		Hint:    "Name the script to run, or set \"main\" in a wrangler.toml.",
	}
	if len(list) > 1 {
		d.Message = "Several files in " + where + " could be the entry module."
		names := make([]string, len(list))
		for i, path := range list {
			names[i] = "  " + l.display(path)
		}
		d.Hint = "Name the one to run, or set \"main\" in a wrangler.toml:\n" + strings.Join(names, "\n")
	}
	return "", &Error{[]Diagnostic{d}}
}
