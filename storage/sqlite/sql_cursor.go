package sqlite

import (
	lib "modernc.org/sqlite/lib"

	"github.com/dodev/dodev/storage"
)

// run is one execution of a query's last statement. It outlives the cursor that shows it when nobody reads
// that to its end, so it must not refer to it.
type run struct {
	sql      *SQL
	prepared *prepared
	done     bool // no row is left
	ended    bool // the statement is somebody else's again
	deleted  bool // the database went away first

	read, written int64
}

// begin binds and takes the first step.
func (r *run) begin(bindings []storage.Value) error {
	st := r.prepared.last
	if len(bindings) != st.params {
		return refused(errBindings)
	}
	if err := r.sql.writes(st); err != nil {
		return err
	}
	if code := st.bind(bindings); code != lib.SQLITE_OK {
		return r.sql.failed(code)
	}
	st.counts.reset()
	if err := r.step(); err != nil {
		return err
	}
	if st.counts.stale() {
		st.name() // the columns may be others now
	}
	return nil
}

func (r *run) step() error {
	row, code := r.sql.step(r.prepared.last)
	if code != lib.SQLITE_OK {
		return r.sql.failed(code)
	}
	r.done = !row
	return nil
}

// finish ends the run and keeps its counts.
func (r *run) finish() {
	if r.ended {
		return
	}
	r.read, r.written = r.prepared.last.counts.rows()
	r.done = true
	r.release()
}

// release gives the statement back.
func (r *run) release() {
	r.ended = true
	delete(r.sql.open, r)
	p := r.prepared
	p.inUse = false
	if p.at == nil {
		p.finalize()
		return
	}
	p.last.reset()
}

// cancel ends the run because its database goes away.
func (r *run) cancel() {
	r.finish()
	r.deleted = true
}

// cursor reads the rows of a run, one step ahead: once the last row is read the statement is free again.
type cursor struct {
	run     *run
	columns []string
	row     []storage.Value
}

// Columns names the columns.
func (c *cursor) Columns() []string { return c.columns }

// Next answers the next row, or nil at the end.
func (c *cursor) Next() ([]storage.Value, error) {
	r := c.run
	if err := c.Err(); err != nil || r.done {
		return nil, err
	}
	if c.row == nil {
		c.row = make([]storage.Value, len(c.columns))
	}
	r.prepared.last.row(c.row)
	if err := r.step(); err != nil {
		r.finish()
		return nil, err
	}
	if r.done {
		r.finish()
	}
	return c.row, nil
}

// Done reports whether no row is left.
func (c *cursor) Done() bool { return c.run.done && !c.run.deleted }

// Err answers the error of a cursor whose database was deleted.
func (c *cursor) Err() error {
	if c.run.deleted {
		return refused(errDeleted)
	}
	return nil
}

// RowsRead counts the rows read so far.
func (c *cursor) RowsRead() int64 {
	read, _ := c.run.rows()
	return read
}

// RowsWritten counts the rows written so far.
func (c *cursor) RowsWritten() int64 {
	_, written := c.run.rows()
	return written
}

func (r *run) rows() (read, written int64) {
	if r.ended {
		return r.read, r.written
	}
	return r.prepared.last.counts.rows()
}

// Close ends the statement early.
func (c *cursor) Close() { c.run.finish() }
