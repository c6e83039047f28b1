// Package sqlite keeps Durable Objects in SQLite, one file an object, as the platform does.
//
// Everything that names SQLite is here: connections, what statements may do, how values and errors look.
// The package leaves to others what a script sees of it (jsapi/workers) and which objects it keeps (storage).
package sqlite
