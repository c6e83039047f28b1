package workers

import (
	"context"
	"errors"
	"math"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/d1"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/storage"
)

// BindD1 answers a binding to a D1 database.
func BindD1(name string, db *d1.Database) Binding {
	return bindValue(name, func() *d1Database { return &d1Database{d1Session{database: db}} })
}

// d1Database is a D1Database, https://developers.cloudflare.com/d1/worker-api/d1-database/. What it asks goes to the
// primary and has no bookmarks.
type d1Database struct{ d1Session }

var d1DatabaseClass = &webidl.Interface[d1Database]{
	Name: "D1Database",
	Tag:  "WrappedBinding",
	Operations: []webidl.Operation[d1Database]{
		{Name: "prepare", Run: func(d *d1Database, c *webidl.Call) (any, error) { return d.prepare(c) }},
		{Name: "batch", Run: asked(func(d *d1Database, c *webidl.Call) (*bindingCall, error) { return d.batch(c) })},
		{Name: "exec", Run: asked((*d1Database).exec)},
		{Name: "withSession", Run: (*d1Database).withSession},
		{Name: "query", Run: webidl.Promise((*d1Database).query)},
		{Name: "dump", Run: webidl.Promise((*d1Database).dump)},
	},
	If: never,
}

// d1Session is a D1DatabaseSession: its queries see what those before them did. There is only one database here, so any
// do; what it keeps is the latest bookmark.
type d1Session struct {
	database *d1.Database
	// at is where a session begins, a constraint or a bookmark, and later its bookmark; "" has none.
	at string
}

var d1SessionClass = &webidl.Interface[d1Session]{
	Name: "D1DatabaseSession",
	Tag:  "Object",
	Operations: []webidl.Operation[d1Session]{
		{Name: "prepare", Run: (*d1Session).prepare},
		{Name: "batch", Run: asked((*d1Session).batch)},
		{Name: "getBookmark", Run: (*d1Session).getBookmark},
	},
	If: never,
}

const (
	firstPrimary       = "first-primary"
	firstUnconstrained = "first-unconstrained"
)

// withSession answers a session that begins at a bookmark or with a constraint.
func (d *d1Database) withSession(c *webidl.Call) (any, error) {
	at := ""
	if v := c.Arg(0); !goja.IsUndefined(v) && !goja.IsNull(v) {
		if !goja.IsString(v) {
			return nil, webidl.TypeError("constraintOrBookmark?.trim is not a function")
		}
		at = strings.TrimSpace(v.String())
	}
	if at == "" {
		at = firstUnconstrained
	}
	return webidl.Wrap(c.Realm, &d1Session{database: d.database, at: at}), nil
}

// getBookmark answers the bookmark of the last query, null if there was none.
func (s *d1Session) getBookmark(*webidl.Call) (any, error) {
	if s.at == "" || s.at == firstPrimary || s.at == firstUnconstrained {
		return goja.Null(), nil
	}
	return s.at, nil
}

// learn keeps the later of two bookmarks, of queries that may have been answered in any order.
func (s *d1Session) learn(bookmark string) {
	if s.at == firstPrimary || s.at == firstUnconstrained || s.at < bookmark {
		s.at = bookmark
	}
}

// prepare answers a statement without parameters.
func (s *d1Session) prepare(c *webidl.Call) (any, error) {
	return webidl.Wrap(c.Realm, &d1Statement{session: s, sql: c.Arg(0), params: c.Realm.VM.NewArray()}), nil
}

// ask runs queries and hands over what came of them.
func (s *d1Session) ask(queries []d1.Query, finish func(*webidl.Realm, []d1.Result) (any, error)) *bindingCall {
	type answer struct {
		results  []d1.Result
		bookmark string
	}
	return &bindingCall{
		work: func(context.Context) (any, error) {
			results, bookmark, err := s.database.Run(queries, s.at != "")
			return answer{results, bookmark}, d1Error("D1_ERROR: ", err)
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			a := v.(answer)
			if a.bookmark != "" {
				s.learn(a.bookmark)
			}
			return finish(r, a.results)
		},
	}
}

// batch runs statements in one transaction.
func (s *d1Session) batch(c *webidl.Call) (*bindingCall, error) {
	list, ok := c.Arg(0).(*goja.Object)
	if v := c.Arg(0); goja.IsUndefined(v) || goja.IsNull(v) {
		return nil, webidl.TypeError("Cannot read properties of %s (reading 'map')", v)
	}
	if !ok || list.ClassName() != "Array" {
		return nil, webidl.TypeError("statements.map is not a function")
	}
	var queries []d1.Query
	for n, item := range items(list) {
		t := webidl.As[d1Statement](item)
		if t == nil {
			return nil, webidl.TypeError("batch() takes an array of statements that prepare() or bind() answered; number %d is none", n)
		}
		queries = append(queries, t.query(c.Realm))
	}
	return s.ask(queries, func(r *webidl.Realm, results []d1.Result) (any, error) {
		answers := make([]goja.Value, len(results))
		for n := range results {
			answers[n] = d1Objects(r, &results[n])
		}
		return answers, nil
	}), nil
}

// exec runs each line of a text as a statement, all in one transaction.
func (d *d1Database) exec(c *webidl.Call) (*bindingCall, error) {
	if !goja.IsString(c.Arg(0)) {
		return nil, webidl.TypeError("query.trim is not a function")
	}
	lines := strings.Split(strings.TrimSpace(c.Arg(0).String()), "\n")
	queries := make([]d1.Query, len(lines))
	for n, line := range lines {
		queries[n].SQL = line
	}
	return &bindingCall{
		work: func(context.Context) (any, error) {
			results, _, err := d.database.Run(queries, false)
			return results, d1Error("D1_EXEC_ERROR: ", err, "Error in line 1: "+lines[0]+": ")
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			results, duration := v.([]d1.Result), 0.0
			for _, x := range results {
				duration += float64(x.Meta.Duration.Microseconds()) / 1000
			}
			o := r.VM.NewObject()
			_ = o.Set("count", len(results))
			_ = o.Set("duration", duration)
			return o, nil
		},
	}, nil
}

// query is the request that the others are made of, behind a flag that is not for everybody yet.
func (*d1Database) query(*webidl.Call) (any, error) {
	return nil, webidl.PlainError("D1_ERROR: D1Database.query() requires the d1_binding_jsrpc compatibility flag. Enable d1_binding_jsrpc before calling query().")
}

// dump is no more.
func (*d1Database) dump(*webidl.Call) (any, error) {
	return nil, &causedError{"D1_DUMP_ERROR: Status + 404", "Status 404"}
}

// d1Error answers a failure as script sees it. more stands between the prefix and the message.
func d1Error(prefix string, err error, more ...string) error {
	var refused *d1.Error
	if errors.As(err, &refused) {
		message := strings.Join(more, "") + refused.Message
		return &causedError{prefix + message, message}
	}
	return err
}

// causedError is an Error whose cause is another.
type causedError struct{ message, cause string }

// Error is the message.
func (e *causedError) Error() string { return e.message }

// Exception is the error in script.
func (e *causedError) Exception(r *webidl.Realm) goja.Value {
	o := r.NewError("Error", e.message)
	_ = o.DefineDataProperty("cause", r.NewError("Error", e.cause), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return o
}

// d1Meta answers what a statement did, in the words of the local platform.
func d1Meta(r *webidl.Realm, m *d1.Meta) *goja.Object {
	milliseconds := float64(m.Duration.Microseconds()) / 1000
	timings := r.VM.NewObject()
	_ = timings.Set("sql_duration_ms", milliseconds)
	o := r.VM.NewObject()
	for _, p := range []struct {
		name  string
		value any
	}{
		{"served_by", "miniflare.db"}, {"served_by_primary", true}, {"total_attempts", 1}, {"timings", timings}, {"duration", milliseconds},
		{"changes", m.Changes}, {"last_row_id", m.LastRowID}, {"changed_db", m.ChangedDB}, {"size_after", m.SizeAfter},
		{"rows_read", m.RowsRead}, {"rows_written", m.RowsWritten},
	} {
		_ = o.Set(p.name, p.value)
	}
	return o
}

// d1Objects answers a D1Result: a row is an object.
func d1Objects(r *webidl.Realm, x *d1.Result) *goja.Object {
	rows := make([]goja.Value, len(x.Rows))
	for n, row := range x.Rows {
		rows[n] = d1Row(r, x.Columns, row)
	}
	o := r.VM.NewObject()
	_ = o.Set("success", true)
	_ = o.Set("meta", d1Meta(r, &x.Meta))
	_ = o.Set("results", r.Value(rows))
	return o
}

func d1Row(r *webidl.Realm, columns []string, row []storage.Value) *goja.Object {
	o := r.VM.NewObject()
	for n, v := range row {
		_ = o.DefineDataProperty(columns[n], d1Cell(r, &v), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	return o
}

// d1Cell answers a value as it comes through the service's JSON: bytes are an array of numbers.
func d1Cell(r *webidl.Realm, v *storage.Value) goja.Value {
	switch v.Kind {
	case storage.Integer:
		return r.VM.ToValue(float64(v.Integer))
	case storage.Real:
		if math.IsInf(v.Real, 0) || math.IsNaN(v.Real) {
			return goja.Null()
		}
		return r.VM.ToValue(v.Real)
	case storage.Text:
		return r.VM.ToValue(jsapi.Text(r, []byte(v.Text)))
	case storage.Blob:
		list := make([]any, len(v.Blob))
		for n, b := range v.Blob {
			list[n] = int64(b)
		}
		return r.VM.NewArray(list...)
	}
	return goja.Null()
}
