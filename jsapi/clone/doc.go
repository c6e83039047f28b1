// Package clone encodes JavaScript values as V8's structured-clone wire format, version 15.
//
// It is the one codec behind stored values, socket attachments, values passed by RPC and
// structuredClone, so that all of them accept the same values, refuse the rest with the same words,
// and leave bytes the real runtime can read.
//
// What it leaves to others: platform classes (Headers, Blob, DOMException...) are written and read
// by a [Host]; turning an [Error] into a JavaScript exception is its caller's work.
//
// Invariants:
//   - A Codec belongs to one VM and is used only by the goroutine that owns it.
//   - Encoding and decoding never drain the microtask queue. A goja.Callable called from outside a
//     script does, so none is called here; see intrinsics.go for what is called instead.
//   - User code runs only where the platform runs it: getters of what is being written.
//   - Bytes are hostile: reading damaged ones ends in an Error, never in a panic.
package clone
