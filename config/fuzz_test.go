package config

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func FuzzTOML(f *testing.F) {
	for _, seed := range []string{everyTOML, "", "a.b.c = 1\n[a.b]\n", "[[a]]\nb=1\n[[a]]\n[a.c]\nd={e=[{}]}", "a=0x1F\nb=inf\nc=1979-05-27T07:32:00Z\nd='''\nx'''", "\"\" = 1", "a = [\n# x\n1,]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		s := &source{name: "wrangler.toml", data: []byte(in)}
		n, err := decodeTOML(s)
		if err != nil {
			return
		}
		var want map[string]any
		if err := toml.Unmarshal(s.data, &want); err != nil {
			t.Fatalf("decodeTOML(%q): got a tree, want error %v", in, err)
		}
		if got := shape(n); !reflect.DeepEqual(got, shapeOf(want)) {
			t.Errorf("decodeTOML(%q): got %v, want %v", in, got, shapeOf(want))
		}
		everyPosition(t, s, n)
		readAll(s, n)
	})
}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{everyJSON, "{}", "[]", `{"a":1,"a":2}`, "// c\n{/* d */\"a\":[1,],}", `"\ud800"`, "{\"env\":{\"s\":{\"vars\":5}}}", `{"migrations":[{"renamed_classes":[5]}],"exports":{"A":5}}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		s := &source{name: "wrangler.jsonc", data: []byte(in)}
		n, _, err := decodeJSON(s)
		if err != nil {
			return
		}
		written := n.json()
		if !json.Valid([]byte(written)) {
			t.Fatalf("json of %q: got %q, want valid JSON", in, written)
		}
		again, _, err := decodeJSON(&source{data: []byte(written)})
		if err != nil || again.json() != written {
			t.Errorf("decodeJSON(%q) again: got %v and error %v, want %q", in, again.json(), err, written)
		}
		everyPosition(t, s, n)
		if n.kind == object {
			readAll(s, n)
		}
	})
}

func FuzzDotenv(f *testing.F) {
	for _, seed := range []string{"A=1", "export A='x'\n", "A=\"b\nc\" # d", "A: `x`", "A='\\'", "=", "A\r\nB=", "\ufeffA=1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		pairs, ignored := parseDotenv(in)
		for _, p := range pairs {
			if p.name == "" || strings.IndexFunc(p.name, func(r rune) bool { return r > 127 || !nameByte(byte(r)) }) >= 0 {
				t.Errorf("parseDotenv(%q): got name %q, want letters, digits, dots, dashes and underscores", in, p.name)
			}
		}
		if lines := strings.Count(in, "\n") + strings.Count(in, "\r") + 1; len(pairs)+len(ignored) > lines {
			t.Errorf("parseDotenv(%q): got %d results, want at most %d", in, len(pairs)+len(ignored), lines)
		}
	})
}

// readAll runs every check over a tree; it must not panic, whatever it finds.
func readAll(s *source, n *node) {
	for _, env := range []string{"", "s"} {
		r := &reader{src: s, c: &Config{}}
		level := r.environment(n, env)
		r.classes(level)
		r.uniqueNames(level)
		(&loader{}).compatibility(r.c, r)
		_ = (&Error{r.diags}).Error()
	}
}

func everyPosition(t *testing.T, s *source, n *node) {
	if n.offset < 0 || n.offset > len(s.data) {
		t.Errorf("position of %s in %q: got %d, want one inside", n.json(), s.data, n.offset)
	}
	for _, item := range n.items {
		everyPosition(t, s, item)
	}
	for _, m := range n.members {
		everyPosition(t, s, m.value)
	}
}

// shape is a tree without the parts of scalars that formats write differently.
func shape(n *node) any {
	switch n.kind {
	case object:
		m := make(map[string]any)
		for _, member := range n.members {
			m[member.name] = shape(member.value)
		}
		return m
	case array:
		list := []any{}
		for _, item := range n.items {
			list = append(list, shape(item))
		}
		return list
	case text:
		return n.text
	case boolean:
		return n.text == "true"
	}
	return nil
}

func shapeOf(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := make(map[string]any)
		for name, value := range v {
			m[name] = shapeOf(value)
		}
		return m
	case []any:
		list := []any{}
		for _, item := range v {
			list = append(list, shapeOf(item))
		}
		return list
	case string, bool:
		return v
	}
	return nil
}
