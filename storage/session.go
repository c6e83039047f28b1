package storage

// Session is the storage of one live object that is kept as a database of its own. It belongs to the object's
// loop. Everything goes through one connection, in the order of the calls: the first write opens the implicit
// transaction, which [Session.Commit] ends, and reads see what is in it.
type Session interface {
	Reader

	// Write changes one pair.
	Write(w Write) error
	// SetAlarm replaces the object's alarm.
	SetAlarm(a Alarm) error
	// DeleteAll drops everything but the alarm, what SQL made included. No savepoint is open.
	DeleteAll() error
	// SQL answers the SQL side of the object.
	SQL() (Database, error)

	// Savepoint opens the next inner savepoint. Release keeps what was written since the innermost one, Rollback
	// undoes it; both end it. While a statement of a script is in the way they answer [ErrInternal], Release having
	// undone what it was to keep.
	Savepoint() error
	Release() error
	Rollback() error

	// Break refuses every write from now on with err. What was committed can be read.
	Break(err error)

	// Bookmark answers the bookmark of the present: of the last commit, or of the next if there are writes to commit,
	// as there are at first. From the first call on the history of the object is kept.
	Bookmark() (string, error)
	// BookmarkAt answers the bookmark of a moment in the past, in milliseconds since the epoch.
	BookmarkAt(ms int64) (string, error)
	// Restore has the object's next session begin with what it stored at a bookmark, and answers the bookmark of the
	// moment before that.
	Restore(bookmark string) (undo string, err error)

	// Commit ends the implicit transaction, which has no savepoint left. If it fails everything in it is undone
	// and done is not called. Otherwise done hears when it is durable, as [Backend.Commit] says. Of the batch
	// everything counts but what is written already: the object, its name, its alarm, the batch before it.
	Commit(b *Batch, done func(error)) error
	// Rest ends an implicit transaction that wrote nothing and lets go of the connection until the next use,
	// unless something is still under way.
	Rest() error
	// Discard undoes the implicit transaction and every savepoint in it.
	Discard()
	// Close is Discard for good: the cursors of SQL end too. What was committed still becomes durable.
	Close()
}

// SessionOptions says whom a session belongs to and whom it tells.
type SessionOptions struct {
	Object Object
	// OnUse hears, on the loop, that the session was used for the first time since it was made or last rested.
	OnUse func()
	// OnWrite hears, on the loop, of each write that came from SQL, before it happens.
	OnWrite func()
	// OnCritical hears, on the loop, that the transaction is undone and lost.
	OnCritical func(*CriticalError)
	// OnRestore hears, on the loop, that the session begins with an earlier state of the object.
	OnRestore func()
}

// SessionBackend is a Backend that keeps some of its objects as databases of their own.
type SessionBackend interface {
	Backend

	// Plain answers the backend of the objects that are not kept as databases.
	Plain() Backend

	// Session answers a session of the object, or nil if it is not kept as a database.
	Session(o SessionOptions) (Session, error)

	// Move answers a session, empty so far, for an object that is not kept as a database yet. Once the session's
	// first commit is durable the object is what the session holds; until then, and if that fails, it is what it
	// was. The first commit's batch names the last one that is still under way to the plain backend.
	Move(o SessionOptions) (Session, error)

	// Snapshot answers what an object has committed by now, or nil if it is not kept as a database.
	Snapshot(of Object) (Snapshot, error)
}

// Snapshot is what an object stored at one moment.
type Snapshot interface {
	// Store has an object that nobody has a session of store it, in place of all that it stored. done hears when that is
	// durable. It is the last call, as Close is.
	Store(to Object, done func(error))
	// Close lets go of it.
	Close()
}
