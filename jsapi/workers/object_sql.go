package workers

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/storage"
)

// sqlStorage is ctx.storage.sql.
type sqlStorage struct{ object *object }

var sqlStorageClass = &webidl.Interface[sqlStorage]{
	Name: "SqlStorage",
	Operations: []webidl.Operation[sqlStorage]{
		{Name: "exec", Run: (*sqlStorage).exec},
		{Name: "prepare", Run: (*sqlStorage).prepare, If: webidl.When(compat.Experimental)},
		{Name: "ingest", Run: (*sqlStorage).ingest, If: webidl.When(compat.Experimental)},
	},
	Attributes: []webidl.Attribute[sqlStorage]{
		{Name: "databaseSize", Get: (*sqlStorage).databaseSize, Prototype: true},
	},
	If: never,
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		nest := func(name string, class *goja.Object) {
			_ = prototype.DefineDataProperty(name, class, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
		nest("Cursor", webidl.Constructor[sqlCursor](r))
		nest("Statement", webidl.Constructor[sqlStatement](r))
	},
}

const sqlDisabled = "SQL is not enabled for this Durable Object class. To enable it, change `new_classes` to " +
	"`new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or wrangler.toml file. If using workerd " +
	"directly,set `enableSql = true` in your workerd config for the class. Note that this change cannot be made after the " +
	"class is already deployed to production."

// database answers the SQL side of the object, which only some classes have.
func (s *sqlStorage) database(c *webidl.Call) (storage.Database, error) {
	if err := s.object.own(c, stored); err != nil {
		return nil, err
	}
	if !s.object.in.Object.Namespace.SQLite.Load() {
		return nil, webidl.PlainError("%s", sqlDisabled)
	}
	db, err := s.object.in.Cache.SQL()
	if err != nil {
		return nil, scriptError(err)
	}
	db.Obey(c.Isolate().Halted())
	return db, nil
}

// exec runs statements at once and answers a cursor over the rows of the last.
func (s *sqlStorage) exec(c *webidl.Call) (any, error) {
	return s.execute(c, jsapi.WTF8(c.Realm, c.Need(0, "String")), c.Args[1:])
}

func (s *sqlStorage) execute(c *webidl.Call, query string, args []goja.Value) (any, error) {
	bindings := make([]storage.Value, len(args))
	for i, v := range args {
		bind(c.Realm, v, &bindings[i])
	}
	db, err := s.database(c)
	if err != nil {
		return nil, err
	}
	rows, err := db.Exec(query, bindings)
	if err != nil {
		return nil, sqlError(err)
	}
	return webidl.Wrap(c.Realm, &sqlCursor{object: s.object, rows: rows}), nil
}

// sqlError answers an error of a statement as script sees it.
func sqlError(err error) error {
	var refused *storage.SQLError
	if errors.As(err, &refused) {
		return webidl.PlainError("%s", refused.Message)
	}
	return scriptError(err)
}

func (s *sqlStorage) databaseSize(c *webidl.Call) (any, error) {
	db, err := s.database(c)
	if err != nil {
		return nil, err
	}
	n, err := db.Size()
	return n, sqlError(err)
}

// ingest runs the complete statements of a text that arrives in pieces.
func (s *sqlStorage) ingest(c *webidl.Call) (any, error) {
	text := jsapi.WTF8(c.Realm, c.Need(0, "string"))
	db, err := s.database(c)
	if err != nil {
		return nil, err
	}
	done, err := db.Ingest(text)
	if err != nil {
		return nil, sqlError(err)
	}
	result := c.Realm.VM.NewObject()
	_ = result.Set("remainder", done.Rest)
	_ = result.Set("rowsRead", done.RowsRead)
	_ = result.Set("rowsWritten", done.RowsWritten)
	_ = result.Set("statementCount", done.Statements)
	return result, nil
}

// sqlStatement is what prepare answers: a function that runs its query.
type sqlStatement struct{}

var sqlStatementClass = &webidl.Interface[sqlStatement]{Name: "Statement", If: never}

func (s *sqlStorage) prepare(c *webidl.Call) (any, error) {
	query, r := jsapi.WTF8(c.Realm, c.Need(0, "String")), c.Realm
	f := r.Method("Statement", "", func(c *webidl.Call) (any, error) { return s.execute(c, query, c.Args) })
	_ = f.SetPrototype(webidl.Prototype[sqlStatement](r))
	return f, nil
}

// bind converts an argument to what SQL gets: numbers are REAL whatever they are, and what is neither number nor
// bytes is its text.
func bind(r *webidl.Realm, v goja.Value, to *storage.Value) {
	switch {
	case goja.IsUndefined(v) || goja.IsNull(v):
		return
	case goja.IsNumber(v):
		to.Kind, to.Real = storage.Real, v.ToFloat()
		return
	case goja.IsBigInt(v):
		panic(r.NewError("TypeError", "Cannot convert a BigInt value to a number"))
	}
	if o, ok := v.(*goja.Object); ok {
		if b, ok := r.Bytes(o); ok {
			to.Kind, to.Blob = storage.Blob, b
			return
		}
	}
	to.Kind, to.Text = storage.Text, jsapi.WTF8(r, v)
}
