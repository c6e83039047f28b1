// Package html rewrites HTML as it streams: it cuts the document into tokens, matches elements against selectors, and
// writes every token back as it was or as a handler changed it.
//
// Tokens are cut here, and not by golang.org/x/net/html, because a rewriter has to write back what it did not change
// byte for byte, attribute by attribute, and to show text as it arrives: that tokenizer decodes attributes and waits
// for the end of a text. No tree is built. What an element is inside of is known from the tags alone, as
// https://github.com/cloudflare/lol-html, the platform's rewriter, knows it: nothing is closed but by an end tag.
//
// The package calls nobody. A Rewriter says what it needs next: input, a handler's run, a stream's content.
package html
