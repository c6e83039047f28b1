package html

import (
	"errors"
	"fmt"
	"strings"
)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Fields(list) {
		m[name] = true
	}
	return m
}

var (
	// void are the elements without content.
	void = set("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
	// rawElements have text in which tags mean nothing.
	rawElements = set("textarea title style xmp iframe noembed noframes noscript script plaintext")
	// breakout are the tags that end foreign content. https://html.spec.whatwg.org/#parsing-main-inforeign
	breakout = set("b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing " +
		"menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var")
	// selectEnds are the tags that end a select without its end tag.
	selectEnds = set("select textarea input keygen body caption col colgroup tbody td tfoot th thead tr table frameset head html")
)

type namespace int

const (
	htmlNamespace namespace = iota
	svgNamespace
	mathNamespace
)

// URI is the namespace's name.
func (n namespace) URI() string {
	return [...]string{"http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"}[n]
}

// context follows the tags as far as it takes to know what text is and which namespace an element has.
type context struct {
	spaces []namespace // entered and not left, the innermost last
	guard  guardState
	depth  int // of templates in a select
}

type guardState int

const (
	unguarded guardState = iota
	inSelect
	inTemplate // in a select
	inFrameset
)

func (c *context) space() namespace {
	if len(c.spaces) == 0 {
		return htmlNamespace
	}
	return c.spaces[len(c.spaces)-1]
}

func (c *context) enter(n namespace) { c.spaces = append(c.spaces, n) }

func (c *context) leave() {
	if len(c.spaces) > 0 {
		c.spaces = c.spaces[:len(c.spaces)-1]
	}
}

// start follows a start tag. It answers the element's namespace and whether it has content.
func (c *context) start(k *token, name string) (namespace, bool, error) {
	if err := c.guardStart(name); err != nil {
		return 0, false, err
	}
	if c.space() != htmlNamespace && (breakout[name] || name == "font" && hasAny(k, "color", "face", "size")) {
		c.leave()
	}
	switch in := c.space(); {
	case name == "svg":
		if !k.selfClosing {
			c.enter(svgNamespace)
		}
		return svgNamespace, !k.selfClosing, nil
	case name == "math":
		if !k.selfClosing {
			c.enter(mathNamespace)
		}
		return mathNamespace, !k.selfClosing, nil
	case in == htmlNamespace:
		return htmlNamespace, !void[name], nil
	default:
		if !k.selfClosing && c.integrates(k, name, in) {
			c.enter(htmlNamespace)
			if name == "foreignobject" {
				in = htmlNamespace // as the platform has it
			}
		}
		return in, !k.selfClosing, nil
	}
}

// integrates answers whether HTML is what a foreign element has in it.
func (c *context) integrates(k *token, name string, in namespace) bool {
	if in == svgNamespace {
		return name == "foreignobject" || name == "desc" || name == "title"
	}
	switch name {
	case "mi", "mo", "mn", "ms", "mtext":
		return true
	case "annotation-xml":
		for _, a := range k.attributes {
			if strings.EqualFold(string(a.name), "encoding") {
				value := strings.ToLower(string(a.value))
				return value == "text/html" || value == "application/xhtml+xml"
			}
		}
	}
	return false
}

func hasAny(k *token, names ...string) bool {
	for _, a := range k.attributes {
		for _, name := range names {
			if strings.EqualFold(string(a.name), name) {
				return true
			}
		}
	}
	return false
}

// end follows an end tag.
func (c *context) end(name string) {
	c.guardEnd(name)
	if len(c.spaces) == 0 {
		return
	}
	switch c.space() {
	case svgNamespace:
		if name == "svg" {
			c.leave()
		}
	case mathNamespace:
		if name == "math" {
			c.leave()
		}
	case htmlNamespace: // within an integration point
		switch name {
		case "foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml":
			c.leave()
		}
	}
}

// text answers what text is in an element.
func (c *context) text(name string, in namespace) mode {
	switch {
	case in != htmlNamespace || !rawElements[name]:
		return dataText
	case name == "script":
		return scriptText
	case name == "plaintext":
		return plainText
	}
	return rawText
}

// guardStart refuses a tag of which a stream cannot know whether a browser would ignore it.
func (c *context) guardStart(name string) error {
	switch c.guard {
	case unguarded:
		switch name {
		case "select":
			c.guard = inSelect
		case "frameset":
			c.guard = inFrameset
		}
		return nil
	case inSelect:
		switch {
		case selectEnds[name]:
			c.guard = unguarded
		case name == "template":
			c.guard, c.depth = inTemplate, 1
		case name != "script":
			return unclear(name)
		}
		return nil
	case inTemplate:
		if name == "template" {
			c.depth++
		}
		return unclear(name)
	}
	if name == "noframes" {
		return nil
	}
	return unclear(name)
}

func (c *context) guardEnd(name string) {
	switch {
	case c.guard == inSelect && (name == "select" || name == "table" || name == "caption" || name == "tbody" || name == "tfoot" ||
		name == "thead" || name == "tr" || name == "td" || name == "th"):
		c.guard = unguarded
	case c.guard == inTemplate && name == "template":
		if c.depth--; c.depth == 0 {
			c.guard = inSelect
		}
	}
}

func unclear(name string) error {
	if !rawElements[name] || name == "noscript" {
		return nil
	}
	return fmt.Errorf("The parser has encountered a text content tag (`<%s>`) in the context where it is ambiguous whether "+
		"this tag should be ignored or not. And, thus, it is unclear whether consequent content should be parsed as raw text or "+
		"HTML markup.\n\nThis error occurs due to the limited capabilities of the streaming parsing. However, almost all of the "+
		"cases of this error are caused by a non-conforming markup (e.g. a `<script>` element in `<select>` element).", name)
}

var errMemory = errors.New("The memory limit has been exceeded.")
