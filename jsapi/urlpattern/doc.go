// Package urlpattern parses URL patterns and matches URLs against them, by https://urlpattern.spec.whatwg.org/ or,
// if asked, by the draft that the platform followed first.
//
// A component without groups of its own regular expressions is matched here; one that has them is left to the
// engine's, which the caller hands in. The package knows no script values.
package urlpattern
