package locale

import (
	"errors"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Canonical answers a tag as the standard writes it, false if it is none.
// https://tc39.es/ecma402/#sec-canonicalizeunicodelocaleid
func Canonical(text string) (string, bool) {
	if strings.ContainsAny(text, "_ ") || text == "" {
		return "", false
	}
	tag, err := language.Parse(text)
	var unknown language.ValueError
	switch {
	case err != nil && !errors.As(err, &unknown):
		return "", false
	case err != nil: // well-formed, of parts that are not known
		return cased(text), true
	}
	return strings.ReplaceAll(tag.String(), "-ca-islamicc", "-ca-islamic-civil"), true
}

// cased answers a tag with its parts in the case that is theirs. https://www.rfc-editor.org/rfc/rfc5646#section-2.1.1
func cased(tag string) string {
	parts := strings.Split(strings.ToLower(tag), "-")
	for n, p := range parts {
		switch {
		case len(p) == 1:
			return strings.Join(parts, "-") // extensions are lower case
		case n > 0 && len(p) == 2:
			parts[n] = strings.ToUpper(p)
		case n > 0 && len(p) == 4 && p[0] > '9':
			parts[n] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}

// Likely answers a language, script and region with what they leave out, or without what may be left out.
// https://www.unicode.org/reports/tr35/#Likely_Subtags
func Likely(lang, script, region string, minimal bool) []string {
	full := func(parts ...string) []string {
		tag := language.Make(strings.Join(slices.DeleteFunc(append([]string{}, parts...), func(p string) bool { return p == "" }), "-"))
		b, _ := tag.Base()
		s, _ := tag.Script()
		r, _ := tag.Region()
		return []string{b.String(), s.String(), r.String()}
	}
	most := full(lang, script, region)
	if !minimal {
		return most
	}
	for _, few := range [][]string{{most[0], "", ""}, {most[0], "", most[2]}, {most[0], most[1], ""}} {
		if slices.Equal(full(few...), most) {
			return few
		}
	}
	return most
}

// Region is what is known of one: the first day of its week, from Monday, which is 1, the days of its weekend, its
// time zones and its calendars.
type Region struct {
	FirstDay                  string
	Weekend, Zones, Calendars []string
}

// RegionOf answers the region with a code; of one that nothing is known of it is that of the world.
func RegionOf(code string) Region {
	library.Lock()
	defer library.Unlock()
	open()
	if library.regions == nil {
		library.regions = map[string]Region{}
		for _, line := range lines("regions") {
			f := strings.Split(line, "\t")
			library.regions[f[0]] = Region{f[1], strings.Fields(f[2]), strings.Fields(f[3]), strings.Fields(f[4])}
		}
	}
	if r, ok := library.regions[code]; ok {
		return r
	}
	return Region{FirstDay: "1", Weekend: []string{"6", "7"}, Calendars: []string{"gregory"}}
}

// Collations answers the orders that the locale has beside its usual one.
func (l *Locale) Collations() []string { return strings.Fields(l.text("collations")) }

// Direction answers how the locale is written, ltr or rtl.
func (l *Locale) Direction() string { return l.text("direction") }
