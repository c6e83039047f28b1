package locale

import (
	"slices"
	"strings"
	"time"
)

// RangePart is a part of what is written for two moments: of the first, startRange, of the second, endRange, or of both,
// shared.
type RangePart struct {
	Part
	Source string
}

// differs answers the greatest field in which two moments differ: y, M, d, a, h, i, s or f, or "" if they do not.
func differs(a, b time.Time) string {
	switch {
	case a.Year() != b.Year():
		return "y"
	case a.Month() != b.Month():
		return "M"
	case a.Day() != b.Day():
		return "d"
	case a.Hour()/12 != b.Hour()/12:
		return "a"
	case a.Hour() != b.Hour():
		return "h"
	case a.Minute() != b.Minute():
		return "i"
	case a.Second() != b.Second():
		return "s"
	case a.Nanosecond() != b.Nanosecond():
		return "f"
	}
	return ""
}

// Range answers two moments in pieces; what they have in common is said once where the locale has it so.
func (f *DateFormat) Range(from, to time.Time) []RangePart {
	from, to = from.In(f.Zone), to.In(f.Zone)
	field := differs(from, to)
	onDay := strings.Contains("ahisf", field)
	date, clock := f.datePattern() != "", f.timePattern() != ""
	if !date && clock && !onDay { // the day has to be said
		whole := *f
		whole.Year, whole.Month, whole.Day = "numeric", "numeric", "numeric"
		return whole.Range(from, to)
	}
	if clock && f.Weekday != "" && f.Year+f.Month+f.Day == "" && !onDay && field != "" { // so has what differs
		whole := *f
		switch whole.Day = "numeric"; field {
		case "y":
			whole.Year = "numeric"
			fallthrough
		case "M":
			whole.Month = "numeric"
		}
		return whole.Range(from, to)
	}
	first, second := f.Parts(from), f.Parts(to)
	if slices.Equal(first, second) && !(field == "y" && f.Month != "" && !clock) {
		return sourced(first, "shared")
	}
	if f.Hour == "2-digit" { // which does not count in ranges
		whole := *f
		whole.Hour = "numeric"
		f = &whole
		first, second = f.Parts(from), f.Parts(to)
	}
	if pattern := f.rangePattern(field, onDay); pattern != "" {
		return f.fillRange(pattern, from, to)
	}
	if date && clock && onDay { // the day is said once, the times are a range of their own
		day, times := *f, *f
		day.TimeStyle, day.Hour, day.Minute, day.Second, day.FractionDigits, day.ZoneName, day.DayPeriod = "", "", "", "", 0, "", ""
		times.DateStyle, times.Weekday, times.Era, times.Year, times.Month, times.Day = "", "", "", "", "", ""
		return f.around(f.joint(), times.Range(from, to), sourced(day.Parts(from), "shared"))
	}
	return f.around(f.Locale.text("range"), sourced(first, "startRange"), sourced(second, "endRange"))
}

func sourced(parts []Part, source string) (list []RangePart) {
	for _, p := range parts {
		list = append(list, RangePart{p, source})
	}
	return list
}

// around puts two texts, {0} and {1}, in a pattern.
func (f *DateFormat) around(pattern string, zero, one []RangePart) (list []RangePart) {
	for _, p := range fill(pattern, func(name string) []Part { return []Part{{"field", name}} }) {
		switch {
		case p.Type != "field":
			list = append(list, RangePart{p, "shared"})
		case p.Value == "0":
			list = append(list, zero...)
		default:
			list = append(list, one...)
		}
	}
	return list
}

// rangePattern answers the pattern of two moments that differ in a field, "" if the locale has none for what is shown.
func (f *DateFormat) rangePattern(field string, onDay bool) string {
	switch {
	case f.Era != "" || f.ZoneName != "" || f.DayPeriod != "" || f.FractionDigits > 0 || f.Second != "":
		return ""
	case f.datePattern() == "" && onDay:
		key := ""
		switch {
		case f.TimeStyle == "short" && f.half() == strings.HasPrefix(f.Locale.Clock()[0], "h1"):
			key = "timeStyle short"
		case f.TimeStyle == "" && f.Hour == "numeric" && f.Minute != "":
			key = "hm"
		case f.TimeStyle == "" && f.Hour == "numeric":
			key = "h"
		default:
			return ""
		}
		if f.TimeStyle == "" {
			key += map[bool]string{true: " h12", false: " h23"}[f.half()]
		}
		return f.Locale.text("range " + key + " " + field)
	case f.timePattern() == "" && !onDay:
		key := f.DateStyle
		if key == "" {
			key = strings.NewReplacer("dd", "d", "MMMMM", "MMMMM", "MMMM", "MMMM", "MMM", "MMM", "MM", "M", "yy", "y").Replace(f.skeleton())
		}
		pattern := f.Locale.text("range " + key + " " + field)
		if f.Year == "2-digit" {
			pattern = strings.NewReplacer("{y}", "{yy}", "{<y}", "{<yy}", "{>y}", "{>yy}").Replace(pattern)
		}
		return pattern
	}
	return ""
}

// fillRange fills a pattern whose fields say which of the two they are of.
func (f *DateFormat) fillRange(pattern string, from, to time.Time) (list []RangePart) {
	for _, p := range fill(pattern, func(name string) []Part { return []Part{{"field", name}} }) {
		if p.Type != "field" {
			list = append(list, RangePart{p, "shared"})
			continue
		}
		source, at, name := "shared", from, p.Value
		switch name[0] {
		case '<':
			source, name = "startRange", name[1:]
		case '>':
			source, at, name = "endRange", to, name[1:]
		}
		if literal, ok := strings.CutPrefix(name, "'"); ok {
			list = append(list, RangePart{Part{"literal", literal}, source})
			continue
		}
		list = append(list, RangePart{f.field(name, at), source})
	}
	return list
}
