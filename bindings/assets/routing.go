package assets

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// maxRules bounds the number of rules and the length of each.
const maxRules = 100

// Routing is the paths that go to the Worker first, and those that go to the assets whatever else says.
type Routing struct{ worker, assets globs }

// ParseRouting reads the rules of run_worker_first. An error is in wrangler's words.
func ParseRouting(rules []string) (*Routing, error) {
	switch {
	case len(rules) == 0:
		return nil, errors.New("No `run_worker_first` rules were provided; must provide at least 1 rule.")
	case len(rules) > maxRules:
		return nil, tooMany(rules)
	}
	var worker, assets, invalid []string // the assets' with their exclamation marks
	for _, rule := range rules {
		switch {
		case strings.HasPrefix(rule, "!/"):
			assets = append(assets, rule)
		case strings.HasPrefix(rule, "/"):
			worker = append(worker, rule)
		case strings.HasPrefix(rule, "!"):
			invalid = append(invalid, fmt.Sprintf("'%s': negative rules must start with '!/'", rule))
		default:
			invalid = append(invalid, fmt.Sprintf("'%s': rules must start with '/' or '!/'", rule))
		}
	}
	if len(assets) > 0 && len(worker) == 0 {
		return nil, errors.New("Only negative `run_worker_first` rules were provided; must provide at least 1 non-negative rule")
	}
	invalid = slices.Concat(invalid, checkRules(worker), checkRules(assets))
	if len(invalid) > 0 {
		return nil, errors.New("Invalid routes in `run_worker_first`:\n" + strings.Join(invalid, "\n"))
	}
	r := &Routing{}
	for _, rule := range worker {
		r.worker = append(r.worker, glob(rule))
	}
	for _, rule := range assets {
		r.assets = append(r.assets, glob(rule[1:]))
	}
	return r, nil
}

// tooMany says how many rules there are, and which of them are there twice.
func tooMany(rules []string) error {
	count := map[string]int{}
	var distinct, twice []string
	for _, rule := range rules {
		if count[rule]++; count[rule] == 1 {
			distinct = append(distinct, rule)
		}
	}
	for _, rule := range distinct {
		if count[rule] > 1 {
			twice = append(twice, "- "+fmt.Sprintf("%q", rule))
		}
	}
	const many = "Too many `run_worker_first` rules were provided; %d rules provided%s exceeds max of %d."
	if len(twice) == 0 {
		return fmt.Errorf(many, len(rules), "", maxRules)
	}
	extra, entries := len(rules)-len(distinct), "entries"
	if extra == 1 {
		entries = "entry"
	}
	text := fmt.Sprintf(many, len(rules), fmt.Sprintf(" (%d distinct, %d duplicate %s)", len(distinct), extra, entries), maxRules) +
		" Note: duplicate entries count towards the route limit. Ensure that no duplicate rules are present in your `run_worker_first` configuration." +
		"\n\nThe duplicated rules found are:\n" + strings.Join(twice[:min(len(twice), 5)], "\n")
	switch more := len(twice) - 5; {
	case more == 1:
		text += "\n...and 1 more duplicated rule."
	case more > 1:
		text += fmt.Sprintf("\n...and %d more duplicated rules.", more)
	}
	return errors.New(text)
}

// checkRules answers what is wrong with rules of one kind.
func checkRules(rules []string) (invalid []string) {
	for n, rule := range rules {
		if len(utf16.Encode([]rune(rule))) > maxRules {
			invalid = append(invalid, fmt.Sprintf("'%s': all rules must be less than %d characters in length", rule, maxRules))
		}
		if slices.Contains(rules[:n], rule) {
			invalid = append(invalid, fmt.Sprintf("'%s': rule is a duplicate; rules must be unique", rule))
		}
		start, open := strings.CutSuffix(rule, "*")
		for _, other := range rules {
			if open && other != rule && strings.HasPrefix(other, start) {
				invalid = append(invalid, fmt.Sprintf("'%s': rule '%s' makes it redundant", other, rule))
			}
		}
	}
	return invalid
}
