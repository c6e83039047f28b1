package storage

import "errors"

// Errors a caller may want to tell apart.
var (
	// ErrLocked reports that another process has the storage open.
	ErrLocked = errors.New("storage is in use by another process")
	// ErrCorrupt reports that the storage exists and cannot be understood.
	ErrCorrupt = errors.New("storage is damaged or not dodev's")
	// ErrInternal is what the platform says of a failure it does not explain.
	ErrInternal = errors.New("internal error")
	// ErrViolated reports a commit that would have broken a constraint whose check was deferred until then.
	//
	//lint:ignore ST1005 the platform's words
	ErrViolated = errors.New("Durable Object was reset and rolled back to its last known good state because the " +
		"application left the database in a state where constraints were violated: FOREIGN KEY constraint failed: " +
		"SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)")
	// ErrUncommitted reports the end of a transaction that a [CriticalError] has ended before.
	//
	//lint:ignore ST1005 the platform's words
	ErrUncommitted = errors.New("Cannot commit transaction due to an earlier SQL critical error")
	// ErrClosed reports a call to a closed backend.
	ErrClosed = errors.New("storage is closed")
)

// Object addresses the storage of one Durable Object.
type Object struct {
	// Namespace is the unique key of the class, such as "chat-Room".
	Namespace string
	// ID is the object's id as bytes.
	ID [32]byte
}

// Alarm is the one alarm an object may have; the zero value is none.
type Alarm struct {
	// Time is when it is due, in milliseconds since the Unix epoch.
	Time int64
	Set  bool
}

// Name is the name an object's id was derived from, where it is known. The
// empty string is a name like any other.
type Name struct {
	Text  string
	Known bool
}

// Place is where an object is kept.
type Place uint8

const (
	// Here is the backend that is asked.
	Here Place = iota
	// Moved is a database of its own.
	Moved
	// MovedEmpty is a database of its own with nothing in it.
	MovedEmpty
)

// Entry is one stored pair.
type Entry struct {
	Key   string
	Value []byte
}

// Reader answers what an object stores.
//
// A visit function sees values that are valid only until it returns, answers
// false to stop, and must not call the reader: it runs inside the read.
type Reader interface {
	// Read answers a copy of the value of one key.
	Read(obj Object, key string) (value []byte, found bool, err error)

	// ReadMany visits those of the keys that exist, in the order given, each
	// with its index in keys.
	ReadMany(obj Object, keys []string, visit func(i int, value []byte) bool) error

	// List visits the pairs of a range in its order.
	List(obj Object, r Range, visit func(key string, value []byte) bool) error

	// Alarm answers the object's alarm.
	Alarm(obj Object) (Alarm, error)
}

// Backend keeps the storage of many objects. Reads may come from any
// goroutine, also while a commit runs; they answer what is durable.
type Backend interface {
	Reader

	// Name answers the name stored with the object.
	Name(obj Object) (Name, error)

	// Commit queues a batch and returns. Once the batch is durable, or has
	// failed, done is called: in the order of the object's commits, from the
	// committing goroutine, which commits nothing else of it meanwhile. After
	// Close done is called at once with ErrClosed. The batch belongs to the
	// backend until then.
	Commit(b *Batch, done func(error))

	// Alarms visits every durable alarm, the earliest first. Here the visitor
	// may call the backend.
	Alarms(visit func(obj Object, at Alarm, name Name) bool) error

	// Objects visits, ordered by id, the objects of a namespace that have a
	// key or an alarm. Here the visitor may call the backend.
	Objects(namespace string, visit func(id [32]byte, name Name) bool) error

	// Close commits what is queued, waits for it and for running reads, and
	// frees the storage. Closing twice is fine.
	Close() error
}

// Write is one change of a batch. A nil value deletes the key, an empty one is
// a value.
type Write struct {
	Key   string
	Value []byte
}

// Batch is what becomes durable together. A batch that changes nothing is
// legal: it is done when the batches before it are.
type Batch struct {
	Object Object
	// Name is remembered for as long as the object has a key or an alarm.
	Name Name
	// DeleteAll drops every key of the object before Writes are applied. It
	// does not concern the alarm.
	DeleteAll bool
	// Writes are ordered by key, each key once.
	Writes []Write
	// Place, unless it is Here, says that the object is kept elsewhere from this
	// batch on: a backend that is an index of such objects drops the pairs.
	Place Place
	// Alarm replaces the object's alarm if AlarmChanged.
	Alarm        Alarm
	AlarmChanged bool
	// After is the batch this one builds on, nil if that is durable already.
	After *Batch

	err error
}

// Empty reports whether applying the batch changes nothing.
func (b *Batch) Empty() bool {
	return !b.DeleteAll && len(b.Writes) == 0 && !b.AlarmChanged && b.Place == Here
}

// Refused answers why the batch must not be applied: the failure of the batch
// it builds on. The committing goroutine asks once it has settled that one.
func (b *Batch) Refused() error {
	if b.After == nil {
		return nil
	}
	return b.After.err
}

// Settle records how the batch ended. The committing goroutine calls it once,
// before the batch's done function.
func (b *Batch) Settle(err error) {
	b.err = err
	b.After = nil
}
