package locale

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// DateFormat is how dates are written, https://tc39.es/ecma402/#sec-intl-datetimeformat-internal-slots. Each field is "" if
// it is not shown.
type DateFormat struct {
	Zone *time.Location
	// DateStyle and TimeStyle are full, long, medium or short; with them the fields do not count.
	DateStyle, TimeStyle string

	Weekday, Era, Year, Month, Day string
	DayPeriod                      string
	Hour, Minute, Second           string
	FractionDigits                 int
	ZoneName                       string
	HourCycle                      string // h11, h12, h23, h24
}

var styles = map[string]DateFormat{
	"full": {Weekday: "long", Year: "numeric", Month: "long", Day: "numeric"}, "long": {Year: "numeric", Month: "long", Day: "numeric"},
	"medium": {Year: "numeric", Month: "short", Day: "numeric"}, "short": {Year: "2-digit", Month: "numeric", Day: "numeric"},
}

var timeStyles = map[string]DateFormat{
	"full": {Hour: "numeric", Minute: "2-digit", Second: "2-digit", ZoneName: "long"}, "long": {Hour: "numeric", Minute: "2-digit", Second: "2-digit", ZoneName: "short"},
	"medium": {Hour: "numeric", Minute: "2-digit", Second: "2-digit"}, "short": {Hour: "numeric", Minute: "2-digit"},
}

// resolved answers the format with the fields that its styles have.
func (f DateFormat) resolved() DateFormat {
	if f.DateStyle == "" && f.TimeStyle == "" {
		return f
	}
	d, t := styles[f.DateStyle], timeStyles[f.TimeStyle]
	d.Hour, d.Minute, d.Second, d.ZoneName = t.Hour, t.Minute, t.Second, t.ZoneName
	d.Zone, d.HourCycle, d.DateStyle, d.TimeStyle = f.Zone, f.HourCycle, f.DateStyle, f.TimeStyle
	return d
}

// written is a date on its way to parts.
type written struct {
	f     DateFormat
	at    time.Time
	parts []Part
}

func (w *written) add(typ, value string) { w.parts = append(w.parts, Part{typ, value}) }

func (w *written) space(literal string) {
	if len(w.parts) > 0 {
		w.add("literal", literal)
	}
}

// Parts answers a moment in pieces.
func (f DateFormat) Parts(at time.Time) []Part {
	f = f.resolved()
	w := &written{f: f, at: at.In(f.Zone)}
	w.date()
	if f.Hour != "" || f.Minute != "" || f.Second != "" || f.FractionDigits > 0 || f.DayPeriod != "" {
		between := ", "
		if f.Weekday != "" && f.Year == "" && f.Month == "" && f.Day == "" {
			between = " "
		} else if f.DateStyle == "full" || f.DateStyle == "long" || f.DateStyle == "" && f.Month == "long" {
			between = " at "
		}
		w.space(between)
		w.time()
	}
	if f.ZoneName != "" {
		if f.Hour == "" && f.Minute == "" && f.Second == "" {
			w.space(", ")
		} else {
			w.space(" ")
		}
		w.add("timeZoneName", zoneName(w.at, f.ZoneName))
	}
	return w.parts
}

func two(n int) string { return fmt.Sprintf("%02d", n) }

// year writes the year; before the first one it is counted backwards.
func (w *written) year() {
	y := w.at.Year()
	if y <= 0 && w.f.Era != "" {
		y = 1 - y
	}
	if w.f.Year == "2-digit" {
		w.add("year", two(((y%100)+100)%100))
		return
	}
	w.add("year", strconv.Itoa(y))
}

func (w *written) day() {
	if w.f.Day == "2-digit" {
		w.add("day", two(w.at.Day()))
		return
	}
	w.add("day", strconv.Itoa(w.at.Day()))
}

func (w *written) month() {
	name := w.at.Month().String()
	switch w.f.Month {
	case "2-digit":
		name = two(int(w.at.Month()))
	case "numeric":
		name = strconv.Itoa(int(w.at.Month()))
	case "short":
		name = name[:3]
	case "narrow":
		name = name[:1]
	}
	w.add("month", name)
}

func (w *written) date() {
	f := w.f
	if f.Weekday != "" {
		name := w.at.Weekday().String()
		switch f.Weekday {
		case "short":
			name = name[:3]
		case "narrow":
			name = name[:1]
		}
		w.add("weekday", name)
	}
	worded := f.Month == "long" || f.Month == "short" || f.Month == "narrow"
	switch {
	case f.Year == "" && f.Month == "" && f.Day == "":
	case worded:
		if f.Weekday != "" {
			w.space(", ")
		}
		w.month()
		if f.Day != "" {
			w.add("literal", " ")
			w.day()
		}
		if f.Year != "" {
			if f.Day != "" {
				w.add("literal", ", ")
			} else {
				w.add("literal", " ")
			}
			w.year()
		}
	default:
		if f.Month == "" && f.Day != "" && f.Year == "" && f.Weekday != "" { // 3 Saturday
			weekday := w.parts
			w.parts = nil
			w.day()
			w.add("literal", " ")
			w.parts = append(w.parts, weekday...)
			break
		}
		if f.Weekday != "" {
			w.space(", ")
		}
		n := len(w.parts)
		slash := func() {
			if len(w.parts) > n {
				w.add("literal", "/")
			}
		}
		if f.Month != "" {
			w.month()
		}
		if f.Day != "" {
			slash()
			w.day()
		}
		if f.Year != "" {
			slash()
			w.year()
		}
	}
	if f.Era != "" {
		n := 0
		if w.at.Year() <= 0 {
			n = 1
		}
		w.space(" ")
		w.add("era", map[string][2]string{"long": {"Anno Domini", "Before Christ"}, "narrow": {"A", "B"}, "short": {"AD", "BC"}}[f.Era][n])
	}
}

// time writes the time of the day.
func (w *written) time() {
	f := w.f
	n := len(w.parts)
	colon := func() {
		if len(w.parts) > n {
			w.add("literal", ":")
		}
	}
	half := f.HourCycle == "h11" || f.HourCycle == "h12"
	if f.Hour != "" {
		h := w.at.Hour()
		switch f.HourCycle {
		case "h11":
			h %= 12
		case "h12":
			if h %= 12; h == 0 {
				h = 12
			}
		case "h24":
			if h == 0 {
				h = 24
			}
		}
		if f.Hour == "2-digit" || !half {
			w.add("hour", two(h))
		} else {
			w.add("hour", strconv.Itoa(h))
		}
	}
	if f.Minute != "" {
		colon()
		if f.Hour == "" && f.Second == "" && f.Minute != "2-digit" || f.Hour == "" && f.Second == "" {
			w.add("minute", strconv.Itoa(w.at.Minute()))
		} else {
			w.add("minute", two(w.at.Minute()))
		}
	}
	if f.Second != "" {
		colon()
		if f.Minute == "" {
			w.add("second", strconv.Itoa(w.at.Second()))
		} else {
			w.add("second", two(w.at.Second()))
		}
	}
	if f.FractionDigits > 0 {
		if f.Second != "" {
			w.add("literal", ".")
		}
		w.add("fractionalSecond", fmt.Sprintf("%03d", w.at.Nanosecond()/1_000_000)[:f.FractionDigits])
	}
	switch {
	case f.DayPeriod != "" && (f.Hour == "" || half):
		if len(w.parts) > n {
			w.add("literal", " ")
		}
		w.add("dayPeriod", dayPeriod(w.at, f.DayPeriod))
	case f.Hour != "" && half:
		w.add("literal", " ")
		w.add("dayPeriod", w.at.Format("PM"))
	}
}

// dayPeriod is the part of the day in words.
func dayPeriod(t time.Time, width string) string {
	h := t.Hour()
	switch {
	case h == 12 && t.Minute() == 0 && t.Second() == 0:
		if width == "narrow" {
			return "n"
		}
		return "noon"
	case h < 12:
		return "in the morning"
	case h >= 12 && h < 18:
		return "in the afternoon"
	case h >= 18 && h < 21:
		return "in the evening"
	}
	return "at night"
}

// zoneName names the time zone at a moment.
func zoneName(t time.Time, width string) string {
	abbreviation, offset := t.Zone()
	name := t.Location().String()
	switch width {
	case "longOffset":
		return gmt(offset, true)
	case "shortOffset":
		return gmt(offset, false)
	case "short", "shortGeneric":
		if offset == 0 && name != "UTC" && name != "Etc/UTC" {
			return "GMT"
		}
		if name == "UTC" || name == "Etc/UTC" {
			return "UTC"
		}
		if american[abbreviation] != "" && strings.HasPrefix(name, "America/") || strings.HasPrefix(name, "US/") || strings.HasPrefix(name, "Pacific/Honolulu") {
			if width == "shortGeneric" {
				return abbreviation[:1] + "T"
			}
			return abbreviation
		}
		return gmt(offset, false)
	}
	if name == "UTC" || name == "Etc/UTC" {
		return "Coordinated Universal Time"
	}
	if long := longZone(name, abbreviation, t.IsDST()); long != "" {
		return long
	}
	return gmt(offset, true)
}

// gmt is an offset from UTC.
func gmt(offset int, long bool) string {
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	h, m := offset/3600, offset/60%60
	switch {
	case long:
		return "GMT" + sign + two(h) + ":" + two(m)
	case m == 0:
		return "GMT" + sign + strconv.Itoa(h)
	}
	return "GMT" + sign + strconv.Itoa(h) + ":" + two(m)
}

var american = map[string]string{
	"EST": "Eastern", "EDT": "Eastern", "CST": "Central", "CDT": "Central", "MST": "Mountain", "MDT": "Mountain", "PST": "Pacific", "PDT": "Pacific",
	"AKST": "Alaska", "AKDT": "Alaska", "HST": "Hawaii-Aleutian", "HDT": "Hawaii-Aleutian", "AST": "Atlantic", "ADT": "Atlantic",
}

var zones = map[string]string{
	"CET": "Central European Standard Time", "CEST": "Central European Summer Time", "EET": "Eastern European Standard Time", "EEST": "Eastern European Summer Time",
	"WET": "Western European Standard Time", "WEST": "Western European Summer Time", "BST": "British Summer Time", "JST": "Japan Standard Time", "IST": "India Standard Time",
	"MSK": "Moscow Standard Time", "AEST": "Australian Eastern Standard Time", "AEDT": "Australian Eastern Daylight Time", "ACST": "Australian Central Standard Time",
	"ACDT": "Australian Central Daylight Time", "AWST": "Australian Western Standard Time", "NZST": "New Zealand Standard Time", "NZDT": "New Zealand Daylight Time",
	"KST": "Korean Standard Time", "HKT": "Hong Kong Standard Time", "GMT": "Greenwich Mean Time", "SAST": "South Africa Standard Time", "PKT": "Pakistan Standard Time",
}

// longZone is the name of a zone that is commonly met; "" if there is none.
func longZone(name, abbreviation string, summer bool) string {
	if zone := american[abbreviation]; zone != "" && (strings.HasPrefix(name, "America/") || strings.HasPrefix(name, "US/") || strings.HasPrefix(name, "Pacific/")) {
		if summer {
			return zone + " Daylight Time"
		}
		return zone + " Standard Time"
	}
	if name == "Asia/Shanghai" {
		return "China Standard Time"
	}
	if name == "Europe/Dublin" && summer {
		return "Irish Standard Time"
	}
	return zones[abbreviation]
}
