package webidl_test

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"github.com/dodev/dodev/jsapi/webidl"
)

// A newer engine may hold its objects in another way: then this fails, and everything goes on more slowly.
func TestLayout(t *testing.T) {
	if webidl.EngineLayout() == nil {
		t.Fatal("the engine's objects are not as expected")
	}
}

// TestMaker has a script look at what was made, with the layout of the engine and without.
func TestMaker(t *testing.T) {
	for name, layout := range map[string]*webidl.Layout{"layout": webidl.EngineLayout(), "none": nil} {
		vm := goja.New()
		m := webidl.Maker{VM: vm, Layout: layout}
		object := vm.Get("Object").(*goja.Object).Get("prototype").(*goja.Object)
		record := m.Record(object, []unistring.String{"b", "__proto__", "2", "b", "1"},
			[]goja.Value{m.Whole(1), m.ASCII("own"), m.Number(0.5), m.Whole(1 << 40), goja.Null()})
		list := m.Elements([]goja.Value{record, m.ASCII("a text that is longer than most are"), m.Number(7), m.Number(math.Copysign(0, -1))})
		other := m.Elements([]goja.Value{m.Whole(300), m.Whole(-300)})
		_ = vm.Set("list", list)
		_ = vm.Set("other", other)
		v, err := vm.RunString(`var first = list[0]; list.push(9, 8); list.shift(); other.length = 1; other.push(4);
			delete first["2"]; first.z = 26;
			JSON.stringify([Object.entries(first), first.__proto__, first instanceof Object, list, Object.is(list[2], -0), list.length, other, typeof list[0], list[1] + 1, list.indexOf(7)])`)
		if err != nil {
			t.Fatal(err)
		}
		const want = `[[["1",null],["b",1099511627776],["__proto__","own"],["z",26]],"own",true,` +
			`["a text that is longer than most are",7,0,9,8],true,5,[300,4],"string",8,1]`
		if v.String() != want {
			t.Errorf("%s:\n got %s\nwant %s", name, v, want)
		}
	}
}

// TestRecordOf names what the layout tells of, which is what no script could see being read.
func TestRecordOf(t *testing.T) {
	vm, l := goja.New(), webidl.EngineLayout()
	for _, test := range []struct {
		source string
		ok     bool
		size   int
	}{
		{"({ a: 1, get b() { return 2 } })", true, 2},
		{"new (class { x = 1 })()", true, 1},
		{"Object.create(null)", true, 0},
		{"[1, 2, 3]", true, 3},
		{"[]", true, 0},
		{"[1, , 3]", false, 0},
		{"Object.freeze([1, 2])", false, 0},
		{"new Proxy({}, {})", false, 0},
		{"new Proxy([], {})", false, 0},
		{"new Map()", false, 0},
		{"new Date()", false, 0},
		{"new Number(1)", false, 0},
		{"JSON.rawJSON('1')", false, 0},
		{"(function () { return arguments })(1)", false, 0},
		{"() => 1", false, 0},
		{"new Error()", false, 0},
		{"/x/", false, 0},
	} {
		v, err := vm.RunString(test.source)
		if err != nil {
			t.Fatal(err)
		}
		r, ok := l.RecordOf(v.(*goja.Object))
		size := len(r.Names)
		if r.Array {
			size = len(r.Elements)
		}
		if ok != test.ok || size != test.size {
			t.Errorf("%s: %v with %d, want %v with %d", test.source, ok, size, test.ok, test.size)
		}
	}
	for v, want := range map[goja.Value]reflect.Kind{vm.ToValue("text"): reflect.String, vm.ToValue("é"): reflect.Invalid, vm.ToValue(5): reflect.Int64,
		vm.ToValue(5.5): reflect.Float64, vm.ToValue(true): reflect.Invalid, goja.Null(): reflect.Invalid, goja.Undefined(): reflect.Invalid} {
		if got := l.Kind(v); got != want {
			t.Errorf("%v is %v, want %v", v, got, want)
		}
	}
}

func TestUTF8(t *testing.T) {
	vm := goja.New()
	for _, text := range []goja.Value{vm.ToValue(""), vm.ToValue("plain"), vm.ToValue("é and a longer one, imported"), goja.StringFromUTF16([]uint16{'a', 0xE9, 0x6F22, 0xD83D, 0xDE00, 'z'}),
		goja.StringFromUTF16([]uint16{0xD83D, 'a', 0xDE00, 0xDE00, 0xD83D, 0xD83D, 0xDE00, 0xFFFD, 0xD83D})} {
		for name, l := range map[string]*webidl.Layout{"layout": webidl.EngineLayout(), "none": nil} {
			if got := string(l.UTF8(text.(goja.String))); got != text.String() {
				t.Errorf("%s: %q, want %q", name, got, text)
			}
		}
		units := webidl.EngineLayout().AppendUnits(nil, text.(goja.String))
		if plain := (*webidl.Layout)(nil).AppendUnits(nil, text.(goja.String)); !slices.Equal(units, plain) {
			t.Errorf("%q is %x, want %x", text, units, plain)
		}
	}
}
