// Package locale is the algorithms of https://tc39.es/ecma402/ for the one locale that dodev has, American English: numbers,
// dates, plurals, lists and relative times as text and in parts.
//
// Other locales are not there. As the standard has it, who asks for one gets the default.
package locale

// Name is the locale.
const Name = "en-US"

// Part is a piece of a formatted text.
type Part struct{ Type, Value string }

// Text joins parts.
func Text(parts []Part) string {
	n := 0
	for _, p := range parts {
		n += len(p.Value)
	}
	b := make([]byte, 0, n)
	for _, p := range parts {
		b = append(b, p.Value...)
	}
	return string(b)
}
