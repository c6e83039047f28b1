package conformance

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// subjects are the subsections of the sheet that cases are about.
var subjects = map[string]string{
	"1.1": "Formats", "1.2": "Shapes of exports", "1.3": "Handlers and their first argument",
	"1.4": "The ctx of stateless handlers", "1.5": "cloudflare:workers", "1.6": "Global scope and I/O across requests",
	"1.7": "Module types", "1.8": "nodejs_compat",
	"2.1": "Namespaces", "2.2": "Id derivation", "2.3": "Ids", "2.4": "Stubs", "2.5": "stub.fetch", "2.6": "Errors across the boundary",
	"2.7": "Order and broken stubs",
	"3.1": "Instances", "3.2": "DurableObjectState", "3.3": "Constructor failures", "3.4": "blockConcurrencyWhile", "3.5": "Input gate",
	"3.6": "Output gate", "3.7": "abort", "3.8": "What resets an object", "3.9": "Reload", "3.10": "Time",
	"4.1": "Operations", "4.2": "list", "4.3": "Limits", "4.4": "Transactions", "4.5": "Coalescing and atomicity", "4.6": "Serialization",
	"4.7": "Alarms", "4.8": "Bookmarks",
	"5.1": "The shape of sql", "5.2": "Values", "5.3": "Several statements", "5.4": "Error texts", "5.5": "What is allowed",
	"5.6": "Transactions and lifetime", "5.7": "Limits of SQL", "5.8": "Rows read and written", "5.9": "Synchronous KV",
	"6.1": "Pairs and accept", "6.2": "WebSocket", "6.3": "Closing", "6.4": "Sizes and framing", "6.5": "Hibernation", "6.6": "Outbound sockets",
	"7.1": "Who can be called", "7.2": "Names", "7.3": "Results", "7.4": "What can be passed", "7.5": "Lifetimes",
	"7.6": "Plain entrypoints", "7.7": "Service bindings",
	"8.1": "Globals", "8.2": "Globals of older dates", "8.3": "Behaviours and messages",
	"12": "Compatibility flags",
}

// chapters are the sections of the sheet.
var chapters = map[string]string{
	"1": "Modules, entry points and handlers", "2": "Namespaces, ids and stubs", "3": "Lifecycle, concurrency and gates",
	"4": "Key-value storage and alarms", "5": "SQL and synchronous key-value storage", "6": "WebSockets and hibernation", "7": "RPC",
	"8": "Web platform", "9": "Served over HTTP", "10": "Configuration", "12": "Compatibility dates and flags", "12a": "Corrections to the sheet",
}

// title is a section with its subject.
func title(section string) string {
	if chapter, row, ok := strings.Cut(section, "."); ok && chapter == "12a" {
		return section + " Correction " + row
	}
	return strings.TrimSpace(section + " " + subjects[section])
}

// What a generated part of a file stands between.
const (
	tableBegins = "<!-- go generate ./conformance -->\n"
	tableEnds   = "<!-- end -->\n"
)

// Table is the README's table: how many tests each chapter has and how many of them dodev answers wrongly.
func Table(cases []Case, gaps map[string]string) string {
	tests, missed := map[string]int{}, map[string]int{}
	for _, c := range cases {
		for _, e := range c.Exports {
			chapter, _, _ := strings.Cut(e.Section, ".")
			tests[chapter]++
			if _, known := gaps[c.Name+" "+e.Name]; known {
				missed[chapter]++
			}
		}
	}
	var b strings.Builder
	b.WriteString("| subject | cases | answered as the platform does |\n|---|---:|---:|\n")
	all, wrong := 0, 0
	for _, chapter := range slices.SortedFunc(maps.Keys(tests), before) {
		fmt.Fprintf(&b, "| %s | %d | %d |\n", chapters[chapter], tests[chapter], tests[chapter]-missed[chapter])
		all, wrong = all+tests[chapter], wrong+missed[chapter]
	}
	fmt.Fprintf(&b, "| all | %d | %d |\n", all, all-wrong)
	return b.String()
}

// Insert puts a generated part in its place in a text.
func Insert(text, part string) (string, error) {
	head, rest, begins := strings.Cut(text, tableBegins)
	_, tail, ends := strings.Cut(rest, tableEnds)
	if !begins || !ends {
		return "", fmt.Errorf("no lines %q and %q", strings.TrimSpace(tableBegins), strings.TrimSpace(tableEnds))
	}
	return head + tableBegins + part + tableEnds + tail, nil
}

// Inventory is CASES.md: every test by the subsection that it proves.
func Inventory(cases []Case) string {
	type entry struct{ where, proves string }
	sections := make(map[string][]entry)
	total := 0
	for _, c := range cases {
		for _, e := range c.Exports {
			sections[e.Section] = append(sections[e.Section], entry{c.Name + " " + e.Name, e.Proves})
			total++
		}
	}
	order := slices.SortedFunc(maps.Keys(sections), before)
	var b strings.Builder
	fmt.Fprintf(&b, "# Conformance cases\n\nWritten by `go generate ./conformance`. %d tests in %d folders; each passes on the real runtime.\n\n", total, len(cases))
	b.WriteString("| subsection | tests |\n|---|---:|\n")
	for _, section := range order {
		fmt.Fprintf(&b, "| %s | %d |\n", title(section), len(sections[section]))
	}
	for _, section := range order {
		fmt.Fprintf(&b, "\n## %s\n\n| test | proves |\n|---|---|\n", title(section))
		entries := sections[section]
		slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.where, b.where) })
		for _, e := range entries {
			fmt.Fprintf(&b, "| %s | %s |\n", e.where, strings.ReplaceAll(e.proves, "|", `\|`))
		}
	}
	return b.String()
}
