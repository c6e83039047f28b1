package bundle

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/dodev/dodev/bundle/lower"
	"github.com/evanw/esbuild/pkg/api"
)

// Builder builds one project, again and again. Its methods may not run at the
// same time.
type Builder struct {
	options   Options
	rules     ruleSet
	esbuild   api.BuildContext
	state     state
	constants constants
	// inputs are those of the last build that got far enough to know them.
	inputs []string
}

// state is what the plugins collect during one build, from several goroutines.
type state struct {
	mu     sync.Mutex
	assets map[string]Asset
	files  map[string]bool
}

func (s *state) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.assets, s.files = map[string]Asset{}, map[string]bool{}
}

func (s *state) asset(id, file string, a Asset) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.assets[id] = a
	s.files[file] = true
}

// New prepares to build a project.
func New(o Options) (*Builder, error) {
	if !filepath.IsAbs(o.Entry) {
		return nil, fmt.Errorf("bundle: the entry %q is not an absolute path", o.Entry)
	}
	o.Entry = filepath.Clean(o.Entry)
	if o.Modules != nil {
		o.NoBundle, o.Dir, o.BaseDir = true, Virtual, Virtual
	}
	if o.Dir == "" {
		o.Dir = filepath.Dir(o.Entry)
	}
	if o.BaseDir == "" {
		o.BaseDir = filepath.Dir(o.Entry)
	}
	b := &Builder{options: o, rules: orderRules(o.Rules)}
	built, err := api.Context(b.settings())
	if err != nil {
		return nil, &Error{Messages: messages(err.Errors)}
	}
	b.esbuild = built
	return b, nil
}

// Build builds a project once.
func Build(ctx context.Context, o Options) (*Script, error) {
	b, err := New(o)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	return b.Build(ctx)
}

// Close lets go of what the builder keeps.
func (b *Builder) Close() { b.esbuild.Dispose() }

// Build builds the project as its files are now. A failure that the user can mend
// is an *Error.
func (b *Builder) Build(ctx context.Context) (*Script, error) {
	if !b.exists(b.options.Entry) {
		return nil, b.fail([]Message{{Text: fmt.Sprintf("The entry-point file at %q was not found.", b.name(b.options.Entry))}}, nil)
	}
	b.constants = nil
	var result api.BuildResult
	for again := true; again; again = b.options.NoBundle && b.assigns(result.Errors) {
		b.state.reset()
		stop := context.AfterFunc(ctx, b.esbuild.Cancel)
		result = b.esbuild.Rebuild()
		stop()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	warnings := append(slices.Clone(b.rules.warnings), messages(result.Warnings)...)
	if len(result.Errors) > 0 {
		return nil, b.fail(messages(result.Errors), warnings)
	}
	source := lower.Source{Name: Name, Base: filepath.Dir(outfile(b.options.Dir))}
	for _, f := range result.OutputFiles {
		switch filepath.Ext(f.Path) {
		case ".js":
			source.Code = string(f.Contents)
		case ".map":
			source.Map = f.Contents
		}
	}
	b.inputs = b.collect(result.Metafile)
	lowered, err := lower.Lower(source)
	if err != nil {
		return nil, b.refused(err, warnings)
	}
	return &Script{
		Program:       lowered.Program,
		Assets:        b.state.assets,
		Exports:       lowered.Exports,
		ServiceWorker: len(lowered.Exports) == 0,
		Uses:          lowered.Uses,
		Inputs:        b.inputs,
		Warnings:      warnings,
		Text:          lowered.Text,
	}, nil
}

// collect lists the files that went in.
func (b *Builder) collect(metafile string) []string {
	var meta struct {
		Inputs map[string]struct{} `json:"inputs"`
	}
	files := maps.Clone(b.state.files)
	if json.Unmarshal([]byte(metafile), &meta) == nil {
		for name := range meta.Inputs {
			if !strings.Contains(name, ":") || filepath.VolumeName(name) != "" {
				files[b.path(name)] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(files))
}

func (b *Builder) fail(list, warnings []Message) error {
	files := map[string]bool{b.options.Entry: true}
	for _, f := range b.inputs {
		files[f] = true
	}
	for _, m := range list {
		if m.File != "" {
			files[b.path(m.File)] = true
		}
	}
	return &Error{Messages: list, Warnings: warnings, Inputs: slices.Sorted(maps.Keys(files))}
}

// refused reports code that esbuild understands and the engine does not.
func (b *Builder) refused(err error, warnings []Message) error {
	var at *lower.Error
	if !errors.As(err, &at) {
		return fmt.Errorf("bundle %s: %w", b.name(b.options.Entry), err)
	}
	m := Message{Text: at.Text}
	if at.File != filepath.FromSlash(Name) {
		m.File, m.Line, m.Column = b.name(at.File), at.Line, at.Column
		if text, err := os.ReadFile(at.File); err == nil {
			if lines := strings.Split(string(text), "\n"); at.Line <= len(lines) {
				m.LineText = strings.TrimSuffix(lines[at.Line-1], "\r")
			}
		}
	}
	m.Hint = "dodev's JavaScript engine does not understand this syntax."
	return b.fail([]Message{m}, warnings)
}

// name is how messages call a file.
func (b *Builder) name(path string) string {
	if rel, err := filepath.Rel(b.options.Dir, path); err == nil {
		path = rel
	}
	return filepath.ToSlash(path)
}

// path is the file a message or the metafile names.
func (b *Builder) path(name string) string {
	if name = filepath.FromSlash(name); filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(b.options.Dir, name)
}
