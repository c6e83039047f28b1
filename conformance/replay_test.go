package conformance

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/testrunner"
)

func TestMain(m *testing.M) {
	time.Local = time.FixedZone("Coordinated Universal Time", 0) // as the command does
	m.Run()
}

// replay is a run of all cases on dodev, measured against the list of known gaps.
type replay struct {
	mu     sync.Mutex
	gaps   map[string]string
	used   map[string]bool // gaps that were met
	failed map[string]string
	passed int
}

var rewriteGaps = flag.Bool("gaps", false, "rewrite gaps.txt: without what passes, with what fails and no reason yet but its error")

// verdict judges one answer.
func (r *replay) verdict(t *testing.T, id string, err error) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	reason, known := r.gaps[id]
	if err != nil {
		r.failed[id] = brief(testrunner.Text(err))
	}
	switch {
	case *rewriteGaps:
	case err == nil && known:
		r.used[id] = true
		t.Errorf("%s: a gap that is none any more: take it off gaps.txt (%s)", id, reason)
	case err == nil:
		r.passed++
	case known:
		r.used[id] = true
		t.Logf("%s: known gap: %s", id, reason)
	default:
		t.Errorf("%s: %s", id, testrunner.Text(err))
	}
}

// brief shortens an error to what fits a list.
func brief(text string) string {
	text, _, _ = strings.Cut(text, "\n    at ")
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 150 {
		text = string(runes[:150]) + "..."
	}
	return text
}

// TestReplay runs every case on dodev.
func TestReplay(t *testing.T) {
	cases, err := Cases("cases")
	if err != nil {
		t.Fatal(err)
	}
	gaps, err := Gaps("gaps.txt")
	if err != nil {
		t.Fatal(err)
	}
	r := &replay{gaps: gaps, used: map[string]bool{}, failed: map[string]string{}}
	t.Run("cases", func(t *testing.T) {
		for _, c := range cases {
			t.Run(c.Name, func(t *testing.T) {
				if c.Slow() && testing.Short() {
					t.Skip("waits for the clock")
				}
				t.Parallel()
				if !c.Slow() {
					r.run(t, c)
					return
				}
				synctest.Test(t, func(t *testing.T) { // where nobody waits for the clock
					r.run(t, c)
					time.Sleep(time.Second) // the bundler has timers of its own
				})
			})
		}
	})
	switch {
	case *rewriteGaps:
		if err := WriteGaps("gaps.txt", gaps, r.failed); err != nil {
			t.Fatal(err)
		}
		return
	case testing.Short():
		return
	}
	for id := range gaps {
		if !r.used[id] && !filtered() {
			t.Errorf("gaps.txt: %s: there is no such case, or all of it passes", id)
		}
	}
	t.Logf("%d passed, %d known gaps", r.passed, len(gaps))
}

// filtered says that only some of the cases were asked for.
func filtered() bool {
	return strings.Contains(flag.Lookup("test.run").Value.String(), "/")
}

func (r *replay) run(t *testing.T, c Case) {
	var printed strings.Builder
	var mu sync.Mutex
	o, err := options(c, t.TempDir(), &observe.Observer{OnConsole: func(line observe.Console) {
		if line.Level <= observe.Info { // the others go to standard error
			mu.Lock()
			defer mu.Unlock()
			printed.WriteString(line.Text + "\n")
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	results := map[string]error{}
	ctx, cancel := context.WithTimeoutCause(t.Context(), patience(c), errors.New("it does not end"))
	defer cancel()
	_, failed := testrunner.Run(ctx, o, func(result testrunner.Result) { results[result.Name] = result.Err })
	for _, e := range c.Exports {
		err, ran := results[e.Name]
		if !ran {
			err = errors.Join(errors.New("it did not run"), failed)
		}
		r.verdict(t, c.Name+" "+e.Name, err)
	}
	want, err := os.ReadFile(c.Want)
	if os.IsNotExist(err) && printed.Len() == 0 {
		return
	}
	err = nil
	if got := printed.String(); got != string(want) {
		err = errors.New("printed\n" + got + "want\n" + string(want))
	}
	r.verdict(t, c.Name+" want.txt", err)
}

// patience is how long all exports of a case may take: with the race detector, on a machine that is busy elsewhere.
func patience(c Case) time.Duration {
	if c.Slow() {
		return 5 * time.Minute
	}
	return 3 * time.Minute
}

// options are how a case is run: on a state of its own that nothing has to survive.
func options(c Case, scratch string, observer *observe.Observer) (emulator.Options, error) {
	configs, err := c.Configs(scratch)
	o := emulator.Options{
		PersistTo: filepath.Join(scratch, "state"), Relaxed: true, ExposeGC: true, Host: host.System(), Observer: observer,
	}
	for n, file := range configs {
		one := config.Options{ConfigFile: file, Cwd: c.Dir, Environ: []string{}, NoBundle: true}
		if n == 0 {
			o.Config = one
			continue
		}
		o.Auxiliary = append(o.Auxiliary, one)
	}
	return o, err
}

func TestGaps(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gaps.txt")
	for text, want := range map[string]string{
		"# why\n\na/b x: because\n": "because",
		"a/b x\n":                   "",
		"a/b x: y\na/b x: z\n":      "",
		"x: y\n":                    "",
	} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		gaps, err := Gaps(file)
		if gaps["a/b x"] != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %v, %v", text, gaps, err)
		}
	}
}
