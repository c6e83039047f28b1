// Package encoding is the Encoding standard and forgiving base64 without JavaScript.
//
// A Decoder turns bytes of any encoding of the standard into text, whole or in pieces. What a script sees of
// it (TextDecoder, atob...) is jsapi's.
//
// Invariants: text that was cut anywhere decodes as it would in one piece; input is never changed or kept.
package encoding
