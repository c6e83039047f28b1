// Package wasm is the WebAssembly namespace, https://webassembly.github.io/spec/js-api/, on wazero.
//
// As on the platform, modules come with the Worker: bytes are not compiled at run time. A module is read when it is loaded
// and compiled for the machine when it is first instantiated; isolates share what was compiled.
//
// wazero links modules by name and lets a host define functions only. So the imports of a module are renamed, each to a
// name that stands for whatever was passed for it, and what script makes by itself (a memory, a table, a global) is a
// module that was written for the purpose, with that one export. The same way small modules do what the library does
// not offer: they read and write tables.
//
// Invariants: everything of one realm belongs to the goroutine that runs its script; an instance is given up when script
// can reach neither it nor anything that came out of it.
package wasm
