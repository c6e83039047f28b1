// Package webcrypto is the Web Cryptography API without JavaScript: keys of every algorithm that the platform has, what
// they can do and the formats they travel in, on Go's own cryptography.
//
// A Key is made by Generate or Import. Its methods take Params, whose members a script gave or left out, and fail with
// the platform's errors, word for word. What a script sees (crypto.subtle, CryptoKey) is jsapi's.
//
// Invariants: input is never changed or kept; a Key does not change once it is made, and any goroutine may use it.
package webcrypto
