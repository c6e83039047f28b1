package locale

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// NumberFormat is how numbers are written, https://tc39.es/ecma402/#sec-intl-numberformat-internal-slots.
type NumberFormat struct {
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

var symbols = map[string][2]string{ // and the narrow one
	"USD": {"$", "$"}, "EUR": {"€", "€"}, "GBP": {"£", "£"}, "JPY": {"¥", "¥"}, "INR": {"₹", "₹"}, "CNY": {"CN¥", "¥"}, "KRW": {"₩", "₩"},
	"BRL": {"R$", "R$"}, "CAD": {"CA$", "$"}, "AUD": {"A$", "$"}, "NZD": {"NZ$", "$"}, "MXN": {"MX$", "$"}, "HKD": {"HK$", "$"}, "TWD": {"NT$", "$"},
	"ILS": {"₪", "₪"}, "VND": {"₫", "₫"}, "XAF": {"FCFA", "FCFA"}, "XOF": {"F CFA", "F CFA"}, "XCD": {"EC$", "$"}, "XPF": {"CFPF", "CFPF"}, "PHP": {"₱", "₱"},
	"RUB": {"RUB", "₽"}, "TRY": {"TRY", "₺"}, "UAH": {"UAH", "₴"}, "PLN": {"PLN", "zł"}, "CZK": {"CZK", "Kč"}, "SEK": {"SEK", "kr"}, "NOK": {"NOK", "kr"},
	"DKK": {"DKK", "kr"}, "HUF": {"HUF", "Ft"}, "THB": {"THB", "฿"}, "SGD": {"SGD", "$"}, "ARS": {"ARS", "$"}, "CLP": {"CLP", "$"}, "COP": {"COP", "$"}, "NGN": {"NGN", "₦"},
	"KZT": {"KZT", "₸"}, "GEL": {"GEL", "₾"}, "CRC": {"CRC", "₡"}, "PYG": {"PYG", "₲"}, "EGP": {"EGP", "E£"}, "MNT": {"MNT", "₮"}, "LAK": {"LAK", "₭"}, "RON": {"RON", "lei"},
}

var currencyNames = map[string][2]string{
	"USD": {"US dollar", "US dollars"}, "EUR": {"euro", "euros"}, "GBP": {"British pound", "British pounds"}, "JPY": {"Japanese yen", "Japanese yen"},
	"CHF": {"Swiss franc", "Swiss francs"}, "CAD": {"Canadian dollar", "Canadian dollars"}, "AUD": {"Australian dollar", "Australian dollars"},
	"INR": {"Indian rupee", "Indian rupees"}, "CNY": {"Chinese yuan", "Chinese yuan"}, "BRL": {"Brazilian real", "Brazilian reals"},
	"MXN": {"Mexican peso", "Mexican pesos"}, "SEK": {"Swedish krona", "Swedish kronor"}, "NOK": {"Norwegian krone", "Norwegian kroner"},
	"DKK": {"Danish krone", "Danish kroner"}, "PLN": {"Polish zloty", "Polish zlotys"}, "KRW": {"South Korean won", "South Korean won"},
	"NZD": {"New Zealand dollar", "New Zealand dollars"}, "RUB": {"Russian ruble", "Russian rubles"}, "TRY": {"Turkish lira", "Turkish Lira"},
}

// unit is how a unit is written.
type unit struct{ short, narrow, one, many string } // short and narrow follow the number; %-signs of plural are in one and many

var units = map[string]unit{
	"acre": {" ac", "ac", "acre", "acres"}, "bit": {" bit", "bit", "bit", "bits"}, "byte": {" byte", "B", "byte", "bytes"}, "celsius": {"°C", "°C", "degree Celsius", "degrees Celsius"},
	"centimeter": {" cm", "cm", "centimeter", "centimeters"}, "day": {" day", "d", "day", "days"}, "degree": {" deg", "°", "degree", "degrees"},
	"fahrenheit": {"°F", "°", "degree Fahrenheit", "degrees Fahrenheit"}, "fluid-ounce": {" fl oz", "fl oz", "fluid ounce", "fluid ounces"}, "foot": {" ft", "′", "foot", "feet"},
	"gallon": {" gal", "gal", "gallon", "gallons"}, "gigabit": {" Gb", "Gb", "gigabit", "gigabits"}, "gigabyte": {" GB", "GB", "gigabyte", "gigabytes"},
	"gram": {" g", "g", "gram", "grams"}, "hectare": {" ha", "ha", "hectare", "hectares"}, "hour": {" hr", "h", "hour", "hours"}, "inch": {" in", "″", "inch", "inches"},
	"kilobit": {" kb", "kb", "kilobit", "kilobits"}, "kilobyte": {" kB", "kB", "kilobyte", "kilobytes"}, "kilogram": {" kg", "kg", "kilogram", "kilograms"},
	"kilometer": {" km", "km", "kilometer", "kilometers"}, "liter": {" L", "L", "liter", "liters"}, "megabit": {" Mb", "Mb", "megabit", "megabits"},
	"megabyte": {" MB", "MB", "megabyte", "megabytes"}, "meter": {" m", "m", "meter", "meters"}, "microsecond": {" μs", "μs", "microsecond", "microseconds"},
	"mile": {" mi", "mi", "mile", "miles"}, "mile-scandinavian": {" smi", "smi", "mile-scandinavian", "miles-scandinavian"}, "milliliter": {" mL", "mL", "milliliter", "milliliters"},
	"millimeter": {" mm", "mm", "millimeter", "millimeters"}, "millisecond": {" ms", "ms", "millisecond", "milliseconds"}, "minute": {" min", "m", "minute", "minutes"},
	"month": {" mth", "m", "month", "months"}, "nanosecond": {" ns", "ns", "nanosecond", "nanoseconds"}, "ounce": {" oz", "oz", "ounce", "ounces"},
	"percent": {"%", "%", "percent", "percent"}, "petabyte": {" PB", "PB", "petabyte", "petabytes"}, "pound": {" lb", "#", "pound", "pounds"}, "second": {" sec", "s", "second", "seconds"},
	"stone": {" st", "st", "stone", "stones"}, "terabit": {" Tb", "Tb", "terabit", "terabits"}, "terabyte": {" TB", "TB", "terabyte", "terabytes"}, "week": {" wk", "w", "week", "weeks"},
	"yard": {" yd", "yd", "yard", "yards"}, "year": {" yr", "y", "year", "years"},
}

// shortPlurals are the units whose short form has a plural.
var shortPlurals = map[string]string{"day": " days", "month": " mths", "week": " wks", "year": " yrs"}

// Units answers the units, in order.
func Units() []string { return slices.Sorted(maps.Keys(units)) }

// KnownUnit answers whether a unit, or one per another, can be written.
func KnownUnit(name string) bool {
	one, per, compound := strings.Cut(name, "-per-")
	_, ok := units[one]
	if compound && ok {
		_, ok = units[per]
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

// scale answers the power of ten that a compact number is divided by, and what stands for it.
func (f *NumberFormat) scale(d Decimal) (int, string) {
	names := []struct {
		power       int
		short, long string
	}{{12, "T", " trillion"}, {9, "B", " billion"}, {6, "M", " million"}, {3, "K", " thousand"}}
	for _, n := range names {
		if d.exponent > n.power {
			if f.CompactDisplay == "long" {
				return n.power, n.long
			}
			return n.power, n.short
		}
	}
	return 0, ""
}

// Parts answers a number in pieces. https://tc39.es/ecma402/#sec-partitionnumberpattern
func (f *NumberFormat) Parts(d Decimal) []Part {
	var number []Part
	compact, exponent, least := "", 0, 0
	if f.Style == "percent" {
		d = d.shift(2)
	}
	switch {
	case d.NaN:
		number = []Part{{"nan", "NaN"}}
	case d.Inf:
		number = []Part{{"infinity", "∞"}}
	default:
		switch f.Notation {
		case "compact":
			power, name := f.scale(d)
			r, n := f.rounded(d.shift(-power))
			if r.exponent > 3 && power < 12 { // rounded up to the next
				power, name = f.scale(d.round(d.exponent-1, "expand"))
				r, n = f.rounded(d.shift(-power))
			}
			d, least, compact = r, n, name
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
			r, n := f.rounded(d.shift(-exponent))
			if again := shift(r); again > 0 {
				exponent += again
				r, n = f.rounded(r.shift(-again))
			}
			d, least = r, n
		default:
			d, least = f.rounded(d)
		}
		number = f.digits(d, least)
		if f.Notation == "scientific" || f.Notation == "engineering" {
			number = append(number, Part{"exponentSeparator", "E"})
			if exponent < 0 {
				number = append(number, Part{"exponentMinusSign", "-"})
			}
			number = append(number, Part{"exponentInteger", strconv.Itoa(max(exponent, -exponent))})
		}
	}
	if compact != "" {
		if trimmed := strings.TrimPrefix(compact, " "); trimmed != compact {
			number = append(number, Part{"literal", " "}, Part{"compact", trimmed})
		} else {
			number = append(number, Part{"compact", compact})
		}
	}
	return f.dress(number, d)
}

// digits writes the digits of a number, grouped if that is wanted.
func (f *NumberFormat) digits(d Decimal, least int) (parts []Part) {
	whole, fraction := d.plain()
	whole = strings.Repeat("0", max(0, f.MinInteger-len(whole))) + whole
	fraction += strings.Repeat("0", max(0, least-len(fraction)))
	if f.StripZeros && strings.Trim(fraction, "0") == "" {
		fraction = ""
	}
	group := f.UseGrouping != "false" && (f.UseGrouping != "min2" || len(whole) > 4)
	for first := true; len(whole) > 0; first = false {
		n := len(whole)
		if group {
			n = (len(whole)-1)%3 + 1
		}
		if !first {
			parts = append(parts, Part{"group", ","})
		}
		parts = append(parts, Part{"integer", whole[:n]})
		whole = whole[n:]
	}
	if fraction != "" {
		parts = append(parts, Part{"decimal", "."}, Part{"fraction", fraction})
	}
	return parts
}

// dress puts the sign, and what the style adds, around a number.
func (f *NumberFormat) dress(number []Part, d Decimal) []Part {
	sign := ""
	switch negative := d.Negative && !d.NaN; f.SignDisplay {
	case "never":
	case "always":
		sign = map[bool]string{true: "-", false: "+"}[negative]
	case "exceptZero":
		if !d.Zero() && !d.NaN {
			sign = map[bool]string{true: "-", false: "+"}[negative]
		}
	case "negative":
		if negative && !d.Zero() {
			sign = "-"
		}
	default:
		if negative {
			sign = "-"
		}
	}
	var before, after []Part
	one := Text(number) == "1"
	switch f.Style {
	case "percent":
		after = []Part{{"percentSign", "%"}}
	case "currency":
		before, after = f.currency(one)
	case "unit":
		before, after = f.unit(one)
	}
	var parts []Part
	if sign == "-" && f.Style == "currency" && f.CurrencySign == "accounting" && f.CurrencyDisplay != "name" {
		parts = append(append(append([]Part{{"literal", "("}}, before...), number...), after...)
		return append(parts, Part{"literal", ")"})
	}
	switch sign {
	case "-":
		parts = append(parts, Part{"minusSign", "-"})
	case "+":
		parts = append(parts, Part{"plusSign", "+"})
	}
	return append(append(append(parts, before...), number...), after...)
}

func (f *NumberFormat) currency(one bool) (before, after []Part) {
	name := f.Currency
	switch f.CurrencyDisplay {
	case "name":
		if n, ok := currencyNames[f.Currency]; ok {
			name = n[1]
			if one {
				name = n[0]
			}
		}
		return nil, []Part{{"literal", " "}, {"currency", name}}
	case "code":
	case "narrowSymbol":
		if s, ok := symbols[f.Currency]; ok {
			name = s[1]
		}
	default:
		if s, ok := symbols[f.Currency]; ok {
			name = s[0]
		}
	}
	before = []Part{{"currency", name}}
	if last := name[len(name)-1]; last >= 'A' && last <= 'Z' || last >= 'a' && last <= 'z' {
		before = append(before, Part{"literal", "\u00a0"})
	}
	return before, nil
}

func (f *NumberFormat) unit(one bool) (before, after []Part) {
	name, per, compound := strings.Cut(f.Unit, "-per-")
	u := units[name]
	if f.Unit == "mile-per-gallon" && f.UnitDisplay != "long" {
		u, compound = unit{short: " mpg", narrow: "mpg"}, false
	}
	text := u.short
	switch f.UnitDisplay {
	case "narrow":
		text = u.narrow
	case "long":
		if text = " " + u.many; one {
			text = " " + u.one
		}
	default:
		if plural, ok := shortPlurals[name]; ok && !one {
			text = plural
		}
	}
	if compound {
		p := units[per]
		switch f.UnitDisplay {
		case "long":
			text += " per " + p.one
		case "narrow":
			text += "/" + strings.TrimSpace(p.narrow)
		default:
			text += "/" + map[string]string{"hour": "h", "second": "s"}[per]
			if per != "hour" && per != "second" {
				text += strings.TrimSpace(p.short)
			}
		}
	}
	if trimmed := strings.TrimPrefix(text, " "); trimmed != text {
		after = append(after, Part{"literal", " "})
		text = trimmed
	}
	typ := "unit"
	if f.Unit == "percent" {
		typ = "percentSign"
	}
	return nil, append(after, Part{typ, text})
}
