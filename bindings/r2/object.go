package r2

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"unicode/utf16"
)

// What the platform allows, see https://developers.cloudflare.com/r2/platform/limits/.
const (
	MaxKey      = 1024
	MaxObject   = 5_363_466_240
	MaxMetadata = 8192
	MaxList     = 1000
	// MinPart is how many bytes each part of a multipart upload but the last must have.
	MinPart = 5 << 20
)

// HTTP is the metadata that is sent as header fields; "" is none.
type HTTP struct {
	ContentType        string `json:",omitempty"`
	ContentLanguage    string `json:",omitempty"`
	ContentDisposition string `json:",omitempty"`
	ContentEncoding    string `json:",omitempty"`
	CacheControl       string `json:",omitempty"`
	CacheExpiry        *int64 `json:",omitempty"` // in milliseconds since 1970
}

// Pair is one name of the custom metadata with its value.
type Pair struct{ Name, Value string }

// Algorithms are the checksums that an object may have, in the order in which the platform lists them.
var Algorithms = []struct {
	Name, Field string
	New         func() hash.Hash
}{
	{"MD5", "md5", md5.New}, {"SHA-1", "sha1", sha1.New}, {"SHA-256", "sha256", sha256.New}, {"SHA-384", "sha384", sha512.New384}, {"SHA-512", "sha512", sha512.New},
}

// Object is the record of an object.
type Object struct {
	Key       string `json:"-"`
	Version   string
	Size      int64
	ETag      string
	Uploaded  int64             // in milliseconds since 1970
	Checksums map[string][]byte // by field
	HTTP      HTTP
	Custom    []Pair
	Parts     []Part // what it is made of
}

// Part is one file of an object, or of an upload.
type Part struct {
	Blob string
	Size int64
	ETag string `json:",omitempty"`
	MD5  []byte `json:",omitempty"`
}

func checkKey(key string) error {
	if len(key) > MaxKey {
		return ErrName
	}
	return nil
}

// checkMetadata refuses too much of it: a text outside of Latin-1 counts twice.
func checkMetadata(list []Pair) error {
	size := 0
	for _, p := range list {
		size += weight(p.Name) + weight(p.Value)
	}
	if size > MaxMetadata {
		return ErrMetadataTooLarge
	}
	return nil
}

func weight(s string) int {
	units := utf16.Encode([]rune(s))
	for _, u := range units {
		if u >= 256 {
			return 2 * len(units)
		}
	}
	return len(units)
}

// ETag is one of a condition.
type ETag struct {
	Value    string
	Weak     bool
	Wildcard bool
}

// Condition is when something is to be done; nil and zero fields are no condition.
type Condition struct {
	Matches, DoesNotMatch []ETag
	Before, After         *int64 // when the object was uploaded, in milliseconds since 1970
	Seconds               bool   // compare times without their milliseconds
}

// holds answers whether the condition holds for an object, which is nil if there is none.
// https://datatracker.ietf.org/doc/html/rfc7232#section-6
func (c *Condition) holds(o *Object) bool {
	if c == nil {
		return true
	}
	if o == nil {
		return c.Matches == nil && c.After == nil
	}
	cut := func(ms int64) int64 {
		if c.Seconds {
			return ms - ((ms%1000)+1000)%1000
		}
		return ms
	}
	match := c.Matches == nil || includes(c.Matches, o.ETag, false)
	noneMatch := c.DoesNotMatch == nil || !includes(c.DoesNotMatch, o.ETag, true)
	uploaded := cut(o.Uploaded)
	after := c.After == nil || cut(*c.After) < uploaded || c.DoesNotMatch != nil && noneMatch
	before := c.Before == nil || uploaded < cut(*c.Before) || c.Matches != nil && match
	return match && noneMatch && after && before
}

func includes(list []ETag, etag string, weakly bool) bool {
	for _, t := range list {
		if t.Wildcard || t.Value == etag && (!t.Weak || weakly) {
			return true
		}
	}
	return false
}
