// Package gate is the pair of doors of a Durable Object: the input gate, which decides when an event may
// enter, and the output gate, which holds messages back until the writes before them are durable.
//
// Both belong to one object and are used only on its isolate's loop, so they have no locks. They know
// nothing of scripts or storage: they order callbacks.
//
// Invariants: waiters of one gate are first in, first out; a critical section that waits to start goes
// before ordinary events; messages leave in the order they were handed over; a broken gate answers every
// waiter, present and future, with its error.
package gate
