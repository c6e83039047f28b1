package config

import (
	"slices"
	"strings"

	"github.com/dodev/dodev/compat"
)

// compatibility resolves the date and flags, pointing at the one that is wrong.
func (l *loader) compatibility(c *Config, r *reader) {
	flags := stringsOf(r.flags)
	if l.CompatDate != "" {
		c.CompatibilityDate, r.date = l.CompatDate, nil
	}
	if len(l.CompatFlags) > 0 {
		flags, r.flags = l.CompatFlags, nil
	}
	if r.date != nil && r.date.kind != text {
		return // reported, and the date is not known
	}
	if c.CompatibilityDate == "" {
		c.CompatibilityDate = compat.Newest
		if c.File != "" {
			d := Diagnostic{File: r.src.name, Warning: true}
			d.Message = "No compatibility_date was specified. Using the default compatibility date: " + compat.Newest + "."
			d.Hint = "Pin it, so that a newer dodev behaves the same: compatibility_date = " + quote(compat.Newest)
			r.diags = append(r.diags, d)
		}
	}
	resolved, warnings, err := compat.Resolve(c.CompatibilityDate, flags)
	c.Flags = resolved
	for _, w := range warnings {
		r.aboutFlags(w).Warning = true
	}
	if err == nil {
		return
	}
	for message := range strings.SplitSeq(err.Error(), "\n") {
		d := r.aboutFlags(message)
		switch {
		case strings.HasSuffix(message, "is in the future and unsupported"):
			d.Hint = "The newest date is " + quote(compat.Newest) + "."
		case strings.HasPrefix(message, "Invalid compatibility date"):
			d.Hint = "Write it as YYYY-MM-DD."
		case strings.HasPrefix(message, "No such compatibility flag: "):
			var known []string
			for flag := range compat.All {
				known = append(known, flag.String())
			}
			if best := nearest(strings.TrimPrefix(message, "No such compatibility flag: "), known); best != "" {
				d.Hint = "Did you mean " + quote(best) + "?"
			}
		}
	}
}

// aboutFlags reports a message of package compat at the flag, or date, it names.
func (r *reader) aboutFlags(message string) *Diagnostic {
	at := r.date
	if strings.Contains(message, "compatibility flag") || strings.Contains(message, "Compatibility flag") {
		at = r.flags
		if at != nil {
			longest := -1
			words := strings.Fields(message)
			for _, item := range at.items {
				if slices.Contains(words, item.text) && len(item.text) >= longest {
					at, longest = item, len(item.text)
				}
			}
		}
	}
	if at == nil {
		r.diags = append(r.diags, Diagnostic{Message: message})
		return &r.diags[len(r.diags)-1]
	}
	return r.errorf(at, "%s", message)
}
