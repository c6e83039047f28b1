package workers

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// resultMap is a Map that an operation answers.
type resultMap struct {
	object *goja.Object
	realm  *webidl.Realm
	add    goja.Callable
}

type mapSetKey struct{}

func newMap(r *webidl.Realm) *resultMap {
	class := r.Intrinsic("Map")
	o, err := r.VM.New(class)
	if err != nil {
		panic(err)
	}
	add, ok := r.Native[mapSetKey{}].(goja.Callable)
	if !ok {
		add, _ = goja.AssertFunction(class.Get("prototype").(*goja.Object).Get("set"))
		r.Native[mapSetKey{}] = add
	}
	return &resultMap{o, r, add}
}

func (m *resultMap) set(key string, v goja.Value) { _, _ = m.add(m.object, m.realm.VM.ToValue(key), v) }

func indexName(n int) string { return strconv.Itoa(n) }
