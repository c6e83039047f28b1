// Package sqlite keeps Durable Objects in SQLite, one file an object, as the platform does.
//
// Everything that names SQLite is here: connections, what statements may do, how values and errors look.
// The package leaves to others what a script sees of it (jsapi/workers) and which objects it keeps (storage).
//
// [SQL] is the statements of scripts. [DB] is the backend: an object is its base's, which also is the index of all,
// until it moves ([DB.Move]); from then on a [home] stands for its file while anybody has to do with it, and a session
// for the use that one life of the object makes of it.
//
// # Durability
//
// A message that waits for a commit leaves once the commit is on disk, and the loop does not wait. With WAL and
// synchronous=NORMAL a COMMIT appends pages to the log without a sync. Then another goroutine syncs the log through a
// file of its own, opened when the connection is, and only what had been committed before the sync began is reported
// durable. This is enough, because:
//
//   - The log is a sequence of transactions with running checksums. After a power failure SQLite takes it up to the last
//     transaction that is whole, so what it finds is some committed state, and once a sync has returned nothing in front of it
//     can be missing. https://www.sqlite.org/fileformat2.html#walformat
//   - A checkpoint syncs the log, copies its pages into the database, and syncs that, before it notes that the log has been
//     taken in. https://www.sqlite.org/c3ref/wal_checkpoint_v2.html
//   - The log begins anew only when all of it has been taken in: whatever a later transaction overwrites is in the database,
//     synced. The new header, with a salt that makes the old pages invalid, is synced before any page behind it is
//     written. So a sync that was asked for a commit before and returns after is right as well: the commit is in the database.
//   - The log is never replaced while the connection is open, so the file that is synced is the one SQLite writes.
//   - At first the database and the folder are synced too, or there might be no file. SQLite itself syncs nothing before the first
//     commit: so far the file is nobody's, and making it would keep the loop waiting for the disk four times.
//
// From the second commit on that is left to the journal of the base, which syncs once for all objects: it copies the pages that
// the commit has added to the log. Until their file is synced, too, they are in the journal, and after a crash
// they are written to the log again, at the same place, before anybody opens it. Why that does no harm:
//
//   - It is done only if the log still begins with the same salt. If not it has begun anew since, or is gone, and so all of it is
//     in the database. The head of a log is synced before its first page is written, or the first
//     time with it.
//   - Within one log a committed page is written once, so what is written again is what stood there.
//   - What the log has behind what the journal has is not touched.
//
// What a failed sync had covered may or may not be on disk: nothing more is committed through that connection, the object
// is reset, and its next life opens the file anew.
//
// # The index
//
// Alarms are part of the object's record and are also written to the base, which schedules them. It hears of them beside
// the sync, and a commit counts as durable when both are. After a crash they may differ; the record is right. Opening repairs
// the index for those objects whose file was open, and an alarm that finds another in the record sets the schedule right.
//
// # History
//
// An object that has asked for a bookmark keeps its history beside its file, in <id>.history: every commit adds the pages
// it wrote, read back from the log, and now and then a segment begins with all pages. Others pay nothing. Nothing
// before the first bookmark can be restored; what is older than 30 days, or over a gigabyte, goes.
//
// # Interchange
//
// The tables of the engine are those of the platform's local runtime, so its files are read ([OpenForeign]), taken in
// ([DB.Import]) and written ([DB.Export]) as copies of their pages. Which files those are is storage/wrangler's.
package sqlite
