package compat

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Newest is the latest compatibility date, and the one used when none is given.
const Newest = "2026-11-17"

// always is a date every Worker is past.
const always = "0000-00-00"

// Default is what a Worker gets that names neither a date nor flags.
func Default() Flags { return resolve(Newest, nil) }

// Resolve turns a compatibility date and flags into the behaviours they ask
// for. An empty date means [Newest]. The error, when several things are wrong,
// has a line for each; warnings are complete sentences.
func Resolve(date string, flags []string) (Flags, []string, error) {
	var errs []error
	var warnings []string
	if date == "" {
		date = Newest
	} else if _, err := time.Parse(time.DateOnly, date); err != nil {
		return Flags{}, nil, invalid("Invalid compatibility date: %s", date)
	} else if date > Newest {
		return Flags{}, nil, invalid("Compatibility date %q is in the future and unsupported", date)
	}
	asked := make(map[Flag]bool)
	for i, name := range flags {
		flag, on, ok := lookup(name)
		if !ok {
			errs = append(errs, invalid("No such compatibility flag: %s", name))
			continue
		}
		if slices.Contains(flags[:i], name) {
			errs = append(errs, invalid("Compatibility flag specified multiple times: %s", name))
			continue
		}
		r := table[flag]
		if before, seen := asked[flag]; seen && before != on {
			errs = append(errs, invalid("Compatibility flags are mutually contradictory: %s vs %s", r.enable, r.disable))
			continue
		}
		asked[flag] = on
		switch {
		case !on || r.since == "" || date < r.since:
		case r.since == always:
			warnings = append(warnings, fmt.Sprintf("The compatibility flag %s is the default, so does not need to be specified anymore.", name))
		default:
			warnings = append(warnings, fmt.Sprintf("The compatibility flag %s became the default as of %s so does not need to be specified anymore.", name, r.since))
		}
	}
	if len(errs) > 0 {
		return Flags{}, warnings, errors.Join(errs...)
	}
	return resolve(date, asked), warnings, nil
}

// lookup finds a flag by the name that turns it on or off.
func lookup(name string) (flag Flag, on, ok bool) {
	for i, r := range table {
		switch name {
		case r.enable:
			return Flag(i), true, true
		case r.disable:
			return Flag(i), false, name != ""
		}
	}
	return 0, false, false
}

// resolve applies the date, then what was asked for, then what that implies.
func resolve(date string, asked map[Flag]bool) Flags {
	var f Flags
	for flag := range All {
		on, explicit := asked[flag]
		if r := table[flag]; on || !explicit && r.since != "" && date >= r.since {
			f = f.With(flag)
		}
	}
	// A flag may be implied by one that is itself implied.
	for before := (Flags{}); before != f; {
		before = f
		for flag := range All {
			r := table[flag]
			if _, explicit := asked[flag]; explicit || r.impliedBy == nil || date < r.impliedSince {
				continue
			}
			if slices.ContainsFunc(r.impliedBy, f.Has) {
				f = f.With(flag)
			}
		}
	}
	return f
}

// invalid makes an error in the platform's words, which begin with a capital.
func invalid(format string, args ...any) error { return problem(fmt.Sprintf(format, args...)) }

type problem string

func (p problem) Error() string { return string(p) }
