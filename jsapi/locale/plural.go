package locale

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// operands are what plurals go by: the digits of a number as they are written.
// https://www.unicode.org/reports/tr35/tr35-numbers.html#Operands
type operands struct{ whole, fraction string }

var categories = map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}

// match answers a category by rules. Numbers that have no end are of the last one.
func (l *Locale) match(rules *plural.Rules, n operands) string {
	if n.whole == "" {
		return "other"
	}
	whole, fraction := n.whole, n.fraction
	if len(whole) > 15 { // the platform counts in floats, of the last 18 digits
		f, _ := strconv.ParseFloat(whole[max(0, len(whole)-18):], 64)
		whole = strconv.FormatFloat(f, 'f', 0, 64)
	}
	if len(whole) > 12 {
		whole = "1" + whole[len(whole)-11:] // only the end counts, and that it is long
	}
	tail := func(digits string) int {
		n, _ := strconv.Atoi(digits[:min(9, len(digits))])
		return n
	}
	i, _ := strconv.Atoi(whole)
	trimmed := strings.TrimRight(fraction, "0")
	form := categories[rules.MatchPlural(language.Make(l.Name), i, len(fraction), len(trimmed), tail(fraction), tail(trimmed))]
	switch { // which the library's rules are too old for
	case l.Name == "mr" && rules == plural.Cardinal && i == 0:
		return "other"
	case form == "other" && rules == plural.Cardinal && l.millions() && fraction == "" && i != 0 && i%1_000_000 == 0:
		return "many"
	case !slices.Contains(l.Categories(rules == plural.Ordinal), form): // which the locale had once
		return "other"
	}
	return form
}

// millions answers whether the locale has a category of its own for whole millions.
func (l *Locale) millions() bool {
	switch language, _, _ := strings.Cut(l.Name, "-"); language {
	case "ca", "es", "fr", "it", "pt":
		return true
	}
	return false
}

func (l *Locale) cardinal(n operands) string { return l.match(plural.Cardinal, n) }

func (l *Locale) ordinal(n operands) string { return l.match(plural.Ordinal, n) }

// Categories answers the plural categories of a locale.
func (l *Locale) Categories(ordinal bool) []string {
	list := l.list("plurals")
	if ordinal {
		return strings.Fields(list[1])
	}
	return strings.Fields(list[0])
}
