package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The exit statuses.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

const rootHelp = `dodev runs Cloudflare Workers and Durable Objects locally.

Exit status:
  0    it did what was asked, or was stopped with Ctrl-C
  1    the project cannot be run, or a test failed
  2    the command line is wrong
  130  it was interrupted before it was ready, or a second time while it stopped`

// usageError is a command line that makes no sense.
type usageError struct{ error }

// Unwrap answers what is wrong with it.
func (u usageError) Unwrap() error { return u.error }

// execute runs a command line and answers the exit status.
func execute(t *terminal, args []string) int {
	root := newRoot(t)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(context.Background())
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.Is(err, errCases):
		return exitFailed
	case errors.As(err, &usage):
		t.Errorf("%v\nRun '%s --help' to see what it takes.", err, cmd.CommandPath())
		return exitUsage
	}
	t.Fail(err)
	return exitFailed
}

func newRoot(t *terminal) *cobra.Command {
	root := &cobra.Command{
		Use:           "dodev",
		Short:         "Run Cloudflare Workers and Durable Objects locally",
		Long:          rootHelp,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("there is no command %q; to run a project: dodev run %s", args[0], args[0])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetOut(t.Out())
	root.SetErr(t.Err())
	root.SetVersionTemplate("dodev {{.Version}}\n")
	root.Flags().BoolP("version", "v", false, "print the version")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{readable(err)} })
	root.AddCommand(newRun(t), newTest(t), newState(t), newVersion(t))
	return root
}

// readable says what is wrong with a flag's value without the names of Go functions.
func readable(err error) error {
	var invalid *pflag.InvalidValueError
	if !errors.As(err, &invalid) {
		return err
	}
	cause := invalid.Unwrap()
	if number := (*strconv.NumError)(nil); errors.As(cause, &number) {
		cause = errors.New("it is not a number")
		if invalid.GetFlag().Value.Type() == "bool" {
			cause = errors.New("it is either true or false")
		}
	}
	return fmt.Errorf("--%s %s: %w", invalid.GetFlag().Name, invalid.GetValue(), cause)
}

func newVersion(t *terminal) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArguments,
		Run: func(*cobra.Command, []string) {
			t.Linef("dodev %s (%s, %s/%s)", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		},
	}
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unexpected argument %q", args[0])}
	}
	return nil
}

// version is the module's, or the commit that it was built from.
func version() string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := build.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range build.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel " + s.Value[:12]
		}
	}
	return "devel"
}
