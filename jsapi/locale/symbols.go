package locale

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// symbols are what a locale writes numbers with.
type symbols struct {
	numbering                                            string
	decimal, group, minus, plus, nan, infinity, exponent string
}

func (l *Locale) readSymbols() symbols {
	s := l.list("symbols")
	return symbols{
		numbering: l.list("digits")[1], decimal: s[0], group: s[1], minus: s[2], plus: s[3], nan: s[4], infinity: s[5], exponent: s[6],
	}
}

// groups are digits: of the last group, of those before it, and those that stand alone before the first separator.
type groups struct{ primary, secondary, least int }

// groups answers how the locale groups digits; percents and amounts of money may have it their own way.
func (f *NumberFormat) groups() groups {
	kind := ""
	switch {
	case f.Notation == "compact":
	case f.Style == "percent", f.Style == "unit" && f.Unit == "percent" && f.UnitDisplay != "long":
		kind = "percent"
	case f.Style == "currency" && f.CurrencyDisplay != "name":
		kind = f.sheet()
	}
	list := f.Locale.list("groups " + kind)
	if len(list) < 3 {
		list = f.Locale.list("groups")
	}
	number := func(text string) int {
		n, _ := strconv.Atoi(text)
		return n
	}
	return groups{number(list[0]), number(list[1]), number(list[2])}
}

// symbols answers what numbers are written with in the numbering system that is asked for; amounts of money have signs of their own
// in some regions.
func (f *NumberFormat) symbols() symbols {
	s := f.Locale.symbols
	own := f.Numbering == s.numbering || f.Numbering == ""
	if f.Style == "currency" && (own || s.numbering == "latn") {
		money := f.Locale.list("currency symbols")
		s.decimal, s.group = money[0], money[1]
	}
	switch {
	case own:
	case f.Numbering == "arab":
		s.decimal, s.group, s.minus, s.plus = "٫", "٬", "\u061c-", "\u061c+"
	case f.Numbering == "arabext":
		s.decimal, s.group, s.minus, s.plus = "٫", "٬", "\u200e-\u200e", "\u200e+\u200e"
	default:
		if latin := f.Locale.list("symbols latn"); len(latin) == 4 {
			s.decimal, s.group, s.minus, s.plus = latin[0], latin[1], latin[2], latin[3]
		}
	}
	return s
}

// Numbering answers the numbering system that a locale has if none is asked for.
func (l *Locale) Numbering() string { return l.symbols.numbering }

// zeros are the numbering systems with digits that follow one another.
var zeros = map[string]rune{
	"adlm": 0x1e950, "ahom": 0x11730, "arab": 0x660, "arabext": 0x6f0, "bali": 0x1b50, "beng": 0x9e6, "bhks": 0x11c50, "brah": 0x11066, "cakm": 0x11136, "cham": 0xaa50, "deva": 0x966,
	"fullwide": 0xff10, "gong": 0x11da0, "gonm": 0x11d50, "gujr": 0xae6, "guru": 0xa66, "hmng": 0x16b50, "java": 0xa9d0, "kali": 0xa900, "khmr": 0x17e0, "knda": 0xce6, "lana": 0x1a80,
	"lanatham": 0x1a90, "laoo": 0xed0, "latn": '0', "lepc": 0x1c40, "limb": 0x1946, "mlym": 0xd66, "mong": 0x1810, "mtei": 0xabf0, "mymr": 0x1040, "nkoo": 0x7c0, "olck": 0x1c50, "orya": 0xb66,
	"saur": 0xa8d0, "sund": 0x1bb0, "talu": 0x19d0, "tamldec": 0xbe6, "telu": 0xc66, "thai": 0xe50, "tibt": 0xf20, "vaii": 0xa620,
}

// KnownNumbering answers whether numbers can be written in a numbering system.
func KnownNumbering(name string) bool { return zeros[name] != 0 || name == "hanidec" }

// hanidec are the digits that do not follow one another.
var hanidec = strings.NewReplacer("0", "〇", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九")

// translate writes digits in a numbering system.
func translate(text, numbering string) string {
	if numbering == "hanidec" {
		return hanidec.Replace(text)
	}
	zero := zeros[numbering]
	if zero == 0 || zero == '0' {
		return text
	}
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c - '0' + zero
		}
		return c
	}, text)
}

// fill answers the parts of a pattern: fields stand in braces, what is between them is literal.
func fill(pattern string, field func(name string) []Part) (parts []Part) {
	for pattern != "" {
		literal, rest, found := strings.Cut(pattern, "{")
		if literal != "" {
			parts = append(parts, Part{"literal", literal})
		}
		if !found {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		parts = append(parts, field(name)...)
		pattern = after
	}
	return parts
}

// Numberings answers the numbering systems, in order.
func Numberings() []string {
	names := append(slices.Collect(maps.Keys(zeros)), "hanidec")
	slices.Sort(names)
	return names
}
