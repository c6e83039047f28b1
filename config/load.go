package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Options are what the command line says. The zero value loads the project of
// the current folder.
type Options struct {
	Path       string   // a script, a folder or a configuration file; "" for Cwd
	ConfigFile string   // -c
	Env        string   // -e; "" looks at CLOUDFLARE_ENV
	EnvFiles   []string // --env-file, instead of .dev.vars and .env

	Name        string
	CompatDate  string
	CompatFlags []string // instead of the file's
	Vars        []string // NAME:VALUE
	Defines     []string // NAME:SOURCE
	Aliases     []string // FROM:TO
	JSX         JSX
	TSConfig    string
	Assets      string // a folder, instead of the file's
	Minify      bool
	NoBundle    bool

	Cwd     string   // "" for the process's
	Environ []string // NAME=VALUE; nil for the process's
}

type loader struct {
	Options
	environ []string
	cwd     string
	diags   []Diagnostic
}

// Load finds and reads a project's configuration. The diagnostics are warnings;
// the error, when it is about the configuration, is an [*Error].
func Load(o Options) (*Config, []Diagnostic, error) {
	l := &loader{Options: o, environ: o.Environ}
	if o.Environ == nil {
		l.environ = os.Environ()
	}
	cwd, err := filepath.Abs(o.Cwd)
	if err != nil {
		return nil, nil, fmt.Errorf("find the current folder: %w", err)
	}
	l.cwd = cwd
	c, err := l.load()
	var warnings, wrong []Diagnostic
	for _, d := range l.diags {
		if d.Warning {
			warnings = append(warnings, d)
		} else {
			wrong = append(wrong, d)
		}
	}
	if failed := (*Error)(nil); errors.As(err, &failed) {
		wrong = append(wrong, failed.Diagnostics...)
	} else if err != nil {
		return nil, warnings, err
	}
	if len(wrong) > 0 {
		return nil, warnings, &Error{wrong}
	}
	return c, warnings, nil
}

func (l *loader) load() (*Config, error) {
	script, dir, file, err := l.locate()
	if err != nil {
		return nil, err
	}
	c := &Config{File: file, Dir: dir, Env: l.Env, KeepNames: true}
	if c.Env == "" {
		c.Env = l.getenv("CLOUDFLARE_ENV")
	}
	r := &reader{c: c, src: &source{}}
	if file != "" {
		c.Dir = filepath.Dir(file)
		c.watch(file)
		root, err := l.parse(r, file)
		if err != nil {
			return nil, err
		}
		level := r.environment(root, c.Env)
		l.override(c, r)
		if c.Name == "" {
			c.Name = "worker"
		}
		r.classes(level)
		r.uniqueNames(level)
		l.main(c, r, level, script, dir)
	} else {
		if err := l.bare(c, script); err != nil {
			return nil, err
		}
		l.override(c, r)
		c.Classes = make(map[string]Storage)
	}
	l.assets(c, r)
	l.compatibility(c, r)
	l.diags = append(l.diags, r.diags...)
	l.paths(c, r)
	l.secrets(c, r.secrets, r.secretsListed)
	l.cliVars(c)
	l.hyperdrive(c, r)
	return c, nil
}

// bare makes the configuration of a project without a file.
func (l *loader) bare(c *Config, script string) error {
	c.Main = script
	if script == "" && l.Assets == "" {
		main, err := l.entry(c.Dir)
		if err != nil {
			return err
		}
		c.Main = main
	}
	c.Name = sanitize(filepath.Base(c.Dir))
	if c.Name == "" {
		c.Name = "worker"
	}
	for _, name := range fileNames {
		c.watch(filepath.Join(c.Dir, name))
	}
	return nil
}

// parse reads the file into a tree, whichever its format.
func (l *loader) parse(r *reader, file string) (*node, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	r.src = &source{name: l.display(file), path: file, data: []byte(strings.TrimPrefix(string(data), "\ufeff"))}
	if filepath.Ext(file) == ".toml" {
		return decodeTOML(r.src)
	}
	root, repeated, err := decodeJSON(r.src)
	if err != nil {
		return nil, err
	}
	r.diags = append(r.diags, repeated...)
	return root, rootObject(r.src, root)
}

// main settles the entry module: the script that was named, the file's main,
// or the only candidate.
func (l *loader) main(c *Config, r *reader, level *node, script, dir string) {
	n := level.field("main")
	switch {
	case script != "":
		c.Main = script
	case n == nil && (c.Assets != nil || l.Assets != ""):
	case n == nil:
		main, err := l.entry(dir)
		if failed := (*Error)(nil); errors.As(err, &failed) {
			r.diags = append(r.diags, failed.Diagnostics...)
		}
		c.Main = main
	case c.Main != "":
		written := c.Main
		c.Main = filepath.Join(c.Dir, filepath.FromSlash(written))
		if filepath.IsAbs(written) {
			c.Main = written
		}
		if !isFile(c.Main) {
			d := r.errorf(n, "The entry-point file at %s was not found.", quote(written))
			d.Hint = "Paths in this file start at its folder."
			if list := candidates(c.Dir); len(list) > 0 {
				rel, err := filepath.Rel(c.Dir, list[0])
				if err == nil {
					d.Hint = "Did you mean " + quote(filepath.ToSlash(rel)) + "?"
				}
			}
		}
	}
}

// paths makes every path absolute.
func (l *loader) paths(c *Config, r *reader) {
	abs := func(path string) string {
		if path == "" || filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(c.Dir, filepath.FromSlash(path))
	}
	if l.TSConfig != "" {
		c.TSConfig = l.resolve(l.TSConfig)
	}
	c.TSConfig = abs(c.TSConfig)
	if c.TSConfig != "" {
		c.watch(c.TSConfig)
	}
	if c.BaseDir == "" && c.Main != "" {
		c.BaseDir = filepath.Dir(c.Main)
	}
	c.BaseDir = abs(c.BaseDir)
	if c.Build.Command != "" {
		if c.Build.Cwd == "" {
			c.Build.Cwd = c.Dir
		}
		c.Build.Cwd = abs(c.Build.Cwd)
		for i, dir := range c.Build.WatchDirs {
			c.Build.WatchDirs[i] = abs(dir)
		}
	}
}

func (l *loader) getenv(name string) string {
	value := ""
	for _, entry := range l.environ {
		if v, ok := strings.CutPrefix(entry, name+"="); ok {
			value = v
		}
	}
	return value
}

// resolve makes a path of the command line absolute.
func (l *loader) resolve(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(l.cwd, path)
}

// display is a path as the user would type it.
func (l *loader) display(path string) string {
	if rel, err := filepath.Rel(l.cwd, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}

func (l *loader) warn(message string) {
	l.diags = append(l.diags, Diagnostic{Message: message, Warning: true})
}
