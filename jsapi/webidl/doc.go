// Package webidl turns a Go declaration of an interface into a JavaScript class.
//
// A class is one Interface value: its constructor, attributes, operations and statics, in the order of its
// specification. A Realm builds classes in one isolate, each when it is first named, and converts values
// both ways. The package knows no class and no platform rule beyond the errors that every class shares.
//
// Conversions of arguments throw as the engine's own do, by panicking with a script value, because they may
// run script; everything else answers an error, which becomes the exception it names.
//
// Invariants: an instance is an ordinary object with one hidden slot, so scripts may extend and decorate it;
// a wrong receiver throws TypeError; an asynchronous operation never throws, it rejects.
package webidl
