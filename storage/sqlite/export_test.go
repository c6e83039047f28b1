package sqlite

import "github.com/dodev/dodev/storage"

// OpenAlways answers a backend whose objects move at their first batch, and have no sessions.
func OpenAlways(o Options) storage.Backend {
	o.always = true
	return struct{ storage.Backend }{Open(o)}
}

// OpenSteps tells of each step of a move.
func OpenSteps(o Options, step func(string)) *DB {
	o.step = step
	return Open(o)
}
