package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/storage"
)

// sqlCursor is what exec answers: the rows that are left, for everybody who reads them.
type sqlCursor struct {
	object  *object
	rows    storage.Cursor
	columns *goja.Object // the names as an array, once asked for
}

var sqlCursorClass = &webidl.Interface[sqlCursor]{
	Name: "Cursor",
	Operations: []webidl.Operation[sqlCursor]{
		{Name: "next", Run: (*sqlCursor).next},
		{Name: "toArray", Run: (*sqlCursor).toArray},
		{Name: "one", Run: (*sqlCursor).one},
		{Name: "raw", Run: func(c *sqlCursor, call *webidl.Call) (any, error) {
			return webidl.Wrap(call.Realm, &rawIterator{c}), nil
		}},
	},
	Attributes: []webidl.Attribute[sqlCursor]{
		{Name: "columnNames", Get: (*sqlCursor).columnNames, Prototype: true},
		{Name: "rowsRead", Get: func(c *sqlCursor, _ *webidl.Call) (any, error) {
			return c.rows.RowsRead(), sqlError(c.rows.Err())
		}, Prototype: true},
		{Name: "rowsWritten", Get: func(c *sqlCursor, _ *webidl.Call) (any, error) {
			return c.rows.RowsWritten(), sqlError(c.rows.Err())
		}, Prototype: true},
	},
	If: never,
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		iterate := r.Function("[Symbol.iterator]", func(call goja.FunctionCall) goja.Value {
			c := webidl.As[sqlCursor](call.This)
			if c == nil {
				panic(r.Exception(webidl.Illegal()))
			}
			return webidl.Wrap(r, &rowIterator{c})
		})
		_ = prototype.DefineDataPropertySymbol(goja.SymIterator, iterate, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	},
}

// rowIterator reads a cursor row by row, as objects.
type rowIterator struct{ cursor *sqlCursor }

var rowIteratorClass = &webidl.Interface[rowIterator]{
	Name: "RowIterator",
	Operations: []webidl.Operation[rowIterator]{{Name: "next", Run: func(i *rowIterator, c *webidl.Call) (any, error) {
		return i.cursor.next(c)
	}}},
	If:    never,
	Setup: webidl.Iterates,
}

// rawIterator reads a cursor row by row, as arrays.
type rawIterator struct{ cursor *sqlCursor }

var rawIteratorClass = &webidl.Interface[rawIterator]{
	Name: "RawIterator",
	Operations: []webidl.Operation[rawIterator]{{Name: "next", Run: func(i *rawIterator, c *webidl.Call) (any, error) {
		row, err := i.cursor.rows.Next()
		if err != nil {
			return nil, sqlError(err)
		}
		return c.Realm.Step(array(c.Realm, row)), nil
	}}},
	If:    never,
	Setup: webidl.Iterates,
}

func (c *sqlCursor) next(call *webidl.Call) (any, error) {
	row, err := c.row(call.Realm)
	if err != nil {
		return nil, err
	}
	if row == nil {
		return call.Realm.Step(nil), nil
	}
	return call.Realm.Step(row), nil
}

// row answers the next row as an object, or nil. Of columns of one name the last counts.
func (c *sqlCursor) row(r *webidl.Realm) (*goja.Object, error) {
	row, err := c.rows.Next()
	if err != nil || row == nil {
		return nil, sqlError(err)
	}
	o := r.VM.NewObject()
	for i, name := range c.rows.Columns() {
		_ = o.Set(jsapi.ValidText(name), value(r, &row[i]))
	}
	return o, nil
}

func (c *sqlCursor) toArray(call *webidl.Call) (any, error) {
	var list []any
	for {
		o, err := c.row(call.Realm)
		if err != nil {
			return nil, err
		}
		if o == nil {
			return call.Realm.VM.NewArray(list...), nil
		}
		list = append(list, o)
	}
}

// one answers the only row.
func (c *sqlCursor) one(call *webidl.Call) (any, error) {
	row, err := c.row(call.Realm)
	switch {
	case err != nil:
		return nil, err
	case row == nil:
		return nil, webidl.PlainError("Expected exactly one result from SQL query, but got no results.")
	case !c.rows.Done():
		c.rows.Close()
		return nil, webidl.PlainError("Expected exactly one result from SQL query, but got multiple results.")
	}
	return row, nil
}

func (c *sqlCursor) columnNames(call *webidl.Call) (any, error) {
	if c.columns == nil {
		names := c.rows.Columns()
		list := make([]any, len(names))
		for i, n := range names {
			list[i] = jsapi.ValidText(n)
		}
		c.columns = call.Realm.VM.NewArray(list...)
	}
	return c.columns, nil
}

// array answers a row as an array, nil for none.
func array(r *webidl.Realm, row []storage.Value) goja.Value {
	if row == nil {
		return nil
	}
	list := make([]any, len(row))
	for i := range row {
		list[i] = value(r, &row[i])
	}
	return r.VM.NewArray(list...)
}

// value answers an SQL value as script sees it. Bytes are its own.
func value(r *webidl.Realm, v *storage.Value) goja.Value {
	switch v.Kind {
	case storage.Integer:
		return r.VM.ToValue(v.Integer)
	case storage.Real:
		return r.VM.ToValue(v.Real)
	case storage.Text:
		return r.VM.ToValue(jsapi.ValidText(v.Text))
	case storage.Blob:
		return r.VM.ToValue(r.VM.NewArrayBuffer(v.Blob))
	}
	return goja.Null()
}
