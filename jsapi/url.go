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
		{Name: "origin", Get: urlPart((*weburl.URL).Origin)},
		{Name: "href", Get: urlPart((*weburl.URL).Href), Set: (*URL).setHref},
		{Name: "protocol", Get: urlPart((*weburl.URL).Protocol), Set: setURLPart((*weburl.URL).SetProtocol)},
		{Name: "username", Get: urlPart((*weburl.URL).Username), Set: setURLPart((*weburl.URL).SetUsername)},
		{Name: "password", Get: urlPart((*weburl.URL).Password), Set: setURLPart((*weburl.URL).SetPassword)},
		{Name: "host", Get: urlPart((*weburl.URL).Host), Set: setURLPart((*weburl.URL).SetHost)},
		{Name: "hostname", Get: urlPart((*weburl.URL).Hostname), Set: setURLPart((*weburl.URL).SetHostname)},
		{Name: "port", Get: urlPart((*weburl.URL).Port), Set: setURLPart((*weburl.URL).SetPort)},
		{Name: "pathname", Get: urlPart((*weburl.URL).Pathname), Set: setURLPart((*weburl.URL).SetPathname)},
		{Name: "search", Get: urlPart((*weburl.URL).Search), Set: setURLPart((*weburl.URL).SetSearch)},
		{Name: "hash", Get: urlPart((*weburl.URL).Hash), Set: setURLPart((*weburl.URL).SetHash)},
		{Name: "searchParams", Get: (*URL).searchParams},
	},
	Operations: []webidl.Operation[URL]{
		{Name: "toJSON", Run: urlPart((*weburl.URL).Href)},
		{Name: "toString", Run: urlPart((*weburl.URL).Href)},
	},
}

// URL is a URL and, once asked for, the list of its query's parameters.
type URL struct {
	url    *weburl.URL
	params *goja.Object // of a URLSearchParams
}

// Href is the whole URL.
func (u *URL) Href() string { return u.url.Href() }

func newURL(c *webidl.Call) (*URL, error) {
	u, ok := parseURL(c)
	if !ok {
		return nil, errURL
	}
	return &URL{url: u}, nil
}

var errURL = webidl.TypeError("Invalid URL string.")

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

func urlPart(get func(*weburl.URL) string) func(*URL, *webidl.Call) (any, error) {
	return func(u *URL, _ *webidl.Call) (any, error) { return get(u.url), nil }
}

func setURLPart(set func(*weburl.URL, string)) func(*URL, *webidl.Call) error {
	return func(u *URL, c *webidl.Call) error {
		set(u.url, usvString(c, 0))
		u.refresh()
		return nil
	}
}

func (u *URL) setHref(c *webidl.Call) error {
	next, err := weburl.Parse(usvString(c, 0))
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
