package html

import "strings"

// element is a start tag that was not closed, as selectors see it.
type element struct {
	name       string
	attributes map[string]string // of those that came first
	index      int               // among the children of its parent
	typeIndex  int               // among those of its name

	children int
	types    map[string]int

	handlers []int // that want what is in it
	ending   ending
	hides    bool // what is in it is not written
}

func newElement(k *token, name string, decode func([]byte) string) *element {
	e := &element{name: name}
	for _, a := range k.attributes {
		key := strings.ToLower(decode(a.name))
		if e.attributes == nil {
			e.attributes = make(map[string]string, len(k.attributes))
		}
		if _, twice := e.attributes[key]; !twice {
			e.attributes[key] = decode(a.value)
		}
	}
	return e
}

// adopt numbers a child.
func (e *element) adopt(child *element) {
	if e.types == nil {
		e.types = map[string]int{}
	}
	e.children++
	e.types[child.name]++
	child.index, child.typeIndex = e.children, e.types[child.name]
}

// matches answers whether the last of a path of elements is one that s selects.
func (s *Selector) matches(path []*element) bool {
	for _, c := range s.list {
		if c.matches(path) {
			return true
		}
	}
	return false
}

func (c complexSelector) matches(path []*element) bool {
	last := c[len(c)-1]
	if !last.matches(path[len(path)-1]) {
		return false
	}
	before := c[:len(c)-1]
	if len(before) == 0 {
		return true
	}
	for n := len(path) - 1; n > 0; n-- {
		if before.matches(path[:n]) {
			return true
		}
		if last.child {
			return false
		}
	}
	return false
}

func (c compound) matches(e *element) bool {
	for n := range c.simple {
		if !c.simple[n].matches(e) {
			return false
		}
	}
	return true
}

func (s *simple) matches(e *element) bool {
	switch s.kind {
	case anySelector:
		return true
	case tagSelector:
		return e.name == s.name
	case childSelector:
		return s.counts(e.index)
	case typeSelector:
		return s.counts(e.typeIndex)
	case notSelector:
		return !s.not.matches([]*element{e})
	}
	value, ok := e.attributes[s.name]
	if !ok || s.op == "" {
		return ok
	}
	want := s.value
	if s.ignore {
		value, want = strings.ToLower(value), strings.ToLower(want)
	}
	switch s.op {
	case "=":
		return value == want
	case "|=":
		return value == want || strings.HasPrefix(value, want+"-")
	case "~=":
		for _, word := range strings.FieldsFunc(value, func(r rune) bool { return r < 0x80 && space(byte(r)) }) {
			if word == want {
				return true
			}
		}
		return false
	}
	switch {
	case want == "":
		return false
	case s.op == "^=":
		return strings.HasPrefix(value, want)
	case s.op == "$=":
		return strings.HasSuffix(value, want)
	}
	return strings.Contains(value, want)
}

// counts answers whether n is a number that an+b makes.
func (s *simple) counts(n int) bool {
	if s.step == 0 {
		return n == s.offset
	}
	return (n-s.offset)%s.step == 0 && (n-s.offset)/s.step >= 0
}
