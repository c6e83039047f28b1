// Package host is the outside world as one value: the clock, randomness and the network.
//
// Everything that a Worker can learn from outside its own memory, other than the disk, comes through a
// Host that is handed down at construction. Production passes System(); a simulation passes its own.
// The disk has a seam of its own, the storage contract.
//
// Invariants: no other package reads the time, sets a timer, draws a random number or opens a
// connection; a Host is safe for use by many goroutines.
package host
