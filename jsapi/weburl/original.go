package weburl

import (
	"errors"
	"slices"
	"strings"

	"github.com/dodev/dodev/jsapi/encoding"
)

// Original is a URL as Workers parsed it before url_standard: everything is kept decoded, an authority is
// required, and empty path segments vanish.
type Original struct {
	raw      bool // neither decodes nor encodes
	empty    bool // keeps empty parts of path and query
	scheme   string
	user     *string
	password *string
	host     string
	path     []string
	slash    bool // the path ends in one
	query    []originalParam
	fragment *string
}

type originalParam struct {
	name, value string
	equals      bool // there is a value, if an empty one
}

// ParseOriginal parses an absolute URL.
func ParseOriginal(s string) (*Original, error) {
	u := &Original{}
	if err := u.parse(s); err != nil {
		return nil, err
	}
	u.dropDefaultPort()
	return u, nil
}

// ParseOriginalRef parses a URL that may be relative to base.
func ParseOriginalRef(s string, base *Original) (*Original, error) {
	u, err := base.resolve(s)
	if err == nil {
		u.dropDefaultPort()
	}
	return u, err
}

// ParseFetched answers the URL that a request is sent with before fetch_standard_url: dots are resolved, user
// and fragment removed.
func ParseFetched(s string) (string, error) {
	u := &Original{raw: true, empty: true}
	if err := u.parse(s); err != nil {
		return "", err
	}
	return u.fetched(), nil
}

// ParseFetchedRef is ParseFetched for a URL that may be relative to a made-up host.
func ParseFetchedRef(s string) (string, error) {
	u, err := (&Original{raw: true, scheme: "https", host: "fake-host", slash: true}).resolve(s)
	if err != nil {
		return "", err
	}
	return u.fetched(), nil
}

func (u *Original) fetched() string {
	u.user, u.password, u.fragment = nil, nil, nil
	return strings.ReplaceAll(u.Href(), " ", "%20")
}

func (u *Original) parse(s string) error {
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || !validScheme(scheme) || !strings.HasPrefix(rest, "//") {
		return ErrInvalid
	}
	u.scheme = strings.ToLower(scheme)
	rest, err := u.authority(rest[2:])
	if err != nil {
		return err
	}
	for strings.HasPrefix(rest, "/") {
		var part string
		part, rest = until(rest[1:], "/?#")
		if err := u.segment(part, rest == "" || rest[0] != '/'); err != nil {
			return err
		}
	}
	return u.tail(rest)
}

func (u *Original) resolve(s string) (*Original, error) {
	if s == "" {
		next := *u
		next.path, next.query = slices.Clone(u.path), slices.Clone(u.query)
		return &next, nil
	}
	next := &Original{raw: u.raw, scheme: u.scheme}
	if end := strings.IndexFunc(s, func(r rune) bool { return !schemeChar(r) }); end >= 0 && s[end] == ':' {
		next.scheme, s = s[:end], s[end+1:]
	}
	newAuthority := strings.HasPrefix(s, "//")
	if newAuthority {
		var err error
		if s, err = next.authority(s[2:]); err != nil {
			return nil, err
		}
	} else {
		next.host, next.user, next.password = u.host, u.user, u.password
	}
	newPath := s != "" && s[0] != '?' && s[0] != '#'
	switch {
	case newPath:
		if s[0] == '/' {
			s, next.slash = s[1:], true
		} else if len(u.path) > 0 {
			keep := len(u.path)
			if !u.slash {
				keep--
			}
			next.path, next.slash = slices.Clone(u.path[:keep]), true
		}
		for {
			var part string
			part, s = until(s, "/?#")
			if err := next.segment(part, false); err != nil {
				return nil, err
			}
			if !strings.HasPrefix(s, "/") {
				break
			}
			s = s[1:]
		}
	case !newAuthority:
		next.path, next.slash = slices.Clone(u.path), u.slash
		if !strings.HasPrefix(s, "?") {
			next.query = slices.Clone(u.query)
		}
	}
	return next, next.tail(s)
}

// authority reads user and host off the front of s.
func (u *Original) authority(s string) (rest string, err error) {
	authority, rest := until(s, "/?#")
	if info, host, ok := strings.Cut(authority, "@"); ok {
		name, password, ok := strings.Cut(info, ":")
		if name, err = u.decode(name); err != nil {
			return "", err
		}
		u.user, authority = &name, host
		if ok {
			if password, err = u.decode(password); err != nil {
				return "", err
			}
			u.password = &password
		}
	}
	host, err := u.decode(authority)
	if err != nil || !validHost(host) {
		return "", ErrInvalid
	}
	u.host = strings.ToLower(host)
	return rest, nil
}

// segment adds one part of the path. The last one is never an empty one.
func (u *Original) segment(part string, last bool) error {
	switch {
	case part == "..":
		u.path = u.path[:max(0, len(u.path)-1)]
		u.slash = true
	case part == ".", part == "" && (last || !u.empty):
		u.slash = true
	default:
		text, err := u.decode(part)
		if err != nil {
			return err
		}
		u.path, u.slash = append(u.path, text), false
	}
	return nil
}

// tail reads query and fragment, which is all that may be left.
func (u *Original) tail(s string) error {
	query, fragment, hash := strings.Cut(s, "#")
	if strings.HasPrefix(query, "?") {
		list, err := u.params(query[1:])
		if err != nil {
			return err
		}
		u.query = list
	}
	if hash {
		text, err := u.decode(fragment)
		if err != nil {
			return err
		}
		u.fragment = &text
	}
	return nil
}

func (u *Original) params(s string) ([]originalParam, error) {
	var list []originalParam
	for part := range strings.SplitSeq(s, "&") {
		if part == "" && !u.empty {
			continue
		}
		name, value, equals := strings.Cut(part, "=")
		for _, at := range []*string{&name, &value} {
			if u.raw {
				continue
			}
			text, err := u.decode(strings.ReplaceAll(*at, "+", " "))
			if err != nil {
				return nil, err
			}
			*at = text
		}
		list = append(list, originalParam{name, value, equals})
	}
	return list, nil
}

// until splits s before the first of the characters.
func until(s, characters string) (before, rest string) {
	if at := strings.IndexAny(s, characters); at >= 0 {
		return s[:at], s[at:]
	}
	return s, ""
}

func (u *Original) decode(s string) (string, error) {
	if u.raw {
		return s, nil
	}
	text, ok := looseDecode(s)
	if !ok {
		return "", ErrInvalid
	}
	return text, nil
}

// looseDecode decodes what is percent-encoded. Of a bad escape it keeps the digits there are, and says so.
func looseDecode(s string) (text string, ok bool) {
	if !strings.Contains(s, "%") {
		return s, true
	}
	b := make([]byte, 0, len(s))
	ok = true
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b = append(b, s[i])
			continue
		}
		value, digits := 0, 0
		for digits < 2 && i+1 < len(s) && hex(s[i+1]) >= 0 {
			i++
			digits++
			value = value<<4 | hex(s[i])
		}
		ok = ok && digits == 2
		if digits > 0 {
			b = append(b, byte(value))
		}
	}
	return string(b), ok
}

// ParseOriginalParams parses a query as URLSearchParams did before url_standard.
func ParseOriginalParams(s string) Params {
	var list Params
	for part := range strings.SplitSeq(s, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		for _, at := range []*string{&name, &value} {
			text, _ := looseDecode(strings.ReplaceAll(*at, "+", " "))
			*at = encoding.UTF8([]byte(text))
		}
		list = append(list, Param{name, value})
	}
	return list
}

func schemeChar(r rune) bool {
	return alphanumeric(r) || r == '+' || r == '-' || r == '.'
}

func alphanumeric(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

func validScheme(s string) bool {
	return s != "" && alphanumeric(rune(s[0])) && s[0] > '9' &&
		!strings.ContainsFunc(s, func(r rune) bool { return !schemeChar(r) })
}

func validHost(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !alphanumeric(r) && !strings.ContainsRune(".-:[]_", r) })
}

// The exceptions of a URL that was changed to what cannot be written.
var (
	errOriginalHost = errors.New("Invalid hostname when stringifying URL.") //nolint:staticcheck // the platform's words
	errOriginalPath = errors.New("Invalid pathname when stringifying URL.") //nolint:staticcheck // the platform's words
)

// Writable answers why the URL has no text, or nil.
func (u *Original) Writable() error {
	if !validHost(u.host) {
		return errOriginalHost
	}
	for _, part := range u.path {
		if part == "." || part == ".." {
			return errOriginalPath
		}
	}
	return nil
}
