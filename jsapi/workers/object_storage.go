package workers

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/storage"
)

// Storage is ctx.storage.
type Storage struct {
	keyed
}

var storageClass = &webidl.Interface[Storage]{
	Name: "DurableObjectStorage",
	Operations: append(operations(func(s *Storage) *keyed { return &s.keyed }), []webidl.Operation[Storage]{
		{Name: "deleteAll", Run: promised((*Storage).deleteAll)},
		{Name: "transaction", Run: promised((*Storage).transaction)},
		{Name: "sync", Run: promised((*Storage).sync)},
		{Name: "transactionSync", Run: (*Storage).transactionSync},
		{Name: "getCurrentBookmark", Run: promised((*Storage).getCurrentBookmark)},
		{Name: "getBookmarkForTime", Run: promised((*Storage).getBookmarkForTime)},
		{Name: "onNextSessionRestoreBookmark", Run: promised((*Storage).onNextSessionRestoreBookmark)},
		{Name: "waitForBookmark", Run: promised((*Storage).waitForBookmark), If: webidl.When(compat.Experimental)},
	}...),
	If: never,
}

var storageMembers = []*member{
	{"sql", func(s *script, this *goja.Object) goja.Value {
		return webidl.Wrap(s.realm, &sqlStorage{webidl.As[Storage](this).object})
	}},
	{"kv", func(s *script, this *goja.Object) goja.Value {
		return webidl.Wrap(s.realm, &syncKV{keyed{object: webidl.As[Storage](this).object, class: "SyncKvStorage"}})
	}},
}

func newStorage(o *object) *goja.Object {
	r := o.script.realm
	s := webidl.Wrap(r, &Storage{keyed{object: o, class: "DurableObjectStorage"}})
	if r.Flags.Has(compat.Experimental) {
		_ = s.Set("primary", goja.Undefined()) // there are no replicas
	}
	o.script.lazy(s, storageMembers...)
	return s
}

func (s *Storage) deleteAll(c *webidl.Call) (any, error) {
	if err := s.check(c, "deleteAll"); err != nil {
		return nil, err
	}
	alarm := c.Realm.Flags.Has(compat.DeleteAllDeletesAlarm)
	if err := s.cache().DeleteAll(alarm, confirmed(c.Dict(0, "PutOptions"))); err != nil {
		return nil, scriptError(err)
	}
	if i := s.object.listing; i != nil {
		i.lost = true
	}
	s.object.deleteFacets()
	return c.Realm.Resolved(nil), nil
}

// sync settles once everything written so far is durable.
func (s *Storage) sync(c *webidl.Call) (any, error) {
	if err := s.check(c, "sync"); err != nil {
		return nil, err
	}
	d, op := c.Realm.NewPromise(), c.Isolate().Begin()
	s.object.in.Synced(func(err error) {
		op.DeliverHere(func() { d.Settle(nil, scriptError(err)) })
	})
	return d, nil
}

// transaction runs a function in a critical section; its writes are undone if it fails.
func (s *Storage) transaction(c *webidl.Call) (any, error) {
	if err := s.check(c, "transaction"); err != nil {
		return nil, err
	}
	f := c.Function(0)
	r := c.Realm
	result := r.NewPromise()
	s.object.in.Enter(runtime.SectionLimit, func(section *runtime.Section) {
		t := &Transaction{keyed: keyed{object: s.object, class: "DurableObjectTransaction"}, txn: s.cache().Begin()}
		t.usable = t.check
		end := func(commit bool, settle func()) {
			t.end(commit)
			if err := s.cache().Err(); err != nil {
				s.object.in.Reset(err) // at once: nobody may go on as if it had ended
				return
			}
			section.Leave(settle)
		}
		fail := func(reason goja.Value) { end(false, func() { result.Reject(webidl.Throw(reason)) }) }
		v, err := f(r.VM.GlobalObject(), webidl.Wrap(r, t)) // the platform's this
		if err != nil {
			fail(r.Exception(c.Isolate().Check(err)))
			return
		}
		r.Then(v, func(v goja.Value) { end(true, func() { result.Resolve(v) }) }, fail)
	})
	return result, nil
}

// transactionSync runs a function whose writes are undone if it throws. It does not await.
func (s *Storage) transactionSync(c *webidl.Call) (any, error) {
	if err := s.check(c, "transactionSync"); err != nil {
		return nil, err
	}
	f := c.Function(0)
	t, err := s.cache().Savepoint()
	if err != nil {
		return nil, scriptError(err)
	}
	v, err := f(c.Realm.VM.GlobalObject()) // the platform's this
	if err != nil {
		if e := t.Rollback(); errors.Is(e, storage.ErrInternal) {
			err = scriptError(e)
		}
		return nil, err
	}
	return v, scriptError(t.Commit())
}
