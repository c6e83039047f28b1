package ecma

import (
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// derived answers the binary properties that follow from others: https://www.unicode.org/reports/tr44/.
func derived(name string) (charset, bool) {
	extend := func() charset { return fromTable(unicode.Me, unicode.Mn, unicode.Other_Grapheme_Extend) }
	switch name {
	case "Grapheme_Extend":
		return extend(), true
	case "Grapheme_Base":
		return assigned().minus(fromTable(unicode.C, unicode.Zl, unicode.Zp)).minus(extend()), true
	case "Case_Ignorable": // with what breaks no word in its middle
		return fromTable(unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk).or(newCharset('\'', '\'', '.', '.', ':', ':',
			0xB7, 0xB7, 0x387, 0x387, 0x55F, 0x55F, 0x5F4, 0x5F4, 0x2018, 0x2019, 0x2024, 0x2024, 0x2027, 0x2027,
			0xFE13, 0xFE13, 0xFE52, 0xFE52, 0xFE55, 0xFE55, 0xFF07, 0xFF07, 0xFF0E, 0xFF0E, 0xFF1A, 0xFF1A)), true
	case "Changes_When_Lowercased":
		return changing(cases.Lower(language.Und)), true
	case "Changes_When_Uppercased":
		return changing(cases.Upper(language.Und)), true
	case "Changes_When_Titlecased":
		return changing(cases.Title(language.Und, cases.NoLower)), true
	case "Changes_When_Casefolded":
		return changing(cases.Fold()), true
	case "Changes_When_Casemapped":
		return changing(cases.Lower(language.Und)).or(changing(cases.Upper(language.Und))).or(changing(cases.Title(language.Und, cases.NoLower))), true
	}
	return nil, false
}

// changing answers the characters that a mapping of case changes.
func changing(caser cases.Caser) charset {
	var s charset
	for _, x := range fromTable(unicode.L, unicode.M, unicode.Nl, unicode.So) {
		for c := x.first; c <= x.last; c++ {
			if text := norm.NFD.String(string(c)); caser.String(text) != text {
				s = append(s, span{c, c})
			}
		}
	}
	return s.normal()
}
