package locale

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// List answers texts as an enumeration: typ is conjunction, disjunction or unit, style long, short or narrow.
func (l *Locale) List(items []string, typ, style string) (parts []Part) {
	forms := l.list("list " + typ + " " + style) // of two and of four
	literal := func(text string) {
		if text != "" {
			parts = append(parts, Part{"literal", text})
		}
	}
	element := func(n int) { parts = append(parts, Part{"element", items[n]}) }
	switch len(items) {
	case 0:
		return nil
	case 1:
		element(0)
		return parts
	}
	last := items[len(items)-1]
	if len(items) == 2 {
		before, rest, _ := strings.Cut(forms[0], "{0}")
		between, after, _ := strings.Cut(rest, "{1}")
		literal(before)
		element(0)
		literal(l.joins(between, last))
		element(1)
		literal(after)
		return parts
	}
	before, rest, _ := strings.Cut(forms[1], "{0}")
	first, rest, _ := strings.Cut(rest, "{1}")
	middle, rest, _ := strings.Cut(rest, "{2}")
	end, after, _ := strings.Cut(rest, "{3}")
	literal(before)
	for n := range items {
		switch {
		case n == 0:
		case n == len(items)-1:
			literal(l.joins(end, last))
		case n == 1:
			literal(first)
		default:
			literal(middle)
		}
		element(n)
	}
	literal(after)
	return parts
}

// joins answers the word before the last element, which in some languages depends on how that sounds.
func (l *Locale) joins(text, next string) string {
	language, _, _ := strings.Cut(l.Name, "-")
	lower := strings.ToLower(next)
	switch {
	case language == "es" && strings.HasSuffix(text, " y ") && (strings.HasPrefix(lower, "i") || strings.HasPrefix(lower, "hi")) && !strings.HasPrefix(lower, "hia") && !strings.HasPrefix(lower, "hie"):
		return strings.TrimSuffix(text, "y ") + "e "
	case language == "es" && strings.HasSuffix(text, " o ") && (strings.HasPrefix(lower, "o") || strings.HasPrefix(lower, "ho") || strings.HasPrefix(lower, "8") || lower == "11" || strings.HasPrefix(lower, "11 ")):
		return strings.TrimSuffix(text, "o ") + "u "
	case language == "he" && strings.HasSuffix(text, "ו"):
		if c, _ := utf8.DecodeRuneInString(next); !unicode.Is(unicode.Hebrew, c) {
			return text + "-"
		}
	}
	return text
}

// RelativeUnit answers a unit without its plural, and whether it is one.
func RelativeUnit(name string) (string, bool) {
	name = strings.TrimSuffix(name, "s")
	switch name {
	case "second", "minute", "hour", "day", "week", "month", "quarter", "year":
		return name, true
	}
	return name, false
}

// Relative answers an amount of time from now: d has a sign, style is long, short or narrow. If auto it is a word where there
// is one. The parts of the number have the unit.
func Relative(d Decimal, unit, style string, auto bool, f *NumberFormat) []Part {
	key := "relative " + style + " " + unit + " "
	if auto && (d.Zero() || len(d.digits) == 1 && d.exponent == 1) {
		n, _ := strconv.Atoi("0" + d.digits)
		if d.Negative {
			n = -n
		}
		if word := f.Locale.text(key + strconv.Itoa(n)); word != "" {
			return []Part{{"literal", word}}
		}
	}
	when := "future"
	if d.Negative {
		when = "past"
	}
	d.Negative = false
	return fill(f.Locale.choice(key+when, f.Category(d, false)), func(string) []Part { return f.Parts(d) })
}
