package workers

import (
	"encoding/hex"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/r2"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// r2Key checks the key of an object that its owner encrypts. Like the platform's local runtime it does nothing else with
// it: objects are stored, and read, as they are.
func r2Key(r *webidl.Realm, d *webidl.Dict) error {
	v, ok := d.Member("ssecKey")
	if !ok {
		return nil
	}
	key, ok := r.Bytes(v)
	if !ok {
		var err error
		if key, err = hex.DecodeString(r.Text(v).String()); err != nil {
			return webidl.PlainError("SSE-C Key has invalid format")
		}
	}
	if len(key) != 32 {
		return webidl.PlainError("SSE-C Key must be 32 bytes in length")
	}
	return nil
}

// r2Condition reads onlyIf, which is a dictionary or Headers; nil if there is none.
func r2Condition(r *webidl.Realm, d *webidl.Dict) (*r2.Condition, error) {
	v, ok := d.Member("onlyIf")
	if !ok {
		return nil, nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, webidl.TypeError("Incorrect type for the 'onlyIf' field on 'GetOptions': the provided value is not of type 'Conditional or Headers'.")
	}
	if get, ok := jsapi.HeaderOf(o); ok {
		return r2HeaderCondition(r, get)
	}
	return r2Conditional(r, r.NewDict(o))
}

func r2Conditional(r *webidl.Realm, d *webidl.Dict) (*r2.Condition, error) {
	c := &r2.Condition{}
	for _, m := range []struct {
		name string
		to   *[]r2.ETag
	}{{"etagMatches", &c.Matches}, {"etagDoesNotMatch", &c.DoesNotMatch}} {
		v, ok := d.Member(m.name)
		if !ok {
			continue
		}
		if !goja.IsString(v) {
			return nil, webidl.TypeError("Incorrect type for the '%s' field on 'Conditional': the provided value is not of type 'string'.", m.name)
		}
		etag := v.String()
		if len(etag) > 0 && strings.HasPrefix(etag, `"`) && strings.HasSuffix(etag, `"`) {
			return nil, webidl.TypeError("Conditional ETag should not be wrapped in quotes (%s).", etag)
		}
		*m.to = []r2.ETag{{Value: etag, Wildcard: etag == "*"}}
	}
	for _, m := range []struct {
		name string
		to   **int64
	}{{"uploadedBefore", &c.Before}, {"uploadedAfter", &c.After}} {
		v, ok := d.Member(m.name)
		if !ok {
			continue
		}
		ms, err := dateMember(v, m.name, "Conditional")
		if err != nil {
			return nil, err
		}
		*m.to = &ms
	}
	c.Seconds = d.Bool("secondsGranularity")
	return c, nil
}

// dateMember reads a Date, or a number of milliseconds.
func dateMember(v goja.Value, field, in string) (int64, error) {
	if o, ok := v.(*goja.Object); ok && o.ClassName() != "Date" || !ok && !goja.IsNumber(v) {
		return 0, webidl.TypeError("Incorrect type for the '%s' field on '%s': the provided value is not of type 'date'.", field, in)
	}
	ms := v.ToFloat()
	if math.IsNaN(ms) || math.IsInf(ms, 0) {
		return 0, webidl.TypeError("The value cannot be converted because it is not a valid Date.")
	}
	return int64(ms), nil
}

// r2HeaderCondition reads the conditions of header fields.
func r2HeaderCondition(r *webidl.Realm, get func(string) (string, bool)) (*r2.Condition, error) {
	c := &r2.Condition{Seconds: true}
	for _, m := range []struct {
		name string
		to   *[]r2.ETag
	}{{"if-match", &c.Matches}, {"if-none-match", &c.DoesNotMatch}} {
		v, ok := get(m.name)
		if !ok {
			continue
		}
		list, err := parseETags(v)
		if err == nil && len(list) == 0 {
			err = webidl.PlainError("Invalid ETag in %s header", m.name)
		}
		if err != nil {
			return nil, err
		}
		*m.to = list
	}
	for _, m := range []struct {
		name string
		to   **int64
	}{{"if-modified-since", &c.After}, {"if-unmodified-since", &c.Before}} {
		if v, ok := get(m.name); ok {
			if ms := parseDate(r, v); !math.IsNaN(ms) {
				at := int64(ms)
				*m.to = &at
			}
		}
	}
	return c, nil
}

// parseDate is the language's Date.parse.
func parseDate(r *webidl.Realm, text string) float64 {
	date, err := r.VM.New(r.Intrinsic("Date"), r.VM.ToValue(text))
	if err != nil {
		return math.NaN()
	}
	return date.ToFloat()
}

// parseETags reads a list of entity tags, as far as it is one. https://datatracker.ietf.org/doc/html/rfc7232#section-3.1
func parseETags(s string) (list []r2.ETag, err error) {
	separated := true
	for {
		s = strings.TrimLeft(s, " \t")
		if s == "" {
			return list, nil
		}
		weak := false
		switch s[0] {
		case ',':
			s, separated = s[1:], true
			continue
		case '*':
			return []r2.ETag{{Wildcard: true}}, nil
		case 'W':
			if !separated {
				return nil, webidl.PlainError("Comma was expected to separate etags. Encountered a weak quotation character 'W' instead. This would otherwise indicate the start of a new weak etag.")
			}
			if !strings.HasPrefix(s, `W/"`) {
				return nil, webidl.PlainError("Weak etags must start with W/ and their value must be quoted")
			}
			s, weak = s[2:], true
		case '"':
			if !separated {
				return nil, webidl.PlainError(`Comma was expected to separate etags. Encountered a double quote character '"' instead. This would otherwise indicate the start of a new strong etag.`)
			}
		default:
			return list, nil
		}
		value, rest, closed := strings.Cut(s[1:], `"`)
		if !closed {
			return nil, webidl.PlainError("Unclosed double quote for Etag")
		}
		list = append(list, r2.ETag{Value: value, Weak: weak})
		s, separated = rest, false
	}
}

// r2Range reads the range option, which is a dictionary or Headers. What it means may depend on the object's size.
func r2Range(r *webidl.Realm, d *webidl.Dict) (func(size int64) *r2.Range, error) {
	whole := func(int64) *r2.Range { return nil }
	v, ok := d.Member("range")
	if !ok {
		return whole, nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, webidl.TypeError("Incorrect type for the 'range' field on 'GetOptions': the provided value is not of type 'Range or Headers'.")
	}
	if get, ok := jsapi.HeaderOf(o); ok {
		header, ok := get("range")
		if !ok {
			return whole, nil
		}
		return func(size int64) *r2.Range { return parseRange(header, size) }, nil
	}
	given := &r2.Range{}
	in := r.NewDict(o)
	for _, m := range []struct {
		name, what, number string
		to                 **int64
	}{
		{"offset", "range. Starting offset", "range. Starting offset", &given.Offset}, {"length", "range. Length", "range. Length", &given.Length},
		{"suffix", "suffix. Suffix", "range. Suffix", &given.Suffix},
	} {
		n, ok := in.Number(m.name)
		if !ok {
			continue
		}
		if m.name == "suffix" && given.Offset != nil {
			return nil, webidl.TypeError("Suffix is incompatible with offset.")
		}
		if m.name == "suffix" && given.Length != nil {
			return nil, webidl.TypeError("Suffix is incompatible with length.")
		}
		text := r.VM.ToValue(n).String()
		if !(n >= 0) {
			return nil, webidl.RangeError("Invalid %s (%s) must be greater than or equal to 0.", m.what, text)
		}
		if n != math.Trunc(n) {
			return nil, webidl.RangeError("Invalid %s (%s) must be an integer, not floating point.", m.number, text)
		}
		i := int64(n)
		*m.to = &i
	}
	return func(int64) *r2.Range { return given }, nil
}

var (
	rangeUnit = regexp.MustCompile(`(?i)^ *bytes *=`)
	rangeSpec = regexp.MustCompile(`^ *(\d+)? *- *(\d+)? *$`)
)

// parseRange reads a Range field; nil, which is everything, unless it is exactly one range that can be had.
// https://datatracker.ietf.org/doc/html/rfc7233#section-2.1
func parseRange(header string, size int64) *r2.Range {
	unit := rangeUnit.FindString(header)
	if unit == "" {
		return nil
	}
	var found []*r2.Range
	for spec := range strings.SplitSeq(header[len(unit):], ",") {
		m := rangeSpec.FindStringSubmatch(spec)
		if m == nil {
			return nil
		}
		first, errFirst := strconv.ParseInt(m[1], 10, 64)
		last, errLast := strconv.ParseInt(m[2], 10, 64)
		switch {
		case errFirst != nil && errLast != nil:
			return nil
		case errFirst != nil: // a suffix
			if last >= size {
				return nil
			}
			if last > 0 {
				found = append(found, &r2.Range{Suffix: &last})
			}
			continue
		case first >= size || errLast == nil && first > last:
			return nil
		case errLast != nil || last >= size:
			last = size - 1
		}
		length := last - first + 1
		found = append(found, &r2.Range{Offset: &first, Length: &length})
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// r2PutOptions reads the options of put.
func r2PutOptions(r *webidl.Realm, d *webidl.Dict) (p r2.Put, err error) {
	if p.When, err = r2Condition(r, d); err != nil {
		return p, err
	}
	if p.HTTP, p.Custom, err = r2Metadata(r, d); err != nil {
		return p, err
	}
	p.Checksums = map[string][]byte{}
	for _, a := range r2.Algorithms {
		v, ok := d.Member(a.Field)
		if !ok {
			continue
		}
		if len(p.Checksums) > 0 {
			return p, webidl.TypeError("You cannot specify multiple hashing algorithms.")
		}
		if p.Checksums[a.Field], err = r2Checksum(r, a.Name, a.Field, a.New().Size(), v); err != nil {
			return p, err
		}
	}
	return p, r2Key(r, d)
}

// r2Metadata reads the metadata of an object or an upload.
func r2Metadata(r *webidl.Realm, d *webidl.Dict) (h r2.HTTP, custom []r2.Pair, err error) {
	if v, ok := d.Member("customMetadata"); ok {
		o, ok := v.(*goja.Object)
		if !ok {
			return h, nil, webidl.TypeError("Incorrect type for the 'customMetadata' field on 'PutOptions': the provided value is not of type 'object'.")
		}
		for _, name := range o.Keys() {
			custom = append(custom, r2.Pair{Name: name, Value: r.Text(o.Get(name)).String()})
		}
	}
	v, ok := d.Member("httpMetadata")
	if !ok {
		return h, custom, nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return h, nil, webidl.TypeError("Incorrect type for the 'httpMetadata' field on 'PutOptions': the provided value is not of type 'HttpMetadata or Headers'.")
	}
	if get, ok := jsapi.HeaderOf(o); ok {
		for _, f := range r2HTTPFields(&h) {
			*f.text, _ = get(f.header)
		}
		if v, ok := get("expires"); ok {
			if ms := parseDate(r, v); !math.IsNaN(ms) {
				at := int64(ms)
				h.CacheExpiry = &at
			}
		}
		return h, custom, nil
	}
	in := r.NewDict(o)
	for _, f := range r2HTTPFields(&h) {
		*f.text, _ = in.String(f.name)
	}
	if v, ok := in.Member("cacheExpiry"); ok {
		ms, err := dateMember(v, "cacheExpiry", "HttpMetadata")
		if err != nil {
			return h, nil, err
		}
		h.CacheExpiry = &ms
	}
	return h, custom, nil
}

// r2HTTPField is a field of the HTTP metadata that is a text.
type r2HTTPField struct {
	name, header string
	text         *string
}

func r2HTTPFields(h *r2.HTTP) []r2HTTPField {
	return []r2HTTPField{
		{"contentType", "content-type", &h.ContentType}, {"contentLanguage", "content-language", &h.ContentLanguage},
		{"contentDisposition", "content-disposition", &h.ContentDisposition}, {"contentEncoding", "content-encoding", &h.ContentEncoding},
		{"cacheControl", "cache-control", &h.CacheControl},
	}
}
