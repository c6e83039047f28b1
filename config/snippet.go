package config

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Snippet writes a complete wrangler.toml for a Worker with the given Durable
// Object bindings, each class keeping its data in SQLite. An empty date is left out.
func Snippet(name, main, date string, bindings []DurableObjectBinding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "name = %s\nmain = %s\n", quote(name), quote(filepath.ToSlash(main)))
	if date != "" {
		fmt.Fprintf(&b, "compatibility_date = %s\n", quote(date))
	}
	var classes []string
	seen := make(map[string]bool)
	for _, d := range bindings {
		fmt.Fprintf(&b, "\n[[durable_objects.bindings]]\nname = %s\nclass_name = %s\n", quote(d.Name), quote(d.ClassName))
		if d.ScriptName != "" {
			fmt.Fprintf(&b, "script_name = %s\n", quote(d.ScriptName))
		} else if !seen[d.ClassName] {
			seen[d.ClassName] = true
			classes = append(classes, quote(d.ClassName))
		}
	}
	if len(classes) > 0 {
		fmt.Fprintf(&b, "\n[[migrations]]\ntag = \"v1\"\nnew_sqlite_classes = [%s]\n", strings.Join(classes, ", "))
	}
	return b.String()
}
