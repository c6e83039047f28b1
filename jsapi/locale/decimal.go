package locale

import (
	"math/big"
	"strconv"
	"strings"
)

// Decimal is a number as digits, exact: its value is 0.digits * 10^exponent, negative if it says so.
type Decimal struct {
	digits   string // without zeros at either end; "" is zero
	exponent int
	Negative bool
	NaN, Inf bool
}

// FromFloat answers the shortest digits that name a number.
func FromFloat(f float64) Decimal {
	switch {
	case f != f:
		return Decimal{NaN: true}
	case f > 1.7976931348623157e308 || f < -1.7976931348623157e308:
		return Decimal{Inf: true, Negative: f < 0}
	}
	text := strconv.FormatFloat(f, 'e', -1, 64)
	d := Decimal{Negative: strings.HasPrefix(text, "-")}
	text = strings.TrimPrefix(text, "-")
	mantissa, exponent, _ := strings.Cut(text, "e")
	e, _ := strconv.Atoi(exponent) // FormatFloat writes one
	return d.with(strings.Replace(mantissa, ".", "", 1), e+1)
}

// FromInt answers an integer.
func FromInt(n *big.Int) Decimal {
	text := new(big.Int).Abs(n).String()
	return Decimal{Negative: n.Sign() < 0}.with(text, len(text))
}

// Parse reads a number in decimal notation, as the language writes it. ok is false if it is none.
func Parse(text string) (d Decimal, ok bool) {
	d.Negative = strings.HasPrefix(text, "-")
	text = strings.TrimLeft(text, "+-")
	if text == "Infinity" {
		d.Inf = true
		return d, true
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if whole+fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return d, false
	}
	e := 0
	if exponent != "" {
		var err error
		if e, err = strconv.Atoi(exponent); err != nil {
			return d, false
		}
	}
	return d.with(whole+fraction, len(whole)+e), true
}

// with answers the number with digits, of which the first stands for 10^(exponent-1).
func (d Decimal) with(digits string, exponent int) Decimal {
	trimmed := strings.TrimLeft(digits, "0")
	exponent -= len(digits) - len(trimmed)
	d.digits, d.exponent = strings.TrimRight(trimmed, "0"), exponent
	if d.digits == "" {
		d.exponent = 0
	}
	return d
}

// Zero answers whether the number is zero.
func (d Decimal) Zero() bool { return d.digits == "" && !d.NaN && !d.Inf }

// shift answers the number times 10^n.
func (d Decimal) shift(n int) Decimal {
	if d.digits != "" {
		d.exponent += n
	}
	return d
}

// round answers the number with digits down to 10^place only, by a rounding mode.
func (d Decimal) round(place int, mode string) Decimal {
	keep := d.exponent - place // digits
	if d.digits == "" || keep >= len(d.digits) {
		return d
	}
	kept, rest := "", d.digits
	if keep > 0 {
		kept, rest = d.digits[:keep], d.digits[keep:]
	} else {
		rest = strings.Repeat("0", -keep) + rest
	}
	half := strings.Compare(rest, "5") // -1, 0 or 1: below, at or above one half
	if half > 0 && rest[0] < '5' {
		half = -1
	}
	odd := kept != "" && (kept[len(kept)-1]-'0')%2 == 1
	up := false
	switch mode {
	case "ceil":
		up = !d.Negative
	case "floor":
		up = d.Negative
	case "expand":
		up = true
	case "trunc":
	case "halfCeil":
		up = half > 0 || half == 0 && !d.Negative
	case "halfFloor":
		up = half > 0 || half == 0 && d.Negative
	case "halfTrunc":
		up = half > 0
	case "halfEven":
		up = half > 0 || half == 0 && odd
	default: // halfExpand
		up = half >= 0
	}
	if !up {
		return d.with(kept, d.exponent)
	}
	n, _ := new(big.Int).SetString("0"+kept, 10)
	text := n.Add(n, big.NewInt(1)).String()
	return d.with(text, place+len(text))
}

// roundTo is round to a multiple of 10^place.
func (d Decimal) roundTo(increment, place int, mode string) Decimal {
	if increment == 1 || d.digits == "" {
		return d.round(place, mode)
	}
	whole, fraction := d.shift(-place).plain()
	n, _ := new(big.Int).SetString(whole, 10)
	n, rest := n.QuoRem(n, big.NewInt(int64(increment)), new(big.Int))
	// The quotient with one more digit, which says on which side of the half the rest is.
	side := byte('0')
	if exact := strings.Trim(fraction, "0") == ""; rest.Sign() > 0 || !exact {
		switch half := rest.Lsh(rest, 1).Cmp(big.NewInt(int64(increment))); {
		case half > 0 || half == 0 && !exact || increment%2 == 1 && rest.Int64() == int64(increment)-1 && fraction > "5":
			side = '6'
		case half == 0 || increment%2 == 1 && rest.Int64() == int64(increment)-1 && strings.TrimRight(fraction, "0") == "5":
			side = '5'
		default:
			side = '1'
		}
	}
	q := n.String() + string(side)
	r := d.with(q, len(q)-1).round(0, mode)
	if r.digits == "" {
		return r
	}
	whole, _ = r.plain()
	n.SetString(whole, 10)
	text := n.Mul(n, big.NewInt(int64(increment))).String()
	return d.with(text, len(text)+place)
}

// plain answers the digits before and behind the point; the first are at least "0".
func (d Decimal) plain() (whole, fraction string) {
	switch {
	case d.digits == "":
		return "0", ""
	case d.exponent <= 0:
		return "0", strings.Repeat("0", -d.exponent) + d.digits
	case d.exponent >= len(d.digits):
		return d.digits + strings.Repeat("0", d.exponent-len(d.digits)), ""
	}
	return d.digits[:d.exponent], d.digits[d.exponent:]
}
