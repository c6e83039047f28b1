package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/html"
	"github.com/dodev/dodev/jsapi/webidl"
)

var errStaleToken = webidl.TypeError("This content token is no longer valid. Content tokens are only valid during the execution of the relevant content handler.")

// htmlElementClass implements https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/#element.
var htmlElementClass = &webidl.Interface[HTMLElement]{
	Name: "Element", If: never,
	Attributes: []webidl.Attribute[HTMLElement]{
		{Name: "namespaceURI", Own: true, Get: elementPart((*html.Element).NamespaceURI)},
		{Name: "removed", Own: true, Get: elementPart((*html.Element).Removed)},
		{Name: "attributes", Own: true, Get: (*HTMLElement).attributes},
		{Name: "tagName", Own: true, Get: elementPart((*html.Element).TagName), Set: (*HTMLElement).setTagName},
	},
	Operations: []webidl.Operation[HTMLElement]{
		{Name: "getAttribute", Run: (*HTMLElement).getAttribute},
		{Name: "hasAttribute", Run: (*HTMLElement).hasAttribute},
		{Name: "setAttribute", Run: (*HTMLElement).setAttribute},
		{Name: "removeAttribute", Run: (*HTMLElement).removeAttribute},
		{Name: "before", Run: elementInsert((*html.Element).Before)},
		{Name: "after", Run: elementInsert((*html.Element).After)},
		{Name: "prepend", Run: elementInsert((*html.Element).Prepend)},
		{Name: "append", Run: elementInsert((*html.Element).Append)},
		{Name: "replace", Run: elementInsert((*html.Element).Replace)},
		{Name: "remove", Run: elementChange((*html.Element).Remove)},
		{Name: "removeAndKeepContent", Run: elementChange((*html.Element).RemoveAndKeepContent)},
		{Name: "setInnerContent", Run: elementInsert((*html.Element).SetInnerContent)},
		{Name: "onEndTag", Run: (*HTMLElement).onEndTag},
	},
}

// HTMLElement is an element that a handler sees.
type HTMLElement struct {
	token     *html.Element // nil once the handler is done
	iterators []*HTMLAttributes
}

func (e *HTMLElement) end() {
	e.token = nil
	for _, i := range e.iterators {
		i.rest, i.over, i.mutated = nil, true, false
	}
}

// live answers the token, if a handler still runs for it.
func (e *HTMLElement) live() (*html.Element, error) {
	if e.token == nil {
		return nil, errStaleToken
	}
	return e.token, nil
}

func elementPart[V any](get func(*html.Element) V) func(*HTMLElement, *webidl.Call) (any, error) {
	return func(e *HTMLElement, _ *webidl.Call) (any, error) {
		t, err := e.live()
		if err != nil {
			return nil, err
		}
		return get(t), nil
	}
}

func elementChange(change func(*html.Element)) func(*HTMLElement, *webidl.Call) (any, error) {
	return func(e *HTMLElement, c *webidl.Call) (any, error) {
		t, err := e.live()
		if err == nil {
			change(t)
		}
		return c.This, err
	}
}

func elementInsert(insert func(*html.Element, html.Content)) func(*HTMLElement, *webidl.Call) (any, error) {
	return func(e *HTMLElement, c *webidl.Call) (any, error) {
		return insertContent(c, e.token, insert)
	}
}

func (e *HTMLElement) setTagName(c *webidl.Call) error {
	name := c.String(0)
	t, err := e.live()
	if err != nil {
		return err
	}
	if err := t.SetTagName(name); err != nil {
		return parserError(err)
	}
	return nil
}

func (e *HTMLElement) getAttribute(c *webidl.Call) (any, error) {
	name := c.String(0)
	t, err := e.live()
	if err != nil {
		return nil, err
	}
	if value, ok := t.Attribute(name); ok {
		return value, nil
	}
	return goja.Null(), nil
}

func (e *HTMLElement) hasAttribute(c *webidl.Call) (any, error) {
	name := c.String(0)
	t, err := e.live()
	if err != nil {
		return nil, err
	}
	_, ok := t.Attribute(name)
	return ok, nil
}

func (e *HTMLElement) setAttribute(c *webidl.Call) (any, error) {
	name, value := c.String(0), c.String(1)
	t, err := e.live()
	if err != nil {
		return nil, err
	}
	if err := t.SetAttribute(name, value); err != nil {
		return nil, parserError(err)
	}
	e.mutated()
	return c.This, nil
}

func (e *HTMLElement) removeAttribute(c *webidl.Call) (any, error) {
	name := c.String(0)
	t, err := e.live()
	if err != nil {
		return nil, err
	}
	t.RemoveAttribute(name)
	e.mutated()
	return c.This, nil
}

// mutated ends the iterations that are under way.
func (e *HTMLElement) mutated() {
	for _, i := range e.iterators {
		i.rest, i.mutated = nil, true
	}
}

func (e *HTMLElement) onEndTag(c *webidl.Call) (any, error) {
	f := c.Function(0)
	t, err := e.live()
	if err != nil {
		return nil, err
	}
	if err := t.OnEndTag(f); err != nil {
		return nil, parserError(err)
	}
	return nil, nil
}

func (e *HTMLElement) attributes(c *webidl.Call) (any, error) {
	t, err := e.live()
	if err != nil {
		return nil, err
	}
	i := &HTMLAttributes{rest: t.Attributes()}
	e.iterators = append(e.iterators, i)
	return webidl.Wrap(c.Realm, i), nil
}

// htmlAttributesClass is the iterator over an element's attributes.
var htmlAttributesClass = &webidl.Interface[HTMLAttributes]{
	Name: "AttributesIterator", If: never,
	Operations: []webidl.Operation[HTMLAttributes]{{Name: "next", Run: (*HTMLAttributes).next}},
	Setup:      webidl.Iterates,
}

// HTMLAttributes iterates over the attributes of an element.
type HTMLAttributes struct {
	rest    []html.Attribute
	over    bool // the handler is done
	mutated bool
}

func (i *HTMLAttributes) next(c *webidl.Call) (any, error) {
	switch {
	case i.mutated:
		return nil, webidl.PlainError("The attributes of this element have been modified during iteration. " +
			"You must create a new iterator after modifying attributes.")
	case i.over:
		return nil, errStaleToken
	case len(i.rest) == 0:
		return c.Realm.Step(nil), nil
	}
	a := i.rest[0]
	i.rest = i.rest[1:]
	return c.Realm.Step(c.Realm.Value([]string{a.Name, a.Value})), nil
}
