package node

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/dodev/dodev/compat"
)

// surface walks the modules that are named as it is itself on the real runtime, and answers a line for each export and
// for each member of an exported class or table.
const surface = `
	const kind = (v) => typeof v === "function" ? (/^class\b/.test(Function.prototype.toString.call(v)) ? "class/" : "fn/") + v.length
		: v === null ? "null" : Array.isArray(v) ? "array" : typeof v;
	const lines = [];
	const members = (prefix, o, skip) => {
		for (const key of Reflect.ownKeys(o)) {
			if (typeof key === "symbol" || skip.includes(key)) continue;
			const d = Object.getOwnPropertyDescriptor(o, key);
			lines.push(prefix + key + " " + (d.get || d.set ? (d.get ? "get" : "") + (d.set ? "set" : "") : kind(d.value)));
		}
	};
	for (const name of names.split(" ")) {
		const m = require(name);
		for (const key of Object.keys(m)) {
			const v = m[key], line = name + " " + key;
			if (key === "default" && typeof v === "object") continue;
			lines.push(line + " " + kind(v));
			if (key === "default") continue;
			if (typeof v === "function") {
				if (v.prototype) members(line + "#", v.prototype, ["constructor"]);
				members(line + ".", v, ["length", "name", "prototype", "arguments", "caller"]);
			} else if (v !== null && kind(v) === "object") members(line + ".", v, []);
		}
	}
	return lines.join("\n");`

// TestSurface compares what all modules export with testdata/surface.txt, what the real runtime's do. What differs is
// in testdata/differences.txt: the beginning of a line, then " # " and why.
func TestSurface(t *testing.T) {
	var names []string
	for name := range exports() {
		if strings.HasPrefix(name, "node:") && name != "node:constants" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	want := lines(t, "testdata/surface.txt")
	got := strings.Split(newRealm(t).run(`const names = "`+strings.Join(names, " ")+`";`+surface), "\n")
	reasons := map[string]bool{}
	for _, line := range lines(t, "testdata/differences.txt") {
		start, _, ok := strings.Cut(line, " # ")
		if !ok {
			t.Errorf("differences.txt: %q gives no reason", line)
		}
		reasons[start] = false
	}
	differ := func(sign, line string) {
		known := false
		for start := range reasons {
			if strings.HasPrefix(line, start) {
				reasons[start], known = true, true
			}
		}
		if !known {
			t.Errorf("%s%s", sign, line)
		}
	}
	count := 0
	for sign, pair := range map[string][2][]string{"-": {want, got}, "+": {got, want}} {
		have := map[string]bool{}
		for _, line := range pair[1] {
			have[line] = true
		}
		for _, line := range pair[0] {
			if !have[line] {
				count++
				differ(sign, line)
			}
		}
	}
	for start, met := range reasons {
		if !met {
			t.Errorf("differences.txt: nothing differs that begins with %q", start)
		}
	}
	t.Logf("%d lines, %d differ", len(want), count)
}

func lines(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// TestModulesByFlag compares which modules there are at some dates with what the real runtime imports.
func TestModulesByFlag(t *testing.T) {
	for _, c := range []struct {
		date, flag string
		absent     string
	}{
		{"2021-11-08", "nodejs_compat", "_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server _stream_wrap child_process cluster console dgram domain fs http http2 https inspector inspector/promises os perf_hooks punycode readline readline/promises repl sqlite sys trace_events tty v8 vm wasi worker_threads"},
		{"2024-10-01", "nodejs_compat", "_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server _stream_wrap child_process cluster console dgram domain fs http http2 https inspector inspector/promises os perf_hooks punycode readline readline/promises repl sqlite trace_events tty v8 vm wasi worker_threads"},
		{"2026-08-03", "nodejs_compat", ""},
		{"2026-11-17", "disable_nodejs_fs_module", "fs"},
	} {
		flags, _, err := compat.Resolve(c.date, []string{c.flag})
		if err != nil {
			t.Fatal(err)
		}
		var absent []string
		modules := Modules(flags)
		for name := range exports() {
			if modules[name] == nil {
				absent = append(absent, strings.TrimPrefix(name, "node:"))
			}
		}
		slices.Sort(absent)
		if got := strings.Join(absent, " "); got != c.absent {
			t.Errorf("%s with %s: no %s\nwant none of %s", c.date, c.flag, got, c.absent)
		}
	}
}
