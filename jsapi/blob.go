package jsapi

import (
	"math"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// blobClass implements https://w3c.github.io/FileAPI/#blob-section.
var blobClass = &webidl.Interface[Blob]{
	Name:        "Blob",
	Constructor: newBlob,
	Attributes: []webidl.Attribute[Blob]{
		{Name: "size", Get: func(b *Blob, _ *webidl.Call) (any, error) { return len(b.data), nil }},
		{Name: "type", Get: func(b *Blob, _ *webidl.Call) (any, error) { return b.mime, nil }},
	},
	Operations: []webidl.Operation[Blob]{
		{Name: "slice", Run: (*Blob).slice},
		{Name: "arrayBuffer", Run: webidl.Promise(func(b *Blob, _ *webidl.Call) (any, error) { return copyBytes(b.data), nil })},
		{Name: "bytes", Run: webidl.Promise(func(b *Blob, c *webidl.Call) (any, error) { return c.Realm.Uint8Array(copyBytes(b.data)), nil })},
		{Name: "text", Run: webidl.Promise(func(b *Blob, _ *webidl.Call) (any, error) { return encoding.UTF8(b.data), nil })},
		{Name: "stream", Run: func(b *Blob, c *webidl.Call) (any, error) {
			if err := RequireHandler(c.Realm); err != nil {
				return nil, err
			}
			return newBodyStream(c.Realm, wire.BytesBody(b.data)), nil
		}},
	},
}

// Blob is bytes that do not change, with a type.
type Blob struct {
	data []byte
	mime string
}

func copyBytes(b []byte) []byte { return append(make([]byte, 0, len(b)), b...) }

func newBlob(c *webidl.Call) (*Blob, error) {
	b := &Blob{}
	if c.Given(0) {
		if !isArray(c.Arg(0)) {
			return nil, c.Bad(0, "Array")
		}
		b.data = blobParts(c.Realm, c.Arg(0))
	}
	options := c.Dict(1, "Options")
	if _, given := options.Member("endings"); given {
		return nil, webidl.PlainError("The 'endings' field on 'Options' is not implemented.")
	}
	if s, ok := options.String("type"); ok {
		b.mime = blobType(s)
	}
	return b, nil
}

// blobParts concatenates an array's buffers, views and blobs, and the text of everything else.
func blobParts(r *webidl.Realm, list goja.Value) []byte {
	data := []byte{}
	r.VM.ForOf(list, func(v goja.Value) bool {
		if blob := webidl.As[Blob](v); blob != nil {
			data = append(data, blob.data...)
		} else if b, ok := r.Bytes(v); ok {
			data = append(data, b...)
		} else {
			data = append(data, r.Text(v).String()...)
		}
		return true
	})
	return data
}

// blobType is a type as a Blob keeps it: in lower case, or empty if it is not printable ASCII.
func blobType(s string) string {
	for n := range len(s) {
		if s[n] < 0x20 || s[n] > 0x7e {
			return ""
		}
	}
	return strings.ToLower(s)
}

func (b *Blob) slice(c *webidl.Call) (any, error) {
	start, end := 0, len(b.data)
	if c.Given(0) {
		start = b.position(c.Integer(0))
	}
	if c.Given(1) {
		end = b.position(c.Integer(1))
	}
	part := &Blob{}
	if c.Given(2) {
		part.mime = blobType(c.String(2))
	}
	if start < end {
		part.data = b.data[start:end:end]
	}
	return webidl.Wrap(c.Realm, part), nil
}

// position clamps an offset, counted from the end when negative.
func (b *Blob) position(n int64) int {
	size := int64(len(b.data))
	if n < 0 {
		n = max(n+size, 0)
	}
	return int(min(n, size))
}

// fileClass implements https://w3c.github.io/FileAPI/#file-section.
var fileClass = &webidl.Interface[File]{
	Name:        "File",
	Inherits:    blobClass,
	Constructor: newFile,
	Attributes: []webidl.Attribute[File]{
		{Name: "name", Get: func(f *File, _ *webidl.Call) (any, error) { return f.name, nil }},
		{Name: "lastModified", Get: func(f *File, _ *webidl.Call) (any, error) { return f.modified, nil }},
	},
}

// File is a Blob with a name and a time.
type File struct {
	Blob
	name     string
	modified float64
}

// Super is the Blob that a File is.
func (f *File) Super() any { return &f.Blob }

func newFile(c *webidl.Call) (*File, error) {
	if len(c.Args) < 2 {
		return nil, c.Bad(1, "string")
	}
	if c.Given(0) && !isArray(c.Arg(0)) {
		return nil, c.Bad(0, "Array")
	}
	f := &File{name: c.String(1), modified: nowMilliseconds(c.Realm)}
	if c.Given(0) {
		f.data = blobParts(c.Realm, c.Arg(0))
	}
	options := c.Dict(2, "Options")
	if _, given := options.Member("endings"); given {
		return nil, webidl.PlainError("The 'endings' field on 'Options' is not implemented.")
	}
	if s, ok := options.String("type"); ok {
		f.mime = blobType(s)
	}
	if n, ok := options.Number("lastModified"); ok {
		if math.IsNaN(n) {
			n = 0
		}
		f.modified = n
	}
	return f, nil
}

// nowMilliseconds is what Date.now answers to the running script.
func nowMilliseconds(r *webidl.Realm) float64 {
	if s := r.Isolate.Scope(); s == nil || s.Context.Global {
		return 0
	}
	return float64(r.Isolate.Host.Now().UnixMilli())
}

func isArray(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && o.ClassName() == "Array"
}
