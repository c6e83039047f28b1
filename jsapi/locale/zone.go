package locale

import (
	"strconv"
	"strings"
	"sync"
	"time"
)

// Zone answers the time zone with a name, in any case, or an offset. Its own name is as it is written.
func Zone(name string) (*time.Location, bool) {
	if z, ok := offset(name); ok {
		return z, true
	}
	switch strings.ToUpper(name) {
	case "", "LOCAL":
		return nil, false
	case "UTC", "ETC/UTC", "GMT", "ETC/GMT", "Z", "ZULU":
		if len(name) == 1 {
			return nil, false
		}
		return time.UTC, true
	}
	words := strings.Split(strings.ToLower(name), "/")
	for n, w := range words {
		parts := strings.Split(w, "_")
		for i, p := range parts {
			if p != "" && p != "of" && p != "es" {
				parts[i] = strings.ToUpper(p[:1]) + p[1:]
			}
		}
		words[n] = strings.Join(parts, "_")
	}
	for _, spelled := range []string{strings.Join(words, "/"), name} {
		if older, ok := olderNames[spelled]; ok {
			spelled = older
		}
		if z, ok := loaded.Load(spelled); ok {
			return z.(*time.Location), true
		}
		if z, err := time.LoadLocation(spelled); err == nil {
			loaded.Store(spelled, z)
			return z, true
		}
	}
	return nil, false
}

// loaded are the zones that were asked for, by name: every formatting of a date asks for one, and reading its file takes longer.
var loaded sync.Map

// olderNames are what the platform calls zones that were renamed.
var olderNames = map[string]string{
	"Asia/Kolkata": "Asia/Calcutta", "Asia/Kathmandu": "Asia/Katmandu", "Asia/Ho_Chi_Minh": "Asia/Saigon", "Asia/Yangon": "Asia/Rangoon",
	"Africa/Asmara": "Africa/Asmera", "America/Nuuk": "America/Godthab", "Atlantic/Faroe": "Atlantic/Faeroe", "Europe/Kyiv": "Europe/Kiev",
	"Pacific/Pohnpei": "Pacific/Ponape", "Pacific/Chuuk": "Pacific/Truk", "America/Atikokan": "America/Coral_Harbour",
}

// offset reads an offset from UTC, such as +01:30.
func offset(name string) (*time.Location, bool) {
	if len(name) < 3 || name[0] != '+' && name[0] != '-' {
		return nil, false
	}
	digits := strings.Replace(name[1:], ":", "", 1)
	if len(digits) != 2 && len(digits) != 4 || strings.Trim(digits, "0123456789") != "" {
		return nil, false
	}
	h, _ := strconv.Atoi(digits[:2])
	m, _ := strconv.Atoi("0" + digits[2:])
	if h > 23 || m > 59 {
		return nil, false
	}
	seconds := h*3600 + m*60
	if name[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone(name[:1]+two(h)+":"+two(m), seconds), true
}

// zoneName names the time zone at a moment. A style says itself whether the name is long.
func (f *DateFormat) zoneName(at time.Time, long bool) string {
	width := f.ZoneName
	if width == "" {
		width = map[bool]string{true: "long", false: "short"}[long]
	}
	_, offset := at.Zone()
	long = strings.HasPrefix(width, "long")
	if strings.HasSuffix(width, "Offset") || offset%60 != 0 { // before there were zones the sun said what time it is
		return f.Locale.gmt(offset, long)
	}
	names := f.Locale.list("zone " + zoneGroup(f.Zone.String()))
	if len(names) < 6 {
		return f.Locale.gmt(offset, long)
	}
	name, daylight := names[0], names[1]
	switch width {
	case "long":
		name, daylight = names[2], names[3]
	case "shortGeneric":
		name, daylight = names[4], ""
	case "longGeneric":
		name, daylight = names[5], ""
	}
	if daylight != "" && summer(at) {
		name = daylight
	}
	if name == "" {
		return f.Locale.gmt(offset, long)
	}
	return name
}

// zoneGroup answers the number of the zones that are called as one is.
func zoneGroup(zone string) string {
	library.Lock()
	defer library.Unlock()
	open()
	return library.zones[zone]
}

// summer answers whether clocks are ahead of what they are at another time of the year.
func summer(at time.Time) bool {
	_, now := at.Zone()
	_, january := time.Date(at.Year(), 1, 1, 0, 0, 0, 0, at.Location()).Zone()
	_, july := time.Date(at.Year(), 7, 1, 0, 0, 0, 0, at.Location()).Zone()
	return now > min(january, july)
}

// gmt is an offset from UTC. The locale has an example of each form.
func (l *Locale) gmt(offset int, long bool) string {
	forms := l.list("gmt") // +00:00, +09:00, -03:00, +9, +5:30, -3 and -3:30
	sign, h, m, s := 0, offset/3600, offset/60%60, offset%60
	if offset < 0 {
		sign, h, m, s = 1, -h, -m, -s
	}
	numbering := l.Numbering()
	put := func(form, hours, minutes string, parts ...string) string {
		before, after, _ := strings.Cut(form, translate(hours, numbering))
		if minutes != "" {
			between, end, _ := strings.Cut(after, translate(minutes, numbering))
			after = between + translate(parts[1], numbering)
			if s != 0 {
				after += between + translate(two(s), numbering)
			}
			after += end
		}
		return before + translate(parts[0], numbering) + after
	}
	switch {
	case long && offset == 0:
		return forms[0]
	case long && sign == 0:
		return put(forms[1], "09", "00", two(h), two(m))
	case long:
		return put(forms[2], "03", "00", two(h), two(m))
	case m == 0 && s == 0:
		return put(forms[3+2*sign], map[int]string{0: "9", 1: "3"}[sign], "", strconv.Itoa(h))
	}
	if sign == 1 {
		return put(forms[6], "3", "30", strconv.Itoa(h), two(m))
	}
	return put(forms[4], "5", "30", strconv.Itoa(h), two(m))
}
