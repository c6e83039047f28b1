package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/limits"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/testrunner"
)

const testHelp = `Run the test handlers of a Worker, as the real runtime's own test command does.

Every export of the main module with a method test(controller, env, ctx) is a case: "default" first, then
the others by name. A case fails when its handler throws or rejects, or when its request would be cancelled.
All run in one isolate with one set of objects. What a Worker prints goes to standard error.

The first --config is the Worker under test; the others are bound to it by name. PATH is its script, if it
is not the one that the configuration names.`

const testExamples = `  dodev test
  dodev test --reporter=json --config wrangler.json --persist-to /tmp/state src/tests.js`

// errCases is the end of a run in which a case failed, of which the report has told.
var errCases = errors.New("tests failed")

// turnLimit is when a case fails that does not yield. Whatever ends at all has ended long before.
const turnLimit = time.Minute

// testFlags are the flags of `dodev test`.
type testFlags struct {
	config    config.Options
	configs   []string
	persistTo string
	reporter  string
	exposeGC  bool
	cpuLimit  time.Duration
	limits    string
}

func newTest(t *terminal) *cobra.Command {
	f := &testFlags{}
	cmd := &cobra.Command{
		Use:     "test [path]",
		Short:   "Run a Worker's test handlers",
		Long:    testHelp,
		Example: testExamples,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError{fmt.Errorf("unexpected argument %q: there is one script to test", args[1])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return usageError{err}
			}
			if len(args) == 1 {
				f.config.Path = args[0]
			}
			return f.run(cmd.Context(), t)
		},
	}
	s := cmd.Flags()
	s.SortFlags = false
	s.StringArrayVarP(&f.configs, "config", "c", nil, "the configuration `FILE` of the Worker under test; repeated, of Workers bound to it")
	s.StringVar(&f.config.Cwd, "cwd", "", "the `FOLDER` to run in")
	s.StringVarP(&f.config.Env, "env", "e", "", "the `ENVIRONMENT` of the configuration to use")
	s.StringVar(&f.config.CompatDate, "compatibility-date", "", "the `DATE` to behave as of")
	s.StringSliceVar(&f.config.CompatFlags, "compatibility-flags", nil, "compatibility `FLAGS`, instead of the configuration's")
	s.StringVar(&f.persistTo, "persist-to", "", "the `FOLDER` for what objects store (default one that is removed afterwards)")
	s.StringVar(&f.reporter, "reporter", "", "how to report: `json` is one line a case on standard output (default for people)")
	s.StringVar(&f.limits, "limits", "local", "whose limits to enforce: those of the `local` runtime or of production")
	s.DurationVar(&f.cpuLimit, "cpu-limit", turnLimit, "fail a case whose script does not yield for this `DURATION`; 0 waits for ever")
	s.BoolVar(&f.exposeGC, "expose-gc", false, "define the global function gc()")
	_ = cmd.MarkFlagFilename("config", "toml", "json", "jsonc")
	_ = cmd.MarkFlagDirname("persist-to")
	_ = cmd.RegisterFlagCompletionFunc("reporter", cobra.FixedCompletions([]string{"json"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// check finds what is wrong with the command line alone.
func (f *testFlags) check() error {
	if f.reporter != "" && f.reporter != "json" {
		return fmt.Errorf("--reporter %s: it is json, or left out for a report for people", f.reporter)
	}
	if f.cpuLimit < 0 {
		return fmt.Errorf("--cpu-limit %s: it cannot be less than nothing", f.cpuLimit)
	}
	if f.limits != "local" && f.limits != "production" {
		return fmt.Errorf("--limits %s: it is either local or production", f.limits)
	}
	if len(f.configs) > 0 {
		f.config.ConfigFile = f.configs[0]
	}
	if f.config.Cwd != "" {
		if s, err := os.Stat(f.config.Cwd); err != nil || !s.IsDir() {
			return fmt.Errorf("--cwd %s: there is no such folder", f.config.Cwd)
		}
	}
	return nil
}

func (f *testFlags) run(ctx context.Context, t *terminal) (err error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	t.Patient()
	o := emulator.Options{
		Config: f.config, PersistTo: f.persistTo, ExposeGC: f.exposeGC,
		Host: t.host, Observer: newTestLog(t), TurnLimit: f.cpuLimit,
	}
	if f.limits == "production" {
		o.Limits = limits.Production()
	}
	for n, file := range f.configs {
		if n > 0 { // the rest of the command line is about the first
			o.Auxiliary = append(o.Auxiliary, config.Options{ConfigFile: file, Env: f.config.Env, Cwd: f.config.Cwd})
		}
	}
	switch {
	case f.persistTo == "":
		if o.PersistTo, err = os.MkdirTemp("", "dodev-test-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(o.PersistTo)) }()
	case !filepath.IsAbs(f.persistTo):
		o.PersistTo = filepath.Join(f.config.Cwd, f.persistTo)
	}
	r := reporter(peopleReporter{t})
	if f.reporter == "json" {
		r = jsonReporter{t.Out()}
	}
	sum, err := testrunner.Run(ctx, o, r.Report)
	if err != nil {
		if ctx.Err() != nil {
			return context.Canceled
		}
		return err
	}
	r.Close(sum)
	if sum.Failed > 0 {
		return errCases
	}
	return nil
}

// newTestLog answers an observer that prints what Workers print, and only that, on standard error.
func newTestLog(t *terminal) *observe.Observer {
	return &observe.Observer{
		OnConsole:  func(c observe.Console) { t.print(&t.stderr, c.Text+"\n") },
		OnUncaught: func(u observe.Uncaught) { t.print(&t.stderr, "Uncaught "+uncaught(u)+"\n") },
		OnNotice: func(n observe.Notice) {
			if n.Warning {
				t.Warn(n.Text)
			}
		},
	}
}

// reporter tells of a run.
type reporter interface {
	Report(testrunner.Result)
	Close(testrunner.Summary)
}

// jsonReporter writes one line a case.
type jsonReporter struct{ to io.Writer }

// Report writes the line.
func (j jsonReporter) Report(r testrunner.Result) {
	line := struct {
		Name   string `json:"name"`
		Status string `json:"status"`
		Error  string `json:"error,omitempty"`
	}{Name: r.Name, Status: "pass"}
	if r.Err != nil {
		line.Status, line.Error = "fail", testrunner.Text(r.Err)
	}
	e := json.NewEncoder(j.to)
	e.SetEscapeHTML(false)
	_ = e.Encode(line)
}

// Close adds nothing: the lines say it all.
func (jsonReporter) Close(testrunner.Summary) {}

// peopleReporter writes for people.
type peopleReporter struct{ t *terminal }

// Report writes a line, and beneath it why a case failed.
func (p peopleReporter) Report(r testrunner.Result) {
	s := &p.t.stdout
	took := s.paint(dim, fmt.Sprintf("(%dms)", r.Took.Round(time.Millisecond).Milliseconds()))
	if r.Err == nil {
		p.t.Line(s.paint(green, "✔") + " " + r.Name + " " + took)
		return
	}
	text := strings.ReplaceAll(strings.TrimRight(testrunner.Text(r.Err), "\n"), "\n", "\n    ")
	p.t.Line(s.paint(red, "✘") + " " + r.Name + " " + took + "\n    " + text)
}

// Close writes how many passed and failed.
func (p peopleReporter) Close(sum testrunner.Summary) {
	s := &p.t.stdout
	switch {
	case sum.Failed > 0:
		p.t.Line("\n" + s.paint(red, fmt.Sprintf("%d failed", sum.Failed)) + fmt.Sprintf(", %d passed", sum.Passed))
	case sum.Passed == 0:
		p.t.Line("No test: an export of the main module with a method test(controller, env, ctx) would be one")
	default:
		p.t.Line("\n" + s.paint(green, fmt.Sprintf("%d passed", sum.Passed)))
	}
}
