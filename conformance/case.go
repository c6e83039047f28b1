package conformance

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Newest is the compatibility date of a case that has no configuration of its own.
const Newest = "2026-11-17"

// Case is one folder of cases.
type Case struct {
	Name string // its path beneath cases, with slashes
	Dir  string // absolute
	Want string // the file with what it prints
	// Others are the folders of the Workers beside the one under test.
	Others  []string
	Exports []Export
}

// Cases reads every case beneath root in the order of their names.
func Cases(root string) ([]Case, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	dirs, err := filepath.Glob(filepath.Join(root, "*", "*"))
	if err != nil {
		return nil, err
	}
	var cases []Case
	for _, dir := range dirs {
		rel, err := filepath.Rel(root, dir)
		if err != nil {
			return nil, err
		}
		c := Case{Name: filepath.ToSlash(rel), Dir: dir, Want: filepath.Join(dir, "want.txt")}
		source, err := os.ReadFile(filepath.Join(dir, "worker.js"))
		if err != nil {
			return nil, fmt.Errorf("read the case %s: %w", c.Name, err)
		}
		if c.Exports, err = exports(string(source)); err != nil {
			return nil, fmt.Errorf("%s/worker.js: %w", c.Name, err)
		}
		configs, err := filepath.Glob(filepath.Join(dir, "*", "wrangler.json"))
		if err != nil {
			return nil, err
		}
		for _, config := range configs {
			c.Others = append(c.Others, filepath.Dir(config))
		}
		cases = append(cases, c)
	}
	return cases, nil
}

// Slow says that the case waits for clocks.
func (c *Case) Slow() bool { return strings.Contains(c.Name, "slow") }

// Configs answers the configuration files of the case's Workers, the one under test first. One that the case
// leaves out is written into scratch.
func (c *Case) Configs(scratch string) ([]string, error) {
	first := filepath.Join(c.Dir, "wrangler.json")
	if _, err := os.Stat(first); os.IsNotExist(err) {
		if first, err = c.defaultConfig(scratch); err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	configs := []string{first}
	for _, dir := range c.Others {
		configs = append(configs, filepath.Join(dir, "wrangler.json"))
	}
	return configs, nil
}

var classLine = regexp.MustCompile(`(?m)^export class ([A-Za-z_$][\w$]*) extends ([A-Za-z_$][\w$]*)`)

func (c *Case) defaultConfig(scratch string) (string, error) {
	main := filepath.Join(c.Dir, "worker.js")
	source, err := os.ReadFile(main)
	if err != nil {
		return "", err
	}
	type binding struct {
		Name  string `json:"name"`
		Class string `json:"class_name"`
	}
	objects := []string{"DurableObject"}
	bindings := []binding{}
	for _, m := range classLine.FindAllStringSubmatch(string(source), -1) {
		if slices.Contains(objects, m[2]) {
			objects = append(objects, m[1])
			bindings = append(bindings, binding{m[1], m[1]})
		}
	}
	config := map[string]any{"name": "case", "main": main, "compatibility_date": Newest}
	if len(bindings) > 0 {
		config["durable_objects"] = map[string]any{"bindings": bindings}
		config["migrations"] = []any{map[string]any{"tag": "v1", "new_sqlite_classes": objects[1:]}}
	}
	text, err := json.MarshalIndent(config, "", "\t")
	if err != nil {
		return "", err
	}
	file := filepath.Join(scratch, "wrangler.json")
	return file, os.WriteFile(file, append(text, '\n'), 0o644)
}
