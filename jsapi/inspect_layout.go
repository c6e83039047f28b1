package jsapi

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// breakLength is how wide a line may become before what is on it is spread over several.
const breakLength = 80

// compact is how many levels of nesting may share a line.
const compact = 3

func utf16Of(s string) []uint16 { return utf16.Encode([]rune(s)) }

// units is a string's length as a script counts it.
func units(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r > 0xffff {
			n++
		}
	}
	return n
}

// columns is how wide a terminal shows a string.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch k := width.LookupRune(r).Kind(); {
		case r < ' ', unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), unicode.Is(unicode.Cf, r):
		case k == width.EastAsianWide, k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// quote writes a string as source code, in the quotes that need the fewest escapes.
func quote(u []uint16) string {
	has := func(c uint16) bool {
		for _, x := range u {
			if x == c {
				return true
			}
		}
		return false
	}
	mark := uint16('\'')
	if has('\'') {
		switch {
		case !has('"'):
			mark = '"'
		case !has('`') && !strings.Contains(string(utf16.Decode(u)), "${"):
			mark = '`'
		}
	}
	var b strings.Builder
	b.WriteByte(byte(mark))
	for n := 0; n < len(u); n++ {
		c := u[n]
		switch {
		case c == mark || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(byte(c))
		case c < ' ' || 0x7f <= c && c <= 0x9f:
			if i := strings.IndexByte("\b\t\n\f\r", byte(c)); i >= 0 && c < 0x7f {
				b.WriteByte('\\')
				b.WriteByte("btnfr"[i])
			} else {
				fmt.Fprintf(&b, "\\x%02X", c)
			}
		case c&0xfc00 == 0xd800 && n+1 < len(u) && u[n+1]&0xfc00 == 0xdc00:
			b.WriteRune(utf16.DecodeRune(rune(c), rune(u[n+1])))
			n++
		case c&0xf800 == 0xd800:
			fmt.Fprintf(&b, "\\u%04x", c)
		default:
			b.WriteRune(rune(c))
		}
	}
	b.WriteByte(byte(mark))
	return b.String()
}

// frame is what surrounds the parts of an object.
type frame struct {
	base        string // before the brackets: a function, an error, a date
	open, close string
	list        bool // the parts are elements, which may stand in columns
	numbers     bool // all elements are numbers, which align right
	more        bool // the last part says how many are not shown
}

// join puts parts on one line if they fit and do not nest too deep, otherwise on lines of their own.
func (p *inspector) join(parts []string, f frame, level int) string {
	entries := len(parts)
	if p.layout.Dense {
		return p.dense(parts, f)
	}
	if f.list && entries > 6 && p.layout.Compact > 0 {
		parts = p.inColumns(parts, f)
	}
	base := f.base
	if base != "" {
		base += " "
	}
	if p.deepest-level < p.layout.Compact && entries == len(parts) {
		start := len(parts) + p.indent + units(f.open) + units(f.base) + 10
		line := strings.Join(parts, ", ")
		if p.fits(parts, start) && !strings.Contains(f.base, "\n") && !strings.Contains(line, "\n") {
			return base + f.open + " " + line + " " + f.close
		}
	}
	indent := "\n" + strings.Repeat(" ", p.indent)
	return base + f.open + indent + "  " + strings.Join(parts, ","+indent+"  ") + indent + f.close
}

// dense is the layout of before there was Compact: on one line if that is short enough.
func (p *inspector) dense(parts []string, f frame) string {
	base := f.base
	if base != "" {
		base = " " + base
	}
	if p.fits(parts, 0) && !strings.Contains(f.base, "\n") {
		return f.open + base + " " + strings.Join(parts, ", ") + " " + f.close
	}
	indent := "\n" + strings.Repeat(" ", p.indent) + "  "
	first := base + indent
	if base == "" && len(f.open) == 1 {
		first = " "
	}
	return f.open + first + strings.Join(parts, ","+indent) + " " + f.close
}

func (p *inspector) fits(parts []string, start int) bool {
	total := len(parts) + start
	for _, s := range parts {
		total += units(p.unstyled(s))
	}
	return total <= p.layout.Width
}

// inColumns arranges the elements of a long list as a table, about as high as it is wide.
func (p *inspector) inColumns(parts []string, f frame) []string {
	const gap = 2 // the comma and space between two elements
	shown := len(parts)
	if f.more {
		shown--
	}
	widths := make([]int, shown)
	total, widest := 0, 0
	for n := range shown {
		widths[n] = columns(p.unstyled(parts[n]))
		total += widths[n] + gap
		widest = max(widest, widths[n])
	}
	cell := widest + gap
	if cell*3+p.indent >= p.layout.Width || float64(total)/float64(cell) <= 5 && widest > 6 {
		return parts
	}
	bias := math.Sqrt(float64(cell) - float64(total)/float64(len(parts)))
	typical := math.Max(float64(cell)-3-bias, 1)
	across := min(int(math.Round(math.Sqrt(2.5*typical*float64(shown))/typical)), (p.layout.Width-p.indent)/cell, p.layout.Compact*4, 15)
	if across <= 1 {
		return parts
	}
	column := make([]int, across)
	for n, w := range widths {
		column[n%across] = max(column[n%across], w)
	}
	var lines []string
	for n := 0; n < shown; n += across {
		var line strings.Builder
		for at := n; at < min(n+across, shown); at++ {
			last := at+1 == min(n+across, shown)
			pad := strings.Repeat(" ", column[at-n]-widths[at])
			switch {
			case f.numbers:
				line.WriteString(pad + parts[at])
			case last:
				line.WriteString(parts[at])
			default:
				line.WriteString(parts[at])
			}
			if !last {
				line.WriteString(", ")
				if !f.numbers {
					line.WriteString(pad)
				}
			}
		}
		lines = append(lines, line.String())
	}
	if f.more {
		lines = append(lines, parts[shown])
	}
	return lines
}
