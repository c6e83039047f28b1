package sqlite

import (
	"container/list"
	"context"
	"fmt"
	"runtime"
	"sync"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/limits"
	"github.com/dodev/dodev/storage"
)

// SQL runs the statements of scripts on one connection, as the platform does: it says what they may do, how
// they are limited and what an error looks like. It implements [storage.Database]. The engine that owns the
// connection may use it too, for what scripts may not do.
type SQL struct {
	handle
	hooks  Hooks
	guards *guard
	halt   *halt

	cached map[string]*prepared
	recent *list.List // *prepared, most recently used first
	bytes  int        // of SQL text that is cached
	open   map[*run]struct{}
	size   *statement

	mu        sync.Mutex
	abandoned []*run // of cursors that nobody can read any more
}

// Hooks is what SQL tells the engine. Any of them may be nil.
type Hooks struct {
	// Write is called before a statement that may write runs: the engine opens its implicit transaction.
	Write func() error
	// RolledBack hears that SQLite gave the transaction up because of err.
	RolledBack func(err *storage.SQLError)
	// Limits are those of production; the zero value is none.
	Limits limits.SQLite
}

// prepared is a query's statements. Only the last one's rows are read.
type prepared struct {
	query  string
	before []*statement
	last   *statement
	inUse  bool
	at     *list.Element // nil when not cached
}

func (p *prepared) finalize() {
	for _, st := range p.before {
		st.finalize()
	}
	if p.last != nil {
		p.last.finalize()
	}
}

// NewSQL readies a connection for statements of scripts.
func NewSQL(conn *sqlite.Conn, hooks Hooks) *SQL {
	s := &SQL{
		handle: handleOf(conn), hooks: hooks, guards: &guard{}, halt: &halt{},
		cached: map[string]*prepared{}, recent: list.New(), open: map[*run]struct{}{},
	}
	s.secure()
	s.restrict(hooks.Limits)
	capSize(conn, hooks.Limits.Database)
	s.guard(s.guards)
	return s
}

// Close ends every cursor and frees every statement; the connection stays open.
func (s *SQL) Close() {
	s.Obey(context.Background()) // of nobody any more
	s.reclaim()
	for r := range s.open {
		r.cancel()
	}
	for _, p := range s.cached {
		p.finalize()
	}
	if s.size != nil {
		s.size.finalize()
	}
	s.cached, s.recent, s.bytes, s.size = map[string]*prepared{}, list.New(), 0, nil
	s.unguard()
}

// Exec runs every statement of the query and answers a cursor over the rows of the last.
func (s *SQL) Exec(query string, bindings []storage.Value) (storage.Cursor, error) {
	s.reclaim()
	p, err := s.prepared(query)
	if err != nil {
		return nil, err
	}
	p.inUse = true
	r := &run{sql: s, prepared: p}
	if err := r.begin(bindings); err != nil {
		r.release()
		return nil, err
	}
	c := &cursor{run: r, columns: p.last.columns}
	if r.done {
		r.finish()
		return c, nil
	}
	s.open[r] = struct{}{}
	runtime.AddCleanup(c, s.abandon, r)
	return c, nil
}

// prepared answers the query's statements, all but the last run, the last ready to.
func (s *SQL) prepared(query string) (*prepared, error) {
	p := s.cached[query]
	switch {
	case p == nil:
		p = &prepared{query: query}
		if err := s.prepare(p, true); err != nil {
			return nil, err
		}
		s.keep(p)
		return p, nil
	case p.inUse: // by a cursor: SQLite runs a statement once at a time
		p = &prepared{query: query}
		return p, s.prepare(p, false)
	}
	s.recent.MoveToFront(p.at)
	for _, st := range p.before {
		if err := s.again(st); err != nil {
			return nil, err
		}
	}
	if p.last.expired() {
		if err := s.refresh(p); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// keep caches a query and drops the ones not used for longest.
func (s *SQL) keep(p *prepared) {
	s.cached[p.query], p.at = p, s.recent.PushFront(p)
	s.bytes += len(p.query)
	for s.bytes > maxCached {
		old := s.recent.Remove(s.recent.Back()).(*prepared)
		delete(s.cached, old.query)
		s.bytes -= len(old.query)
		if old.at = nil; !old.inUse && old != p {
			old.finalize()
		}
	}
}

// prepare compiles a query's statements and runs all but the last. Those are kept if the query will be.
func (s *SQL) prepare(p *prepared, keep bool) (err error) {
	text := s.text(p.query)
	defer s.free(text)
	defer func() {
		if err != nil {
			p.finalize()
		}
	}()
	for rest := p.query; ; {
		st, read, err := s.compileOne(text+uintptr(len(p.query)-len(rest)), rest)
		if err != nil {
			return err
		}
		if rest = rest[read:]; rest == "" {
			p.last = st
			return nil
		}
		if st.params > 0 {
			st.finalize()
			return refused(errNotLast)
		}
		err = s.runOnce(st)
		if keep {
			p.before = append(p.before, st) // still at its first row, as on the platform
		} else {
			st.finalize()
		}
		if err != nil {
			return err
		}
	}
}

// compileOne compiles the first statement of text, which stands at p, and answers how many bytes it and the
// space behind it take.
func (s *SQL) compileOne(p uintptr, text string) (*statement, int, error) {
	g := s.guards
	g.renamed, g.refusal = "", ""
	first, t := head(text)
	if first.is("ALTER") {
		g.renamed = renamedTo(*t)
	}
	g.on = true
	st, tail, code := s.compile(p, len(text), lib.SQLITE_PREPARE_PERSISTENT)
	if code == lib.SQLITE_ERROR && !first.is("CREATE") {
		if again, end, ok := limited(text); ok {
			other := s.text(again)
			defer s.free(other)
			if st2, _, code2 := s.compile(other, len(again), lib.SQLITE_PREPARE_PERSISTENT); code2 == lib.SQLITE_OK {
				st, tail, code = st2, p+uintptr(end), code2
			}
		}
	}
	g.on = false
	switch {
	case code&0xff == lib.SQLITE_AUTH && g.refusal != "":
		return nil, 0, refused(g.refusal)
	case code != lib.SQLITE_OK:
		return nil, 0, s.failed(code)
	case st == nil:
		return nil, 0, refused(errNothing)
	}
	if first.is("CREATE") || first.is("ALTER") {
		if name, at := defaultCall(*t); name != "" {
			st.finalize()
			return nil, 0, refused(fmt.Sprintf("not authorized to use function: %s at offset %d: SQLITE_ERROR", name, at))
		}
	}
	n := int(tail - p)
	for n < len(text) && isSpace(text[n]) {
		n++
	}
	return st, n, nil
}

// runOnce steps a statement that is not the last: what it does is done then, its rows are nobody's.
func (s *SQL) runOnce(st *statement) error {
	if err := s.writes(st); err != nil {
		return err
	}
	if _, code := s.step(st); code != lib.SQLITE_OK {
		return s.failed(code)
	}
	return nil
}

// again runs a cached statement that is not the last. One that its first run left at a row cannot.
func (s *SQL) again(st *statement) error {
	defer st.reset()
	if st.busy() {
		return refused(errBusy)
	}
	return s.runOnce(st)
}

// refresh compiles the last statement of a query anew, because the schema changed.
func (s *SQL) refresh(p *prepared) error {
	query := lib.Xsqlite3_sql(s.tls, p.last.ptr)
	st, _, err := s.compileOne(query, libc.GoString(query))
	if err != nil {
		return err
	}
	p.last.finalize()
	p.last = st
	return nil
}

// writes tells the engine of a statement that may write.
func (s *SQL) writes(st *statement) error {
	if st.writes && s.hooks.Write != nil {
		return s.hooks.Write()
	}
	return nil
}

// step steps a statement, which may compile it anew.
func (s *SQL) step(st *statement) (row bool, code int32) {
	if !s.halt.begin() {
		return false, lib.SQLITE_INTERRUPT
	}
	s.guards.on = true
	row, code = st.step()
	s.guards.on = false
	s.halt.end()
	return row, code
}

// failed answers an error of SQLite and tells the engine when it ended the transaction.
func (s *SQL) failed(code int32) error {
	err := s.failure(code)
	if rollsBack(code) && s.hooks.RolledBack != nil && lib.Xsqlite3_get_autocommit(s.tls, s.db) != 0 {
		s.hooks.RolledBack(err)
	}
	return err
}

// Size answers the size of the database: its pages in use.
func (s *SQL) Size() (int64, error) {
	s.reclaim()
	if s.size == nil {
		const query = "SELECT (SELECT page_count FROM pragma_page_count) - (SELECT freelist_count FROM pragma_freelist_count), " +
			"(SELECT page_size FROM pragma_page_size)"
		text := s.text(query)
		defer s.free(text)
		st, _, code := s.compile(text, len(query), lib.SQLITE_PREPARE_PERSISTENT)
		if code != lib.SQLITE_OK {
			return 0, s.failed(code)
		}
		s.size = st
	}
	defer s.size.reset()
	if _, code := s.size.step(); code != lib.SQLITE_OK {
		return 0, s.failed(code)
	}
	var v [2]storage.Value
	s.size.row(v[:])
	return v[0].Integer * v[1].Integer, nil
}

// abandon notes a cursor that was collected before its end.
func (s *SQL) abandon(r *run) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.abandoned = append(s.abandoned, r)
}

// reclaim ends the runs of abandoned cursors.
func (s *SQL) reclaim() {
	s.mu.Lock()
	list := s.abandoned
	s.abandoned = nil
	s.mu.Unlock()
	for _, r := range list {
		r.finish()
	}
}
