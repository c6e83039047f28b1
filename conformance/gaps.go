package conformance

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// Gaps reads the list of what dodev is known to answer wrongly: "case export", or "case want.txt" for what a case
// prints, with the reason behind a colon.
func Gaps(file string) (map[string]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	gaps := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, reason, ok := strings.Cut(line, ": ")
		if !ok || len(strings.Fields(id)) != 2 || gaps[id] != "" {
			return nil, fmt.Errorf("%s: %q is not a case, an export and a reason, once", file, line)
		}
		gaps[id] = reason
	}
	return gaps, nil
}

const gapsHead = `# What dodev is known to answer wrongly: case and export, then why. A line whose case passes fails the run.
# "go test ./conformance -run TestReplay -gaps" rewrites the list and keeps the reasons.
`

// WriteGaps writes what failed as the list of gaps, each with the reason that it had or else its error.
func WriteGaps(file string, reasons, failed map[string]string) error {
	var b strings.Builder
	b.WriteString(gapsHead)
	for _, id := range slices.Sorted(maps.Keys(failed)) {
		reason := failed[id]
		if had := reasons[id]; had != "" {
			reason = had
		}
		b.WriteString(id + ": " + reason + "\n")
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
