package locale

import "strings"

// DisplayName answers what a code stands for, "" if that is not known: typ is language, region, script, currency, calendar or
// dateTimeField, style long, short or narrow. https://tc39.es/ecma402/#sec-Intl.DisplayNames.prototype.of
func (l *Locale) DisplayName(typ, code, style string, dialect bool) string {
	if typ == "language" {
		return l.languageName(code, style, dialect)
	}
	return l.styled("name "+typ+" "+code, style)
}

// styled answers the name of a key in a style; styles that are the long one again are left out.
func (l *Locale) styled(key, style string) string {
	names := l.list(key)
	n := map[string]int{"short": 1, "narrow": 2}[style]
	if n < len(names) {
		return names[n]
	}
	return names[0]
}

func (l *Locale) languageName(tag, style string, dialect bool) string {
	if dialect {
		if name := l.styled("name dialectlanguage "+tag, style); name != "" {
			return name
		}
	}
	parts := strings.Split(tag, "-")
	base := l.styled("name language "+parts[0], style)
	if base == "" {
		return ""
	}
	var script, region string
	for _, p := range parts[1:] {
		switch {
		case len(p) == 4:
			if script = l.text("name inner " + p); script == "" {
				script = l.styled("name script "+p, style)
			}
			if script == "" {
				script = p
			}
		default:
			if region = l.styled("name region "+p, style); region == "" {
				region = p
			}
		}
	}
	patterns := l.list("name pattern") // of one more, and of two
	switch {
	case script != "" && region != "":
		return strings.NewReplacer("{0}", base, "{1}", script, "{2}", region).Replace(patterns[1])
	case script+region != "":
		return strings.NewReplacer("{0}", base, "{1}", script+region).Replace(patterns[0])
	}
	return base
}
