// Package d1 is what stands behind a D1 binding: one SQLite database, which Workers ask by turns.
//
// The platform's local runtime keeps such a database as a Durable Object with SQL, and so do we: what statements may do,
// how they are limited and how they fail is as there. A request's statements are one transaction.
package d1

import (
	"context"
	"crypto/sha256"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dodev/dodev/storage"
)

// Query is one statement with its parameters.
type Query struct {
	SQL    string
	Params []storage.Value
}

// Result is what came of a Query.
type Result struct {
	Columns []string
	Rows    [][]storage.Value
	Meta    Meta
}

// Meta is what a statement did, see https://developers.cloudflare.com/d1/worker-api/return-object/.
type Meta struct {
	Duration                      time.Duration
	Changes, LastRowID, SizeAfter int64
	RowsRead, RowsWritten         int64
	ChangedDB                     bool
}

// Error is a refusal of a request, in the platform's words.
type Error struct{ Message string }

// Error answers the message.
func (e *Error) Error() string { return e.Message }

// Database is one database. Its methods may be called from any goroutine; requests run one after the other.
type Database struct {
	backend storage.Backend
	object  storage.Object
	now     func() time.Time

	mu      sync.Mutex
	cache   *storage.Cache // nil until the first use
	posted  chan func()
	failed  error // why the last commit failed
	obeyed  context.Context
	halt    atomic.Pointer[context.CancelFunc] // ends the statement that runs; nil before the first use
	closing atomic.Int32
}

// Open answers the database with an id. It touches no file.
func Open(b storage.Backend, id string, now func() time.Time) *Database {
	return &Database{
		backend: b, object: storage.Object{Namespace: "d1", ID: sha256.Sum256([]byte(id))}, now: now,
		posted: make(chan func(), 64),
	}
}

// Run runs queries in one transaction, and answers when what they did is durable. If bookmarked it answers the bookmark
// of the moment after them too.
func (d *Database) Run(queries []Query, bookmarked bool) (results []Result, bookmark string, err error) {
	queries = withoutEmpty(queries)
	if len(queries) == 0 {
		return nil, "", &Error{"No SQL statements detected."}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.cache == nil || d.cache.Err() != nil {
		d.close()
		d.begin()
	}
	if results, err = d.transact(queries); err == nil && bookmarked {
		bookmark, err = d.cache.Bookmark()
	}
	return results, bookmark, d.settle(err)
}

func (d *Database) begin() {
	d.failed = nil
	ctx, halt := context.WithCancel(context.Background())
	d.obeyed = ctx
	d.halt.Store(&halt)
	if d.closing.Load() > 0 { // by somebody who may have found the last one's
		halt()
	}
	d.cache = storage.NewCache(storage.CacheOptions{
		Backend: d.backend, Object: d.object,
		Post:      func(f func()) { d.posted <- f },
		OnDurable: func(_ uint64, err error) { d.failed = err },
	})
}

// transact runs the queries as a whole or not at all.
func (d *Database) transact(queries []Query) ([]Result, error) {
	sql, err := d.cache.SQL()
	if err != nil {
		return nil, err
	}
	sql.Obey(d.obeyed)
	txn, err := d.cache.Savepoint()
	if err != nil {
		return nil, err
	}
	var results []Result
	for _, q := range queries {
		r, err := d.query(sql, q)
		if err != nil {
			return nil, errors.Join(refusal(err), txn.Rollback())
		}
		results = append(results, r)
	}
	return results, txn.Commit()
}

// refusal answers a refused statement as a refused request.
func refusal(err error) error {
	var refused *storage.SQLError
	if errors.As(err, &refused) {
		return &Error{refused.Message}
	}
	return err
}

// query runs one statement to its end.
func (d *Database) query(sql storage.Database, q Query) (r Result, err error) {
	sizeBefore, err := sql.Size()
	if err != nil {
		return r, err
	}
	changesBefore, rowBefore, err := changes(sql)
	if err != nil {
		return r, err
	}
	began := d.now()
	rows, err := sql.Exec(q.SQL, q.Params)
	if err != nil {
		return r, err
	}
	defer rows.Close()
	r.Columns = rows.Columns()
	for {
		row, err := rows.Next()
		if err != nil {
			return r, err
		}
		if row == nil {
			break
		}
		kept := slices.Clone(row)
		for i := range kept {
			kept[i].Blob = slices.Clone(kept[i].Blob)
		}
		r.Rows = append(r.Rows, kept)
	}
	m := &r.Meta
	m.Duration = d.now().Sub(began)
	m.RowsRead, m.RowsWritten = rows.RowsRead(), rows.RowsWritten()
	rows.Close()
	if m.SizeAfter, err = sql.Size(); err != nil {
		return r, err
	}
	total, row, err := changes(sql)
	m.Changes, m.LastRowID = total-changesBefore, row
	m.ChangedDB = m.Changes != 0 || row != rowBefore || m.SizeAfter != sizeBefore
	return r, err
}

// changes answers how many rows the connection has changed, and the id of the last that it inserted.
func changes(sql storage.Database) (total, last int64, err error) {
	rows, err := sql.Exec("SELECT total_changes(), last_insert_rowid()", nil)
	if err != nil {
		return 0, 0, err
	}
	defer rows.Close()
	row, err := rows.Next()
	if err != nil {
		return 0, 0, err
	}
	return row[0].Integer, row[1].Integer, nil
}

// settle makes what was done durable, and answers why that failed, unless something else did before.
func (d *Database) settle(err error) error {
	d.cache.Flush()
	for !d.cache.Idle() {
		(<-d.posted)()
	}
	return errors.Join(err, d.failed)
}

// Close ends the statement that runs and lets go of the database, whose next use opens it again.
func (d *Database) Close() {
	d.closing.Add(1)
	defer d.closing.Add(-1)
	if halt := d.halt.Load(); halt != nil {
		(*halt)()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.close()
}

func (d *Database) close() {
	if d.cache != nil {
		d.cache.Close()
		d.cache = nil
	}
}

var comment = regexp.MustCompile(`(?m)^\s*--.*`)

// withoutEmpty drops the queries that are only comments.
func withoutEmpty(queries []Query) (list []Query) {
	for _, q := range queries {
		if strings.TrimSpace(comment.ReplaceAllString(q.SQL, "")) != "" {
			list = append(list, q)
		}
	}
	return list
}
