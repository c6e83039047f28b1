package workers

import (
	"math"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/d1"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/storage"
)

// d1Statement is a D1PreparedStatement, https://developers.cloudflare.com/d1/worker-api/prepared-statements/.
type d1Statement struct {
	session *d1Session
	sql     goja.Value
	params  *goja.Object
}

var d1StatementClass = &webidl.Interface[d1Statement]{
	Name: "D1PreparedStatement",
	Tag:  "Object",
	Operations: []webidl.Operation[d1Statement]{
		{Name: "bind", Run: (*d1Statement).bind},
		{Name: "first", Run: asked((*d1Statement).first)},
		{Name: "run", Run: asked((*d1Statement).all)},
		{Name: "all", Run: asked((*d1Statement).all)},
		{Name: "raw", Run: asked((*d1Statement).raw)},
	},
	Fields: []webidl.Field[d1Statement]{
		{Name: "statement", Value: func(t *d1Statement, _ *webidl.Realm) any { return t.sql }, Writable: true},
		{Name: "params", Value: func(t *d1Statement, _ *webidl.Realm) any { return t.params }, Writable: true},
	},
	If: never,
}

// bind answers the statement with parameters.
func (t *d1Statement) bind(c *webidl.Call) (any, error) {
	list := make([]any, len(c.Args))
	for n, v := range c.Args {
		p, ok := d1Param(c.Realm, v)
		if !ok {
			message := "Type '" + typeOf(v) + "' not supported for value '" + v.String() + "'"
			return nil, &causedError{"D1_TYPE_ERROR: " + message, message}
		}
		list[n] = p
	}
	return webidl.Wrap(c.Realm, &d1Statement{session: t.session, sql: t.sql, params: c.Realm.VM.NewArray(list...)}), nil
}

// d1Param answers a parameter as a statement keeps it: bytes are an array of numbers, booleans are numbers.
func d1Param(r *webidl.Realm, v goja.Value) (any, bool) {
	switch {
	case goja.IsNumber(v) || goja.IsString(v) || goja.IsNull(v):
		return v, true
	}
	o, ok := v.(*goja.Object)
	if !ok {
		b, isBool := v.Export().(bool)
		if !isBool {
			return nil, false
		}
		if b {
			return 1, true
		}
		return 0, true
	}
	if isArray(o) {
		for _, item := range items(o) {
			if !goja.IsNumber(item) || item.ToFloat() < 0 || item.ToFloat() >= 256 {
				return nil, false
			}
		}
		return o, true
	}
	if b, isBytes := r.Bytes(o); isBytes {
		list := make([]any, len(b))
		for n, x := range b {
			list[n] = int64(x)
		}
		return r.VM.NewArray(list...), true
	}
	return nil, false
}

// query answers the statement for the service, to which parameters go as JSON: what is no finite number is null.
func (t *d1Statement) query(r *webidl.Realm) d1.Query {
	q := d1.Query{SQL: jsapi.WTF8(r, t.sql)}
	for _, v := range items(t.params) {
		var p storage.Value
		switch {
		case goja.IsNumber(v):
			if f := v.ToFloat(); !math.IsNaN(f) && !math.IsInf(f, 0) {
				p.Kind, p.Real = storage.Real, f
			}
		case goja.IsString(v):
			p.Kind, p.Text = storage.Text, jsapi.WTF8(r, v)
		case isArray(v):
			o := v.(*goja.Object)
			p.Kind, p.Blob = storage.Blob, []byte{}
			for _, item := range items(o) {
				p.Blob = append(p.Blob, byte(item.ToInteger()))
			}
		}
		q.Params = append(q.Params, p)
	}
	return q
}

// one runs the statement.
func (t *d1Statement) one(c *webidl.Call, finish func(r *webidl.Realm, x *d1.Result) (any, error)) (*bindingCall, error) {
	return t.session.ask([]d1.Query{t.query(c.Realm)}, func(r *webidl.Realm, results []d1.Result) (any, error) {
		return finish(r, &results[0])
	}), nil
}

// all answers the rows as objects.
func (t *d1Statement) all(c *webidl.Call) (*bindingCall, error) {
	return t.one(c, func(r *webidl.Realm, x *d1.Result) (any, error) { return d1Objects(r, x), nil })
}

// first answers the first row, or its value in one column; null if there is none.
func (t *d1Statement) first(c *webidl.Call) (*bindingCall, error) {
	column := c.Arg(0)
	return t.one(c, func(r *webidl.Realm, x *d1.Result) (any, error) {
		if len(x.Rows) == 0 {
			return goja.Null(), nil
		}
		row := d1Row(r, x.Columns, x.Rows[0])
		if goja.IsUndefined(column) {
			return row, nil
		}
		if v := row.Get(column.String()); v != nil && !goja.IsUndefined(v) {
			return v, nil
		}
		return nil, &causedError{"D1_COLUMN_NOTFOUND: Column not found (" + column.String() + ")", "Column not found"}
	})
}

// raw answers the rows as arrays, with the names of the columns as the first if that is asked for.
func (t *d1Statement) raw(c *webidl.Call) (*bindingCall, error) {
	named := false
	if o, ok := c.Arg(0).(*goja.Object); ok {
		v := o.Get("columnNames")
		named = v != nil && v.ToBoolean()
	}
	return t.one(c, func(r *webidl.Realm, x *d1.Result) (any, error) {
		var rows []goja.Value
		if named {
			rows = append(rows, r.Value(x.Columns))
		}
		for _, row := range x.Rows {
			cells := make([]goja.Value, len(row))
			for n := range row {
				cells[n] = d1Cell(r, &row[n])
			}
			rows = append(rows, r.Value(cells))
		}
		return r.Value(rows), nil
	})
}
