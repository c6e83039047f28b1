// Package weburl is the URL standard without JavaScript: URLs, their setters, and lists of query parameters.
//
// It wraps the parser it depends on so that nobody else has to know where that one departs from the
// standard. What a script sees of a URL is jsapi's.
//
// Invariants: a URL that was answered is valid; a setter that refuses its argument leaves the URL as it was.
package weburl
