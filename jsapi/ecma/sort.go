package ecma

import (
	"cmp"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// sorting puts our own sort and toSorted before the engine's, for arrays that have all their elements. The engine
// compares several times as often as it has to, and in the array itself, where the script's comparison would see it.
func (r *realm) sorting(proto *goja.Object) {
	for _, name := range []string{"sort", "toSorted"} {
		if !r.Isolate.Mentions(name) {
			continue
		}
		engine := native(proto.Get(name))
		r.method(proto, name, 1, func(c goja.FunctionCall) goja.Value {
			if by := c.Argument(0); !goja.IsUndefined(by) && callee(by) == nil {
				return engine(c) // which complains
			}
			if goja.IsUndefined(c.This) || goja.IsNull(c.This) {
				r.throw(webidl.TypeError("Cannot convert undefined or null to object"))
			}
			n := r.length(c.This)
			o, sorted, ok := r.sorted(c)
			switch {
			case !ok && name == "sort" && n < 2:
				return c.This.ToObject(r.VM)
			case !ok:
				return engine(c)
			case name == "toSorted":
				m := webidl.Maker{VM: r.VM, Layout: webidl.EngineLayout()}
				return m.Elements(sorted)
			}
			if now, ok := webidl.EngineLayout().RecordOf(o); ok && len(now.Elements) >= len(sorted) {
				copy(now.Elements, sorted)
				return o
			}
			for i, v := range sorted { // the comparison has made another array of it
				if err := o.Set(strconv.Itoa(i), v); err != nil {
					if strings.Contains(err.Error(), "read only property") {
						r.throw(webidl.TypeError("Cannot assign to read only property '%d' of object '[object Array]'", i))
					}
					panic(r.Isolate.Check(err))
				}
			}
			return o
		})
	}
}

// sorted answers the elements of an array in order, and false if the array or the comparison is not one of ours.
// https://tc39.es/ecma262/#sec-sortindexedproperties
func (r *realm) sorted(c goja.FunctionCall) (o *goja.Object, sorted []goja.Value, ok bool) {
	o, ok = c.This.(*goja.Object)
	if !ok {
		return nil, nil, false
	}
	record, ok := webidl.EngineLayout().RecordOf(o)
	if !ok || !record.Array {
		return nil, nil, false
	}
	sorted = make([]goja.Value, 0, len(record.Elements))
	for _, v := range record.Elements {
		if v == nil {
			return nil, nil, false
		}
		if !goja.IsUndefined(v) {
			sorted = append(sorted, v)
		}
	}
	if by := c.Argument(0); goja.IsUndefined(by) {
		ok = r.sortTexts(sorted)
	} else if !r.sortNumbers(sorted, by) {
		compare := callee(by)
		order := func(x, y goja.Value) bool {
			// The later one comes first, as in V8: comparisons that answer true or false then leave all as it is.
			return !(r.Number(compare(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{y, x}})) < 0)
		}
		if len(sorted) < longRun {
			insertionSort(sorted, order)
		} else {
			mergeSort(sorted, order)
		}
	}
	for len(sorted) < len(record.Elements) {
		sorted = append(sorted, goja.Undefined())
	}
	return o, sorted, ok
}

// callee is native for functions of a script's too, nil for anything else.
func callee(v goja.Value) func(goja.FunctionCall) goja.Value {
	if _, ok := goja.AssertFunction(v); !ok {
		return nil
	}
	return native(v)
}

// sortTexts sorts by what values are as texts. Objects, whose text a script's code says, are left to the engine.
func (r *realm) sortTexts(list []goja.Value) bool {
	type keyed struct {
		value goja.Value
		key   goja.String
		ascii string
	}
	l, all := webidl.EngineLayout(), true
	keys := make([]keyed, len(list))
	for i, v := range list {
		kind := l.Kind(v)
		if _, text := v.(goja.String); !text && kind != reflect.Int64 && kind != reflect.Float64 {
			return false
		}
		keys[i] = keyed{value: v, key: r.Text(v)}
		if l.Kind(keys[i].key) == reflect.String {
			keys[i].ascii = keys[i].key.String()
		} else {
			all = false
		}
	}
	slices.SortStableFunc(keys, func(a, b keyed) int {
		if all {
			return strings.Compare(a.ascii, b.ascii)
		}
		return a.key.CompareTo(b.key)
	})
	for i, k := range keys {
		list[i] = k.value
	}
	return true
}

// difference matches functions that do nothing but subtract one of their two arguments from the other.
var difference = regexp.MustCompile(`^(?:function\s*\w*\s*)?\(\s*([\w$]+)\s*,\s*([\w$]+)\s*\)\s*(?:=>\s*)?` +
	`(?:\{\s*return\s+([\w$]+)\s*-\s*([\w$]+)\s*;?\s*\}|([\w$]+)\s*-\s*([\w$]+))$`)

// subtracts answers whether a comparison is the difference of its arguments, and of which to which.
func (r *realm) subtracts(by goja.Value) (descending, ok bool) {
	toString := r.functions.Get("prototype").(*goja.Object).Get("toString")
	if code(toString) != functionText() {
		return false, false
	}
	source := native(toString)
	const most = 100 // characters that such a function has
	text, ok := source(goja.FunctionCall{This: by}).(goja.String)
	if !ok || text.Length() > most {
		return false, false
	}
	m := difference.FindStringSubmatch(text.String())
	if m == nil || m[1] == m[2] {
		return false, false
	}
	left, right := m[3]+m[5], m[4]+m[6]
	descending = left == m[2] && right == m[1]
	return descending, descending || left == m[1] && right == m[2]
}

// functionText is the code of the engine's Function.prototype.toString, which a script may have replaced.
var functionText = sync.OnceValue(func() uintptr {
	v, _ := goja.New().RunString("Function.prototype.toString")
	return code(v)
})

// sortNumbers sorts numbers by a comparison that is their difference, which then need not be called: it would see
// nothing and change nothing. NaN has no order.
func (r *realm) sortNumbers(list []goja.Value, by goja.Value) bool {
	type keyed struct {
		value goja.Value
		key   float64
	}
	const few = 8 // which are sorted sooner than the comparison is read
	if len(list) <= few {
		return false
	}
	l := webidl.EngineLayout()
	keys := make([]keyed, len(list))
	for i, v := range list {
		if k := l.Kind(v); k != reflect.Int64 && k != reflect.Float64 {
			return false
		}
		if keys[i] = (keyed{v, v.ToFloat()}); math.IsNaN(keys[i].key) {
			return false
		}
	}
	descending, ok := r.subtracts(by)
	if !ok {
		return false
	}
	slices.SortStableFunc(keys, func(a, b keyed) int {
		if descending {
			return cmp.Compare(b.key, a.key)
		}
		return cmp.Compare(a.key, b.key)
	})
	for i, k := range keys {
		list[i] = k.value
	}
	return true
}

// longRun is how long a list is that V8 merges of several.
const longRun = 64

// insertionSort sorts a short list. It compares what V8 compares: what becomes of numbers that are none, and of
// comparisons that are of two minds or write down what they are asked, is then what becomes of it there.
func insertionSort(list []goja.Value, ordered func(x, y goja.Value) bool) {
	if len(list) < 2 {
		return
	}
	run := 2
	ascending := ordered(list[0], list[1])
	for run < len(list) && ordered(list[run-1], list[run]) == ascending {
		run++
	}
	if !ascending {
		slices.Reverse(list[:run])
	}
	for ; run < len(list); run++ {
		v, left, right := list[run], 0, run
		for left < right {
			if mid := left + (right-left)/2; ordered(list[mid], v) {
				left = mid + 1
			} else {
				right = mid
			}
		}
		copy(list[left+1:run+1], list[left:run])
		list[left] = v
	}
}

// mergeSort sorts a list with as few comparisons as there can be, and one for what is in order already.
func mergeSort(list []goja.Value, ordered func(x, y goja.Value) bool) {
	if len(list) < 2 {
		return
	}
	spare := slices.Clone(list)
	mergeInto(list, spare, ordered)
}

// mergeInto sorts spare, which has what list has, into list.
func mergeInto(list, spare []goja.Value, ordered func(x, y goja.Value) bool) {
	n := len(list)
	if n < 2 {
		return
	}
	half := n / 2
	mergeInto(spare[:half], list[:half], ordered)
	mergeInto(spare[half:], list[half:], ordered)
	if ordered(spare[half-1], spare[half]) {
		copy(list, spare)
		return
	}
	for i, left, right := 0, spare[:half], spare[half:]; i < n; i++ {
		switch {
		case len(right) == 0 || len(left) > 0 && ordered(left[0], right[0]):
			list[i], left = left[0], left[1:]
		default:
			list[i], right = right[0], right[1:]
		}
	}
}
