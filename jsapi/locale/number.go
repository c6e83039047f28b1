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
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}

// Units answers the units, in order.
func Units() []string {
	var found []string
	for _, key := range Keys("unit long ") {
		if !strings.Contains(key, "-per-") {
			found = append(found, key)
		}
	}
	return found
}

// KnownUnit answers whether a unit, or one per another, can be written.
func KnownUnit(name string) bool {
	units := Units()
	one, per, compound := strings.Cut(name, "-per-")
	_, ok := slices.BinarySearch(units, one)
	if compound && ok {
		_, ok = slices.BinarySearch(units, per)
	}
	return ok
}

// rounded answers a number with the digits that the format shows, and how many of its fraction are shown at least.
func (f *NumberFormat) rounded(d Decimal) (Decimal, int) {
	byFraction := func() (Decimal, int) { return d.round(-f.MaxFraction, f.Mode), f.MinFraction }
	byDigits := func() (Decimal, int) {
		r := d
		if d.digits != "" {
			r = d.round(d.exponent-f.MaxDigits, f.Mode)
		}
		return r, max(0, f.MinDigits-max(r.exponent, min(1, len(r.digits)^1)))
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
	power = min(d.exponent-1, 14)
	if d.digits == "" || power < 3 {
		return 0, 0
	}
	kept, _, _ := strings.Cut(f.Locale.text(f.compactKey(power)), "\t")
	n, _ := strconv.Atoi(kept)
	return power - n + 1, power
}

func (f *NumberFormat) compactKey(power int) string {
	display := f.CompactDisplay
	if display == "" {
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
		number, n.whole, n.fraction = f.digits(d, least)
		if f.Notation == "scientific" || f.Notation == "engineering" {
			number = append(number, Part{"exponentSeparator", s.exponent})
			if exponent < 0 {
				number = append(number, Part{"exponentMinusSign", s.minus})
			}
			number = append(number, Part{"exponentInteger", f.digit(strconv.Itoa(max(exponent, -exponent)))})
		}
	}
	if power > 0 {
		if pattern := f.Locale.compact(f.compactKey(power), n); pattern != "{n}" {
			inner := number
			number = fill(pattern, func(field string) []Part {
				if name, ok := strings.CutPrefix(field, "k:"); ok {
					return []Part{{"compact", name}}
				}
				return inner
			})
		}
	}
	return f.dress(number, d, n), n
}

// digits writes the digits of a number, grouped if that is wanted. It answers those before and behind the point, too.
func (f *NumberFormat) digits(d Decimal, least int) (parts []Part, whole, fraction string) {
	s := f.symbols()
	whole, fraction = d.plain()
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
	return parts, whole, fraction
}

// grouped splits the digits before the point.
func (f *NumberFormat) grouped(whole string) []string {
	s := &f.Locale.symbols
	least := map[string]int{"auto": s.leastGroup, "min2": max(2, s.leastGroup), "always": 1}[f.UseGrouping]
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
func (f *NumberFormat) dress(number []Part, d Decimal, n operands) []Part {
	sign := f.sign(d)
	s := f.symbols()
	signPart := Part{"minusSign", s.minus}
	if sign == 2 {
		signPart = Part{"plusSign", s.plus}
	}
	around := func(key, symbol string) []Part {
		return fill(f.Locale.list(key)[sign], func(field string) []Part {
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
	case f.Style == "percent":
		return around("percent", f.Locale.list("percent")[3])
	case f.Style == "currency" && f.CurrencyDisplay != "name":
		return f.currency(around)
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

func (f *NumberFormat) currency(around func(key, symbol string) []Part) []Part {
	symbol := f.Currency
	if known := f.Locale.list("symbol " + f.Currency); f.CurrencyDisplay != "code" && len(known) == 2 {
		if symbol = known[0]; f.CurrencyDisplay == "narrowSymbol" {
			symbol = known[1]
		}
	}
	sign := f.CurrencySign
	if sign == "" {
		sign = "standard"
	}
	if f.Notation == "compact" {
		sign = "compact"
	}
	key := "currency symbol " + sign
	at, _ := utf8.DecodeRuneInString(symbol) // what touches the number
	if p := f.Locale.list(key)[0]; strings.Index(p, "{c}") < strings.Index(p, "{n}") {
		at, _ = utf8.DecodeLastRuneInString(symbol)
	}
	if !unicode.IsSymbol(at) && !unicode.In(at, unicode.Z) {
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
	typ := "unit"
	if f.Unit == "percent" {
		typ = "percentSign"
	}
	before, after, numbered := strings.Cut(pattern, "{n}")
	var parts []Part
	if !numbered { // the word says how many
		return []Part{{typ, pattern}}
	}
	if name := strings.TrimRightFunc(before, unicode.IsSpace); name != "" {
		parts = append(parts, Part{typ, name})
		before = before[len(name):]
	}
	if before != "" {
		parts = append(parts, Part{"literal", before})
	}
	parts = append(parts, number...)
	name := strings.TrimLeftFunc(strings.ReplaceAll(after, "{p}", f.Locale.list("percent")[3]), unicode.IsSpace)
	if space := after[:max(0, len(after)-len(strings.TrimLeftFunc(after, unicode.IsSpace)))]; space != "" {
		parts = append(parts, Part{"literal", space})
	}
	if name != "" {
		parts = append(parts, Part{typ, name})
	}
	return parts
}
