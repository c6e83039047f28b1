package conformance

import (
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite CASES.md and the README's table")

// TestInventory fails when CASES.md or the README do not say what is there.
func TestInventory(t *testing.T) {
	cases, err := Cases("cases")
	if err != nil {
		t.Fatal(err)
	}
	gaps, err := Gaps("gaps.txt")
	if err != nil {
		t.Fatal(err)
	}
	generated(t, "CASES.md", func(string) (string, error) { return Inventory(cases), nil })
	generated(t, "../README.md", func(text string) (string, error) { return Insert(text, Table(cases, gaps)) })
}

// generated compares a file with what would be written.
func generated(t *testing.T, file string, write func(text string) (string, error)) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(b), "\r\n", "\n")
	want, err := write(text)
	switch {
	case err != nil:
		t.Fatalf("%s: %v", file, err)
	case text == want:
	case *update:
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is stale: run go generate ./conformance", file)
	}
}

// TestShare holds what the project promises: hundreds of cases, and hardly any known to fail.
func TestShare(t *testing.T) {
	cases, err := Cases("cases")
	if err != nil {
		t.Fatal(err)
	}
	gaps, err := Gaps("gaps.txt")
	if err != nil {
		t.Fatal(err)
	}
	tests := 0
	for _, c := range cases {
		tests += len(c.Exports)
	}
	if tests < 300 || 100*len(gaps) > 3*tests {
		t.Errorf("%d cases and %d gaps, want at least 300 and at most 3 %% of them", tests, len(gaps))
	}
}

func TestExports(t *testing.T) {
	for _, tt := range []struct {
		name, source string
		want         []Export
		fails        string
	}{
		{
			name: "object, default and entrypoint",
			source: "// 4.1: one\nexport const a = {\n\tasync test() {},\n};\n// 12a.2: two\nexport default {\n\ttest() {},\n};\n" +
				"// 7: three\nexport class C extends WorkerEntrypoint {\n\ttest() {}\n}\n",
			want: []Export{{"a", "4.1", "one"}, {"default", "12a.2", "two"}, {"C", "7", "three"}},
		},
		{
			name:   "an object's method test is none",
			source: "export class D extends DurableObject {\n\ttest() {}\n}\n// 1.2: x\nexport const x = { async test() {} };\nexport const y = { fetch() {} };\n",
			want:   []Export{{"x", "1.2", "x"}},
		},
		{
			name:   "made by a function",
			source: "const inside = (body) => ({ test: body });\n// 4.4: x\nexport const x = inside(async () => {\n});\nexport const y = inside;\n",
			want:   []Export{{"x", "4.4", "x"}},
		},
		{name: "without its line", source: "\nexport const a = { test() {} };\n", fails: "line 2: above the test a"},
		{name: "none", source: "export const a = {};\n", fails: "no export with a test method"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := exports(tt.source)
			if tt.fails != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fails) {
					t.Fatalf("got %v, want an error with %q", err, tt.fails)
				}
				return
			}
			if err != nil || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %v, %v, want %v", got, err, tt.want)
			}
		})
	}
}

func TestBefore(t *testing.T) {
	got := []string{"12a.10", "2.6", "12a.9", "12", "10.1", "2.10", "2"}
	slices.SortFunc(got, before)
	if want := []string{"2", "2.6", "2.10", "10.1", "12", "12a.9", "12a.10"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
