package jsapi

import (
	"github.com/dodev/dodev/jsapi/html"
	"github.com/dodev/dodev/jsapi/webidl"
)

// htmlToken is what a handler was given, nil once it is done.
type htmlToken[T any] struct{ token *T }

func (t *htmlToken[T]) end() { t.token = nil }

// tokenGet makes a getter of a token's part.
func tokenGet[S, T any](of func(*S) *T, get func(*T) any) func(*S, *webidl.Call) (any, error) {
	return func(s *S, _ *webidl.Call) (any, error) {
		t := of(s)
		if t == nil {
			return nil, errStaleToken
		}
		return get(t), nil
	}
}

// tokenSet makes a setter of a token's part.
func tokenSet[S, T any](of func(*S) *T, set func(*T, string) error) func(*S, *webidl.Call) error {
	return func(s *S, c *webidl.Call) error {
		v := c.String(0)
		t := of(s)
		if t == nil {
			return errStaleToken
		}
		if err := set(t, v); err != nil {
			return parserError(err)
		}
		return nil
	}
}

// tokenInsert makes an operation that inserts content.
func tokenInsert[S, T any](of func(*S) *T, insert func(*T, html.Content)) func(*S, *webidl.Call) (any, error) {
	return func(s *S, c *webidl.Call) (any, error) { return insertContent(c, of(s), insert) }
}

// tokenInsertText is tokenInsert for what takes no streams.
func tokenInsertText[S, T any](of func(*S) *T, insert func(*T, html.Content)) func(*S, *webidl.Call) (any, error) {
	run := tokenInsert(of, insert)
	return func(s *S, c *webidl.Call) (any, error) {
		if v := c.Arg(0); webidl.As[ReadableStream](v) != nil || webidl.As[Response](v) != nil {
			return nil, webidl.TypeError("Replacing content in HTML comments using a ReadableStream or Response object is not implemented. You must provide a string.")
		}
		return run(s, c)
	}
}

func tokenRemove[S, T any](of func(*S) *T, remove func(*T)) func(*S, *webidl.Call) (any, error) {
	return func(s *S, c *webidl.Call) (any, error) {
		t := of(s)
		if t == nil {
			return nil, errStaleToken
		}
		remove(t)
		return c.This, nil
	}
}

// insertContent inserts what the arguments hold: text, a stream or the body of a response.
func insertContent[T any](c *webidl.Call, token *T, insert func(*T, html.Content)) (any, error) {
	v := c.Need(0, "string or JsReadableStream or Response")
	var content html.Content
	none := false
	if s := webidl.As[ReadableStream](v); s != nil {
		content.Stream = s
	} else if from := webidl.As[Response](v); from != nil {
		if none = from.null(); !none {
			from.readable(c.Realm)
			content.Stream = from.source
		}
	} else {
		content.Text = c.String(0)
	}
	content.HTML = c.Dict(1, "ContentOptions").Bool("html")
	if token == nil {
		return nil, errStaleToken
	}
	if !none {
		insert(token, content)
	}
	return c.This, nil
}

// htmlEndTagClass implements https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/#endtag.
var htmlEndTagClass = &webidl.Interface[HTMLEndTag]{
	Name: "EndTag", If: never,
	Attributes: []webidl.Attribute[HTMLEndTag]{
		{Name: "name", Own: true, Get: tokenGet(endTagOf, func(t *html.EndTag) any { return t.Name() }), Set: tokenSet(endTagOf, (*html.EndTag).SetName)},
	},
	Operations: []webidl.Operation[HTMLEndTag]{
		{Name: "before", Run: tokenInsert(endTagOf, (*html.EndTag).Before)},
		{Name: "after", Run: tokenInsert(endTagOf, (*html.EndTag).After)},
		{Name: "remove", Run: tokenRemove(endTagOf, (*html.EndTag).Remove)},
	},
}

// HTMLEndTag is an end tag that a handler sees.
type HTMLEndTag struct{ htmlToken[html.EndTag] }

func endTagOf(t *HTMLEndTag) *html.EndTag { return t.token }

// htmlCommentClass implements https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/#comments.
var htmlCommentClass = &webidl.Interface[HTMLComment]{
	Name: "Comment", If: never,
	Attributes: []webidl.Attribute[HTMLComment]{
		{Name: "removed", Own: true, Get: tokenGet(commentOf, func(t *html.Comment) any { return t.Removed() })},
		{Name: "text", Own: true, Get: tokenGet(commentOf, func(t *html.Comment) any { return t.Text() }), Set: tokenSet(commentOf, (*html.Comment).SetText)},
	},
	Operations: []webidl.Operation[HTMLComment]{
		{Name: "before", Run: tokenInsertText(commentOf, (*html.Comment).Before)},
		{Name: "after", Run: tokenInsertText(commentOf, (*html.Comment).After)},
		{Name: "replace", Run: tokenInsertText(commentOf, (*html.Comment).Replace)},
		{Name: "remove", Run: tokenRemove(commentOf, (*html.Comment).Remove)},
	},
}

// HTMLComment is a comment that a handler sees.
type HTMLComment struct{ htmlToken[html.Comment] }

func commentOf(t *HTMLComment) *html.Comment { return t.token }

// htmlTextClass implements https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/#text-chunks.
var htmlTextClass = &webidl.Interface[HTMLText]{
	Name: "Text", If: never,
	Attributes: []webidl.Attribute[HTMLText]{
		{Name: "removed", Own: true, Get: tokenGet(textOf, func(t *html.Text) any { return t.Removed() })},
		{Name: "lastInTextNode", Own: true, Get: tokenGet(textOf, func(t *html.Text) any { return t.Last })},
		{Name: "text", Own: true, Get: tokenGet(textOf, func(t *html.Text) any { return t.Text })},
	},
	Operations: []webidl.Operation[HTMLText]{
		{Name: "before", Run: tokenInsert(textOf, (*html.Text).Before)},
		{Name: "after", Run: tokenInsert(textOf, (*html.Text).After)},
		{Name: "replace", Run: tokenInsert(textOf, (*html.Text).Replace)},
		{Name: "remove", Run: tokenRemove(textOf, (*html.Text).Remove)},
	},
}

// HTMLText is a chunk of text that a handler sees.
type HTMLText struct{ htmlToken[html.Text] }

func textOf(t *HTMLText) *html.Text { return t.token }

// htmlDoctypeClass implements https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/#doctype.
var htmlDoctypeClass = &webidl.Interface[HTMLDoctype]{
	Name: "Doctype", If: never,
	Attributes: []webidl.Attribute[HTMLDoctype]{
		{Name: "systemId", Own: true, Get: tokenGet(doctypeOf, func(t *html.Doctype) any { return textOrNull(t.SystemID) })},
		{Name: "publicId", Own: true, Get: tokenGet(doctypeOf, func(t *html.Doctype) any { return textOrNull(t.PublicID) })},
		{Name: "name", Own: true, Get: tokenGet(doctypeOf, func(t *html.Doctype) any { return textOrNull(t.Name) })},
	},
}

// HTMLDoctype is the document's type, which a handler sees.
type HTMLDoctype struct{ htmlToken[html.Doctype] }

func doctypeOf(t *HTMLDoctype) *html.Doctype { return t.token }

// htmlDocumentEndClass implements https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/#end.
var htmlDocumentEndClass = &webidl.Interface[HTMLDocumentEnd]{
	Name: "DocumentEnd", If: never,
	Operations: []webidl.Operation[HTMLDocumentEnd]{
		{Name: "append", Run: tokenInsertText(func(t *HTMLDocumentEnd) *html.DocumentEnd { return t.token }, (*html.DocumentEnd).Append)},
	},
}

// HTMLDocumentEnd is the end of the document, which a handler sees.
type HTMLDocumentEnd struct{ htmlToken[html.DocumentEnd] }
