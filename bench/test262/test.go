package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// test is one file of the suite.
type test struct {
	path     string // below the suite's folder, with slashes
	source   string
	includes []string
	flags    []string
	features []string
	negative string // the phase that has to fail, "" for none
	throws   string // the class of the error that it has to fail with
}

// readTest reads a file and what its comment says of it.
func readTest(suite, path string) (test, error) {
	text, err := os.ReadFile(filepath.Join(suite, filepath.FromSlash(path)))
	t := test{path: path, source: string(text)}
	_, rest, found := strings.Cut(t.source, "/*---")
	meta, _, closed := strings.Cut(rest, "---*/")
	if err != nil || !found || !closed {
		return t, err
	}
	key := ""
	for line := range strings.Lines(meta) {
		line, _, _ = strings.Cut(line, " #")
		name, value, pair := strings.Cut(strings.TrimSpace(line), ":")
		indented := strings.HasPrefix(line, " ")
		switch {
		case pair && !indented:
			key = name
			t.add(key, list(value)...)
		case pair && key == "negative" && name == "phase":
			t.negative = strings.TrimSpace(value)
		case pair && key == "negative" && name == "type":
			t.throws = strings.TrimSpace(value)
		case indented && strings.HasPrefix(name, "- "):
			t.add(key, strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "- ")))
		}
	}
	return t, nil
}

// list reads [a, b].
func list(value string) []string {
	value, ok := strings.CutPrefix(strings.TrimSpace(value), "[")
	if !ok {
		return nil
	}
	return strings.FieldsFunc(strings.TrimSuffix(value, "]"), func(r rune) bool { return r == ',' || r == ' ' })
}

func (t *test) add(key string, values ...string) {
	switch key {
	case "includes":
		t.includes = append(t.includes, values...)
	case "flags":
		t.flags = append(t.flags, values...)
	case "features":
		t.features = append(t.features, values...)
	}
}

func (t *test) flag(name string) bool { return slices.Contains(t.flags, name) }

// unshipped are features that the platform does not have either, or that are of a host that Workers are not.
var unshipped = map[string]string{
	"cross-realm": "other realms", "IsHTMLDDA": "browsers", "tail-call-optimization": "not shipped", "Temporal": "not shipped",
	"ShadowRealm": "not shipped", "decorators": "not shipped", "source-phase-imports": "not shipped", "import-defer": "not shipped",
	"source-phase-imports-module-source": "not shipped", "export-defer": "not shipped", "import-text": "not shipped",
	"import-bytes": "not shipped", "immutable-arraybuffer": "not shipped", "await-dictionary": "not shipped",
	"nonextensible-applies-to-private": "not shipped", "error-stack-accessor": "not shipped", "iterator-chunking": "not shipped",
	"Atomics.pause": "not shipped", "legacy-regexp": "not shipped", "canonical-tz": "Intl", "Intl-enumeration": "Intl",
}

// left answers why a test is left out, "" if it is not.
func (t *test) left() string {
	for _, f := range t.features {
		if why := unshipped[f]; why != "" {
			return why
		}
	}
	switch {
	case t.flag("noStrict"):
		return "sloppy mode"
	case t.flag("raw") && !t.flag("module") && t.negative == "":
		return "sloppy mode"
	case strings.Contains(t.source, "$262.createRealm"):
		return "other realms"
	case strings.Contains(t.source, "$262.agent"), slices.Contains(t.includes, "atomicsHelper.js"):
		return "other agents"
	case strings.Contains(t.source, "$262.evalScript"):
		return "scripts"
	}
	return ""
}
