package node

import (
	"net/url"
	"strings"

	"github.com/dodev/dodev/jsapi/vfs"
	"github.com/dodev/dodev/jsapi/webidl"
)

// location answers the path that a file: URL in argument i means.
func location(c *webidl.Call, i int) (string, error) {
	rest, ok := strings.CutPrefix(c.String(i), "file:")
	if !ok {
		return "", webidl.TypeError("File path must be a file: URL")
	}
	if at := strings.IndexAny(rest, "?#"); at >= 0 {
		rest = rest[:at]
	}
	rest = strings.TrimPrefix(rest, "//")
	host, pathname, _ := strings.Cut(rest, "/")
	pathname = normal("/" + pathname)
	switch {
	case host != "":
		return "", webidl.PlainError("File path must not have a host")
	case len(pathname) > 4096:
		return "", webidl.PlainError("File path is too long")
	case strings.Count(pathname, "/") > 48:
		return "", webidl.PlainError("File path has too many segments")
	}
	return pathname, nil
}

// normal writes a URL's path as it is least encoded. What is encoded as a slash stays so.
func normal(pathname string) string {
	if !strings.Contains(pathname, "%") {
		return pathname
	}
	parts := strings.Split(strings.ReplaceAll(pathname, "%2f", "%2F"), "%2F")
	for n, part := range parts {
		parts[n] = encoded(decoded(part))
	}
	return strings.Join(parts, "%2F")
}

// decoded undoes percent encoding where there is any.
func decoded(s string) string {
	var b strings.Builder
	for n := 0; n < len(s); n++ {
		if s[n] == '%' && n+2 < len(s) && isHex(s[n+1]) && isHex(s[n+2]) {
			c, _ := url.PathUnescape(s[n : n+3])
			b.WriteString(c)
			n += 2
			continue
		}
		b.WriteByte(s[n])
	}
	return b.String()
}

// encoded encodes what a URL's path cannot have as it is, https://url.spec.whatwg.org/#path-percent-encode-set.
func encoded(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for n := range len(s) {
		if c := s[n]; c <= ' ' || c > '~' || strings.IndexByte("\"#<>?^`{}", c) >= 0 {
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// chdir moves a request, or an instance of an object, to another directory.
func chdir(p *place, fs *vfs.FS, to string) error {
	refuse := func(code, message, at string) error {
		if at != "" {
			message += ", chdir '" + at + "'"
		}
		return &vfs.Error{Code: code, Message: message, Syscall: "chdir", Path: at}
	}
	switch {
	case len(to) > 4096:
		return refuse("ENAMETOOLONG", "name too long", to)
	case to == "":
		return refuse("ENOENT", "no such file or directory", "")
	}
	var path vfs.Path
	if !strings.HasPrefix(to, "/") {
		path = vfs.ParsePath(p.directory)
	}
	for name := range strings.SplitSeq(to, "/") {
		switch name {
		case "", ".":
		case "..":
			path = path[:max(len(path)-1, 0)]
		default:
			path = append(path, name)
		}
	}
	at := strings.TrimPrefix(path.String(), "/")
	switch s, ok, err := fs.Stat(path, true); {
	case err != nil || !ok:
		return refuse("ENOENT", "no such file or directory", at)
	case s.Kind != vfs.KindDirectory:
		return refuse("ENOTDIR", "not a directory", at)
	}
	p.directory = path.String()
	return nil
}
