package jsapi

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/html"
	"github.com/dodev/dodev/jsapi/mimetype"
	"github.com/dodev/dodev/jsapi/webidl"
)

// htmlRewriterClass implements https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/.
var htmlRewriterClass = &webidl.Interface[HTMLRewriter]{
	Name:        "HTMLRewriter",
	Constructor: func(*webidl.Call) (*HTMLRewriter, error) { return &HTMLRewriter{}, nil },
	Operations: []webidl.Operation[HTMLRewriter]{
		{Name: "on", Run: (*HTMLRewriter).on},
		{Name: "onDocument", Run: (*HTMLRewriter).onDocument},
		{Name: "transform", Run: (*HTMLRewriter).transform},
	},
}

// HTMLRewriter is handlers for parts of documents.
type HTMLRewriter struct{ handlers []htmlHandlers }

// htmlHandlers are a script's functions for what one selector selects, or for the document.
type htmlHandlers struct {
	wants  html.Handler
	object *goja.Object // that has the functions
	run    map[string]goja.Callable
}

// htmlMembers reads the functions of an object of handlers.
func htmlMembers(c *webidl.Call, i int, typ string, names ...string) (htmlHandlers, error) {
	o, ok := c.Arg(i).(*goja.Object)
	if !ok {
		return htmlHandlers{}, c.Bad(i, typ)
	}
	h := htmlHandlers{object: o, run: map[string]goja.Callable{}}
	d := c.Realm.NewDict(o)
	for _, name := range names {
		v, ok := d.Member(name)
		if !ok {
			continue
		}
		f, ok := goja.AssertFunction(v)
		if !ok {
			return h, webidl.TypeError("Incorrect type for the '%s' field on '%s': the provided value is not of type 'function'.", name, typ)
		}
		h.run[name] = f
	}
	h.wants.Element, h.wants.Comments, h.wants.Text = h.run["element"] != nil, h.run["comments"] != nil, h.run["text"] != nil
	h.wants.Doctype, h.wants.End = h.run["doctype"] != nil, h.run["end"] != nil
	return h, nil
}

func (w *HTMLRewriter) on(c *webidl.Call) (any, error) {
	selector := c.String(0)
	h, err := htmlMembers(c, 1, "ElementContentHandlers", "comments", "element", "text")
	if err != nil {
		return nil, err
	}
	if h.wants.Selector, err = html.ParseSelector(selector); err != nil {
		return nil, parserError(err)
	}
	w.handlers = append(w.handlers, h)
	return c.This, nil
}

func (w *HTMLRewriter) onDocument(c *webidl.Call) (any, error) {
	h, err := htmlMembers(c, 0, "DocumentContentHandlers", "comments", "doctype", "end", "text")
	if err == nil {
		w.handlers = append(w.handlers, h)
	}
	return c.This, err
}

func parserError(err error) error { return webidl.TypeError("Parser error: %s", err) }

// transform answers a response whose body is that of another, rewritten as it is read.
func (w *HTMLRewriter) transform(c *webidl.Call) (any, error) {
	r := c.Realm
	from := webidl.As[Response](c.Arg(0))
	if from == nil {
		return nil, c.Bad(0, "Response")
	}
	if from.status == 0 {
		return nil, webidl.TypeError("HTMLRewriter cannot transform an error response")
	}
	if from.null() {
		return c.Args[0], nil
	}
	if err := RequireHandler(r); err != nil {
		return nil, err
	}
	charset := "utf-8"
	if typ, ok := from.headers.joined("Content-Type"); ok {
		if t, ok := mimetype.Parse(typ); ok {
			if label, _ := t.Param("charset"); label != "" {
				charset = label
			}
		}
	}
	p := &htmlPump{realm: r, handlers: slices.Clone(w.handlers)}
	var wants []html.Handler
	for _, h := range p.handlers {
		wants = append(wants, h.wants)
	}
	var err error
	if p.rewriter, err = html.NewRewriter(wants, charset); err != nil {
		return nil, parserError(err)
	}
	if err := p.from(&from.Body); err != nil {
		return nil, err
	}
	var t TransformStream
	t.setUpIdentity(r, -1, highWaterMark{})
	p.out = t.writable.controller.(*identityPipe)
	to := &Response{status: from.status, statusText: from.statusText, wordless: from.wordless, manual: from.manual, cf: from.cf}
	to.headers.list = slices.Clone(from.headers.list)
	to.setContent(r, bodyInit{stream: webidl.Wrap(r, t.readable), source: t.readable})
	r.Then(goja.Undefined(), func(goja.Value) { p.run() }, nil)
	return webidl.Wrap(r, to), nil
}
