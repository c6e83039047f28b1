package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

const runHelp = `Run a Worker and its Durable Objects, and reload them when a file is saved.

PATH is a script, a folder or a configuration file; without one the current folder is run. The
configuration is wrangler.json, wrangler.jsonc or wrangler.toml, there or in a folder above. Without
one, every exported Durable Object class is bound under its own name, or as --do says.`

const runExamples = `  dodev run
  dodev run src/chat.mjs --do rooms=ChatRoom --do limiters=RateLimiter
  dodev run --port 0 --persist-to /tmp/state --var GREETING:hello`

func newRun(t *terminal) *cobra.Command {
	f := &runFlags{}
	cmd := &cobra.Command{
		Use:     "run [path]",
		Aliases: []string{"dev"},
		Short:   "Run a Worker and its Durable Objects",
		Long:    runHelp,
		Example: runExamples,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError{fmt.Errorf("unexpected argument %q: there is one path to run", args[1])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			notes, err := foreignGiven(cmd.Flags())
			if err == nil {
				err = f.check()
			}
			if err != nil {
				return usageError{err}
			}
			path := ""
			if len(args) == 1 {
				path = args[0]
			}
			options, err := f.emulator(path)
			if err != nil {
				return usageError{err}
			}
			if f.level >= levelWarn {
				for _, note := range notes {
					t.Warn(note)
				}
			}
			options.Host, options.Observer = t.host, newLog(t, f.level)
			return (&session{terminal: t, host: t.host, flags: f, options: options}).run(cmd.Context())
		},
	}
	f.register(cmd)
	return cmd
}
