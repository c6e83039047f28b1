// Package storagetest tests implementations of [storage.Backend]: [Run] is the
// contract as a suite, and part of it is a random walk that compares a cache
// over the backend with a model too simple to be wrong.
//
// [Memory] is a backend without a disk, for tests of what stands above storage:
// it can hold batches back and make them fail.
//
// The package leaves to each backend what only that has: damaged files, locks,
// and the death of the process.
package storagetest
