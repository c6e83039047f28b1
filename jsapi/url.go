package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
)

// urlClass implements https://url.spec.whatwg.org/#url-class.
var urlClass = &webidl.Interface[URL]{
	Name:        "URL",
	Constructor: newURL,
	Statics: []webidl.Static{
		{Name: "canParse", Run: urlCanParse, If: webidl.When(compat.URLStandard)},
		{Name: "parse", Run: urlParse, If: webidl.When(compat.URLStandard)},
		{Name: "createObjectURL", Run: urlCreateObjectURL, If: webidl.When(compat.URLStandard)},
		{Name: "revokeObjectURL", Run: urlRevokeObjectURL, If: webidl.When(compat.URLStandard)},
	},
	Attributes: []webidl.Attribute[URL]{
		{Name: "origin", Get: urlPart(location.Origin)},
		{Name: "href", Get: (*URL).href, Set: (*URL).setHref},
		{Name: "protocol", Get: urlPart(location.Protocol), Set: setURLPart(location.SetProtocol)},
		{Name: "username", Get: urlPart(location.Username), Set: setURLPart(location.SetUsername)},
		{Name: "password", Get: urlPart(location.Password), Set: setURLPart(location.SetPassword)},
		{Name: "host", Get: urlPart(location.Host), Set: setURLPart(location.SetHost)},
		{Name: "hostname", Get: urlPart(location.Hostname), Set: setURLPart(location.SetHostname)},
		{Name: "port", Get: urlPart(location.Port), Set: setURLPart(location.SetPort)},
		{Name: "pathname", Get: urlPart(location.Pathname), Set: setURLPart(location.SetPathname)},
		{Name: "search", Get: urlPart(location.Search), Set: setURLPart(location.SetSearch)},
		{Name: "hash", Get: urlPart(location.Hash), Set: setURLPart(location.SetHash)},
		{Name: "searchParams", Get: (*URL).searchParams},
	},
	Operations: []webidl.Operation[URL]{
		{Name: "toJSON", Run: (*URL).href},
		{Name: "toString", Run: (*URL).href},
	},
}

// location is a parsed URL: a weburl.URL, or before url_standard a weburl.Original.
type location interface {
	Origin() string
	Href() string
	Protocol() string
	Username() string
	Password() string
	Host() string
	Hostname() string
	Port() string
	Pathname() string
	Search() string
	Query() string
	Hash() string
	SetProtocol(string)
	SetUsername(string)
	SetPassword(string)
	SetHost(string)
	SetHostname(string)
	SetPort(string)
	SetPathname(string)
	SetSearch(string)
	SetHash(string)
}

// URL is a URL and, once asked for, the list of its query's parameters.
type URL struct {
	url    location
	params *goja.Object // of a URLSearchParams
}

// Href is the whole URL.
func (u *URL) Href() string { return u.url.Href() }

// href answers the whole URL, if it can be written.
func (u *URL) href(*webidl.Call) (any, error) {
	if old, ok := u.url.(*weburl.Original); ok {
		if err := old.Writable(); err != nil {
			return nil, webidl.TypeError("%s", err)
		}
	}
	return u.url.Href(), nil
}

func newURL(c *webidl.Call) (*URL, error) {
	if !c.Realm.Flags.Has(compat.URLStandard) {
		u, err := parseOriginalURL(c)
		return &URL{url: u}, err
	}
	u, ok := parseURL(c)
	if !ok {
		return nil, errURL
	}
	return &URL{url: u}, nil
}

var errURL = webidl.TypeError("Invalid URL string.")

// parseOriginalURL is parseURL before url_standard.
func parseOriginalURL(c *webidl.Call) (*weburl.Original, error) {
	s := c.String(0)
	if !c.Given(1) {
		u, err := weburl.ParseOriginal(s)
		if err != nil {
			return nil, errURL
		}
		return u, nil
	}
	base, err := weburl.ParseOriginal(c.String(1))
	if err != nil {
		return nil, webidl.TypeError("Invalid base URL string.")
	}
	u, err := weburl.ParseOriginalRef(s, base)
	if err != nil {
		return nil, webidl.TypeError("Invalid relative URL string.")
	}
	return u, nil
}

// parseURL parses the first argument relative to the second.
func parseURL(c *webidl.Call) (*weburl.URL, bool) {
	s := usvString(c, 0)
	var base *weburl.URL
	if c.Given(1) {
		var err error
		if base, err = weburl.Parse(usvString(c, 1)); err != nil {
			return nil, false
		}
	}
	u, err := weburl.ParseRef(s, base)
	return u, err == nil
}

// usvString converts argument i, which must be there, to text; errors call its type USVString.
func usvString(c *webidl.Call, i int) string { return c.Realm.Text(c.Need(i, "USVString")).String() }

func urlCanParse(c *webidl.Call) (any, error) {
	_, ok := parseURL(c)
	return ok, nil
}

func urlParse(c *webidl.Call) (any, error) {
	u, ok := parseURL(c)
	if !ok {
		return goja.Null(), nil
	}
	return webidl.Wrap(c.Realm, &URL{url: u}), nil
}

func urlCreateObjectURL(c *webidl.Call) (any, error) {
	if webidl.As[Blob](c.Arg(0)) == nil {
		return nil, c.Bad(0, "File or Blob")
	}
	return nil, webidl.PlainError("URL.createObjectURL() is not implemented")
}

func urlRevokeObjectURL(c *webidl.Call) (any, error) {
	usvString(c, 0)
	return nil, webidl.PlainError("URL.revokeObjectURL() is not implemented")
}

func urlPart(get func(location) string) func(*URL, *webidl.Call) (any, error) {
	return func(u *URL, _ *webidl.Call) (any, error) { return get(u.url), nil }
}

func setURLPart(set func(location, string)) func(*URL, *webidl.Call) error {
	return func(u *URL, c *webidl.Call) error {
		set(u.url, usvString(c, 0))
		u.refresh()
		return nil
	}
}

func (u *URL) setHref(c *webidl.Call) error {
	var next location
	var err error
	if c.Realm.Flags.Has(compat.URLStandard) {
		next, err = weburl.Parse(usvString(c, 0))
	} else {
		next, err = weburl.ParseOriginal(c.String(0))
	}
	if err != nil {
		return webidl.TypeError("Failed to set the 'href' property on 'URL': the provided value is not of type 'valid URL string'.")
	}
	u.url = next
	u.refresh()
	return nil
}

// refresh reads the query into the list that a script holds.
func (u *URL) refresh() {
	if u.params != nil {
		webidl.As[URLSearchParams](u.params).list = weburl.ParseParams(u.url.Query())
	}
}

func (u *URL) searchParams(c *webidl.Call) (any, error) {
	if u.params == nil {
		u.params = webidl.Wrap(c.Realm, &URLSearchParams{list: weburl.ParseParams(u.url.Query()), of: u})
	}
	return u.params, nil
}
