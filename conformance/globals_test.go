package conformance

import (
	"cmp"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/testrunner"
)

// TestGlobals compares every global and member, its kind, length and place with the real runtime's. What differs
// stands in globals/gaps.txt: date and name, then why; at most one in fifty may.
// "go test ./conformance -run TestGlobals -gaps" rewrites that list and keeps the reasons.
func TestGlobals(t *testing.T) {
	cases, err := Globals(".", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	gaps, err := Gaps("globals/gaps.txt")
	if err != nil {
		t.Fatal(err)
	}
	var total int
	failed := map[string]string{}
	for _, c := range cases {
		date := strings.TrimPrefix(c.Name, "globals/")
		want, err := os.ReadFile(c.Want)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := Surface(string(want))
		if err != nil {
			t.Fatal(err)
		}
		ours, err := Surface(printed(t, c))
		if err != nil {
			t.Fatal(err)
		}
		total += len(theirs)
		for name, is := range theirs {
			if ours[name] != is {
				failed[date+" "+name] = "is " + cmp.Or(ours[name], "missing") + ", not " + is
			}
		}
		for name, is := range ours {
			if theirs[name] == "" {
				failed[date+" "+name] = "is " + is + ", not missing"
			}
		}
	}
	if *rewriteGaps {
		if err := WriteGaps("globals/gaps.txt", gaps, failed); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, id := range slices.Sorted(maps.Keys(failed)) {
		if gaps[id] == "" {
			t.Errorf("%s %s", id, failed[id])
		}
	}
	for id, reason := range gaps {
		if failed[id] == "" {
			t.Errorf("%s is no different any more: take it off globals/gaps.txt (%s)", id, reason)
		}
	}
	if len(failed)*50 > total {
		t.Errorf("%d of %d differ", len(failed), total)
	}
}

// printed answers what a case prints on dodev.
func printed(t *testing.T, c Case) string {
	t.Helper()
	var text strings.Builder
	var mu sync.Mutex
	o, err := options(c, t.TempDir(), &observe.Observer{OnConsole: func(line observe.Console) {
		mu.Lock()
		defer mu.Unlock()
		text.WriteString(line.Text + "\n")
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := testrunner.Run(t.Context(), o, func(r testrunner.Result) {
		if r.Err != nil {
			t.Error(testrunner.Text(r.Err))
		}
	}); err != nil {
		t.Fatal(err)
	}
	return text.String()
}
