package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/dodev/dodev/wire"
)

// answer makes the response to a request of what is kept: all of it, parts, or that it has not changed.
func answer(request wire.Header, kept *record, body []byte) *wire.Response {
	if unchanged(request, kept.Header) {
		return &wire.Response{Status: http.StatusNotModified, Header: kept.Header}
	}
	w := &wire.Response{Status: kept.Status, Header: kept.Header, Body: wire.BytesBody(body), ManualEncoding: kept.Header.Has("Content-Encoding")}
	if !request.Has("Range") {
		return w
	}
	parts, ok := ranges(request.First("Range"), len(body))
	switch {
	case !ok:
		return &wire.Response{
			Status: http.StatusRequestedRangeNotSatisfiable, Body: wire.BytesBody(nil),
			Header: wire.Header{{Name: "Content-Range", Value: fmt.Sprintf("bytes */%d", len(body))}},
		}
	case len(parts) == 1:
		part := parts[0]
		w.Status = http.StatusPartialContent
		w.Body = wire.BytesBody(body[part.first : part.last+1])
		w.Header = with(w.Header, "Content-Range", part.of(len(body)))
		w.Header = with(w.Header, "Content-Length", strconv.Itoa(part.last+1-part.first))
	case len(parts) > 1:
		w.Status = http.StatusPartialContent
		w.Body, w.Header = multipart(parts, body, w.Header)
	}
	return w
}

// unchanged answers whether who asks has what is kept already.
func unchanged(request, header wire.Header) bool {
	if wants := request.First("If-None-Match"); wants != "" {
		if tag, ok := entityTag(header.First("ETag")); ok {
			if strings.TrimSpace(wants) == "*" {
				return true
			}
			for want := range strings.SplitSeq(wants, ",") {
				if is, ok := entityTag(want); ok && is == tag {
					return true
				}
			}
		}
	}
	modified, err := http.ParseTime(header.First("Last-Modified"))
	since, bad := http.ParseTime(request.First("If-Modified-Since"))
	return err == nil && bad == nil && !modified.After(since)
}

// entityTag answers what is between the quotes of a tag, weak or not.
func entityTag(s string) (string, bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "W/")
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	return s[1 : len(s)-1], true
}

// part is the first and last byte of a range.
type part struct{ first, last int }

func (p part) of(size int) string { return fmt.Sprintf("bytes %d-%d/%d", p.first, p.last, size) }

// ranges reads a Range header. None is all of the body; false is one that cannot be satisfied.
func ranges(header string, size int) ([]part, bool) {
	unit, list, ok := strings.Cut(header, "=")
	if !ok || !strings.EqualFold(strings.TrimSpace(unit), "bytes") {
		return nil, false
	}
	if strings.TrimSpace(list) == "" {
		return nil, true
	}
	var parts []part
	for spec := range strings.SplitSeq(list, ",") {
		from, to, ok := strings.Cut(strings.TrimSpace(spec), "-")
		first, badFirst := strconv.Atoi(from)
		last, badLast := strconv.Atoi(to)
		switch {
		case !ok, from == "" && badLast != nil, from != "" && badFirst != nil, to != "" && badLast != nil:
			return nil, false
		case from == "" && last >= size:
			return nil, true
		case from == "" && last == 0:
			continue
		case from == "":
			first, last = size-last, size-1
		case to == "":
			last = size - 1
		}
		if first > last || first >= size {
			return nil, false
		}
		parts = append(parts, part{first, min(last, size-1)})
	}
	return parts, true
}

// multipart writes several ranges, https://www.rfc-editor.org/rfc/rfc9110#section-14.6.
func multipart(parts []part, body []byte, header wire.Header) (*wire.Body, wire.Header) {
	sum := sha256.Sum256(body)
	boundary := "dodev-boundary-" + hex.EncodeToString(sum[:8])
	typ := header.First("Content-Type")
	var b []byte
	for _, p := range parts {
		b = append(b, "--"+boundary+"\r\n"...)
		if typ != "" {
			b = append(b, "Content-Type: "+typ+"\r\n"...)
		}
		b = append(b, "Content-Range: "+p.of(len(body))+"\r\n\r\n"...)
		b = append(append(b, body[p.first:p.last+1]...), "\r\n"...)
	}
	b = append(b, "--"+boundary+"--"...)
	header = with(header, "Content-Type", "multipart/byteranges; boundary="+boundary)
	return wire.BytesBody(b), with(header, "Content-Length", strconv.Itoa(len(b)))
}

// with answers a header with another value for a name.
func with(header wire.Header, name, value string) wire.Header {
	header = slices.DeleteFunc(slices.Clone(header), func(f wire.Field) bool { return strings.EqualFold(f.Name, name) })
	return append(header, wire.Field{Name: name, Value: value})
}
