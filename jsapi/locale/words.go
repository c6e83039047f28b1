package locale

import "strings"

// Plural answers the category of a number as it is written: of amounts, or of positions if ordinal.
func Plural(text string, ordinal bool) string {
	if !ordinal {
		if text == "1" || text == "-1" {
			return "one"
		}
		return "other"
	}
	text = strings.TrimPrefix(text, "-")
	if strings.Contains(text, ".") {
		return "other"
	}
	teens := len(text) > 1 && text[len(text)-2] == '1'
	switch last := text[len(text)-1]; {
	case last == '1' && !teens:
		return "one"
	case last == '2' && !teens:
		return "two"
	case last == '3' && !teens:
		return "few"
	}
	return "other"
}

// List answers texts as an enumeration: typ is conjunction, disjunction or unit, style long, short or narrow.
func List(items []string, typ, style string) (parts []Part) {
	word := map[string]string{"conjunction": "and", "disjunction": "or"}[typ]
	if typ == "conjunction" && style == "short" {
		word = "&"
	}
	comma := ", "
	last, pair := ", "+word+" ", " "+word+" "
	switch {
	case typ == "conjunction" && style == "narrow":
		last, pair = ", ", ", "
	case typ == "unit" && style == "narrow":
		comma, last, pair = " ", " ", " "
	case typ == "unit":
		last, pair = ", ", ", "
	}
	for n, item := range items {
		switch {
		case n == 0:
		case len(items) == 2:
			parts = append(parts, Part{"literal", pair})
		case n == len(items)-1:
			parts = append(parts, Part{"literal", last})
		default:
			parts = append(parts, Part{"literal", comma})
		}
		parts = append(parts, Part{"element", item})
	}
	return parts
}

// relative has the special words of a unit, for the one before, this and the next.
var relative = map[string][3]string{
	"year": {"last year", "this year", "next year"}, "quarter": {"last quarter", "this quarter", "next quarter"}, "month": {"last month", "this month", "next month"},
	"week": {"last week", "this week", "next week"}, "day": {"yesterday", "today", "tomorrow"}, "hour": {"", "this hour", ""}, "minute": {"", "this minute", ""}, "second": {"", "now", ""},
}

var shortUnits = map[string][2]string{
	"year": {"yr.", "yr."}, "quarter": {"qtr.", "qtrs."}, "month": {"mo.", "mo."}, "week": {"wk.", "wk."}, "day": {"day", "days"}, "hour": {"hr.", "hr."}, "minute": {"min.", "min."}, "second": {"sec.", "sec."},
}

var narrowUnits = map[string][2]string{
	"year": {"y", "y"}, "quarter": {"q", "q"}, "month": {"mo", "mo"}, "week": {"w", "w"}, "day": {"d", "d"}, "hour": {"h", "h"}, "minute": {"m", "m"}, "second": {"s", "s"},
}

// RelativeUnit answers a unit without its plural, and whether it is one.
func RelativeUnit(name string) (string, bool) {
	name = strings.TrimSuffix(name, "s")
	_, ok := relative[name]
	return name, ok
}

// Relative answers an amount of time from now: d has a sign, style is long, short or narrow. If auto it is a word where there
// is one. The parts of the number have the unit.
func Relative(d Decimal, unit, style string, auto bool, f *NumberFormat) (parts []Part, of string) {
	if auto && (d.Zero() || d.digits == "1" && d.exponent == 1) {
		n := 1
		if !d.Zero() {
			n = 2
			if d.Negative {
				n = 0
			}
		}
		word := relative[unit][n]
		if style != "long" {
			word = strings.NewReplacer("year", "yr.", "quarter", "qtr.", "month", "mo.", "week", "wk.").Replace(word)
		}
		if word != "" {
			return []Part{{"literal", word}}, ""
		}
	}
	past := d.Negative
	d.Negative = false
	number := f.Parts(d)
	one := Plural(Text(number), false) == "one"
	name := unit
	if !one {
		name += "s"
	}
	gap := " "
	pick := func(of map[string][2]string) {
		if name = of[unit][1]; one {
			name = of[unit][0]
		}
	}
	switch style {
	case "short":
		pick(shortUnits)
	case "narrow":
		pick(narrowUnits)
		gap = ""
	}
	if past {
		return append(number, Part{"literal", gap + name + " ago"}), unit
	}
	return append(append([]Part{{"literal", "in "}}, number...), Part{"literal", gap + name}), unit
}
