package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/limits"
	"github.com/dodev/dodev/server"
)

// runFlags are the flags of `dodev run`: those of `wrangler dev` under their own names, then ours.
type runFlags struct {
	config  config.Options
	configs []string

	ip, protocol, keyPath, certPath  string
	host, upstream, upstreamProtocol string
	port                             int
	routes                           []string
	liveReload, testScheduled        bool
	interactive                      bool
	level                            level
	persistTo                        string

	objects     []string
	durability  string
	isolate     string
	limits      string
	cpuLimit    time.Duration
	keepSockets bool
	crons       bool
	given       *pflag.FlagSet
}

func (f *runFlags) register(cmd *cobra.Command) {
	s := cmd.Flags()
	f.given, f.level = s, levelLog
	s.SortFlags = false
	s.StringArrayVarP(&f.configs, "config", "c", nil, "the configuration `FILE`, instead of the one that is found; repeated, those of further Workers beside it")
	s.StringVar(&f.config.Cwd, "cwd", "", "the `FOLDER` to run in")
	s.StringVarP(&f.config.Env, "env", "e", "", "the `ENVIRONMENT` of the configuration to use")
	s.StringArrayVar(&f.config.EnvFiles, "env-file", nil, "a `FILE` of variables, instead of .dev.vars and .env; may be repeated")
	s.StringVar(&f.config.Name, "name", "", "the Worker's `NAME`")
	s.StringVar(&f.config.CompatDate, "compatibility-date", "", "the `DATE` to behave as of")
	s.StringSliceVar(&f.config.CompatFlags, "compatibility-flags", nil, "compatibility `FLAGS`, instead of the configuration's")
	s.StringArrayVar(&f.config.Vars, "var", nil, "a variable, as `NAME:VALUE`; may be repeated")
	s.StringArrayVar(&f.config.Defines, "define", nil, "a global to replace in the source, as `NAME:SOURCE`; may be repeated")
	s.StringArrayVar(&f.config.Aliases, "alias", nil, "a module to replace by another, as `MODULE:OTHER`; may be repeated")
	s.StringVar(&f.config.JSX.Factory, "jsx-factory", "", "the `FUNCTION` that makes JSX elements")
	s.StringVar(&f.config.JSX.Fragment, "jsx-fragment", "", "the `FUNCTION` that makes JSX fragments")
	s.StringVar(&f.config.TSConfig, "tsconfig", "", "the tsconfig.json `FILE`")
	s.StringVar(&f.config.Assets, "assets", "", "the `FOLDER` of static assets, instead of the configuration's")
	s.BoolVar(&f.config.Minify, "minify", false, "minify the script")
	s.BoolVar(&f.config.NoBundle, "no-bundle", false, "use the sources as they are")
	s.StringVar(&f.ip, "ip", "", "the `ADDRESS` to listen on (default localhost)")
	s.IntVar(&f.port, "port", 0, "the `PORT` to listen on, 0 for any (default 8787, or the next that is free)")
	s.StringVar(&f.protocol, "local-protocol", "", "the `PROTOCOL` of the address in the output, http or https; both are answered (default http)")
	s.StringVar(&f.keyPath, "https-key-path", "", "the `FILE` of the https certificate's key")
	s.StringVar(&f.certPath, "https-cert-path", "", "the `FILE` of the https certificate")
	s.StringVar(&f.host, "host", "", "the `HOST` that the Worker sees in request.url")
	s.StringVar(&f.upstream, "local-upstream", "", "the same as --host, with a `HOST`")
	s.StringVar(&f.upstreamProtocol, "upstream-protocol", "", "the `PROTOCOL` that the Worker sees with --host, http or https (default http)")
	s.StringArrayVar(&f.routes, "routes", nil, "a further `HOST` from which /cdn-cgi/ may be used; may be repeated")
	s.StringVar(&f.persistTo, "persist-to", "", "the `FOLDER` for what objects store (default .dodev/state in the project)")
	s.BoolVar(&f.liveReload, "live-reload", false, "reload pages in the browser when the code changes")
	s.BoolVar(&f.testScheduled, "test-scheduled", false, "run the scheduled handler at /__scheduled")
	s.Var(&f.level, "log-level", "how much to print: none, error, warn, info, log, debug")
	s.BoolVar(&f.interactive, "show-interactive-dev-session", true, "take keys when run in a terminal")

	s.StringArrayVar(&f.objects, "do", nil, "bind a Durable Object class without a configuration, as `NAME=CLASS`; may be repeated")
	s.StringVar(&f.durability, "durability", "strict", "whether messages wait until what was written before them is on disk: strict or `relaxed`")
	s.StringVar(&f.isolate, "isolate", "worker", "what has globals of its own: the worker or each `object`")
	s.StringVar(&f.limits, "limits", "local", "whose limits to enforce: those of the `local` runtime or of production")
	s.DurationVar(&f.cpuLimit, "cpu-limit", 0, "stop script that does not yield for this `DURATION` (default no limit)")
	s.BoolVar(&f.keepSockets, "keep-sockets", false, "keep hibernatable WebSockets open when the code changes")
	s.BoolVar(&f.crons, "crons", false, "run cron triggers by the clock, as the platform does")
	foreign(s)

	s.SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		switch name {
		case "compatibility-flag":
			name = "compatibility-flags"
		case "route":
			name = "routes"
		}
		return pflag.NormalizedName(name)
	})
	for name, values := range map[string][]string{
		"log-level": levelNames, "durability": {"strict", "relaxed"}, "isolate": {"worker", "object"},
		"limits": {"local", "production"}, "local-protocol": {"http", "https"}, "upstream-protocol": {"http", "https"},
	} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	_ = cmd.MarkFlagFilename("config", "toml", "json", "jsonc")
	_ = cmd.MarkFlagDirname("persist-to")
	_ = cmd.MarkFlagDirname("assets")
	_ = cmd.MarkFlagDirname("cwd")
}

// check finds what is wrong with the command line alone.
func (f *runFlags) check() error {
	if len(f.configs) > 0 {
		f.config.ConfigFile = f.configs[0]
	}
	for _, c := range []struct{ flag, value, one, other string }{
		{"durability", f.durability, "strict", "relaxed"},
		{"isolate", f.isolate, "worker", "object"},
		{"limits", f.limits, "local", "production"},
		{"local-protocol", f.protocol, "http", "https"},
		{"upstream-protocol", f.upstreamProtocol, "http", "https"},
	} {
		if c.value != c.one && c.value != c.other && (c.value != "" || f.given.Changed(c.flag)) {
			return fmt.Errorf("--%s %s: it is either %s or %s", c.flag, c.value, c.one, c.other)
		}
	}
	if f.port < 0 || f.port > 65535 {
		return fmt.Errorf("--port %d: ports go from 0, for any free one, to 65535", f.port)
	}
	if f.ip != "" && f.ip != "*" && f.ip != "localhost" && net.ParseIP(strings.Trim(f.ip, "[]")) == nil {
		return fmt.Errorf("--ip %s: it is an address such as 127.0.0.1, or 0.0.0.0 for all of them", f.ip)
	}
	if f.cpuLimit < 0 {
		return fmt.Errorf("--cpu-limit %s: it cannot be less than nothing", f.cpuLimit)
	}
	_, err := f.bound()
	return err
}

// bound reads --do.
func (f *runFlags) bound() (map[string]string, error) {
	objects := make(map[string]string, len(f.objects))
	for _, pair := range f.objects {
		name, class, ok := strings.Cut(pair, "=")
		if !ok || name == "" || class == "" {
			return nil, fmt.Errorf("--do %s: it is a binding and a class, such as --do ROOMS=ChatRoom", pair)
		}
		if other, twice := objects[name]; twice {
			return nil, fmt.Errorf("--do %s: %s is bound to %s already", pair, name, other)
		}
		objects[name] = class
	}
	return objects, nil
}

// emulator answers the options for starting a project.
func (f *runFlags) emulator(path string) (emulator.Options, error) {
	if f.config.Cwd != "" {
		if s, err := os.Stat(f.config.Cwd); err != nil || !s.IsDir() {
			return emulator.Options{}, fmt.Errorf("--cwd %s: there is no such folder", f.config.Cwd)
		}
	}
	objects, err := f.bound()
	o := emulator.Options{
		Config: f.config, Objects: objects, PersistTo: f.persistTo,
		Relaxed: f.durability == "relaxed", IsolatePerObject: f.isolate == "object",
		KeepSockets: f.keepSockets, TurnLimit: f.cpuLimit, Crons: f.crons,
	}
	if f.limits == "production" {
		o.Limits = limits.Production()
	}
	o.Config.Path = path
	for n, file := range f.configs {
		if n > 0 { // the rest of the command line is about the first
			o.Auxiliary = append(o.Auxiliary, config.Options{ConfigFile: file, Env: f.config.Env, Cwd: f.config.Cwd})
		}
	}
	if f.persistTo != "" && !filepath.IsAbs(f.persistTo) {
		o.PersistTo = filepath.Join(f.config.Cwd, f.persistTo)
	}
	return o, err
}

// server answers the options for listening: the command line's, then the configuration's.
func (f *runFlags) server(c config.Dev) server.Options {
	o := server.Options{
		Addr: first(f.ip, c.IP), Protocol: first(f.protocol, c.LocalProtocol), Routes: f.routes,
		KeyPath: f.path(f.keyPath), CertPath: f.path(f.certPath), TestScheduled: f.testScheduled,
		Port: f.port, PortAsked: f.given.Changed("port"),
	}
	if !o.PortAsked && c.Port != nil {
		o.Port = *c.Port
		o.PortAsked = o.Port == 0 // a busy one gives way, as the default does
	}
	if name := first(f.upstream, f.host, c.Host); name != "" {
		o.Origin = first(f.upstreamProtocol, c.UpstreamProtocol, "http") + "://" + name
	}
	if dir, err := os.UserCacheDir(); err == nil {
		o.CacheDir = filepath.Join(dir, "dodev")
	}
	return o
}

// path resolves a path of the command line.
func (f *runFlags) path(name string) string {
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(f.config.Cwd, name)
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
