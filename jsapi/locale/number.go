package locale

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NumberFormat is how numbers are written, https://tc39.es/ecma402/#sec-intl-numberformat-internal-slots.
type NumberFormat struct {
	Locale          *Locale
	Numbering       string // the numbering system
	Style           string // decimal, percent, currency, unit
	Currency        string
	CurrencyDisplay string // symbol, narrowSymbol, code, name
	CurrencySign    string // standard, accounting
	Unit            string
	UnitDisplay     string // short, narrow, long
	Notation        string // standard, scientific, engineering, compact
	CompactDisplay  string // short, long
	SignDisplay     string // auto, never, always, exceptZero, negative
	UseGrouping     string // always, auto, min2, false

	MinInteger               int
	MinFraction, MaxFraction int    // MaxFraction -1 is not given
	MinDigits, MaxDigits     int    // significant ones; MaxDigits 0 is not given
	Priority                 string // auto, morePrecision, lessPrecision
	Increment                int
	Mode                     string
	StripZeros               bool
}

// CurrencyDigits answers how many digits the fraction of a currency has.
func CurrencyDigits(currency string) int {
	switch currency {
	case "AFN", "ALL", "BIF", "CLP", "COP", "DJF", "GNF", "HUF", "IDR", "IQD", "IRR", "ISK", "JPY", "KMF", "KPW", "KRW", "LAK", "LBP", "MGA", "MMK", "PKR", "PYG", "RSD", "RWF", "SLL",
		"SOS", "SYP", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF", "YER":
		return 0
	case "BHD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}

// Units answers the units, in order.
func Units() []string { return Keys("per long ") }

// KnownUnit answers whether a unit, or one per another, can be written.
func KnownUnit(name string) bool {
	one, per, compound := strings.Cut(name, "-per-")
	return known("per long "+one) && (!compound || known("per long "+per))
}

// rounded answers a number with the digits that the format shows, and how many of its fraction are shown at least.
func (f *NumberFormat) rounded(d Decimal) (Decimal, int) {
	byFraction := func() (Decimal, int) { return d.roundTo(max(1, f.Increment), -f.MaxFraction, f.Mode), f.MinFraction }
	byDigits := func() (Decimal, int) {
		r := d
		if d.digits != "" {
			r = d.round(d.exponent-f.MaxDigits, f.Mode)
		}
		whole := r.exponent // digits before the point; zero has one
		if r.digits == "" {
			whole = 1
		}
		return r, max(0, f.MinDigits-whole)
	}
	switch {
	case f.MaxDigits == 0:
		return byFraction()
	case f.MaxFraction < 0 || f.Priority == "auto":
		return byDigits()
	}
	fine := d.exponent-f.MaxDigits <= -f.MaxFraction // the significant digits go further
	if (f.Priority == "morePrecision") == fine {
		return byDigits()
	}
	return byFraction()
}

// scale answers the power of ten that a compact number is divided by, and that which its name is of.
func (f *NumberFormat) scale(d Decimal) (shift, power int) {
	power = min(d.exponent-1, 19)
	if d.digits == "" || power < 3 {
		return 0, 0
	}
	for power > 14 && f.Locale.text(f.compactKey(power)) == "" { // few locales have names for more
		power--
	}
	kept, _, _ := strings.Cut(f.Locale.text(f.compactKey(power)), "\t")
	n, _ := strconv.Atoi(kept)
	return power - n + 1, power
}

func (f *NumberFormat) compactKey(power int) string {
	display := f.CompactDisplay
	if display == "" || f.Style == "currency" && f.CurrencyDisplay != "name" { // which has short ones only
		display = "short"
	}
	return "compact " + display + " " + strconv.Itoa(power)
}

// Parts answers a number in pieces. https://tc39.es/ecma402/#sec-partitionnumberpattern
func (f *NumberFormat) Parts(d Decimal) []Part {
	parts, _ := f.write(d)
	return parts
}

// Category answers the plural category of a number as it is written.
func (f *NumberFormat) Category(d Decimal, ordinal bool) string {
	bare := *f
	bare.Style = "decimal"
	_, n := bare.write(d)
	if ordinal {
		return f.Locale.ordinal(n)
	}
	return f.Locale.cardinal(n)
}

// write answers also what plurals go by.
func (f *NumberFormat) write(d Decimal) ([]Part, operands) {
	s := f.symbols()
	var number []Part
	exponent, least, power := 0, 0, 0
	if f.Style == "percent" {
		d = d.shift(2)
	}
	var n operands
	asked := d
	switch {
	case d.NaN:
		number = []Part{{"nan", s.nan}}
	case d.Inf:
		number = []Part{{"infinity", s.infinity}}
	default:
		switch f.Notation {
		case "compact":
			shift, of := f.scale(d)
			r, least1 := f.rounded(d.shift(-shift))
			if again, next := f.scale(r.shift(shift)); next != of { // rounded up to the next
				shift, of = again, next
				r, least1 = f.rounded(d.shift(-shift))
			}
			d, least, power = r, least1, of
		case "scientific", "engineering":
			shift := func(d Decimal) int {
				if d.digits == "" {
					return 0
				}
				e := d.exponent - 1
				if f.Notation == "engineering" {
					e -= ((e % 3) + 3) % 3
				}
				return e
			}
			exponent = shift(d)
			r, least1 := f.rounded(d.shift(-exponent))
			if again := shift(r); again > 0 {
				exponent += again
				r, least1 = f.rounded(r.shift(-again))
			}
			d, least = r, least1
		default:
			d, least = f.rounded(d)
		}
		number, n = f.digits(d, least)
		if f.Notation == "scientific" || f.Notation == "engineering" {
			number = append(number, Part{"exponentSeparator", s.exponent})
			if exponent < 0 {
				number = append(number, Part{"exponentMinusSign", s.minus})
			}
			number = append(number, Part{"exponentInteger", f.digit(strconv.Itoa(max(exponent, -exponent)))})
		}
	}
	short := false
	if power > 0 {
		if pattern := f.Locale.compact(f.compactKey(power), n); pattern != "{n}" {
			short = true
			inner := number
			number = fill(pattern, func(field string) []Part {
				if name, ok := strings.CutPrefix(field, "k:"); ok {
					return []Part{{"compact", name}}
				}
				return inner
			})
		}
	}
	of := n // what is counted is the whole of it, not the thousands
	if f.Notation == "compact" && n.whole != "" {
		_, of = f.digits(f.rounded(asked))
	}
	return tidy(f.dress(number, d, of, short)), n
}

// ignorable answers whether a character at the edge of a part is none of its own: spaces and marks of direction.
func ignorable(c rune) bool { return unicode.IsSpace(c) || unicode.Is(unicode.Bidi_Control, c) }

// tidy makes literals of what is ignorable at the edges of other parts, and one of those that follow one another.
func tidy(parts []Part) (list []Part) {
	add := func(p Part) {
		switch last := len(list) - 1; {
		case p.Value == "":
		case p.Type == "literal" && last >= 0 && list[last].Type == "literal":
			list[last].Value += p.Value
		default:
			list = append(list, p)
		}
	}
	for _, p := range parts {
		if p.Type == "literal" || p.Type == "group" {
			add(p)
			continue
		}
		rest := strings.TrimLeftFunc(p.Value, ignorable)
		bare := strings.TrimRightFunc(rest, ignorable)
		add(Part{"literal", p.Value[:len(p.Value)-len(rest)]})
		add(Part{p.Type, bare})
		add(Part{"literal", rest[len(bare):]})
	}
	return list
}

// digits writes the digits of a number, grouped if that is wanted. It answers those before and behind the point, too.
func (f *NumberFormat) digits(d Decimal, least int) (parts []Part, n operands) {
	s := f.symbols()
	whole, fraction := d.plain()
	whole = strings.Repeat("0", max(0, f.MinInteger-len(whole))) + whole
	fraction += strings.Repeat("0", max(0, least-len(fraction)))
	if f.StripZeros && strings.Trim(fraction, "0") == "" {
		fraction = ""
	}
	for n, piece := range f.grouped(whole) {
		if n > 0 {
			parts = append(parts, Part{"group", s.group})
		}
		parts = append(parts, Part{"integer", f.digit(piece)})
	}
	if fraction != "" {
		parts = append(parts, Part{"decimal", s.decimal}, Part{"fraction", f.digit(fraction)})
	}
	return parts, operands{whole, fraction}
}

// grouped splits the digits before the point.
func (f *NumberFormat) grouped(whole string) []string {
	s := f.groups()
	least := map[string]int{"auto": s.least, "min2": max(2, s.least), "always": 1}[f.UseGrouping]
	if least == 0 || s.primary == 0 || len(whole) < s.primary+least {
		return []string{whole}
	}
	pieces := []string{whole[len(whole)-s.primary:]}
	for whole = whole[:len(whole)-s.primary]; len(whole) > s.secondary; whole = whole[:len(whole)-s.secondary] {
		pieces = append(pieces, whole[len(whole)-s.secondary:])
	}
	pieces = append(pieces, whole)
	slices.Reverse(pieces)
	return pieces
}

// digit writes digits in the numbering system.
func (f *NumberFormat) digit(text string) string { return translate(text, f.Numbering) }

// sign answers which of three patterns a number has: 0 for no sign, 1 for minus, 2 for plus.
func (f *NumberFormat) sign(d Decimal) int {
	negative := d.Negative && !d.NaN
	signed := map[bool]int{true: 1, false: 2}[negative]
	switch f.SignDisplay {
	case "never":
	case "always":
		return signed
	case "exceptZero":
		if !d.Zero() && !d.NaN {
			return signed
		}
	case "negative":
		if negative && !d.Zero() {
			return 1
		}
	default:
		if negative {
			return 1
		}
	}
	return 0
}

// dress puts the sign, and what the style adds, around a number.
func (f *NumberFormat) dress(number []Part, d Decimal, n operands, short bool) []Part {
	sign := f.sign(d)
	s := f.symbols()
	signPart := Part{"minusSign", s.minus}
	if sign == 2 {
		signPart = Part{"plusSign", s.plus}
	}
	around := func(key, symbol string) []Part {
		pattern := f.Locale.list(key)[sign]
		switch f.Numbering { // the mark before a sign is that of the digits
		case f.Locale.symbols.numbering:
		case "arab", "arabext":
			pattern = strings.NewReplacer("\u061c{s}", "{s}", "\u200e{s}", "{s}").Replace(pattern)
		default:
			pattern = strings.ReplaceAll(pattern, "\u061c", "\u200e")
		}
		return fill(pattern, func(field string) []Part {
			switch field {
			case "s":
				return []Part{signPart}
			case "p":
				return []Part{{"percentSign", symbol}}
			case "c":
				return []Part{{"currency", symbol}}
			}
			return number
		})
	}
	switch {
	case f.Style == "percent" && f.Notation == "compact": // which is a unit
		list := around("decimal", "")
		before, after, _ := strings.Cut(f.Locale.text("percent compact"), "{n}")
		return append(append([]Part{{"unit", before}}, list...), Part{"unit", after})
	case f.Style == "percent":
		return around("percent", f.Locale.list("percent")[3])
	case f.Style == "unit" && f.Unit == "percent" && f.UnitDisplay != "long" && f.Notation != "compact": // which is a percentage
		list := around("percent", f.Locale.list("percent")[3])
		for n := range list {
			if list[n].Type == "percentSign" {
				list[n].Type = "unit"
			}
		}
		return list
	case f.Style == "currency" && f.CurrencyDisplay != "name":
		return f.currency(around, d, short)
	}
	signed := around("decimal", "")
	switch f.Style {
	case "currency":
		category := f.Locale.cardinal(n)
		name := f.Locale.choice("currency "+f.Currency, category)
		if name == "" {
			name = f.Currency
		}
		return fill(f.Locale.choice("currency name", category), func(field string) []Part {
			if field == "c" {
				return []Part{{"currency", name}}
			}
			return signed
		})
	case "unit":
		return f.unit(signed, n)
	}
	return signed
}

// sheet answers which patterns amounts of money have: those of accounts differ in the sign only.
func (f *NumberFormat) sheet() string {
	if f.CurrencySign == "" || f.SignDisplay == "never" {
		return "standard"
	}
	return f.CurrencySign
}

// currency writes an amount of money; short says that the number has a word behind it.
func (f *NumberFormat) currency(around func(key, symbol string) []Part, d Decimal, short bool) []Part {
	symbol := f.Currency
	if known := f.Locale.list("symbol " + f.Currency); f.CurrencyDisplay != "code" && len(known) == 2 {
		if symbol = known[0]; f.CurrencyDisplay == "narrowSymbol" {
			symbol = known[1]
		}
	}
	sign := f.sheet()
	if short {
		sign = "compact"
	}
	key := "currency symbol " + sign
	at, _ := utf8.DecodeRuneInString(symbol) // what touches the number
	if p := f.Locale.list(key)[0]; strings.Index(p, "{c}") < strings.Index(p, "{n}") {
		at, _ = utf8.DecodeLastRuneInString(symbol)
	}
	if !unicode.IsSymbol(at) && !unicode.In(at, unicode.Z) && !d.NaN && !d.Inf { // letters stand off digits only
		key = "currency letters " + sign
	}
	return around(key, symbol)
}

// unit writes an amount. Spaces beside the number are no part of the unit.
func (f *NumberFormat) unit(number []Part, n operands) []Part {
	display := f.UnitDisplay
	if display == "" {
		display = "short"
	}
	category := f.Locale.cardinal(n)
	pattern := f.Locale.choice("unit "+display+" "+f.Unit, category)
	if name, per, compound := strings.Cut(f.Unit, "-per-"); compound && pattern == "" {
		pattern = strings.Replace(f.Locale.text("per "+display+" "+per), "{u}", f.Locale.choice("unit "+display+" "+name, category), 1)
	}
	before, after, numbered := strings.Cut(strings.ReplaceAll(pattern, "{p}", f.Locale.list("percent")[3]), "{n}")
	if !numbered { // the word says how many
		return []Part{{"unit", before}}
	}
	return append(append([]Part{{"unit", before}}, number...), Part{"unit", after})
}
