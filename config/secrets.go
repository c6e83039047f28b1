package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// secrets overlays the variables of .dev.vars, or of the .env files when there
// is none, over those of the configuration.
func (l *loader) secrets(c *Config, required []string, limited bool) {
	values, warnings := l.envFiles(c)
	l.diags = append(l.diags, warnings...)
	devVars := len(c.EnvFilesUsed) > 0 && strings.HasPrefix(c.EnvFilesUsed[0], ".dev.vars")
	if limited || !devVars && l.getenv("CLOUDFLARE_INCLUDE_PROCESS_ENV") == "true" {
		for _, entry := range l.environ {
			if name, value, ok := strings.Cut(entry, "="); ok && name != "" {
				values = append(values, pair{name, value})
			}
		}
	}
	for _, v := range values {
		if !limited || slices.Contains(required, v.name) {
			c.set(Var{Name: v.name, Value: v.value, Hidden: true})
		}
	}
	var missing []string
	for _, name := range required {
		if !slices.ContainsFunc(values, func(v pair) bool { return v.name == name }) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		l.warn("Missing required secrets: " + strings.Join(missing, ", ") + ". Add them to .dev.vars, .env, or set as environment variables.")
	}
}

// set gives a variable its value, in the place of one it overrides.
func (c *Config) set(v Var) {
	for i := range c.Vars {
		if c.Vars[i].Name == v.Name {
			c.Vars[i] = v
			return
		}
	}
	c.Vars = append(c.Vars, v)
}

// envFiles reads the files that apply, later ones last.
func (l *loader) envFiles(c *Config) (values []pair, warnings []Diagnostic) {
	if len(l.EnvFiles) > 0 {
		for _, name := range l.EnvFiles {
			v, w, found := l.envFile(c, l.resolve(name))
			if !found {
				l.warn("The env file " + quote(name) + " was not found.")
			}
			values, warnings = append(values, v...), append(warnings, w...)
		}
		return values, warnings
	}
	names := []string{".dev.vars"}
	if c.Env != "" {
		names = []string{".dev.vars." + c.Env, ".dev.vars"}
	}
	for _, name := range names {
		if values, warnings, found := l.envFile(c, filepath.Join(c.Dir, name)); found {
			return values, warnings
		}
	}
	if l.getenv("CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV") == "false" {
		return nil, nil
	}
	names = []string{".env", ".env.local"}
	if c.Env != "" {
		names = append(names, ".env."+c.Env, ".env."+c.Env+".local")
	}
	for _, name := range names {
		v, w, _ := l.envFile(c, filepath.Join(c.Dir, name))
		values, warnings = append(values, v...), append(warnings, w...)
	}
	return values, warnings
}

// envFile reads one file. One that is not there is watched all the same: making
// it changes the configuration.
func (l *loader) envFile(c *Config, path string) (values []pair, warnings []Diagnostic, found bool) {
	c.watch(path)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, false
	}
	s := &source{name: l.display(path), path: path, data: []byte(strings.TrimPrefix(string(data), "\ufeff"))}
	if err != nil {
		return nil, []Diagnostic{{File: s.name, Message: "Cannot be read: " + err.Error(), Warning: true}}, true
	}
	values, ignored := parseDotenv(string(s.data))
	s.data = []byte(strings.ReplaceAll(strings.ReplaceAll(string(s.data), "\r\n", "\n"), "\r", "\n")) // as the offsets count
	for _, offset := range ignored {
		d := s.at(offset, "This line is ignored: it is not NAME=value.")
		d.excerpt = "" // it may be half a secret
		d.Warning = true
		warnings = append(warnings, d)
	}
	name := path
	if rel, err := filepath.Rel(c.Dir, path); err == nil && filepath.IsLocal(rel) {
		name = rel
	}
	c.EnvFilesUsed = append(c.EnvFilesUsed, name)
	return values, warnings, true
}

func (c *Config) watch(path string) {
	if !slices.Contains(c.Watch, path) {
		c.Watch = append(c.Watch, path)
	}
}
