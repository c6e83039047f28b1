package locale

import (
	"strconv"
	"strings"
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
		if z, err := time.LoadLocation(spelled); err == nil {
			return z, true
		}
	}
	return nil, false
}

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
