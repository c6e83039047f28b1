// Package wire is what travels between isolates and the world: requests, responses, bodies and
// WebSocket messages, free of any script value.
//
// A request that enters from a socket, a stub call between two objects and an outbound fetch all have
// the same shape here, so each side only knows how to turn its own form into this one.
//
// Invariants: a value handed over is not changed by the sender afterwards; a Body is read once; a Port
// delivers what its peer sent in order and never while holding a lock.
package wire
