// Package form encodes and parses the two forms of form data: multipart/form-data and
// application/x-www-form-urlencoded.
//
// It knows bytes and entries, not FormData objects. Errors are in the words that a script gets to see.
package form
