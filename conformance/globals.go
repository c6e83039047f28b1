package conformance

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// globalsDates are the compatibility dates at which the globals are compared.
var globalsDates = []string{"2021-11-08", "2024-01-01", Newest}

// Globals answers the cases that list every global and its members, one for each date, made in scratch. dir is the
// folder of this package.
func Globals(dir, scratch string) ([]Case, error) {
	source, err := os.ReadFile(filepath.Join(dir, "globals", "dump.js"))
	if err != nil {
		return nil, err
	}
	var cases []Case
	for _, date := range globalsDates {
		c := Case{
			Name: "globals/" + date, Dir: filepath.Join(scratch, date), Want: filepath.Join(dir, "globals", date+".txt"),
			Exports: []Export{{Name: "default", Section: "8.1"}},
		}
		config, err := json.Marshal(map[string]any{"name": "globals", "main": "worker.js", "compatibility_date": date})
		if err != nil {
			return nil, err
		}
		if err := os.Mkdir(c.Dir, 0o755); err != nil {
			return nil, err
		}
		for name, text := range map[string][]byte{"worker.js": source, "wrangler.json": config} {
			if err := os.WriteFile(filepath.Join(c.Dir, name), text, 0o644); err != nil {
				return nil, err
			}
		}
		cases = append(cases, c)
	}
	return cases, nil
}

// Surface reads a list of globals and members: what each name is.
func Surface(list string) (map[string]string, error) {
	surface := map[string]string{}
	for line := range strings.Lines(list) {
		name, is, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if _, twice := surface[name]; !ok || twice {
			return nil, fmt.Errorf("%q is not a name and what it is, once", line)
		}
		surface[name] = is
	}
	return surface, nil
}
