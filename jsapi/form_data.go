package jsapi

import (
	"encoding/hex"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/form"
	"github.com/dodev/dodev/jsapi/mimetype"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
)

// formDataClass implements https://xhr.spec.whatwg.org/#interface-formdata.
var formDataClass = &webidl.Interface[FormData]{
	Name:        "FormData",
	Constructor: func(*webidl.Call) (*FormData, error) { return &FormData{}, nil },
	Operations: []webidl.Operation[FormData]{
		{Name: "append", Run: (*FormData).append},
		{Name: "delete", Run: (*FormData).delete},
		{Name: "get", Run: (*FormData).get},
		{Name: "getAll", Run: (*FormData).getAll},
		{Name: "has", Run: (*FormData).has},
		{Name: "set", Run: (*FormData).set},
	},
	Pairs:   (*FormData).pairs,
	Inspect: (*FormData).inspect,
}

// FormData is a list of named values, each a string or a File.
type FormData struct{ entries []formEntry }

type formEntry struct {
	name  string
	value goja.Value // a string, or an instance of File
}

func (f *FormData) append(c *webidl.Call) (any, error) {
	e, err := newFormEntry(c)
	if err == nil {
		f.entries = append(f.entries, e)
	}
	return nil, err
}

func (f *FormData) delete(c *webidl.Call) (any, error) {
	f.remove(c.String(0), 0)
	return nil, nil
}

// remove drops the entries called name from position on.
func (f *FormData) remove(name string, from int) {
	kept := f.entries[:from]
	for _, e := range f.entries[from:] {
		if e.name != name {
			kept = append(kept, e)
		}
	}
	f.entries = kept
}

func (f *FormData) get(c *webidl.Call) (any, error) {
	name := c.String(0)
	for _, e := range f.entries {
		if e.name == name {
			return e.value, nil
		}
	}
	return goja.Null(), nil
}

func (f *FormData) getAll(c *webidl.Call) (any, error) {
	name, list := c.String(0), []goja.Value{}
	for _, e := range f.entries {
		if e.name == name {
			list = append(list, e.value)
		}
	}
	return list, nil
}

func (f *FormData) has(c *webidl.Call) (any, error) {
	name := c.String(0)
	for _, e := range f.entries {
		if e.name == name {
			return true, nil
		}
	}
	return false, nil
}

func (f *FormData) set(c *webidl.Call) (any, error) {
	e, err := newFormEntry(c)
	if err != nil {
		return nil, err
	}
	for n := range f.entries {
		if f.entries[n].name == e.name {
			f.entries[n] = e
			f.remove(e.name, n+1)
			return nil, nil
		}
	}
	f.entries = append(f.entries, e)
	return nil, nil
}

// newFormEntry reads name, value and filename. A Blob becomes a File, called like the field if nothing
// else names it.
func newFormEntry(c *webidl.Call) (formEntry, error) {
	e := formEntry{name: c.String(0)}
	if len(c.Args) < 2 {
		return e, c.Bad(1, "File or Blob or string")
	}
	blob := webidl.As[Blob](c.Arg(1))
	if blob == nil {
		e.value = c.Realm.Value(c.String(1))
		return e, nil
	}
	file := webidl.As[File](c.Arg(1))
	if file != nil && !c.Given(2) {
		e.value = c.Arg(1)
		return e, nil
	}
	named := &File{Blob: *blob, name: e.name, modified: nowMilliseconds(c.Realm)}
	if c.Given(2) {
		named.name = c.String(2)
	}
	e.value = webidl.Wrap(c.Realm, named)
	return e, nil
}

func (f *FormData) pairs(*webidl.Call) []webidl.Pair {
	list := make([]webidl.Pair, len(f.entries))
	for n, e := range f.entries {
		list[n] = webidl.Pair{Key: e.name, Value: e.value}
	}
	return list
}

func (f *FormData) inspect(*webidl.Realm) []webidl.Property {
	list := make([]webidl.Property, len(f.entries))
	for n, e := range f.entries {
		list[n] = webidl.Property{Name: e.name, Value: e.value}
	}
	return list
}

// encode answers the form as a multipart body, and its content type.
func (f *FormData) encode(r *webidl.Realm) (body []byte, contentType string) {
	list := make([]form.Entry, len(f.entries))
	for n, e := range f.entries {
		list[n].Name = e.name
		if file := webidl.As[File](e.value); file != nil {
			list[n].File = &form.File{Name: file.name, Type: file.mime, Content: file.data}
		} else {
			list[n].Value = e.value.String()
		}
	}
	var random [16]byte
	r.Isolate.Host.Random(random[:])
	boundary := hex.EncodeToString(random[:])
	return form.Encode(list, boundary), "multipart/form-data; boundary=" + boundary
}

// parseFormData answers the form that a body of some content type holds.
func parseFormData(r *webidl.Realm, contentType string, typed bool, body []byte) (any, error) {
	if !typed {
		return nil, webidl.TypeError("Parsing a Body as FormData requires a Content-Type header.")
	}
	t, _ := mimetype.Parse(contentType)
	var list []form.Entry
	switch t.Essence() {
	case "multipart/form-data":
		boundary, ok := t.Param("boundary")
		if !ok {
			return nil, webidl.TypeError("No boundary string in Content-Type header. The multipart/form-data MIME type requires a " +
				"boundary parameter, e.g. 'Content-Type: multipart/form-data; boundary=\"abcd\"'. See RFC 7578, section 4.")
		}
		entries, err := form.Parse(body, boundary)
		if err != nil {
			return nil, &webidl.Error{Class: "TypeError", Message: err.Error()}
		}
		list = entries
	case "application/x-www-form-urlencoded":
		if charset, given := t.Param("charset"); given && !strings.EqualFold(charset, "utf-8") {
			return nil, webidl.TypeError("Non-utf-8 application/x-www-form-urlencoded body.")
		}
		for _, p := range weburl.ParseParams(string(body)) {
			list = append(list, form.Entry{Name: p.Name, Value: p.Value})
		}
	default:
		return nil, webidl.TypeError("Unrecognized Content-Type header value. FormData can only parse the following MIME types: " +
			"multipart/form-data, application/x-www-form-urlencoded")
	}
	return webidl.Wrap(r, newFormData(r, list)), nil
}

func newFormData(r *webidl.Realm, list []form.Entry) *FormData {
	f := &FormData{entries: make([]formEntry, len(list))}
	for n, e := range list {
		value := r.Value(encoding.UTF8([]byte(e.Value)))
		if e.File != nil {
			value = formFile(r, e.File)
		}
		f.entries[n] = formEntry{encoding.UTF8([]byte(e.Name)), value}
	}
	return f
}

func formFile(r *webidl.Realm, f *form.File) goja.Value {
	if !r.Flags.Has(compat.FormDataParserSupportsFiles) {
		return r.Value(encoding.UTF8(f.Content))
	}
	return webidl.Wrap(r, &File{
		Blob:     Blob{data: f.Content, mime: f.Type},
		name:     encoding.UTF8([]byte(f.Name)),
		modified: nowMilliseconds(r),
	})
}
