package urlpattern

import (
	"errors"
	"strings"

	"github.com/dodev/dodev/jsapi/weburl"
)

// The components of a URL, in the order of a pattern's members.
const (
	Protocol = iota
	Username
	Password
	Hostname
	Port
	Pathname
	Search
	Hash
	components
)

// Components are the names of the components.
var Components = [components]string{"protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"}

// Init is a pattern, or a URL, by its components; nil is one that is missing.
type Init struct {
	Parts   [components]*string
	BaseURL *string
}

// Options are how a pattern is read.
type Options struct {
	IgnoreCase bool
	// Original follows the draft that the platform had first.
	Original bool
	// Regexp makes the matcher of an expression of the author's.
	Regexp func(source string, ignoreCase bool) (Matcher, error)
}

// Pattern is a pattern for URLs.
type Pattern struct {
	options    Options
	components [components]*component
}

// Group is what a named group matched; nil if it took no part.
type Group struct {
	Name  string
	Value *string
}

// Match is a component of a URL and what the groups of its pattern matched.
type Match struct {
	Input  string
	Groups []Group
}

// Parse makes a pattern of a string; base may be nil.
func Parse(input string, base *string, o Options) (*Pattern, error) {
	init, err := o.parseConstructor(input)
	if err != nil {
		return nil, err
	}
	if base == nil && init.Parts[Protocol] == nil {
		return nil, errRelative
	}
	init.BaseURL = base
	return New(init, o)
}

// New makes a pattern of its components. https://urlpattern.spec.whatwg.org/#url-pattern-create
func New(init Init, o Options) (*Pattern, error) {
	parts, err := o.process(init, true)
	if err != nil {
		return nil, err
	}
	text := func(component int) string {
		if parts[component] == nil {
			return "*"
		}
		return *parts[component]
	}
	if port, known := special[text(Protocol)]; known && text(Port) == port && !o.Original {
		*parts[Port] = ""
	}
	p := &Pattern{options: o}
	for n := range components {
		s, encode := plainStyle, encoders[n]
		switch n {
		case Hostname:
			s, encode = hostnameStyle, o.hostname()
			if ipv6(text(n)) {
				encode = encodeIPv6
			}
		case Port:
			encode = encodePort("")
		case Pathname:
			s = pathnameStyle
			if !p.components[Protocol].matchesSpecial() {
				s, encode = plainStyle, encodeOpaque
			}
		}
		if p.components[n], err = o.compile(text(n), s, encode); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// matchesSpecial answers whether the protocol can be one whose URLs have a hierarchical path.
func (c *component) matchesSpecial() bool {
	for scheme := range special {
		if _, ok := c.match.Match(scheme); ok {
			return true
		}
	}
	return false
}

func ipv6(host string) bool {
	return len(host) > 1 && (host[0] == '[' || strings.HasPrefix(host, "{[") || strings.HasPrefix(host, `\[`))
}

// Component is the pattern of a component, normalised.
func (p *Pattern) Component(n int) string { return p.components[n].pattern }

// HasRegexpGroups answers whether an expression of the author's is in the pattern.
func (p *Pattern) HasRegexpGroups() bool {
	for _, c := range p.components {
		if c.custom {
			return true
		}
	}
	return false
}

// MatchURL matches a URL, which may be relative to a base. It answers nil if it does not match.
func (p *Pattern) MatchURL(input string, base *string) []Match {
	var from *weburl.URL
	if base != nil {
		var err error
		if from, err = weburl.Parse(*base); err != nil {
			return nil
		}
	}
	u, err := weburl.ParseRef(input, from)
	if err != nil {
		return nil
	}
	return p.match(split(u))
}

// MatchInit matches the components of a URL.
func (p *Pattern) MatchInit(init Init) ([]Match, error) {
	parts, err := p.options.process(init, false)
	if err != nil {
		return nil, err
	}
	var values [components]string
	for n, part := range parts {
		if part != nil {
			values[n] = *part
		}
	}
	return p.match(values), nil
}

func split(u *weburl.URL) [components]string {
	return [components]string{u.Scheme(), u.Username(), u.Password(), u.Hostname(), u.Port(), u.Pathname(), u.Query(),
		strings.TrimPrefix(u.Hash(), "#")}
}

func (p *Pattern) match(values [components]string) []Match {
	found := make([]Match, components)
	for n, c := range p.components {
		groups, ok := c.match.Match(values[n])
		if !ok {
			return nil
		}
		found[n].Input = values[n]
		for g, name := range c.names {
			if g < len(groups) {
				found[n].Groups = append(found[n].Groups, Group{name, groups[g]})
			}
		}
	}
	return found
}

// ErrBaseURL is a base that is no URL.
var ErrBaseURL = errors.New("Invalid base URL.")
