package cache

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dodev/dodev/wire"
)

// understood are the status codes of what may be kept at all, and plain those of what may be kept without being told to.
var (
	understood = []int{200, 203, 300, 301, 302, 303, 307, 308, 404, 405, 410, 414, 501}
	plain      = []int{200, 203, 300, 301, 308, 404, 405, 410, 414, 501}
)

var privateCookie = regexp.MustCompile(`(?i)private=set-cookie;?`)

// policy answers what is kept of a response's header and for how long, and whether it may replace what is there.
func policy(request wire.Header, status int, header wire.Header, now time.Time) (wire.Header, time.Duration, bool) {
	header = slices.Clone(header)
	if strings.Contains(strings.ToLower(header.First("Cache-Control")), "private=set-cookie") {
		header = slices.DeleteFunc(header, func(f wire.Field) bool { return strings.EqualFold(f.Name, "Set-Cookie") })
		for n := range header {
			if strings.EqualFold(header[n].Name, "Cache-Control") {
				header[n].Value = privateCookie.ReplaceAllString(strings.ToLower(header[n].Value), "")
			}
		}
	}
	control := directives(header)
	if !header.Has("Cache-Control") && strings.Contains(strings.ToLower(header.First("Pragma")), "no-cache") {
		control["no-cache"] = ""
	}
	has := func(name string) bool { _, ok := control[name]; return ok }
	storable := slices.Contains(understood, status) && !has("no-store") && !has("private") && !header.Has("Set-Cookie") &&
		(!request.Has("Authorization") || has("must-revalidate") || has("public") || has("s-maxage")) &&
		(header.Has("Expires") || has("max-age") || has("s-maxage") || has("public") || slices.Contains(plain, status))
	if !storable {
		return header, 0, false
	}
	age, _ := strconv.Atoi(header.First("Age"))
	return header, lifetime(header, control, now) - time.Duration(age)*time.Second, true
}

// directives reads Cache-Control. Their case counts, as for the platform it does.
func directives(header wire.Header) map[string]string {
	all := map[string]string{}
	for _, f := range header {
		if !strings.EqualFold(f.Name, "Cache-Control") {
			continue
		}
		for part := range strings.SplitSeq(f.Value, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
			if name != "" {
				all[strings.TrimSpace(name)] = strings.Trim(strings.TrimSpace(value), `"`)
			}
		}
	}
	return all
}

// lifetime is how long a response is fresh from its own date on.
func lifetime(header wire.Header, control map[string]string, now time.Time) time.Duration {
	has := func(name string) bool { _, ok := control[name]; return ok }
	seconds := func(name string) time.Duration {
		n, _ := strconv.Atoi(control[name])
		return time.Duration(n) * time.Second
	}
	if has("no-cache") || has("proxy-revalidate") {
		return 0
	}
	if has("s-maxage") {
		return seconds("s-maxage")
	}
	if has("max-age") {
		return seconds("max-age")
	}
	least := time.Duration(0)
	if has("immutable") {
		least = 24 * time.Hour
	}
	date := now
	if d, err := http.ParseTime(header.First("Date")); err == nil {
		date = d
	}
	if header.Has("Expires") {
		expires, err := http.ParseTime(header.First("Expires"))
		if err != nil || expires.Before(date) {
			return 0
		}
		return max(least, expires.Sub(date))
	}
	if modified, err := http.ParseTime(header.First("Last-Modified")); err == nil && modified.Before(date) {
		return max(least, date.Sub(modified)/10) // a guess that the standard allows
	}
	return least
}
