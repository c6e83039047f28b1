// Package bolt keeps the storage of key-value objects in one bbolt file and
// implements [storage.Backend] over it.
//
// Everything of one object stands together: keys are the namespace's number (4
// bytes), the object's id (32 bytes) and, for pairs, the stored key. Top-level
// buckets hold the pairs ("kv"), the alarms ("alarms"), the names ids were
// derived from ("names"), which objects are kept elsewhere ("moved"), the numbers
// of the namespaces ("namespaces") and the version of this layout ("meta").
//
// Of an object that is kept elsewhere the file is the index: it has its alarm and
// its name, and no pairs.
//
// Commits go through a journal ([github.com/dodev/dodev/storage/journal]), which makes those of all objects that come
// at the same time durable with one sync. What it has is kept in memory too, above the file, until it is
// written there, thousands of batches in one transaction. After a crash the journal is taken in when the file is opened.
//
// The file, and the folders it is in, come into being at the first write.
//
// [Lock] is the lock a project's state is held with while a process runs: it
// needs no file inside the project, and it can name its holder.
package bolt
