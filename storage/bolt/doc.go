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
// Commits go through one goroutine that exists only while there is something
// to commit. It takes whatever has queued up meanwhile, of all objects, into
// one transaction, so that many writers share a sync of the disk.
//
// The file, and the folders it is in, come into being at the first write.
//
// [Lock] is the lock a project's state is held with while a process runs: it
// needs no file inside the project, and it can name its holder.
package bolt
