// Package journal makes what many write durable with one sync of one file.
//
// A disk takes as long to sync a page as to sync a hundred behind one another, and longer to sync a hundred files, or
// one twice, as a B-tree in place has to. So what has to be durable at once is appended to the journal, and finds its way to where
// it belongs later, in bulk. Who appends an [Entry] keeps what is in it until then, and knows how to read.
//
// There are two kinds of records. What the owner of the journal appends ([Begin]) only the owner understands. A patch
// ([BeginPatch]) is bytes of another file, which are written there already and only not synced.
//
// Two files take turns. When one is full the savers are asked to make durable elsewhere whatever has been appended, and it is used
// again when they have; meanwhile the other is written. It grows by zeros, so that a sync of what is written into it
// finds its size and place unchanged. A group of records has a checksum and the generation of its file, so that what an earlier
// generation left behind it is not taken for more of it.
//
// After a crash [Journal.Recover] repeats what is in the files, oldest first. It may have found its way already, or some of
// it, so repeating a record must do no harm: the owner's say how things are and not how they change, and a patch is left out
// unless its file still begins as it did, which is how a log is known that has begun anew since.
package journal
