package workers

import (
	"github.com/dodev/dodev/jsapi/webidl"
)

// sqlStorage is ctx.storage.sql, whose machinery is still to come.
type sqlStorage struct{ object *object }

var sqlStorageClass = &webidl.Interface[sqlStorage]{
	Name: "SqlStorage",
	Attributes: []webidl.Attribute[sqlStorage]{{Name: "databaseSize", Get: func(s *sqlStorage, _ *webidl.Call) (any, error) {
		return nil, s.missing("databaseSize")
	}}},
	Operations: []webidl.Operation[sqlStorage]{
		{Name: "exec", Run: func(s *sqlStorage, _ *webidl.Call) (any, error) { return nil, s.missing("exec()") }},
	},
	If: never,
}

const sqlDisabled = "SQL is not enabled for this Durable Object class. To enable it, change `new_classes` to " +
	"`new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or wrangler.toml file. If using workerd " +
	"directly,set `enableSql = true` in your workerd config for the class. Note that this change cannot be made after the " +
	"class is already deployed to production."

const syncKVDisabled = "The storage.kv (synchronous KV) API is only available for SQLite-backed Durable Objects, but this " +
	"object's namespace is not declared to use SQLite. You can use the older, asyncronous interface via methods of " +
	"`storage` itself (e.g. `storage.get()`). Alternatively, to enable SQLite, change `new_classes` to " +
	"`new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or wrangler.toml file. If using workerd " +
	"directly, set `enableSql = true` in your workerd config for the class. Note that this change cannot be made after " +
	"the class is already deployed to production."

func (s *sqlStorage) missing(what string) error {
	if !s.object.in.Object.Namespace.SQLite.Load() {
		return webidl.PlainError("%s", sqlDisabled)
	}
	return webidl.PlainError("dodev does not support storage.sql yet (%s)", what)
}

// syncKV is ctx.storage.kv, whose machinery is still to come.
type syncKV struct{ object *object }

var syncKVClass = &webidl.Interface[syncKV]{
	Name: "SyncKvStorage",
	Operations: []webidl.Operation[syncKV]{
		{Name: "get", Run: missingKV("get()")}, {Name: "list", Run: missingKV("list()")},
		{Name: "put", Run: missingKV("put()")}, {Name: "delete", Run: missingKV("delete()")},
	},
	If: never,
}

func missingKV(what string) func(*syncKV, *webidl.Call) (any, error) {
	return func(s *syncKV, _ *webidl.Call) (any, error) {
		if !s.object.in.Object.Namespace.SQLite.Load() {
			return nil, webidl.PlainError("%s", syncKVDisabled)
		}
		return nil, webidl.PlainError("dodev does not support storage.kv yet (%s)", what)
	}
}
