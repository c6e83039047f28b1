package urlpattern

import "errors"

// parserState is the component that a constructor string's parser is in.
type parserState int

// The components in their order in a URL are states; these are the others.
const (
	stateInit parserState = iota + components
	stateAuthority
	stateDone
)

// constructorParser divides a pattern for a whole URL among the components.
// https://urlpattern.spec.whatwg.org/#parse-a-constructor-string
type constructorParser struct {
	options  *Options
	input    string
	tokens   []token
	result   Init
	state    parserState
	at       int // token
	start    int // token where the component begins
	step     int
	depth    int
	brackets int
	special  bool
}

func (o *Options) parseConstructor(input string) (Init, error) {
	tokens, err := (&tokenizer{input: input, lenient: true}).tokens()
	if err != nil {
		return Init{}, err
	}
	p := &constructorParser{options: o, input: input, tokens: tokens, state: stateInit}
	for p.at < len(p.tokens) {
		p.step = 1
		if p.tokens[p.at].kind == tokenEnd {
			if p.state == stateInit {
				p.relative()
				continue
			}
			if p.state == stateAuthority {
				p.rewind(parserState(Hostname))
				continue
			}
			p.change(stateDone, 0)
			break
		}
		if p.tokens[p.at].kind == tokenOpen {
			p.depth++
			p.at++
			continue
		}
		if p.depth > 0 {
			if p.tokens[p.at].kind != tokenClose {
				p.at++
				continue
			}
			p.depth--
		}
		p.component()
		p.at += p.step
	}
	if p.result.Parts[Hostname] != nil && p.result.Parts[Port] == nil && !o.Original {
		p.set(Port, "")
	}
	return p.result, nil
}

// relative begins a pattern that names no protocol.
func (p *constructorParser) relative() {
	p.rewind(stateInit)
	switch {
	case p.is('#'):
		p.change(parserState(Hash), 1)
	case p.searchPrefix():
		p.change(parserState(Search), 1)
		if p.options.Original {
			p.set(Hash, "")
		}
	default:
		p.change(parserState(Pathname), 0)
		if p.options.Original {
			p.set(Search, "")
			p.set(Hash, "")
		}
	}
}

// component looks at a token for the end of the component that it is in.
func (p *constructorParser) component() {
	switch p.state {
	case stateInit:
		if p.is(':') {
			if p.options.Original {
				for n := Username; n < components; n++ {
					p.set(n, "")
				}
			}
			p.rewind(parserState(Protocol))
		}
	case parserState(Protocol):
		if p.is(':') {
			p.protocol()
		}
	case stateAuthority:
		switch {
		case p.is('@'):
			p.rewind(parserState(Username))
		case p.is('/'), p.searchPrefix(), p.is('#'):
			p.rewind(parserState(Hostname))
		}
	case parserState(Username), parserState(Password):
		switch {
		case p.is(':') && p.state == parserState(Username):
			p.change(parserState(Password), 1)
		case p.is('@'):
			p.change(parserState(Hostname), 1)
		}
	case parserState(Hostname):
		switch {
		case p.is('['):
			p.brackets++
		case p.is(']'):
			p.brackets--
		case p.is(':') && p.brackets == 0:
			p.change(parserState(Port), 1)
		default:
			p.later(Pathname)
		}
	case parserState(Port):
		p.later(Pathname)
	case parserState(Pathname):
		p.later(Search)
	case parserState(Search):
		p.later(Hash)
	}
}

// protocol ends the protocol and looks for what follows it.
func (p *constructorParser) protocol() {
	if !p.options.Original { // whose first implementation forgot the answer
		c, err := p.options.compile(p.text(), plainStyle, encodeProtocol)
		p.special = err == nil && c.matchesSpecial()
	}
	switch {
	case p.isAt(p.at+1, '/') && p.isAt(p.at+2, '/'):
		p.change(stateAuthority, 3)
	case p.special:
		p.change(stateAuthority, 1)
	default:
		p.change(parserState(Pathname), 1)
	}
}

// later goes on to a component that begins here, from being the first that can.
func (p *constructorParser) later(from int) {
	switch {
	case from <= Pathname && p.is('/'):
		p.change(parserState(Pathname), 0)
	case from <= Search && p.searchPrefix():
		p.change(parserState(Search), 1)
	case p.is('#'):
		p.change(parserState(Hash), 1)
	}
}

func (p *constructorParser) set(component int, value string) { p.result.Parts[component] = &value }

func (p *constructorParser) rewind(to parserState) {
	p.at, p.step, p.state = p.start, 0, to
}

// text is what the component has in it.
func (p *constructorParser) text() string {
	return p.input[p.tokens[p.start].index:p.tokens[p.at].index]
}

func (p *constructorParser) change(to parserState, skip int) {
	if p.state < components {
		p.set(int(p.state), p.text())
	}
	if p.state != stateInit && to != stateDone && !p.options.Original {
		p.skipped(to)
	}
	p.state = to
	p.at += skip
	p.start, p.step = p.at, 0
}

// skipped gives the components that the pattern leaves out before a later one the value they have in such a URL.
func (p *constructorParser) skipped(to parserState) {
	missing := func(component int) bool { return p.result.Parts[component] == nil }
	early := p.state == stateAuthority || p.state <= parserState(Password)
	if early && to >= parserState(Port) && to <= parserState(Hash) && missing(Hostname) {
		p.set(Hostname, "")
	}
	if (early || p.state <= parserState(Port)) && (to == parserState(Search) || to == parserState(Hash)) && missing(Pathname) {
		path := ""
		if p.special {
			path = "/"
		}
		p.set(Pathname, path)
	}
	if (early || p.state <= parserState(Pathname)) && to == parserState(Hash) && missing(Search) {
		p.set(Search, "")
	}
}

func (p *constructorParser) is(c byte) bool { return p.isAt(p.at, c) }

// isAt answers whether a token is this character and nothing that patterns give a meaning.
func (p *constructorParser) isAt(n int, c byte) bool {
	if n >= len(p.tokens) {
		return false
	}
	t := p.tokens[n]
	return t.value == string(rune(c)) && (t.kind == tokenChar || t.kind == tokenEscaped || t.kind == tokenInvalid)
}

// searchPrefix answers whether a question mark begins the query, and does not make what is before it optional.
func (p *constructorParser) searchPrefix() bool {
	if p.is('?') {
		return true
	}
	if p.tokens[p.at].value != "?" {
		return false
	}
	if p.at == 0 {
		return true
	}
	switch p.tokens[p.at-1].kind {
	case tokenName, tokenRegexp, tokenClose, tokenAsterisk:
		return false
	}
	return true
}

var errRelative = errors.New("Syntax error in URL Pattern: a relative pattern must have a base URL.")
