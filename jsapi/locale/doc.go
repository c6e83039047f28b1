// Package locale is the algorithms of https://tc39.es/ecma402/: numbers, dates, plurals, lists, relative times and names, as text
// and in parts.
//
// What the real runtime writes in each of its languages and regions is recorded as patterns, names and symbols in data.zip, by
// "go run ./conformance/locales"; a locale is read when it is first asked for. Where the calendar of a language is not the
// Gregorian or the Buddhist one there is no data, and [Find] says so.
package locale

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
