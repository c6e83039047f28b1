package urlpattern

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dodev/dodev/jsapi/weburl"
)

// special are the schemes whose URLs have hosts and paths, with their ports.
var special = map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21"}

var errComponent = syntaxError("")

func dummy() *weburl.URL {
	u, err := weburl.Parse("https://dummy.invalid/")
	if err != nil {
		panic(err)
	}
	return u
}

// plainDummy is one of a scheme that nothing is known of.
func plainDummy() *weburl.URL {
	u, err := weburl.Parse("fake://dummy.test")
	if err != nil {
		panic(err)
	}
	return u
}

func encodeProtocol(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	s, _, _ = strings.Cut(s, ":")
	u, err := weburl.Parse(s + "://dummy.invalid/")
	if err != nil || strings.ContainsAny(s, "/?#\\") {
		return "", errComponent
	}
	return u.Scheme(), nil
}

func encodeUsername(s string) (string, error) {
	u := dummy()
	u.SetUsername(s)
	return u.Username(), nil
}

func encodePassword(s string) (string, error) {
	u := dummy()
	u.SetPassword(s)
	return u.Password(), nil
}

func encodeHostname(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	if end := strings.IndexAny(s, "/?#\\"); end >= 0 {
		s = s[:end]
	}
	if s == "" || strings.ContainsAny(s, " :<>@[]^|\t\n\r\x00") {
		return "", errComponent
	}
	u, err := weburl.Parse("https://" + s + "/")
	if err == nil {
		return u.Hostname(), nil
	}
	if strings.IndexFunc(s, func(r rune) bool { return r < 0x21 || r > 0x7E || r == '%' }) >= 0 {
		return "", errComponent
	}
	return strings.ToLower(s), nil
}

// hostname writes a host, which for the draft was that of a scheme that nothing is known of.
func (o *Options) hostname() canonical {
	if !o.Original {
		return encodeHostname
	}
	return func(s string) (string, error) {
		if strings.ContainsAny(s, " #%/:<>?@[]\\^|\t\n\r\x00") {
			return "", errComponent
		}
		return encodeOpaque(s)
	}
}

func refuse(string) (string, error) { return "", errComponent }

func encodeIPv6(s string) (string, error) {
	if strings.Trim(s, "0123456789abcdefABCDEF[]:") != "" {
		return "", errComponent
	}
	return strings.ToLower(s), nil
}

// encodePort answers a port, "" for the one that the scheme has anyway.
func encodePort(scheme string) canonical {
	return func(s string) (string, error) {
		if s == "" {
			return "", nil
		}
		digits := s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
		n, err := strconv.ParseUint(digits, 10, 16)
		if err != nil {
			return "", errComponent
		}
		port := fmt.Sprint(n)
		if special[scheme] == port {
			return "", nil
		}
		return port, nil
	}
}

func encodePathname(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u := dummy()
	if s[0] == '/' {
		u.SetPathname(s)
		return u.Pathname(), nil
	}
	u.SetPathname("/-" + s)
	return strings.TrimPrefix(u.Pathname(), "/-"), nil
}

// encodeOpaque writes the path of a URL that has no host.
func encodeOpaque(s string) (string, error) {
	if strings.HasPrefix(s, "/") {
		u := plainDummy()
		u.SetPathname(s)
		return u.Pathname(), nil
	}
	var b strings.Builder
	for _, c := range []byte(s) {
		if c < 0x20 || c > 0x7E {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String(), nil
}

func encodeSearch(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u := plainDummy()
	u.SetSearch("?" + s)
	return u.Query(), nil
}

func encodeHash(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u := plainDummy()
	u.SetHash("#" + s)
	return strings.TrimPrefix(u.Hash(), "#"), nil
}
