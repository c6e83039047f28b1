// Package form encodes and parses multipart/form-data.
//
// It knows bytes and entries, not FormData objects. Errors are in the words that a script gets to see.
package form
