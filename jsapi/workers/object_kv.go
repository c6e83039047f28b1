package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/storage"
)

// syncKV is ctx.storage.kv: the pairs of the asynchronous methods, at once.
type syncKV struct{ keyed }

var syncKVClass = &webidl.Interface[syncKV]{
	Name: "SyncKvStorage",
	Operations: []webidl.Operation[syncKV]{
		{Name: "get", Run: (*syncKV).get}, {Name: "list", Run: (*syncKV).list},
		{Name: "put", Run: (*syncKV).put}, {Name: "delete", Run: (*syncKV).delete},
	},
	If: never,
}

const syncKVDisabled = "The storage.kv (synchronous KV) API is only available for SQLite-backed Durable Objects, but this " +
	"object's namespace is not declared to use SQLite. You can use the older, asyncronous interface via methods of " +
	"`storage` itself (e.g. `storage.get()`). Alternatively, to enable SQLite, change `new_classes` to " +
	"`new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or wrangler.toml file. If using workerd " +
	"directly, set `enableSql = true` in your workerd config for the class. Note that this change cannot be made after " +
	"the class is already deployed to production."

// enabled answers why the object has no synchronous storage, if it has none. One that has is kept as a database from
// then on, as with SQL.
func (k *syncKV) enabled(c *webidl.Call) error {
	if err := k.object.own(c, stored); err != nil {
		return err
	}
	if !k.object.in.Object.Namespace.SQLite.Load() {
		return webidl.PlainError("%s", syncKVDisabled)
	}
	return scriptError(k.cache().Move())
}

func (k *syncKV) get(c *webidl.Call) (any, error) {
	name := key(c.Realm, c.Need(0, "string"))
	if err := k.enabled(c); err != nil {
		return nil, err
	}
	b, found, err := k.cache().Get(name)
	if err != nil || !found {
		return nil, scriptError(err)
	}
	return k.value(c.Realm, b)
}

// put stores any value, undefined too.
func (k *syncKV) put(c *webidl.Call) (any, error) {
	name, v := key(c.Realm, c.Need(0, "string")), c.Need(1, "Value")
	if err := k.enabled(c); err != nil {
		return nil, err
	}
	b, err := k.serialize(c.Realm, v)
	if err != nil {
		return nil, err
	}
	if err := k.object.pairSize(name, b); err != nil {
		return nil, err
	}
	return nil, scriptError(k.cache().Put(name, b, true))
}

func (k *syncKV) delete(c *webidl.Call) (any, error) {
	name := key(c.Realm, c.Need(0, "string"))
	if err := k.enabled(c); err != nil {
		return nil, err
	}
	existed, err := k.cache().Delete(name, true)
	return existed, scriptError(err)
}

func (k *syncKV) list(c *webidl.Call) (any, error) {
	o, err := listOptions(c, 0)
	if err != nil {
		return nil, err
	}
	if err := k.enabled(c); err != nil {
		return nil, err
	}
	i := &listIterator{kv: k, options: o, left: o.Limit, bounded: o.Limit > 0}
	if i.done = o.Range().Empty(); !i.done { // else the platform does not look, and the live one stays
		k.object.listing = i
	}
	return webidl.Wrap(c.Realm, i), nil
}

// listIterator is what list answers. It looks each pair up when it is asked for, so it sees what was written
// meanwhile. An object has one at a time.
type listIterator struct {
	kv      *syncKV
	options storage.ListOptions
	left    int
	bounded bool
	done    bool
	lost    bool // the database was deleted meanwhile
}

var listIteratorClass = &webidl.Interface[listIterator]{
	Name:       "ListIterator",
	Operations: []webidl.Operation[listIterator]{{Name: "next", Run: (*listIterator).next}},
	If:         never,
	Setup:      webidl.Iterates,
}

func (i *listIterator) next(c *webidl.Call) (any, error) {
	switch {
	case i.done:
		return c.Realm.Step(nil), nil
	case i.lost:
		return nil, internalError(c.Realm)
	case i.kv.object.listing != i:
		return nil, webidl.PlainError("kv.list() iterator was invalidated because a new call to kv.list() was started. " +
			"Only one kv.list() iterator can exist at a time.")
	case i.bounded && i.left == 0:
		return i.end(c)
	}
	var (
		pair goja.Value
		fail error
	)
	i.options.Limit = 1
	err := i.kv.cache().List(i.options, func(name string, b []byte) bool {
		var v goja.Value
		if v, fail = i.kv.value(c.Realm, b); fail == nil {
			pair = c.Realm.VM.NewArray(jsapi.ValidText(name), v)
		}
		if i.options.Reverse {
			i.options.End = &name
		} else {
			i.options.Start, i.options.StartAfter = "", &name
		}
		return false
	})
	switch {
	case err != nil:
		return nil, scriptError(err)
	case fail != nil:
		return nil, fail
	case pair == nil:
		return i.end(c)
	}
	i.left--
	return c.Realm.Step(pair), nil
}

func (i *listIterator) end(c *webidl.Call) (any, error) {
	i.done = true
	return c.Realm.Step(nil), nil
}
