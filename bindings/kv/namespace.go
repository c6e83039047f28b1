// Package kv is what stands behind a KV namespace: text keys with a value, metadata and a time to expire.
//
// What is refused, and in which words, is what the platform's local runtime does. Unlike the platform's network, a
// value that was put can be read at once, everywhere.
package kv

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/dodev/dodev/storage/bolt"
)

// What the platform allows, see https://developers.cloudflare.com/kv/platform/limits/.
const (
	MaxKey      = 512
	MaxValue    = 25 << 20
	MaxMetadata = 1024
	MaxList     = 1000
	// MaxBulk is how many keys one call may read, and MaxBulkBytes how much they may have together.
	MaxBulk      = 100
	MaxBulkBytes = 25 << 20

	minTTL      = 60
	minCacheTTL = 30
)

// Error is an answer that is none of success. The platform's service answers over HTTP.
type Error struct {
	Status int
	Text   string
}

// Error is the answer's status line.
func (e *Error) Error() string { return fmt.Sprintf("%d %s", e.Status, e.Text) }

// refuse answers an Error of a bad request.
func refuse(format string, args ...any) error {
	return &Error{http.StatusBadRequest, fmt.Sprintf(format, args...)}
}

// Namespace is one KV namespace. Its methods may be called from any goroutine.
type Namespace struct {
	shelf   *bolt.Shelf
	section string
	now     func() time.Time
}

// New answers the namespace with an id, whose pairs are on a shelf.
func New(shelf *bolt.Shelf, id string, now func() time.Time) *Namespace {
	return &Namespace{shelf, "kv/" + id, now}
}

// Entry is what a key has.
type Entry struct {
	Value []byte
	// Metadata is a JSON text, "" if there is none.
	Metadata string
	// Expires is the second, since 1970, at which the entry is gone; 0 is never.
	Expires int64
}

// pack is an entry as it is stored: when it expires, the length of the metadata, the metadata, the value.
func (e *Entry) pack() []byte {
	b := binary.AppendVarint(nil, e.Expires)
	b = binary.AppendUvarint(b, uint64(len(e.Metadata)))
	return append(append(b, e.Metadata...), e.Value...)
}

// unpack reads an entry, whose value is part of b.
func unpack(b []byte) *Entry {
	expires, n := binary.Varint(b)
	b = b[n:]
	size, n := binary.Uvarint(b)
	b = b[n:]
	return &Entry{Expires: expires, Metadata: string(b[:size]), Value: b[size:]}
}

func (n *Namespace) live(e *Entry) bool { return e.Expires == 0 || e.Expires > n.now().Unix() }

// Get answers the entry of a key, nil if it has none. cacheTTL, in seconds, is checked
// and has no effect; nil is not given.
func (n *Namespace) Get(key string, cacheTTL *int) (*Entry, error) {
	if cacheTTL != nil && *cacheTTL < minCacheTTL {
		return nil, refuse("Invalid cache_ttl of %d. Cache TTL must be at least %d.", *cacheTTL, minCacheTTL)
	}
	var found *Entry
	err := n.shelf.View(n.section, func(s bolt.Section) error {
		b := s.Get([]byte(key))
		if b == nil {
			return nil
		}
		if e := unpack(b); n.live(e) {
			e.Value = bytes.Clone(e.Value)
			found = e
		}
		return nil
	})
	return found, err
}

// GetAll answers the entries of keys, nil for one that has none. as is how they will be read, "text" if it is "".
func (n *Namespace) GetAll(keys []string, as string, cacheTTL *int) ([]*Entry, error) {
	switch {
	case as != "" && as != "text" && as != "json":
		return nil, refuse(`"%s" is not a valid type. Use "json" or "text"`, as)
	case len(keys) > MaxBulk:
		return nil, refuse("You can request a maximum of %d keys", MaxBulk)
	case len(keys) == 0:
		return nil, refuse("You must request a minimum of 1 key")
	}
	list, size := make([]*Entry, len(keys)), 0
	for i, key := range keys {
		if err := checkKey(key); err != nil {
			return nil, err
		}
		e, err := n.Get(key, cacheTTL)
		if err != nil {
			return nil, err
		}
		if list[i] = e; e != nil {
			size += len(e.Value)
		}
	}
	if size > MaxBulkBytes {
		return nil, &Error{http.StatusRequestEntityTooLarge, fmt.Sprintf("Total size of request exceeds the limit of %dMB", MaxBulkBytes>>20)}
	}
	return list, nil
}

// Unreadable answers the refusal of values that cannot be read as GetAll was told.
func Unreadable(as string) error {
	return refuse("At least one of the requested keys corresponds to a non-%s value", as)
}

// BadMetadata answers the failure of the service over metadata that is no JSON.
func BadMetadata() error {
	return &Error{http.StatusInternalServerError, http.StatusText(http.StatusInternalServerError)}
}

// checkKey refuses what is no key, in the service's words: the API has its own for one that is asked for alone.
func checkKey(key string) error {
	switch key {
	case "":
		return refuse("Key names must not be empty")
	case ".", "..":
		return refuse("Illegal key name %q. Please use a different name.", key)
	}
	return TooLongKey(key)
}

// Put is how a value is to be stored.
type Put struct {
	// Expiration is a second since 1970, TTL a number of seconds from now, which wins; nil is not given.
	Expiration, TTL *int64
	// Metadata is a JSON text, "" for none.
	Metadata string
}

// Check answers why something is not stored as o says, before its value is there, and when it will expire.
func (n *Namespace) Check(o Put) (expires int64, err error) {
	now := n.now().Unix()
	switch {
	case o.TTL != nil && *o.TTL <= 0:
		return 0, refuse("Invalid expiration_ttl of %d. Please specify integer greater than 0.", *o.TTL)
	case o.TTL != nil && *o.TTL < minTTL:
		return 0, refuse("Invalid expiration_ttl of %d. Expiration TTL must be at least %d.", *o.TTL, minTTL)
	case o.TTL != nil:
		expires = now + *o.TTL
	case o.Expiration != nil && *o.Expiration <= now:
		return 0, refuse("Invalid expiration of %d. Please specify integer greater than the current number of seconds since the UNIX epoch.", *o.Expiration)
	case o.Expiration != nil && *o.Expiration < now+minTTL:
		return 0, refuse("Invalid expiration of %d. Expiration times must be at least %d seconds in the future.", *o.Expiration, minTTL)
	case o.Expiration != nil:
		expires = *o.Expiration
	}
	if len(o.Metadata) > MaxMetadata {
		return 0, &Error{http.StatusRequestEntityTooLarge, fmt.Sprintf("Metadata length of %d exceeds limit of %d.", len(o.Metadata), MaxMetadata)}
	}
	return expires, nil
}

// TooLong answers the refusal of a value of so many bytes, nil if it is not too long.
func TooLong(length int64) error {
	if length <= MaxValue {
		return nil
	}
	return &Error{http.StatusRequestEntityTooLarge, "Value length of " + strconv.FormatInt(length, 10) + " exceeds limit of " + strconv.Itoa(MaxValue) + "."}
}

// Put stores a value.
func (n *Namespace) Put(key string, value []byte, o Put) error {
	expires, err := n.Check(o)
	if err == nil {
		err = TooLong(int64(len(value)))
	}
	if err != nil {
		return err
	}
	e := &Entry{Value: value, Metadata: o.Metadata, Expires: expires}
	return n.shelf.Update(n.section, func(s bolt.Section) error { return s.Put([]byte(key), e.pack()) })
}

// Delete removes a key, if it is there.
func (n *Namespace) Delete(key string) error {
	return n.shelf.Update(n.section, func(s bolt.Section) error { return s.Delete([]byte(key)) })
}

// decodeCursor answers the key that a cursor stands for. What is no base64 in it is passed over, as the platform's local
// runtime does.
func decodeCursor(cursor string) []byte {
	digits := strings.Map(func(c rune) rune {
		switch {
		case c == '-':
			return '+'
		case c == '_':
			return '/'
		case c == '+' || c == '/' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			return c
		}
		return -1
	}, cursor)
	if len(digits)%4 == 1 { // which is half a byte
		digits = digits[:len(digits)-1]
	}
	key, _ := base64.RawStdEncoding.DecodeString(digits) // nothing else is left in it
	return key
}

// List is which keys are wanted: those that begin with Prefix, after those of the page that answered Cursor, at most
// Limit, which is MaxList if it is 0.
type List struct {
	Prefix, Cursor string
	Limit          int
}

// Key is a key with what it has beside its value.
type Key struct {
	Name     string
	Metadata string // JSON, "" if there is none
	Expires  int64  // 0 is never
}

// Page is keys in the order of their bytes.
type Page struct {
	Keys []Key
	// Cursor leads to the next page; "" says that this is the last.
	Cursor string
}

// List answers keys. What has expired is not among them.
func (n *Namespace) List(o List) (*Page, error) {
	limit := o.Limit
	switch {
	case limit > MaxList:
		return nil, refuse("Invalid key_count_limit of %d. Please specify an integer less than %d.", limit, MaxList)
	case limit <= 0:
		limit = MaxList
	}
	if err := TooLongKey(o.Prefix); err != nil {
		return nil, err
	}
	after := decodeCursor(o.Cursor)
	p := &Page{}
	err := n.shelf.View(n.section, func(s bolt.Section) error {
		s.ScanPrefix([]byte(o.Prefix), after, func(k, v []byte) bool {
			if len(after) > 0 && bytes.Equal(k, after) {
				return true
			}
			e := unpack(v)
			if !n.live(e) {
				return true
			}
			if len(p.Keys) == limit {
				p.Cursor = base64.StdEncoding.EncodeToString([]byte(p.Keys[limit-1].Name))
				return false
			}
			p.Keys = append(p.Keys, Key{string(k), e.Metadata, e.Expires})
			return true
		})
		return nil
	})
	return p, err
}

// TooLongKey answers the refusal of a key, or the beginning of one; nil if it is not too long.
func TooLongKey(key string) error {
	if len(key) <= MaxKey {
		return nil
	}
	return &Error{http.StatusRequestURITooLong, fmt.Sprintf("UTF-8 encoded length of %d exceeds key length limit of %d.", len(key), MaxKey)}
}
