package storage

import "context"

// Database is the SQL side of one live object. It belongs to the object's loop, like the [Cache] that answers
// it: both see each other's writes at once and commit together.
type Database interface {
	// Exec runs every statement of the query. Of all but the last the rows are dropped; the last alone takes the
	// bindings, and its first row is fetched before Exec returns. An error is an *SQLError, unless the
	// backend itself failed.
	Exec(query string, bindings []Value) (Cursor, error)
	// Obey has the statements from now on end once ctx is done, however long they would run.
	Obey(ctx context.Context)
	// Ingest runs the complete statements that text begins with and answers what follows the last of them.
	Ingest(text string) (Ingested, error)
	// Size answers the size of the database in bytes: its pages in use, whole.
	Size() (int64, error)
}

// Cursor steps through the rows of one statement.
type Cursor interface {
	// Columns names the columns, duplicates included.
	Columns() []string
	// Next answers the next row, valid until the following call, or nil at the end.
	Next() ([]Value, error)
	// Done reports whether Next would answer nil.
	Done() bool
	// Err answers why the cursor ended early: its database was deleted.
	Err() error
	// RowsRead and RowsWritten count what the statement touched so far.
	RowsRead() int64
	RowsWritten() int64
	// Close ends the statement early. Closing twice is fine.
	Close()
}

// Ingested is what came of an Ingest.
type Ingested struct {
	Rest                              string
	RowsRead, RowsWritten, Statements int64
}

// Kind is the type of an SQL value.
type Kind uint8

// The storage classes of SQLite.
const (
	Null Kind = iota
	Integer
	Real
	Text
	Blob
)

// Value is one SQL value; only the field of its Kind counts.
type Value struct {
	Kind    Kind
	Integer int64
	Real    float64
	Text    string
	Blob    []byte
}

// SQLError is a refusal of a statement, in the platform's words.
type SQLError struct{ Message string }

// Error answers the message.
func (e *SQLError) Error() string { return e.Message }

// CriticalError is an error because of which SQLite has undone the whole transaction by itself, as it does when the
// disk is full. Nobody can write any more.
type CriticalError struct{ Message string }

// Error answers the message.
func (e *CriticalError) Error() string { return e.Message }
