package jsapi

import (
	"math"
	"strconv"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/wire"
)

// responseClass implements https://fetch.spec.whatwg.org/#response-class.
var responseClass = &webidl.Interface[Response]{
	Name:        "Response",
	Inherits:    bodyClass,
	Constructor: newResponse,
	Statics: []webidl.Static{
		{Name: "error", Run: responseError},
		{Name: "redirect", Run: responseRedirect},
		{Name: "json", Run: responseJSON},
	},
	Attributes: []webidl.Attribute[Response]{
		{Name: "status", Get: func(s *Response, _ *webidl.Call) (any, error) { return s.status, nil }},
		{Name: "statusText", Get: func(s *Response, _ *webidl.Call) (any, error) { return s.statusText, nil }},
		{Name: "headers", Get: func(s *Response, c *webidl.Call) (any, error) { return s.headersAttribute(c) }},
		{Name: "ok", Get: func(s *Response, _ *webidl.Call) (any, error) { return s.status >= 200 && s.status <= 299, nil }},
		{Name: "redirected", Get: func(s *Response, _ *webidl.Call) (any, error) { return s.redirected, nil }},
		{Name: "url", Get: func(s *Response, _ *webidl.Call) (any, error) { return s.url, nil }},
		{Name: "webSocket", Get: (*Response).webSocket},
		{Name: "cf", Get: func(s *Response, c *webidl.Call) (any, error) { return s.cf.get(c.Realm) }},
		{Name: "type", Get: (*Response).typeAttribute},
	},
	Operations: []webidl.Operation[Response]{{Name: "clone", Run: (*Response).clone}},
}

// Response is the answer to a request.
type Response struct {
	Body
	status     int // 0 is Response.error()
	statusText string
	wordless   bool // statusText is to stay empty on the way
	url        string
	redirected bool
	manual     bool // encodeBody is "manual"
	cf         cfObject
	socket     goja.Value  // the WebSocket of a 101
	port       *wire.Port  // the same before a script has seen it
	keepPort   func() bool // ends the port's dependence on the context that fetched it
}

// Super is the Body part.
func (s *Response) Super() any { return &s.Body }

// responseInit is what errors call the type of the second argument.
const responseInit = "InitializerDict"

func newResponse(c *webidl.Call) (*Response, error) {
	body, err := newBodyInit(c.Realm, c.Arg(0))
	if err != nil {
		return nil, err
	}
	s := &Response{status: 200}
	if err := s.initialise(c, 1); err != nil {
		return nil, err
	}
	return s, s.setBody(c.Realm, body)
}

// initialise reads argument i as an initialiser.
func (s *Response) initialise(c *webidl.Call, i int) error {
	v := c.Arg(i)
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	d := c.Dict(i, "InitializerDict or Response")
	if from := webidl.As[Response](v); from != nil {
		s.manual = from.manual
	}
	if n, ok := d.Number("status"); ok {
		s.status = toInt32(n)
	}
	if text, ok := d.String("statusText"); ok {
		if !validStatusText(text) {
			return webidl.TypeError("Invalid statusText")
		}
		s.statusText = text
		s.wordless = text == "" && (webidl.As[Response](v) == nil || webidl.As[Response](v).wordless)
	}
	if v, ok := d.Member("headers"); ok {
		if err := s.headers.fillMember(c.Realm, v, responseInit); err != nil {
			return err
		}
	}
	cf, _, err := cfInit(c.Realm, d, responseInit)
	if err != nil {
		return err
	}
	s.cf.json = cf
	if v, ok := d.Member("webSocket"); ok && !goja.IsNull(v) {
		switch is := webidl.As[WebSocket](v) != nil; {
		case is:
			s.socket = v
		case c.Realm.Flags.Has(compat.DontSubstituteNullOnTypeError):
			return webidl.TypeError("Incorrect type for the 'webSocket' field on 'InitializerDict': the provided value is not of type 'WebSocket'.")
		}
	}
	switch encode, ok := d.String("encodeBody"); {
	case !ok, encode == "automatic":
	case encode == "manual":
		s.manual = true
	default:
		return webidl.TypeError("encodeBody: unexpected value: %s", encode)
	}
	switch {
	case s.socket != nil && s.status != 101:
		return webidl.RangeError("Responses with a WebSocket must have status code 101.")
	case s.socket == nil && (s.status < 200 || s.status > 599):
		return webidl.RangeError("Responses may only be constructed with status codes in the range 200 to 599, inclusive.")
	}
	return nil
}

// fillMember fills new headers from v, the headers member of an initialiser of type typ.
func (h *Headers) fillMember(r *webidl.Realm, v goja.Value, typ string) error {
	is, err := h.fill(r, v)
	if err == nil && !is {
		err = webidl.TypeError("Incorrect type for the 'headers' field on '%s': the provided value is not of type '%s'.", typ, headersInit)
	}
	return err
}

func nullBodyStatus(status int) bool {
	return status == 101 || status == 204 || status == 205 || status == 304
}

// setBody sets the content, which a null body status may not have. Empty content passes with a warning.
func (s *Response) setBody(r *webidl.Realm, body bodyInit) error {
	if nullBodyStatus(s.status) && (body.content != nil || body.stream != nil) {
		if s.status == 101 || body.content == nil || len(body.content.Bytes) > 0 {
			return webidl.TypeError("Response with null body status (101, 204, 205, or 304) cannot have a body.")
		}
		warn(r, emptyNullBody(s.status))
		body = bodyInit{}
	}
	s.setContent(r, body)
	return nil
}

// toInt32 converts as https://tc39.es/ecma262/#sec-toint32 says.
func toInt32(f float64) int {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return int(int32(uint32(int64(math.Mod(math.Trunc(f), 1<<32)))))
}

// validStatusText answers whether text is a reason phrase.
func validStatusText(text string) bool {
	for n := range len(text) {
		if c := text[n]; c != '\t' && c < ' ' || c == 0x7f {
			return false
		}
	}
	return true
}

func (s *Response) typeAttribute(*webidl.Call) (any, error) {
	if s.status == 0 {
		return "error", nil
	}
	return "default", nil
}

func (s *Response) webSocket(c *webidl.Call) (any, error) {
	if s.socket == nil {
		if s.port == nil {
			return goja.Null(), nil
		}
		s.socket = newWebSocket(c.Realm, s.takePort())
	}
	return s.socket, nil
}

func (s *Response) clone(c *webidl.Call) (any, error) {
	if s.socket != nil || s.port != nil {
		return nil, webidl.TypeError("Cannot clone a response to a WebSocket handshake.")
	}
	body, err := s.tee(c.Realm)
	if err != nil {
		return nil, err
	}
	cf, err := s.cf.out(c.Realm)
	if err != nil {
		return nil, err
	}
	twin := &Response{
		Body: body, status: s.status, statusText: s.statusText, wordless: s.wordless, url: s.url,
		redirected: s.redirected, manual: s.manual, cf: cfObject{json: cf},
	}
	return webidl.Wrap(c.Realm, twin), nil
}

func responseError(c *webidl.Call) (any, error) { return webidl.Wrap(c.Realm, &Response{}), nil }

func responseRedirect(c *webidl.Call) (any, error) {
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	location, status := c.String(0), 302
	if c.Given(1) {
		status = toInt32(c.Number(1))
	}
	location, err := redirectTarget(c.Realm, location)
	if err != nil {
		return nil, webidl.TypeError("Unable to parse URL: %s", c.String(0))
	}
	if !isRedirect(status) {
		return nil, webidl.RangeError("%d is not a redirect status code. It must be one of: 301, 302, 303, 307, or 308.", status)
	}
	s := &Response{status: status}
	s.headers = Headers{list: wire.Header{{Name: "Location", Value: location}}, immutable: true}
	return webidl.Wrap(c.Realm, s), nil
}

// redirectTarget answers the URL as the Location header has it.
func redirectTarget(r *webidl.Realm, location string) (string, error) {
	if !r.Flags.Has(compat.ResponseRedirectURLStandard) {
		u, err := weburl.ParseOriginal(location)
		if err != nil {
			return "", err
		}
		return u.Href(), nil
	}
	u, err := weburl.Parse(location)
	if err != nil {
		return "", err
	}
	return u.Href(), nil
}

func isRedirect(status int) bool {
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308
}

func responseJSON(c *webidl.Call) (any, error) {
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	text, err := writeJSON(c.Realm, c.Need(0, "Value"))
	if err != nil {
		return nil, err
	}
	s := &Response{status: 200}
	if err := s.initialise(c, 1); err != nil {
		return nil, err
	}
	body := bodyInit{content: wire.BytesBody([]byte(text.String())), contentType: "application/json"}
	return webidl.Wrap(c.Realm, s), s.setBody(c.Realm, body)
}

func emptyNullBody(status int) string {
	code := strconv.Itoa(status)
	return "Constructing a Response with a null body status (" + code + ") and a non-null, zero-length body. This is technically " +
		"incorrect, and we recommend you update your code to explicitly pass in a `null` body, e.g. `new Response(null, { status: " +
		code + ", ... })`. (We continue to allow the zero-length body behavior because it was previously the only way to construct " +
		"a Response with a null body status. This behavior may change in the future.)"
}
