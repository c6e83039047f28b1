package locale

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// DateFormat is how dates are written, https://tc39.es/ecma402/#sec-intl-datetimeformat-internal-slots. Each field is "" if
// it is not shown; the fields are as they were asked for.
type DateFormat struct {
	Locale    *Locale
	Numbering string
	Zone      *time.Location
	// DateStyle and TimeStyle are full, long, medium or short; with them the fields do not count.
	DateStyle, TimeStyle string

	Weekday, Era, Year, Month, Day string
	DayPeriod                      string
	Hour, Minute, Second           string
	FractionDigits                 int
	ZoneName                       string
	ISO                            bool   // digits of dates in the order of ISO 8601
	HourCycle                      string // h11, h12, h23, h24
}

var letters = map[string]map[string]string{
	"weekday": {"short": "E", "long": "EEEE", "narrow": "EEEEE"},
	"year":    {"numeric": "y", "2-digit": "yy"},
	"month":   {"numeric": "M", "2-digit": "MM", "short": "MMM", "long": "MMMM", "narrow": "MMMMM"},
	"day":     {"numeric": "d", "2-digit": "dd"},
	"clock":   {"numeric": "n", "2-digit": "2", "": "-"},
}

// half answers whether hours are counted to twelve.
func (f *DateFormat) half() bool { return f.HourCycle == "h11" || f.HourCycle == "h12" }

// skeleton answers the letters of the fields of the date.
func (f *DateFormat) skeleton() string {
	return letters["weekday"][f.Weekday] + letters["year"][f.Year] + letters["month"][f.Month] + letters["day"][f.Day]
}

// datePattern answers the pattern of the date, "" if there is none.
func (f *DateFormat) datePattern() string {
	if f.DateStyle != "" {
		return f.Locale.text("dateStyle " + f.DateStyle)
	}
	skeleton := f.skeleton()
	if f.ISO && (f.Year != "" || f.Month != "" || f.Day != "") {
		return f.isoPattern()
	}
	switch {
	case f.Era == "":
		return f.Locale.text("date " + skeleton)
	case skeleton == "":
		return "{G}"
	case f.Year == "" && f.Month != "" && f.Day == "" && f.Weekday == "": // what no language has a pattern for is said with its name
		return "{G} (" + f.Locale.styled("name dateTimeField month", "long") + ": " + f.Locale.text("date "+skeleton) + ")"
	case f.Year == "":
		return "{G} " + f.Locale.text("date "+skeleton)
	}
	if pattern := f.Locale.text("date G" + skeleton); pattern != "" {
		return pattern
	}
	return f.Locale.text("date "+skeleton) + " {G}"
}

// timePattern is datePattern for the time of the day.
func (f *DateFormat) timePattern() string {
	if f.TimeStyle != "" {
		cycle := "h23"
		if f.half() {
			cycle = "h12"
		}
		return f.Locale.text("timeStyle " + f.TimeStyle + " " + cycle)
	}
	if f.Hour == "" && f.Minute == "" && f.Second == "" && f.FractionDigits == 0 {
		if f.DayPeriod != "" {
			return "{B}"
		}
		return ""
	}
	cycle := ""
	if f.Hour != "" {
		if cycle = "h23"; f.half() {
			cycle = "h12"
		}
	}
	if f.Hour != "" && f.Minute == "" && (f.Second != "" || f.FractionDigits > 0) { // what no language has a pattern for is said with its name
		hours := *f
		hours.Second, hours.FractionDigits = "", 0
		seconds := "{s}"
		if f.FractionDigits > 0 {
			seconds = f.Locale.text("time  --" + letters["clock"]["numeric"] + "f")
			if f.Second == "" {
				return hours.timePattern() + " ├F14: {f}┤" // as it is called where languages begin
			}
		}
		return hours.timePattern() + " (" + f.Locale.styled("name dateTimeField second", "long") + ": " + seconds + ")"
	}
	clock := letters["clock"]
	second := f.Second
	if second == "" && f.Minute != "" && f.FractionDigits > 0 { // which is of a second
		second = "2-digit"
	}
	fields := clock[f.Hour] + clock[f.Minute] + clock[second]
	if f.DayPeriod != "" && cycle == "h12" {
		if pattern := f.Locale.text("time B " + strings.ReplaceAll(fields, "2", "n")); pattern != "" {
			return pattern
		}
	}
	if f.FractionDigits > 0 {
		fields += "f"
		if fields == "---f" {
			return "{f}"
		}
	}
	pattern := f.Locale.text("time " + cycle + " " + fields)
	if f.DayPeriod != "" && cycle == "h12" {
		pattern = strings.Replace(pattern, "{a}", "{B}", 1)
	}
	return pattern
}

// isoPattern answers the pattern of the digits of a date, "" if it is shown in words.
func (f *DateFormat) isoPattern() string {
	if f.Weekday != "" || f.Era != "" || len(letters["month"][f.Month]) > 2 {
		return ""
	}
	var fields []string
	for _, one := range [][2]string{{f.Year, "{y}"}, {f.Month, "{mm}"}, {f.Day, "{dd}"}} {
		if one[0] != "" {
			fields = append(fields, one[1])
		}
	}
	return strings.Join(fields, "-")
}

// Written answers whether there is a pattern for what is shown.
func (f *DateFormat) Written() bool {
	if f.ISO && (f.DateStyle != "" || f.Year == "2-digit" || f.Year+f.Month+f.Day == "" && f.Weekday+f.Era != "") {
		return false
	}
	dated := f.DateStyle + f.Weekday + f.Era + f.Year + f.Month + f.Day
	timed := f.TimeStyle + f.DayPeriod + f.Hour + f.Minute + f.Second
	return (dated == "" || f.datePattern() != "") && (timed == "" && f.FractionDigits == 0 || f.timePattern() != "")
}

// joint answers the pattern that puts a date, {1}, and a time, {0}, together.
func (f *DateFormat) joint() string {
	key := "M"
	switch {
	case f.DateStyle != "":
		key = f.DateStyle
	case f.Month == "long" && f.Weekday != "":
		key = "EMMMM"
	case f.Month == "long":
		key = "MMMM"
	case f.Month == "short":
		key = "MMM"
	}
	return f.Locale.text("join " + key)
}

// pattern answers the pattern of all.
func (f *DateFormat) pattern() string {
	if pattern := f.special(); pattern != "" {
		return pattern
	}
	date, clock := f.datePattern(), f.timePattern()
	if f.ZoneName != "" && date != "" {
		if zoned := f.zoned(); zoned != "" {
			return strings.NewReplacer("{0}", zoned, "{1}", date).Replace(f.joint())
		}
	}
	pattern := date + clock
	if date != "" && clock != "" {
		pattern = strings.NewReplacer("{0}", clock, "{1}", date).Replace(f.joint())
	}
	if f.ZoneName == "" {
		return pattern
	}
	key := "join zone date"
	if clock != "" {
		key = "join zone time"
	}
	if pattern == "" {
		return "{z}"
	}
	if date != "" && clock != "" && !strings.HasSuffix(f.joint(), "{0}") {
		return strings.NewReplacer("{0}", strings.Replace(f.Locale.text(key), "{1}", clock, 1), "{1}", date).Replace(f.joint())
	}
	return strings.Replace(f.Locale.text(key), "{1}", pattern, 1)
}

// special answers the pattern of a time with a weekday or with its zone, if the locale has one for just that.
func (f *DateFormat) special() string {
	if f.DateStyle != "" || f.Era != "" || f.Year+f.Month+f.Day != "" {
		return ""
	}
	if f.ZoneName != "" {
		if f.Weekday != "" {
			return ""
		}
		return f.zoned()
	}
	return f.clocked(f.skeleton())
}

// zoned answers the pattern of a time with its zone, if the locale has one.
func (f *DateFormat) zoned() string { return f.clocked("zone") }

// clocked answers the pattern of a time with something beside it.
func (f *DateFormat) clocked(kind string) string {
	if f.Hour == "" || f.FractionDigits > 0 || f.DayPeriod != "" {
		return ""
	}
	cycle, clock := "h23", letters["clock"]
	if f.half() {
		cycle = "h12"
	}
	return f.Locale.text("time " + kind + " " + cycle + " " + clock[f.Hour] + clock[f.Minute] + clock[f.Second])
}

// Shown answers how the fields of a date are shown that were asked for: "numeric" or "2-digit" by field, for those that are digits.
func (f *DateFormat) Shown() map[string]string {
	shown := map[string]string{}
	for _, p := range fill(f.pattern(), func(name string) []Part { return []Part{{"field", name}} }) {
		if p.Type != "field" {
			continue
		}
		for letter, field := range map[string]string{"y": "year", "m": "month", "d": "day", "h": "hour", "i": "minute", "s": "second"} {
			switch p.Value {
			case letter:
				shown[field] = "numeric"
			case letter + letter:
				shown[field] = "2-digit"
			}
		}
	}
	if shown["year"] == "2-digit" && f.Year == "" {
		delete(shown, "year")
	}
	return shown
}

// Parts answers a moment in pieces.
func (f *DateFormat) Parts(at time.Time) []Part {
	at = at.In(f.Zone)
	return fill(f.pattern(), func(name string) []Part { return []Part{f.field(name, at)} })
}

func two(n int) string { return fmt.Sprintf("%02d", n) }

// field answers a field of a pattern.
func (f *DateFormat) field(name string, at time.Time) Part {
	typ, value := "", ""
	number := func(t string, n int) {
		typ = t
		if value = strconv.Itoa(n); len(name) == 2 {
			value = two(n)
		}
	}
	switch name[0] {
	case 'y':
		y := f.year(at)
		if len(name) == 2 {
			y = ((y % 100) + 100) % 100
		}
		number("year", y)
	case 'm':
		number("month", int(at.Month()))
	case 'd':
		number("day", at.Day())
	case 'h':
		if f.HourCycle == "h24" && f.Hour == "numeric" && f.Locale.Clock()[0] == "h23" {
			name = "h" // which is not padded where it is not usual
		}
		number("hour", f.hour(at))
	case 'i':
		number("minute", at.Minute())
	case 's':
		number("second", at.Second())
	case 'f':
		typ, value = "fractionalSecond", fmt.Sprintf("%03d", at.Nanosecond()/1_000_000)[:max(1, f.FractionDigits)]
	case 'M':
		typ, value = "month", f.Locale.list("months " + name[1:])[at.Month()-1]
	case 'E':
		typ, value = "weekday", f.Locale.list("weekdays " + name[1:])[at.Weekday()]
	case 'G':
		typ, value = "era", f.era(at)
	case 'a':
		typ, value = "dayPeriod", f.Locale.list("halves")[at.Hour()/12]
	case 'B':
		typ, value = "dayPeriod", f.period(at)
	case 'z':
		typ, value = "timeZoneName", f.zoneName(at, len(name) == 2)
	}
	return Part{typ, translate(value, f.Numbering)}
}

// year answers the year of the calendar. Before the first one it is counted backwards where the era is said.
func (f *DateFormat) year(at time.Time) int {
	offset, _ := strconv.Atoi(f.Locale.list("calendar")[1])
	y := at.Year() + offset
	if y <= 0 && offset == 0 && !f.ISO {
		y = 1 - y
	}
	return y
}

func (f *DateFormat) era(at time.Time) string {
	width := f.Era
	if width == "" {
		width = "short"
	}
	names := f.Locale.list("era " + width)
	if at.Year() <= 0 {
		return names[0]
	}
	return names[1]
}

func (f *DateFormat) hour(at time.Time) int {
	h := at.Hour()
	switch f.HourCycle {
	case "h11":
		return h % 12
	case "h12":
		return (h+11)%12 + 1
	case "h24":
		return (h+23)%24 + 1
	}
	return h
}

// period is the part of the day in words.
func (f *DateFormat) period(at time.Time) string {
	key := "periods "
	if f.Hour == "" {
		key += "alone "
	}
	width := f.DayPeriod
	if width == "" {
		width = "short"
	}
	names := f.Locale.list(key + width)
	switch h := at.Hour(); {
	case h == 0 && (at.Minute() > 0 || at.Second() > 0):
		return names[24]
	case h == 12 && (at.Minute() > 0 || at.Second() > 0):
		return names[25]
	default:
		return names[h]
	}
}

// Separator is what the locale puts between hours and minutes.
func (l *Locale) Separator() string {
	between, _, _ := strings.Cut(strings.TrimLeft(l.text("time h23 22-"), "{h}"), "{")
	return between
}
