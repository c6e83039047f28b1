// Package storage decides what survives: the contract of a storage backend and
// the write cache that stands between one live Durable Object and it.
//
// Reads are synchronous and happen on the object's loop. Writes gather in the
// object's [Cache]; [Cache.Flush] hands them to the backend as one [Batch],
// which the backend commits on its own goroutine and reports back.
//
// The package knows no JavaScript: keys are strings ordered by their bytes,
// values are opaque bytes that [github.com/dodev/dodev/jsapi/clone] made. It
// keeps no time and fires no alarm, it only remembers when one is due; it does
// not hold messages back either, it says which batch they must wait for.
//
// Invariants:
//   - A batch is applied as a whole or not at all, also when the process dies.
//   - The batches of an object are applied in the order of Commit, and none is
//     applied after one it builds on has failed.
//   - A value answered by a read of the cache reflects every write before it,
//     durable or not.
//   - Nothing touches the disk until the first write.
package storage
