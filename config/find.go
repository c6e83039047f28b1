package config

import (
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
