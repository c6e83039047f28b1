// Package limits knows the figures that the platform enforces in production and its local runtime does not.
//
// They stand in production.json, dated, each with the page it comes from. The package only tells them: whoever
// keeps a limit refuses in the platform's words. A figure of zero is no limit, so the zero [Limits] is how the
// local runtime behaves.
package limits
