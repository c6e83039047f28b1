package locale

import (
	"archive/zip"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

// packed is what the real runtime says, as "go run ./conformance/locales" records it: the keys of all texts, and of each
// locale the texts in that order.
//
//go:embed data.zip
var packed string

// Default is the locale of who asks for none, or for one that nobody knows.
const Default = "en-US"

// Locale is what one locale has: texts and patterns by key.
type Locale struct {
	// Name is the locale that the texts are of: a language, or a language and a region.
	Name string

	keys    map[string]int
	texts   []string
	symbols symbols
}

// library is what has been read of the data so far.
var library struct {
	sync.Mutex
	files               map[string]*zip.File
	keys                map[string]int
	available           map[string]string // the locale in the data that a tag stands for, "" if there is none
	plurals, collations map[string]bool
	zones               map[string]string // the number of a group of zones, by zone
	locales             map[string]*Locale
	regions             map[string]Region // nil until one is asked for
}

// open reads what is the same for all locales. The lock is held.
func open() {
	if library.files != nil {
		return
	}
	z, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	if err != nil {
		panic(err) // the data is part of the program
	}
	library.files = map[string]*zip.File{}
	for _, f := range z.File {
		library.files[f.Name] = f
	}
	library.keys, library.available = map[string]int{}, map[string]string{}
	library.zones, library.locales = map[string]string{}, map[string]*Locale{}
	for n, key := range lines("keys") {
		library.keys[key] = n
	}
	for _, line := range lines("available") {
		tag, name, _ := strings.Cut(line, "\t")
		library.available[tag] = name
	}
	library.plurals, library.collations = map[string]bool{}, map[string]bool{}
	for _, tag := range lines("plurals") {
		library.plurals[tag] = true
	}
	for _, tag := range lines("collations") {
		library.collations[tag] = true
	}
	for n, group := range lines("zones") {
		for zone := range strings.FieldsSeq(group) {
			library.zones[zone] = fmt.Sprint(n)
		}
	}
}

// lines reads one file of the data.
func lines(name string) []string {
	r, err := library.files[name].Open()
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return strings.Split(string(text), "\n")
}

// MissingError reports a locale that the platform has and dodev has not.
type MissingError struct{ Tag string }

// Error names the locale and what to do.
func (e *MissingError) Error() string {
	return fmt.Sprintf("dodev has no data of the locale %s yet; ask for one that Intl.NumberFormat.supportedLocalesOf() answers on dodev", e.Tag)
}

// Best answers the first of the tags that a service of the platform has a locale for, or the part of it that it has; the
// default if there is none. Tags are canonical and without extensions.
// https://tc39.es/ecma402/#sec-lookupmatchinglocalebyprefix
func Best(tags []string, service string) string {
	library.Lock()
	defer library.Unlock()
	open()
	has := func(tag string) bool {
		switch service {
		case "PluralRules":
			return library.plurals[tag]
		case "Collator":
			return library.collations[tag]
		}
		_, ok := library.available[tag]
		return ok
	}
	for _, tag := range tags {
		for {
			if has(tag) {
				return tag
			}
			cut := strings.LastIndexByte(tag, '-')
			if cut < 0 {
				break
			}
			tag = tag[:cut]
		}
	}
	return Default
}

// Find answers a locale that the platform has.
func Find(tag string) (*Locale, error) {
	library.Lock()
	defer library.Unlock()
	open()
	if l := library.locales[tag]; l != nil {
		return l, nil
	}
	name := library.available[tag]
	if name == "" {
		return nil, &MissingError{tag}
	}
	l := library.locales[name]
	if l == nil {
		l = &Locale{Name: name, keys: library.keys, texts: lines(name)}
		if language, _, region := strings.Cut(name, "-"); region {
			base := lines(language)
			for n, text := range l.texts {
				if text == "=" {
					l.texts[n] = base[n]
				}
			}
		}
		l.symbols = l.readSymbols()
		library.locales[name] = l
	}
	library.locales[tag] = l
	return l, nil
}

// Supported answers whether the platform has a locale, or a part of its tag, and dodev too.
func Supported(tag string) bool {
	best := Best([]string{tag}, "")
	language, _, _ := strings.Cut(tag, "-")
	if found, _, _ := strings.Cut(best, "-"); found != language {
		return false
	}
	_, err := Find(best)
	return err == nil
}

// text answers a text, "" if the locale has none.
func (l *Locale) text(key string) string {
	if n, ok := l.keys[key]; ok {
		return l.texts[n]
	}
	return ""
}

// list answers the texts of a key.
func (l *Locale) list(key string) []string { return strings.Split(l.text(key), "\t") }

// choice answers the text of a plural category.
func (l *Locale) choice(key, category string) string {
	other := ""
	for text := range strings.SplitSeq(l.text(key), "\t") {
		name, value, _ := strings.Cut(text, "=")
		switch {
		case name == category:
			return value
		case name == "other" || other == "": // any is better than none
			other = value
		}
	}
	return other
}

// compact is choice for what may have a text of its own for just one.
func (l *Locale) compact(key string, n operands) string {
	if n == (operands{whole: "1"}) {
		for text := range strings.SplitSeq(l.text(key), "\t") {
			if one, ok := strings.CutPrefix(text, "1="); ok {
				return one
			}
		}
	}
	return l.choice(key, l.cardinal(n))
}

// Zones answers the names of the time zones that the platform knows.
func Zones() []string {
	library.Lock()
	defer library.Unlock()
	open()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(library.zones)), func(zone string) bool { return zone == "UTC" }) // which it does not list
}

// Keys answers the ends of the keys that begin with a text, in order.
func Keys(prefix string) []string {
	library.Lock()
	defer library.Unlock()
	open()
	var found []string
	for key := range library.keys {
		if end, ok := strings.CutPrefix(key, prefix); ok {
			found = append(found, end)
		}
	}
	slices.Sort(found)
	return found
}

// known answers whether there is a key.
func known(key string) bool {
	library.Lock()
	defer library.Unlock()
	open()
	_, ok := library.keys[key]
	return ok
}

// Currencies answers the codes of the currencies that have a name, in order.
func Currencies() []string {
	return slices.DeleteFunc(Keys("currency "), func(end string) bool { return len(end) != 3 })
}

// Clock answers how the locale counts hours: by itself, to twelve, and to twenty-four.
func (l *Locale) Clock() []string { return l.list("hourCycle") }

// Calendar answers the calendar that the locale has if none is asked for.
func (l *Locale) Calendar() string { return l.list("calendar")[0] }

// NumberRange answers the pattern of two numbers, and that of two that are written the same.
func (l *Locale) NumberRange() []string { return l.list("range number") }
