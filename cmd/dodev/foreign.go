package main

import (
	"fmt"

	"github.com/spf13/pflag"
)

// foreignFlag is a flag of `wrangler dev` that has no meaning here.
type foreignFlag struct {
	name, short string
	takesValue  bool
	refused     bool   // it asks for what cannot be had
	why         string // to be read after the flag's name
}

var foreignFlags = []foreignFlag{
	{name: "remote", short: "r", refused: true, why: "runs code on Cloudflare's network; dodev runs it only on this machine"},
	{name: "tunnel", refused: true, why: "publishes the server on the internet; dodev makes no connections of its own"},
	{name: "tunnel-name", takesValue: true, refused: true, why: "publishes the server on the internet; dodev makes no connections of its own"},
	{name: "site", takesValue: true, refused: true, why: "serves a Workers Site, which dodev does not support; import the files, or serve them from another port"},
	{name: "site-include", takesValue: true, refused: true, why: "belongs to Workers Sites, which dodev does not support"},
	{name: "site-exclude", takesValue: true, refused: true, why: "belongs to Workers Sites, which dodev does not support"},
	{name: "enable-containers", refused: true, why: "starts containers, which dodev does not support"},
	{name: "node-compat", refused: true, why: "was replaced by the compatibility flag nodejs_compat"},
	{name: "local", short: "l", why: "changes nothing: dodev always runs locally"},
	{name: "latest", why: "changes nothing: without a compatibility date the newest one is used"},
	{name: "inspector-port", takesValue: true, why: "changes nothing: there is no inspector"},
	{name: "inspector-ip", takesValue: true, why: "changes nothing: there is no inspector"},
	{name: "infer-origin-from-routes", why: "changes nothing: name the host with --host"},
	{name: "types", why: "changes nothing: dodev does not generate types"},
	{name: "bundle", why: "changes nothing: sources are bundled unless --no-bundle is given"},
}

// foreign adds the flags without showing them.
func foreign(s *pflag.FlagSet) {
	for _, f := range foreignFlags {
		if f.takesValue {
			s.StringArrayP(f.name, f.short, nil, f.why)
		} else {
			s.BoolP(f.name, f.short, false, f.why)
		}
		s.Lookup(f.name).Hidden = true
	}
}

// foreignGiven answers what to say about the flags that were given, or an error if one of them is refused.
func foreignGiven(s *pflag.FlagSet) (notes []string, err error) {
	for _, f := range foreignFlags {
		flag := s.Lookup(f.name)
		if !flag.Changed || flag.Value.String() == "false" {
			continue
		}
		if f.refused {
			return nil, fmt.Errorf("--%s %s", f.name, f.why)
		}
		notes = append(notes, fmt.Sprintf("--%s %s.", f.name, f.why))
	}
	return notes, nil
}
