package ecma

import (
	"fmt"
	"strings"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
)

// The library beneath the engine tells the classes of a pattern apart by what they are as text, where one surrogate is
// like any other: of [\ud800-\udbff][\udc00-\udfff] both are the first. Patterns by the unit, as programs have them for
// emoji, are written so that no two classes are alike.

// guards are characters that nobody writes, one for each class that must not be like those before it.
var guards = []rune("\uFDD0\uFDD1\uFDD2\uFDD3\uFDD4\uFDD5\uFDD6\uFDD7\uFDD8\uFDD9\uFDDA\uFDDB\uFDDC\uFDDD\uFDDE\uFDDF" +
	"\uFDE0\uFDE1\uFDE2\uFDE3\uFDE4\uFDE5\uFDE6\uFDE7\uFDE8\uFDE9\uFDEA\uFDEB\uFDEC\uFDED\uFDEE\uFDEF")

// apart answers a pattern without the flag u whose classes of surrogates are not alike, and whether there were such.
func apart(source goja.String) (string, bool) {
	text := byUnit(source)
	var b strings.Builder
	seen := map[string]string{}
	unused := guards
	from := 0 // of what was not copied yet
	for at := 0; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '[':
			end := classEnd(text, at)
			class := text[at:end]
			if strings.Contains(strings.ToLower(class), `\ud`) {
				other, known := seen[class]
				if !known {
					other = class
					if len(seen) > 0 {
						other, unused = guarded(class, unused)
					}
					seen[class] = other
				}
				b.WriteString(text[from:at])
				b.WriteString(other)
				from = end
			}
			at = end - 1
		}
	}
	if len(seen) < 2 {
		return "", false
	}
	return b.String() + text[from:], true
}

// guarded answers an expression that matches as a class does, with one of the guards in it, and the others.
func guarded(class string, unused []rune) (string, []rune) {
	rx, err := regexp2.Compile(class, regexp2.ECMAScript)
	if err != nil {
		return class, unused // the engine says so, too
	}
	negated := strings.HasPrefix(class, "[^")
	for i, guard := range unused {
		if in, _ := rx.MatchRunes([]rune{guard}); in != negated {
			continue // it is one of the class: to name it again would change nothing
		}
		with := class[:len(class)-1] + string(guard) + "]"
		if negated {
			return fmt.Sprintf("(?:%c|%s)", guard, with), unused[i+1:]
		}
		return fmt.Sprintf("(?:(?!%c)%s)", guard, with), unused[i+1:]
	}
	return class, unused
}

// classEnd answers where the class that begins at an index is over.
func classEnd(text string, at int) int {
	for at++; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case ']':
			return at + 1
		}
	}
	return len(text)
}

// byUnit answers a pattern with its surrogates, which no Go string holds, as escapes.
func byUnit(source goja.String) string {
	var b strings.Builder
	escaped := false
	for i := range source.Length() {
		c := rune(source.CharAt(i))
		surrogate := c&0xF800 == 0xD800
		if escaped && !surrogate {
			b.WriteByte('\\')
		}
		switch {
		case surrogate:
			fmt.Fprintf(&b, `\u%04x`, c)
		case c == '\\' && !escaped:
			escaped = true
			continue
		default:
			b.WriteRune(c)
		}
		escaped = false
	}
	if escaped {
		b.WriteByte('\\')
	}
	return b.String()
}
