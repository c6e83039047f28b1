// Package mimetype parses and writes MIME types as the web standard says.
//
// What a type means to a body is its reader's business. A parsed Type always writes a string that parses
// to the same Type.
package mimetype
