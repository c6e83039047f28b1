package workers

import (
	"errors"
	"math"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/storage"
)

// keyed is what DurableObjectStorage and DurableObjectTransaction have in common: keys, values, the alarm.
type keyed struct {
	object *object
	class  string
	// usable answers why an operation may not run; nil is always.
	usable func(operation string) error
}

// operations answers the common members of a class that embeds a keyed.
func operations[T any](of func(*T) *keyed) []webidl.Operation[T] {
	list := []struct {
		name string
		run  func(*keyed, *webidl.Call) (any, error)
	}{
		{"get", (*keyed).get}, {"list", (*keyed).list}, {"put", (*keyed).put}, {"delete", (*keyed).delete},
		{"getAlarm", (*keyed).getAlarm}, {"setAlarm", (*keyed).setAlarm}, {"deleteAlarm", (*keyed).deleteAlarm},
	}
	var ops []webidl.Operation[T]
	for _, op := range list {
		run := func(t *T, c *webidl.Call) (any, error) {
			k := of(t)
			if err := k.check(c, op.name); err != nil {
				return nil, err
			}
			v, err := op.run(k, c)
			if err != nil || op.name == "getAlarm" {
				return v, err
			}
			return c.Realm.Resolved(v), nil // adopted: reactions that are at hand go first, as on the platform
		}
		method := promised(run)
		if op.name == "delete" { // a platform quirk: of two promises it answers one, and throws what fails at once
			method = run
		}
		ops = append(ops, webidl.Operation[T]{Name: op.name, Run: method})
	}
	return ops
}

// check answers why an operation may not run now: another object's storage, a finished transaction.
func (k *keyed) check(c *webidl.Call, name string) error {
	if err := k.object.own(c, stored); err != nil {
		return err
	}
	if k.usable != nil {
		return k.usable(name)
	}
	return nil
}

// stored is what the platform calls an object's storage.
const stored = "ActorCacheInterface"

// own answers the error of code that runs for somebody else, or goes on although the object is over, as a
// microtask may. kind is what the platform calls the part of the object.
func (o *object) own(c *webidl.Call, kind string) error {
	if err := foreign(c.Isolate().Scope().Context, o.in.Context, kind); err != nil {
		return err
	}
	return scriptError(o.in.Ended())
}

// key converts a key.
func key(r *webidl.Realm, v goja.Value) string { return jsapi.WTF8(r, v) }

// keys answers an argument that is a list of keys, and whether it is one.
func keys(r *webidl.Realm, v goja.Value) ([]string, bool) {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Array" {
		return nil, false
	}
	n := int(o.Get("length").ToInteger())
	list := make([]string, 0, n)
	for i := range n {
		list = append(list, key(r, o.Get(indexName(i))))
	}
	return list, true
}

// confirmed answers whether a write holds messages back.
func confirmed(d *webidl.Dict) bool { return !d.Bool("allowUnconfirmed") }

func (k *keyed) value(r *webidl.Realm, b []byte) (goja.Value, error) {
	v, err := jsapi.Codec(r).Deserialize(b)
	if err != nil {
		return nil, internalError(r)
	}
	return v, nil
}

func (k *keyed) cache() *storage.Cache { return k.object.in.Cache }

func (k *keyed) get(c *webidl.Call) (any, error) {
	c.Need(0, "string or Array")
	c.Dict(1, "GetOptions")
	list, many := keys(c.Realm, c.Arg(0))
	if !many {
		one := key(c.Realm, c.Arg(0))
		if err := k.object.keySize(one); err != nil {
			return nil, err
		}
		b, found, err := k.cache().Get(one)
		if err != nil || !found {
			return nil, scriptError(err)
		}
		return k.value(c.Realm, b)
	}
	if err := k.object.keySizes(list); err != nil {
		return nil, err
	}
	entries, err := k.cache().GetMany(list)
	if err != nil {
		return nil, scriptError(err)
	}
	m := newMap(c.Realm)
	for _, e := range entries {
		v, err := k.value(c.Realm, e.Value)
		if err != nil {
			return nil, err
		}
		m.set(jsapi.ValidText(e.Key), v)
	}
	return m.object, nil
}

func (k *keyed) list(c *webidl.Call) (any, error) {
	o, err := listOptions(c, 0)
	if err != nil {
		return nil, err
	}
	if !o.Range().Empty() { // or the platform answers without a look
		k.object.listing = nil
	}
	m := newMap(c.Realm)
	var broken error
	err = k.cache().List(o, func(key string, value []byte) bool {
		v, err := k.value(c.Realm, value)
		if err != nil {
			broken = err
			return false
		}
		m.set(jsapi.ValidText(key), v)
		return true
	})
	if err = errors.Join(scriptError(err), broken); err != nil {
		return nil, err
	}
	return m.object, nil
}

// listOptions reads the options of list.
func listOptions(c *webidl.Call, at int) (o storage.ListOptions, err error) {
	d := c.Dict(at, "ListOptions")
	if v, ok := d.Member("start"); ok {
		o.Start = key(c.Realm, v)
		if after, ok := d.Member("startAfter"); ok && !goja.IsNull(after) {
			return o, webidl.TypeError("list() cannot be called with both start and startAfter values.")
		}
	}
	if v, ok := d.Member("startAfter"); ok {
		after := key(c.Realm, v)
		o.StartAfter = &after
	}
	if v, ok := d.Member("end"); ok {
		end := key(c.Realm, v)
		o.End = &end
	}
	if v, ok := d.Member("prefix"); ok {
		o.Prefix = key(c.Realm, v)
	}
	o.Reverse = d.Bool("reverse")
	if n, ok := d.Number("limit"); ok {
		if o.Limit, err = webidl.Int32(n); err != nil {
			return o, err
		}
		if o.Limit <= 0 {
			return o, webidl.TypeError("List limit must be positive.")
		}
	}
	return o, nil
}

func (k *keyed) put(c *webidl.Call) (any, error) {
	first := c.Need(0, "string or object")
	if o, ok := first.(*goja.Object); ok && o.ClassName() != "Array" && !isCallable(o) {
		return nil, k.putEntries(c, o)
	}
	if !c.Given(1) {
		return nil, webidl.TypeError("put() called with undefined value.")
	}
	b, err := k.serialize(c.Realm, c.Args[1])
	if err != nil {
		return nil, err
	}
	name := key(c.Realm, first)
	if err := k.object.pairSize(name, b); err != nil {
		return nil, err
	}
	return nil, scriptError(k.cache().Put(name, b, confirmed(c.Dict(2, "PutOptions"))))
}

func isCallable(o *goja.Object) bool {
	_, ok := goja.AssertFunction(o)
	return ok
}

// putEntries stores an object's own members at once; undefined ones are skipped.
func (k *keyed) putEntries(c *webidl.Call, o *goja.Object) error {
	options := c.Arg(1)
	if _, ok := options.(*goja.Object); !ok && !goja.IsUndefined(options) && !goja.IsNull(options) || len(c.Args) > 2 {
		return webidl.TypeError("put() may only be called with a single key-value pair and optional options as " +
			"put(key, value, options) or with multiple key-value pairs and optional options as put(entries, options)")
	}
	names := o.Keys()
	if err := k.object.batch(len(names), "pairs"); err != nil {
		return err
	}
	var entries []storage.Entry
	for _, name := range names {
		v := o.Get(name)
		if goja.IsUndefined(v) {
			continue
		}
		b, err := k.serialize(c.Realm, v)
		if err != nil {
			return err
		}
		e := storage.Entry{Key: key(c.Realm, c.Realm.VM.ToValue(name)), Value: b}
		if err := k.object.pairSize(e.Key, b); err != nil {
			return err
		}
		entries = append(entries, e)
	}
	return scriptError(k.cache().PutMany(entries, confirmed(c.Dict(1, "PutOptions"))))
}

func (k *keyed) serialize(r *webidl.Realm, v goja.Value) ([]byte, error) {
	b, err := jsapi.Codec(r).Serialize(v, clone.Options{Mode: clone.ForStorage})
	return b, jsapi.CloneError(err)
}

func (k *keyed) delete(c *webidl.Call) (any, error) {
	c.Need(0, "string or Array")
	sure := confirmed(c.Dict(1, "PutOptions"))
	if list, many := keys(c.Realm, c.Arg(0)); many {
		if err := k.object.keySizes(list); err != nil {
			return nil, err
		}
		n, err := k.cache().DeleteMany(list, sure)
		return n, scriptError(err)
	}
	one := key(c.Realm, c.Arg(0))
	if err := k.object.keySize(one); err != nil {
		return nil, err
	}
	existed, err := k.cache().Delete(one, sure)
	return existed, scriptError(err)
}

func (k *keyed) getAlarm(c *webidl.Call) (any, error) {
	c.Dict(0, "GetAlarmOptions")
	a, err := k.object.in.Alarm()
	if err != nil || !a.Set {
		return goja.Null(), scriptError(err)
	}
	return a.Time, nil
}

func (k *keyed) setAlarm(c *webidl.Call) (any, error) {
	at, err := alarmTime(c)
	if err != nil {
		return nil, err
	}
	if !k.object.constructing && k.object.handler("alarm") == nil {
		return nil, webidl.TypeError("Your Durable Object class must have an alarm() handler in order to call setAlarm()")
	}
	if in := k.object.in; in.Object.Depth() > 0 { // the platform finds out when it commits
		c.Isolate().AfterTurn(func() { in.Reset(facetEnded("Facets currently cannot set alarms.")) })
		return c.Realm.NewPromise(), nil
	}
	at = max(at, c.Isolate().Host.Now().UnixMilli())
	return nil, scriptError(k.cache().SetAlarm(at, confirmed(c.Dict(1, "SetAlarmOptions"))))
}

// maxAlarm is the last millisecond that fits 64 bits of nanoseconds.
const maxAlarm = math.MaxInt64 / 1e6

// alarmTime reads a Date or a number of milliseconds.
func alarmTime(c *webidl.Call) (int64, error) {
	v := c.Need(0, "date")
	if o, ok := v.(*goja.Object); ok {
		if o.ClassName() != "Date" {
			return 0, c.Bad(0, "date")
		}
	} else if !goja.IsNumber(v) {
		return 0, c.Bad(0, "date")
	}
	f := v.ToFloat()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0, webidl.TypeError("The value cannot be converted because it is not a valid Date.")
	}
	if math.Abs(f) > maxAlarm {
		return 0, webidl.TypeError("This API doesn't support dates after 2189.")
	}
	if f <= 0 {
		return 0, webidl.TypeError("setAlarm() cannot be called with an alarm time <= 0")
	}
	return webidl.ToInteger(f), nil
}

func (k *keyed) deleteAlarm(c *webidl.Call) (any, error) {
	return nil, scriptError(k.cache().DeleteAlarm(confirmed(c.Dict(0, "SetAlarmOptions"))))
}

// scriptError answers an error of the storage as script sees it.
func scriptError(err error) error {
	if err == nil {
		return nil
	}
	var remote *RemoteError
	var critical *storage.CriticalError
	switch {
	case errors.As(err, &remote):
		return remote
	case errors.As(err, &critical):
		return asRemote(critical) // marked, as for whoever the reset reaches
	}
	return webidl.PlainError("%s", err.Error())
}
