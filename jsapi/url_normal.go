package jsapi

import "strings"

// normalURL answers whether parsing and writing raw would surely not change it. Most URLs that Workers make
// up are like that, and parsing costs more than sending them to an object.
func normalURL(raw string) bool {
	rest, ok := strings.CutPrefix(raw, "http://")
	standard := "80"
	if !ok {
		if rest, ok = strings.CutPrefix(raw, "https://"); !ok {
			return false
		}
		standard = "443"
	}
	slash := strings.IndexByte(rest, '/')
	if slash <= 0 {
		return false
	}
	host, port, hasPort := strings.Cut(rest[:slash], ":")
	if !normalHost(host) || hasPort && (port == standard || !normalPort(port)) {
		return false
	}
	path, query, _ := strings.Cut(rest[slash:], "?")
	for n := range len(path) {
		switch c := path[n]; {
		case c == '.' && path[n-1] == '/', c != '/' && !plainByte(c):
			return false
		}
	}
	for n := range len(query) {
		if c := query[n]; c != '/' && c != '?' && c != '%' && !plainByte(c) {
			return false
		}
	}
	return true
}

// normalHost answers whether a host is a plain domain: nothing numeric or encoded at its end.
func normalHost(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if last == "" || last[0] < 'a' || strings.Contains(host, "xn--") {
		return false
	}
	for n := range len(host) {
		if c := host[n]; c != '-' && c != '.' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

func normalPort(port string) bool {
	for n := range len(port) {
		if port[n] < '0' || port[n] > '9' {
			return false
		}
	}
	return port != "" && len(port) < 5 && port[0] != '0'
}

// plainByte answers whether c stands for itself in paths and queries.
func plainByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~!$&()*+,;=:@", c) >= 0
}
