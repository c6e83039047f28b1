package jsapi

import (
	"regexp"
	"strings"
)

// style is the pair of codes that begins and ends a terminal's color or weight.
type style struct{ on, off string }

var (
	bold    = style{"1", "22"}
	red     = style{"31", "39"}
	green   = style{"32", "39"}
	yellow  = style{"33", "39"}
	magenta = style{"35", "39"}
	grey    = style{"90", "39"}
	special = style{"36", "39"} // what is no value's own text
)

// styled colors a text if the options ask for it.
func (p *inspector) styled(text string, s style) string {
	if !p.options.Colors {
		return text
	}
	return "\x1b[" + s.on + "m" + text + "\x1b[" + s.off + "m"
}

var styles = regexp.MustCompile("\x1b\\[[0-9;]*m")

// unstyled is a text as wide as it is shown.
func (p *inspector) unstyled(text string) string {
	if !p.options.Colors || !strings.Contains(text, "\x1b") {
		return text
	}
	return styles.ReplaceAllString(text, "")
}

func (p *inspector) styledKey(k key, enumerable bool) string {
	text := keyText(k, enumerable)
	if k.symbol != nil || strings.HasPrefix(text, "'") || strings.HasPrefix(text, `"`) || strings.HasPrefix(text, "`") {
		return p.styled(text, green)
	}
	return text
}

// separated puts underscores between the thousands of a number, and of its fraction.
func separated(text string) string {
	digits, end := text, ""
	if strings.HasSuffix(text, "n") {
		digits, end = text[:len(text)-1], "n"
	}
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	if strings.Trim(whole+fraction, "0123456789") != "" {
		return text
	}
	var b strings.Builder
	for n := range len(whole) {
		if n > 0 && (len(whole)-n)%3 == 0 {
			b.WriteByte('_')
		}
		b.WriteByte(whole[n])
	}
	if fraction != "" {
		b.WriteByte('.')
		for n := range len(fraction) {
			if n > 0 && n%3 == 0 {
				b.WriteByte('_')
			}
			b.WriteByte(fraction[n])
		}
	}
	return sign + b.String() + end
}
