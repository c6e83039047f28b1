package lower

import (
	"encoding/json"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/go-sourcemap/sourcemap"
)

// An insertion is a number of bytes added to the printed text at an offset.
type insertion struct{ at, width int }

// sourceMap is the part of a source map that the engine needs.
type sourceMap struct {
	Version  int      `json:"version"`
	Sources  []string `json:"sources"`
	Names    []string `json:"names"`
	Mappings string   `json:"mappings"`
}

// consumer adapts the bundler's source map to the way goja looks positions up.
//
// goja asks with columns that count bytes from 1 and passes the answer on
// unchanged; a source map counts UTF-16 units from 0 on both sides. All of that
// is settled once, in the mappings.
func consumer(src Source, inserted []insertion) (*sourcemap.Consumer, error) {
	if len(src.Map) == 0 {
		return nil, nil
	}
	m := sourceMap{Version: 3, Names: []string{}}
	sources, mappings, err := fields(src.Map)
	if err != nil {
		return nil, err
	}
	if strings.Trim(mappings, ";") == "" {
		return nil, nil
	}
	for _, s := range sources {
		m.Sources = append(m.Sources, sourceURL(src.Base, s))
	}
	m.Mappings = shift(mappings, src.Code, inserted)
	text, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	return sourcemap.Parse("", text)
}

// fields reads the two members needed. The mappings are most of the text and hold
// nothing to unescape, so they are cut out rather than decoded.
func fields(text []byte) (sources []string, mappings string, err error) {
	const key = `"mappings": "`
	s := string(text)
	if at := strings.Index(s, key); at >= 0 {
		rest := s[at+len(key):]
		if end := strings.IndexByte(rest, '"'); end >= 0 {
			mappings = rest[:end]
			s = s[:at] + `"mappings": "` + rest[end:]
		}
	}
	var m sourceMap
	if err := json.Unmarshal([]byte(s), &m); err != nil {
		return nil, "", errors.New("the bundle's source map is not valid JSON")
	}
	if mappings == "" {
		mappings = m.Mappings
	}
	return m.Sources, mappings, nil
}

// sourceURL is what a position shows for a source: the absolute path of a file,
// or the name of a module that is not a file.
func sourceURL(base, source string) string {
	if u, err := url.Parse(source); err == nil && u.IsAbs() && filepath.VolumeName(source) == "" {
		return source
	}
	if path, err := url.PathUnescape(source); err == nil {
		source = path
	}
	if !filepath.IsAbs(source) {
		source = filepath.Join(base, filepath.FromSlash(source))
	}
	return (&url.URL{Path: filepath.ToSlash(source)}).EscapedPath()
}

// Path is the file path behind a position's file name.
func Path(file string) string {
	if p, err := url.PathUnescape(file); err == nil {
		file = p
	}
	return filepath.FromSlash(file)
}

// shift rewrites the generated columns of mappings for code wrapped in [prefix].
func shift(mappings, code string, inserted []insertion) string {
	var b strings.Builder
	b.Grow(len(mappings) + len(mappings)/16)
	offset, first := 0, true
	for number := 0; ; number++ {
		segments, rest, more := strings.Cut(mappings, ";")
		line := code
		if end := strings.IndexByte(code, '\n'); end >= 0 {
			line = code[:end]
		}
		extra := 1
		if number == 0 {
			extra += len(prefix)
		}
		var here []insertion
		for len(inserted) > 0 && inserted[0].at <= offset+len(line) {
			here = append(here, insertion{inserted[0].at - offset, inserted[0].width})
			inserted = inserted[1:]
		}
		if segments != "" {
			shiftLine(&b, segments, line, extra, here, first)
			first = false
		}
		if !more {
			return b.String()
		}
		b.WriteByte(';')
		mappings = rest
		offset += min(len(line)+1, len(code))
		code = code[min(len(line)+1, len(code)):]
	}
}

// shiftLine writes one line's segments with their columns moved right by extra,
// and by what was inserted before them. A segment's column is relative to the one
// before it, so on most lines only the first changes. The same holds for source
// columns, over the whole map: they count from 1 once the first one does.
func shiftLine(b *strings.Builder, segments, line string, extra int, inserted []insertion, first bool) {
	plain := ascii(line) && len(inserted) == 0
	column, before, units, at := 0, 0, 0, 0
	for segments != "" {
		segment, rest, _ := strings.Cut(segments, ",")
		delta, tail := decode(segment)
		column += delta
		moved := column + extra
		if !plain {
			for units < column && at < len(line) {
				r, n := utf8.DecodeRuneInString(line[at:])
				at += n
				units++
				if r > 0xFFFF {
					units++
				}
			}
			moved = at + extra
			for _, in := range inserted {
				if in.at <= at {
					moved += in.width
				}
			}
		}
		encode(b, moved-before)
		before = moved
		if first && tail != "" {
			source, tail2 := decode(tail)
			row, tail3 := decode(tail2)
			col, tail4 := decode(tail3)
			encode(b, source)
			encode(b, row)
			encode(b, col+1)
			tail, first = tail4, false
		}
		b.WriteString(tail)
		if plain && !first {
			if rest != "" {
				b.WriteByte(',')
				b.WriteString(rest)
			}
			return
		}
		if rest != "" {
			b.WriteByte(',')
		}
		segments = rest
	}
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// decode reads one base 64 variable length quantity.
func decode(s string) (value int, rest string) {
	for i, bits := 0, 0; i < len(s); i, bits = i+1, bits+5 {
		digit := strings.IndexByte(digits, s[i])
		if digit < 0 || bits > 30 {
			return 0, ""
		}
		value |= digit & 31 << bits
		if digit&32 == 0 {
			if value&1 != 0 {
				return -(value >> 1), s[i+1:]
			}
			return value >> 1, s[i+1:]
		}
	}
	return 0, ""
}

func encode(b *strings.Builder, value int) {
	value <<= 1
	if value < 0 {
		value = -value | 1
	}
	for {
		digit := value & 31
		value >>= 5
		if value > 0 {
			digit |= 32
		}
		b.WriteByte(digits[digit])
		if value == 0 {
			return
		}
	}
}
