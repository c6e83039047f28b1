// Package ecma closes the gaps between the engine's JavaScript and the platform's: V8's error stacks and
// messages, missing builtins, regular expressions, Intl, and guards against scripts that would take the process
// down.
//
// Install puts an object of its own in the place of the engine's global object. A builtin comes into being
// when a script first names it, and is completed and corrected then; only what scripts reach without a
// name (promises, strings, arrays, functions) is corrected at once.
//
// The package leaves to others: the web platform's globals (jsapi), what a catch clause sees first (the
// bundle's pass calls the isolate), WebAssembly (jsapi/wasm).
//
// Invariants: prototypes stay the engine's own objects, so instanceof holds for what the engine throws or
// makes; a missing feature is absent or throws an error that names it, and never answers wrongly.
package ecma
