package r2

import (
	"encoding/base64"
	"strings"

	"github.com/dodev/dodev/storage/bolt"
)

// List is which objects are wanted.
type List struct {
	Prefix, Delimiter string
	// Cursor is what the page before answered, StartAfter a key; the later counts. nil is not given.
	Cursor, StartAfter *string
	// Limit is how many at most, MaxList if it is nil.
	Limit *int
	// HTTP and Custom say that the objects come with that metadata; without it they look as if they had none.
	HTTP, Custom bool
}

// Page is objects in the order of their keys' bytes.
type Page struct {
	Objects  []*Object
	Prefixes []string
	Cursor   string // "" says that this is the last
}

// List answers objects, and what keys begin with that go on behind the delimiter.
func (b *Bucket) List(l List) (*Page, error) {
	limit := MaxList
	if l.Limit != nil {
		if limit = *l.Limit; limit < 1 || limit > MaxList {
			return nil, ErrLimit
		}
	}
	if l.HTTP || l.Custom {
		limit = min(limit, 100)
	}
	after := ""
	if l.StartAfter != nil {
		after = *l.StartAfter
	}
	if l.Cursor != nil {
		from, err := base64.StdEncoding.DecodeString(*l.Cursor)
		if err != nil {
			return nil, ErrInternal
		}
		after = max(after, string(from))
	}
	p := &Page{}
	err := b.view(func(s, _ bolt.Section) (broken error) {
		last, group := "", ""
		s.ScanPrefix([]byte(l.Prefix), []byte(after), func(k, v []byte) bool {
			key := string(k)
			if key == after && after != "" {
				return true
			}
			if group != "" && strings.HasPrefix(key, group) {
				last = key
				return true
			}
			if len(p.Objects)+len(p.Prefixes) == limit {
				p.Cursor = base64.StdEncoding.EncodeToString([]byte(last))
				return false
			}
			last, group = key, ""
			if l.Delimiter != "" {
				if i := strings.Index(key[len(l.Prefix):], l.Delimiter); i >= 0 {
					group = key[:len(l.Prefix)+i+len(l.Delimiter)]
					p.Prefixes = append(p.Prefixes, group)
					return true
				}
			}
			var o *Object
			if o, broken = decode(k, v); broken != nil {
				return false
			}
			if !l.HTTP {
				o.HTTP = HTTP{}
			}
			if !l.Custom {
				o.Custom = nil
			}
			p.Objects = append(p.Objects, o)
			return true
		})
		return broken
	})
	return p, err
}
