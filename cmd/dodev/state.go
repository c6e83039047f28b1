package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/storage/sqlite"
	"github.com/dodev/dodev/storage/wrangler"
)

const stateHelp = `Move what Durable Objects store between dodev and wrangler.

dodev keeps it in .dodev/state beside the configuration, wrangler dev in .wrangler/state. Objects keep their
ids, names, alarms and facets, and what is not moved stays as it is on both sides.`

const importHelp = `Copy the objects that wrangler dev has stored to dodev's state.

PATH is the project: a script, a folder or a configuration file; without one that of the current folder.
Objects of every Worker and class in wrangler's state are copied, unless --class chooses some. Its files stay
as they are. An object that dodev has already is replaced only with --force.`

const importExamples = `  dodev state import
  dodev state import --class Room --class Lobby
  dodev state import --wrangler-state ../old/.wrangler/state --persist-to /tmp/state`

const exportHelp = `Copy the objects that dodev has stored to where wrangler dev finds them.

PATH is the project: a script, a folder or a configuration file; without one that of the current folder.
Objects of every Worker and class in dodev's state are copied, unless --class chooses some. dodev's state stays
as it is. An object that wrangler has already is replaced only with --force. Stop wrangler dev first.`

const exportExamples = `  dodev state export
  dodev state export chat/wrangler.toml --force
  dodev state export --persist-to /tmp/state --wrangler-state /tmp/wrangler`

// stateFlags are the flags of `dodev state`'s commands.
type stateFlags struct {
	config    config.Options
	persistTo string
	wrangler  string
	classes   []string
	force     bool
}

// mover is one of the two directions.
type mover func(wrangler.Options) ([]wrangler.Count, error)

func newState(t *terminal) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "state",
		Short: "Move stored objects from and to wrangler's state",
		Long:  stateHelp,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("there is no command %q: it is import or export", args[0])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		newStateMove(t, &cobra.Command{
			Use: "import [path]", Short: "Copy objects from wrangler's state", Long: importHelp, Example: importExamples,
		}, wrangler.Import),
		newStateMove(t, &cobra.Command{
			Use: "export [path]", Short: "Copy objects to wrangler's state", Long: exportHelp, Example: exportExamples,
		}, wrangler.Export),
	)
	return cmd
}

func newStateMove(t *terminal, cmd *cobra.Command, move mover) *cobra.Command {
	f := &stateFlags{}
	cmd.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 1 {
			return usageError{fmt.Errorf("unexpected argument %q: there is one project", args[1])}
		}
		return nil
	}
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if f.config.Cwd != "" {
			if s, err := os.Stat(f.config.Cwd); err != nil || !s.IsDir() {
				return usageError{fmt.Errorf("--cwd %s: there is no such folder", f.config.Cwd)}
			}
		}
		if len(args) == 1 {
			f.config.Path = args[0]
		}
		return f.run(t, cmd.Name(), move)
	}
	s := cmd.Flags()
	s.SortFlags = false
	s.StringVarP(&f.config.ConfigFile, "config", "c", "", "the configuration `FILE`, instead of the one that is found")
	s.StringVar(&f.config.Cwd, "cwd", "", "the `FOLDER` to run in")
	s.StringVarP(&f.config.Env, "env", "e", "", "the `ENVIRONMENT` of the configuration to use")
	s.StringVar(&f.persistTo, "persist-to", "", "the `FOLDER` of dodev's state (default .dodev/state in the project)")
	s.StringVar(&f.wrangler, "wrangler-state", "", "the `FOLDER` of wrangler's state (default .wrangler/state in the project)")
	s.StringArrayVar(&f.classes, "class", nil, "copy only the objects of this `CLASS`, or of another Worker's as WORKER-CLASS; may be repeated")
	s.BoolVar(&f.force, "force", false, "replace objects that are there already")
	_ = cmd.MarkFlagFilename("config", "toml", "json", "jsonc")
	_ = cmd.MarkFlagDirname("persist-to")
	_ = cmd.MarkFlagDirname("wrangler-state")
	_ = cmd.MarkFlagDirname("cwd")
	return cmd
}

func (f *stateFlags) run(t *terminal, name string, move mover) (err error) {
	ours, theirs := f.path(f.persistTo), f.path(f.wrangler)
	o := wrangler.Options{Replace: f.force}
	// With both folders given there may be no project.
	if ours == "" || theirs == "" || f.config.Path != "" || f.config.ConfigFile != "" || len(f.classes) > 0 {
		c, warnings, err := config.Load(f.config)
		if err != nil {
			return err
		}
		for _, w := range warnings {
			t.Warn(w.String())
		}
		if ours, err = emulator.StateFolder(c, ours); err != nil {
			return err
		}
		if theirs == "" {
			theirs = filepath.Join(c.Dir, ".wrangler", "state")
		}
		for _, class := range f.classes {
			if !strings.Contains(class, "-") { // which no class's name has
				class = c.Name + "-" + class
			}
			o.Namespaces = append(o.Namespaces, class)
		}
	}
	state, err := emulator.OpenState(ours, sqlite.Options{Now: t.host.Now})
	if held := (*bolt.HeldError)(nil); errors.As(err, &held) {
		return inUse(held)
	} else if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, state.Close()) }()
	o.Folder, o.Objects, o.Base = theirs, state.Objects, state.Base
	counts, err := move(o)
	from, to := theirs, ours
	if name == "export" {
		from, to = ours, theirs
	}
	var exists *wrangler.ExistsError
	switch {
	case errors.Is(err, wrangler.ErrNothing):
		return fmt.Errorf("nothing to %s: there are no Durable Objects in %s", name, from)
	case errors.As(err, &exists):
		return fmt.Errorf("nothing was changed in %s: %w\nWith --force the %s replaces what is there.", to, err, name)
	case err != nil:
		return err
	}
	t.Line(fmt.Sprintf("Copied from %s to %s:\n", from, to) + tally(counts))
	return nil
}

// path resolves a path of the command line.
func (f *stateFlags) path(name string) string {
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(f.config.Cwd, name)
}

// inUse says who has the state.
func inUse(held *bolt.HeldError) error {
	who := "another process"
	if held.Pid != 0 {
		who = fmt.Sprintf("process %d", held.Pid)
	}
	if held.Address != "" {
		who += " at " + held.Address
	}
	return fmt.Errorf("state folder %s is in use by %s; stop it first", held.Path, who)
}

// tally lists what was copied, one namespace a line.
func tally(counts []wrangler.Count) string {
	width := 0
	for _, c := range counts {
		width = max(width, utf8.RuneCountInString(c.Namespace))
	}
	var lines []string
	for _, c := range counts {
		what := plural(c.Objects, "object")
		if c.Facets > 0 {
			what += ", " + plural(c.Facets, "facet")
		}
		if c.Alarms > 0 {
			what += ", " + plural(c.Alarms, "alarm")
		}
		lines = append(lines, "  "+pad(c.Namespace, width)+what)
	}
	return strings.Join(lines, "\n")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
