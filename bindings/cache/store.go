package cache

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/wire"
)

// Store is all caches of a project. Its methods may be called from any goroutine.
type Store struct {
	shelf *bolt.Shelf
	now   func() time.Time
}

// New answers the caches that are on a shelf.
func New(shelf *bolt.Shelf, now func() time.Time) *Store { return &Store{shelf, now} }

// section is where a cache is kept; "" is the default one.
func section(cache string) string {
	if cache == "" {
		return "cache/default"
	}
	return "cache/named/" + cache
}

// record is what is kept of a response beside its body.
type record struct {
	Status  int
	Header  wire.Header
	Expires time.Time
}

// Put keeps a response whose body is bytes or a stream, if it may be kept. request is the header of what was asked.
func (s *Store) Put(cache, key string, request wire.Header, response *wire.Response) error {
	defer response.Body.Close()
	now := s.now()
	header, lifetime, ok := policy(request, response.Status, response.Header, now)
	var body []byte
	if response.Body != nil {
		var err error
		if body, err = io.ReadAll(response.Body.Reader()); err != nil {
			return err
		}
		if response.Body.Length >= 0 && !header.Has("Content-Length") {
			header = append(header, wire.Field{Name: "Content-Length", Value: strconv.Itoa(len(body))})
		}
	}
	if !ok {
		return nil
	}
	for name, value := range map[string]string{"Age": "0", "Date": now.UTC().Format(http.TimeFormat)} {
		if !header.Has(name) {
			header = append(header, wire.Field{Name: name, Value: value})
		}
	}
	text, err := json.Marshal(record{response.Status, header, now.Add(lifetime)})
	if err != nil {
		return fmt.Errorf("cache %s: %w", key, err)
	}
	value := binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(text)+len(body)), uint32(len(text)))
	value = append(append(value, text...), body...)
	return s.shelf.Update(section(cache), func(all bolt.Section) error {
		if lifetime <= 0 { // what is there gives way to what is stale already
			return all.Delete([]byte(key))
		}
		return all.Put([]byte(key), value)
	})
}

// phrases are the reasons that the platform's server words in its own way.
var phrases = map[int]string{http.StatusRequestURITooLong: "URI Too Long", http.StatusRequestedRangeNotSatisfiable: "Range Not Satisfiable"}

// Match answers the response for a key, nil if there is none. request is the header of what was asked.
func (s *Store) Match(cache, key string, request wire.Header) (*wire.Response, error) {
	var kept *record
	var body []byte
	err := s.shelf.View(section(cache), func(all bolt.Section) error {
		value := all.Get([]byte(key))
		if value == nil {
			return nil
		}
		text := int(binary.BigEndian.Uint32(value))
		kept = &record{}
		if err := json.Unmarshal(value[4:4+text], kept); err != nil {
			return fmt.Errorf("the cached response of %s is damaged: %w", key, err)
		}
		body = append(body, value[4+text:]...)
		return nil
	})
	if err != nil || kept == nil {
		return nil, err
	}
	if !s.now().Before(kept.Expires) {
		return nil, s.shelf.Update(section(cache), func(all bolt.Section) error { return all.Delete([]byte(key)) })
	}
	response := answer(request, kept, body)
	if response.StatusText = http.StatusText(response.Status); phrases[response.Status] != "" {
		response.StatusText = phrases[response.Status]
	}
	response.Header = append(response.Header, wire.Field{Name: "CF-Cache-Status", Value: "HIT"})
	return response, nil
}

// Delete removes a response, and answers whether there was one.
func (s *Store) Delete(cache, key string) (found bool, err error) {
	err = s.shelf.View(section(cache), func(all bolt.Section) error {
		found = all.Get([]byte(key)) != nil
		return nil
	})
	if err != nil || !found {
		return false, err
	}
	err = s.shelf.Update(section(cache), func(all bolt.Section) error {
		found = all.Get([]byte(key)) != nil
		return all.Delete([]byte(key))
	})
	return found, err
}
