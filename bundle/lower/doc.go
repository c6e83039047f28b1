// Package lower turns the text a bundler printed into a syntax tree that goja
// can compile and dodev can observe.
//
// It parses with goja's own grammar, mends the few things that grammar or its
// compiler refuses, instruments what the isolate needs to see, and attaches the
// source map so that every compiled position answers in the user's own file. It
// never runs anything: the tree goes to the isolate, which compiles it once and
// shares the program.
//
// What is mended:
//   - a class field named get, set or async followed by "=" or "}" is quoted;
//   - "super" directly in a class field's initialiser moves into a private method;
//   - a function whose arguments only its arrow functions use mentions them itself;
//   - a regular expression with inline modifiers, a name for several groups, a property in
//     a class or classes of surrogates becomes a call of RegExp, which takes what the engine's
//     literals do not;
//   - yield* asks for an async iterator only in what was an async generator;
//   - shifts and powers of what is plainly a big integer become calls of the host,
//     which knows how large they may get.
//
// What is added: the thrown value passes through [Caught] at the start of every
// catch clause, and a finally block runs unless the script was terminated, which is
// when that hook does not return. An async generator passes through its member
// [Generator], a module's namespace through [Namespace]. What is dropped: the name keeping calls esbuild
// prints where the engine infers the same name anyway.
//
// The compiled script is one expression, an async function of three parameters:
// the host object (named [Host]), require, and the catch hook (an impossible
// name, so no script can shadow it). It ends by handing the entry module's
// exports to the host object's method entry, as an object of getters, or no
// argument at all if the module has none.
//
// [ReadSites] finds, in the text that a lowered script was parsed from, the expressions that messages of errors show.
//
// Invariants: equal input gives an equal tree; a position's line and column count
// from 1, columns in UTF-16 units as V8 counts them; a position's file is the
// absolute path of the source, with the characters a URL cannot hold escaped.
package lower
