package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// fileNames are the configuration files of a folder, the first one there counts.
var fileNames = []string{"wrangler.json", "wrangler.jsonc", "wrangler.toml"}

// Find looks for a configuration file in a folder and those above it. It
// answers "" when there is none.
func Find(dir string) string {
	for {
		for _, name := range fileNames {
			if path := filepath.Join(dir, name); isFile(path) {
				return path
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// locate settles what Path and ConfigFile mean: the script that was named, if
// one was, the folder to look in, and the configuration file, if there is one.
func (l *loader) locate() (script, dir, file string, err error) {
	dir = l.cwd
	if l.Path != "" {
		path := l.resolve(l.Path)
		switch {
		case isDir(path):
			dir = path
		case !isFile(path):
			return "", "", "", &Error{[]Diagnostic{{
				Message: fmt.Sprintf("The entry-point file at %s was not found.", quote(l.Path)),
				Hint:    "Paths start at " + l.cwd + ".",
			}}}
		case isConfigFile(path) && l.ConfigFile == "":
			return "", filepath.Dir(path), path, nil
		default:
			script, dir = path, filepath.Dir(path)
		}
	}
	if l.ConfigFile == "" {
		return script, dir, Find(dir), nil
	}
	file = l.resolve(l.ConfigFile)
	if !isFile(file) {
		return "", "", "", &Error{[]Diagnostic{{
			Message: fmt.Sprintf("The configuration file %s was not found.", quote(l.ConfigFile)),
			Hint:    "Paths start at " + l.cwd + ".",
		}}}
	}
	if l.Path == "" {
		dir = filepath.Dir(file)
	}
	return script, dir, file, nil
}

// isConfigFile tells whether a path given as the thing to run names a
// configuration rather than a script.
func isConfigFile(path string) bool {
	return slices.Contains([]string{".toml", ".json", ".jsonc"}, filepath.Ext(path))
}

func isFile(path string) bool {
	s, err := os.Stat(path)
	return err == nil && s.Mode().IsRegular()
}

func isDir(path string) bool {
	s, err := os.Stat(path)
	return err == nil && s.IsDir()
}
