package form

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/dodev/dodev/jsapi/mimetype"
)

// problem is why a body is no multipart form, in the platform's words.
type problem string

// Error is the sentence.
func (p problem) Error() string { return string(p) }

const (
	errNoStart       problem = "No initial boundary string (or you have a truncated message)."
	errNoHeaderEnd   problem = "No multipart message header termination found."
	errNoEnd         problem = "No subsequent boundary string after multipart message."
	errHeaders       problem = "FormData part had invalid headers."
	errNoDisposition problem = "No valid Content-Disposition header found in FormData part."
	errNoName        problem = "Content-Disposition header in FormData part is missing a name."
	errDisposition   problem = "Content-Disposition header for FormData part must have the value \"form-data\", " +
		"possibly followed by parameters. Got: "
)

// Encode writes fields as multipart/form-data. The boundary must not occur in them.
// https://html.spec.whatwg.org/#multipart/form-data-encoding-algorithm
func Encode(list []Entry, boundary string) []byte {
	var b bytes.Buffer
	for _, e := range list {
		fmt.Fprintf(&b, "--%s\r\nContent-Disposition: form-data; name=\"%s\"", boundary, escape.Replace(e.Name))
		if e.File == nil {
			b.WriteString("\r\n\r\n" + e.Value + "\r\n")
			continue
		}
		typ := e.File.Type
		if typ == "" {
			typ = "application/octet-stream"
		}
		fmt.Fprintf(&b, "; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n", escape.Replace(e.File.Name), typ)
		b.Write(e.File.Content)
		b.WriteString("\r\n")
	}
	b.WriteString("--" + boundary + "--")
	return b.Bytes()
}

var escape = strings.NewReplacer("\n", "%0A", "\r", "%0D", `"`, "%22")

// Parse answers the fields of a multipart/form-data body.
func Parse(body []byte, boundary string) ([]Entry, error) {
	delimiter := []byte("--" + boundary)
	start := bytes.Index(body, delimiter)
	if start < 0 {
		return nil, errNoStart
	}
	rest := body[start+len(delimiter):]
	delimiter = append([]byte("\n"), delimiter...)
	var list []Entry
	for !bytes.HasPrefix(rest, []byte("--")) {
		rest = cutLineEnd(rest)
		end, skip := headerEnd(rest)
		if end < 0 {
			return nil, errNoHeaderEnd
		}
		e, file, err := parseHeader(string(rest[:end]))
		if err != nil {
			return nil, err
		}
		// The line end before the boundary may be the one that ends the header: an empty part.
		rest = rest[end+skip-1:]
		next := bytes.Index(rest, delimiter)
		if next < 0 {
			return nil, errNoEnd
		}
		content := bytes.TrimSuffix(rest[min(1, next):next], []byte("\r"))
		if file != nil {
			file.Content = append([]byte(nil), content...)
			e.File = file
		} else {
			e.Value = string(content)
		}
		list = append(list, e)
		rest = rest[next+len(delimiter):]
	}
	return list, nil
}

func cutLineEnd(b []byte) []byte {
	b = bytes.TrimLeft(b, " \t")
	b = bytes.TrimPrefix(b, []byte("\r"))
	return bytes.TrimPrefix(b, []byte("\n"))
}

// headerEnd answers where a part's header ends and how long the blank line after it is.
func headerEnd(b []byte) (end, skip int) {
	crlf, lf := bytes.Index(b, []byte("\r\n\r\n")), bytes.Index(b, []byte("\n\n"))
	if crlf >= 0 && (lf < 0 || crlf < lf) {
		return crlf, 4
	}
	return lf, 2
}

func parseHeader(text string) (e Entry, file *File, err error) {
	var disposition, typ string
	for line := range strings.SplitSeq(text, "\n") {
		name, value, ok := strings.Cut(strings.TrimSuffix(line, "\r"), ":")
		if !ok {
			return e, nil, errHeaders
		}
		switch value = strings.TrimSpace(value); {
		case strings.EqualFold(name, "Content-Disposition"):
			disposition = value
		case strings.EqualFold(name, "Content-Type"):
			typ = value
		}
	}
	if disposition == "" {
		return e, nil, errNoDisposition
	}
	kind, params, _ := strings.Cut(disposition, ";")
	if kind = strings.TrimSpace(kind); !strings.EqualFold(kind, "form-data") {
		return e, nil, errDisposition + problem(`"`+kind+`"`)
	}
	named := false
	for params != "" {
		var name, value string
		name, value, params = param(params)
		switch {
		case strings.EqualFold(name, "name"):
			e.Name, named = value, true
		case strings.EqualFold(name, "filename"):
			file = &File{Name: value, Type: typ}
		}
	}
	if !named {
		return e, nil, errNoName
	}
	return e, file, nil
}

// param reads one parameter of a Content-Disposition and answers what follows it.
func param(s string) (name, value, rest string) {
	n := strings.IndexAny(s, "=;")
	if n < 0 {
		return "", "", ""
	}
	name = strings.TrimSpace(s[:n])
	if s[n] == ';' {
		return name, "", s[n+1:]
	}
	s = strings.TrimLeft(s[n+1:], " \t")
	if strings.HasPrefix(s, `"`) {
		value, s = mimetype.Quoted(s)
		_, rest, _ = strings.Cut(s, ";")
		return name, value, rest
	}
	value, rest, _ = strings.Cut(s, ";")
	return name, strings.TrimSpace(value), rest
}
