package webidl_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// lost is an error that makes its own exception.
type lost struct{}

func (lost) Error() string { return "lost" }

func (lost) Exception(r *webidl.Realm) goja.Value {
	o := r.NewError("RangeError", "lost")
	_ = o.Set("retryable", true)
	return o
}

type shelf struct{ books []string }

var shelfClass = &webidl.Interface[shelf]{
	Name: "Shelf",
	Constructor: func(c *webidl.Call) (*shelf, error) {
		switch {
		case c.Given(0) && c.String(0) == "bad":
			return nil, c.Bad(0, "book")
		case c.Given(0) && c.String(0) == "lost":
			return nil, fmt.Errorf("open shelf: %w", lost{})
		}
		return &shelf{}, nil
	},
	Constants: []webidl.Constant{{Name: "ROOM", Value: 3}},
	Statics: []webidl.Static{{Name: "of", Run: func(c *webidl.Call) (any, error) {
		return webidl.Wrap(c.Realm, &shelf{books: []string{c.String(0)}}), nil
	}}},
	Attributes: []webidl.Attribute[shelf]{{
		Name: "size",
		Get:  func(s *shelf, _ *webidl.Call) (any, error) { return len(s.books), nil },
	}, {
		Name: "first",
		Get:  func(s *shelf, _ *webidl.Call) (any, error) { return s.books[0], nil },
		Set:  func(s *shelf, c *webidl.Call) error { s.books = append([]string{c.String(0)}, s.books...); return nil },
	}},
	Operations: []webidl.Operation[shelf]{
		{Name: "add", Run: func(s *shelf, c *webidl.Call) (any, error) { s.books = append(s.books, c.String(0)); return nil, nil }},
		{Name: "later", Run: webidl.Async(func(s *shelf, c *webidl.Call) (webidl.Work, error) {
			word := c.String(0)
			return func(context.Context) (any, error) {
				if word == "fail" {
					return nil, errors.New("disk on fire")
				}
				return word + "!", nil
			}, nil
		})},
	},
	Pairs: func(s *shelf, _ *webidl.Call) []webidl.Pair {
		var list []webidl.Pair
		for n, b := range s.books {
			list = append(list, webidl.Pair{Key: n, Value: b})
		}
		return list
	},
}

type cabinet struct {
	shelf
	locked bool
}

func (c *cabinet) Super() any { return &c.shelf }

var cabinetClass = &webidl.Interface[cabinet]{
	Name:        "Cabinet",
	Inherits:    shelfClass,
	Constructor: func(*webidl.Call) (*cabinet, error) { return &cabinet{locked: true}, nil },
	Fields: []webidl.Field[cabinet]{
		{Name: "wood", Value: func(*cabinet, *webidl.Realm) any { return "oak" }},
		{Name: "label", Value: func(*cabinet, *webidl.Realm) any { return 7 }, Writable: true},
	},
	Attributes: []webidl.Attribute[cabinet]{{
		Name: "locked", Get: func(c *cabinet, _ *webidl.Call) (any, error) { return c.locked, nil },
	}, {
		Name: "doors", Get: func(*cabinet, *webidl.Call) (any, error) { return 2, nil }, Prototype: true,
	}},
}

// run evaluates source in a new realm, then every script in then, each after the loop came to rest.
func run(t *testing.T, flags compat.Flags, source string, then ...string) string {
	t.Helper()
	i := isolate.New(isolate.Options{Host: host.System(), Flags: flags, Observer: &observe.Observer{
		OnNotice: func(n observe.Notice) { panic(n.Text) },
	}})
	result := make(chan string, 1)
	var ctx *isolate.Context
	evaluate := func(src string, done func(string)) {
		i.Post(func() {
			if ctx == nil {
				r := webidl.NewRealm(i)
				webidl.NewNamespace([]webidl.Class{shelfClass, cabinetClass}, nil).Install(r)
				ctx = i.NewContext(isolate.Context{})
			}
			i.Enter(&isolate.Scope{Context: ctx}, func() {
				v, err := i.VM.RunString(src)
				if err != nil {
					done("threw " + err.Error())
					return
				}
				done(v.String())
			})
		})
	}
	evaluate(source, func(s string) { result <- s })
	got := <-result
	for _, src := range then {
		for range 100_000 { // the work is off the loop; each evaluation is a turn later
			evaluate(src, func(s string) { result <- s })
			if got = <-result; got != "" {
				break
			}
		}
	}
	i.Close(nil)
	return got
}

func TestClass(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"name and length", `Shelf.name + Shelf.length + Shelf.prototype.add.name + Shelf.prototype.add.length`, "Shelf0add0"},
		{"tag", `String(new Shelf())`, "[object Shelf]"},
		{"constants", `Shelf.ROOM + new Shelf().ROOM`, "6"},
		{"static", `Shelf.of("Emma").first`, "Emma"},
		{"accessor on prototype", `Object.keys(new Shelf()).length`, "0"},
		{"setter", `const s = new Shelf(); s.first = "Ulysses"; s.first + s.size`, "Ulysses1"},
		{"numbers as text", `[1, 1.5, { valueOf: () => 2, toString: () => 3 }, null, true].map(v => Shelf.of(v).first).join()`, "1,1.5,3,null,true"},
		{"without new", `try { Shelf() } catch (e) { e.name + ": " + e.message }`,
			"TypeError: Failed to construct 'Shelf': Please use the 'new' operator, this object constructor cannot be called as a function."},
		{"bad argument", `try { new Shelf("bad") } catch (e) { e.message }`, "Failed to construct 'Shelf': constructor parameter 1 is not of type 'book'."},
		{"scripted error", `try { new Shelf("lost") } catch (e) { e.name + e.message + e.retryable }`, "RangeErrorlosttrue"},
		{"missing argument", `try { new Shelf().add() } catch (e) { e.message }`, "Failed to execute 'add' on 'Shelf': parameter 1 is not of type 'string'."},
		{"wrong receiver", `try { Shelf.prototype.add.call({}, "x") } catch (e) { e.name + e.message.slice(0, 18) }`, "TypeErrorIllegal invocation"},
		{"inherited slot is not ours", `try { Object.create(new Shelf()).add("x") } catch (e) { e.name }`, "TypeError"},
		{"subclass with fields", `class K extends Shelf { #p = 1; x = 2; sum() { return this.#p + this.x + this.size } }; const k = new K(); k.add("a"); k.sum() + k.constructor.name`, "4K"},
		{"inheritance", `const b = new Cabinet(); b.add("a"); [b.size, b.locked, b instanceof Shelf, Object.getPrototypeOf(Cabinet) === Function.prototype, String(b)].join()`, "1,true,true,true,[object Cabinet]"},
		{"fields", `const d = new Cabinet(); d.label = 8; try { d.wood = "x" } catch {}; JSON.stringify(d)`, `{"wood":"oak","label":8}`},
		{"parent has no child's members", `Shelf.prototype.hasOwnProperty("locked")`, "false"},
		{"iteration", `const i = new Shelf(); i.add("a"); i.add("b"); JSON.stringify([...i]) + [...i.keys()] + [...i.values()]`, `[[0,"a"],[1,"b"]]0,1a,b`},
		{"forEach", `const f = new Shelf(); f.add("a"); let o = ""; f.forEach((v, k, s) => { o += v + k + (s === f) }); o`, "a0true"},
		{"iterator tag", `String(new Shelf().entries())`, "[object EntryIterator]"},
		{"lazily global", `typeof Shelf + ("Cabinet" in globalThis) + typeof Nothing`, "functiontrueundefined"},
		{"own properties", `const o = new Shelf(); o.foo = 1; JSON.stringify(o)`, `{"foo":1}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := run(t, compat.Default(), c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}

func TestOldDates(t *testing.T) {
	flags, _, err := compat.Resolve("2021-11-08", nil)
	if err != nil {
		t.Fatal(err)
	}
	got := run(t, flags, `Object.keys(new Cabinet()).join() + new Cabinet().doors + String(new Shelf())`)
	if want := "wood,label,locked,size,first2[object Object]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAsync(t *testing.T) {
	const start = `var log = []; const s = new Shelf();
		s.later("soon").then(v => log.push(v));
		s.later("fail").catch(e => log.push(e.name + " " + e.message));
		s.later().catch(e => log.push(e.name)); ""`
	got := run(t, compat.Default(), start, `log.length < 3 ? "" : log.sort().join()`)
	if want := "Error disk on fire,TypeError,soon!"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestReactionsDoNotNest(t *testing.T) {
	i := isolate.New(isolate.Options{Host: host.System(), Flags: compat.Default(), Observer: &observe.Observer{}})
	defer i.Close(nil)
	var log []string
	done := make(chan struct{})
	i.Post(func() {
		defer close(done)
		r := webidl.NewRealm(i)
		i.Enter(&isolate.Scope{Context: i.NewContext(isolate.Context{})}, func() {
			say := func(word string) func(goja.Value) { return func(goja.Value) { log = append(log, word) } }
			r.Then(goja.Undefined(), func(goja.Value) {
				inner := r.NewPromise()
				r.Then(inner.Promise, say("inner"), nil)
				inner.Resolve(nil)
				log = append(log, "outer")
			}, nil)
			r.Then(goja.Undefined(), say("next"), nil)
			r.Then(r.Rejected(errors.New("no")), nil, say("rejected"))
		})
	})
	<-done
	if got, want := strings.Join(log, " "), "outer next rejected inner"; got != want {
		t.Errorf("a reaction that settles another promise: got order %q, want %q", got, want)
	}
}

func TestNativeReactionsDoNotNest(t *testing.T) {
	i := isolate.New(isolate.Options{Host: host.System(), Flags: compat.Default(), Observer: &observe.Observer{}})
	defer i.Close(nil)
	var log []string
	done := make(chan struct{})
	i.Post(func() {
		defer close(done)
		r := webidl.NewRealm(i)
		i.Enter(&isolate.Scope{Context: i.NewContext(isolate.Context{})}, func() {
			say := func(word string) func(goja.Value) { return func(goja.Value) { log = append(log, word) } }
			native := r.Function("native", func(goja.FunctionCall) goja.Value {
				inner := r.NewPromise()
				r.Then(inner.Promise, say("inner"), nil)
				inner.Resolve(nil)
				log = append(log, "outer")
				return goja.Undefined()
			})
			_ = i.VM.Set("native", native)
			if _, err := i.VM.RunString(`Promise.resolve().then(native); 0`); err != nil {
				t.Error(err)
			}
			r.Then(goja.Undefined(), say("next"), nil)
		})
	})
	<-done
	if got, want := strings.Join(log, " "), "outer next inner"; got != want {
		t.Errorf("a native function as a reaction: got order %q, want %q", got, want)
	}
}

// The engine points at the first element of a view to export it; the race detector sees that there is none.
func TestEmptyViewAtTheEnd(t *testing.T) {
	i := isolate.New(isolate.Options{Host: host.System(), Observer: &observe.Observer{}})
	done := make(chan struct{})
	i.Post(func() {
		defer close(done)
		r := webidl.NewRealm(i)
		for _, source := range []string{`new Uint8Array(new ArrayBuffer(16), 16)`, `new Uint8ClampedArray(new ArrayBuffer(16), 16)`,
			`new Uint8Array(0)`, `new DataView(new ArrayBuffer(16), 16)`, `new Uint32Array(new ArrayBuffer(16), 16)`} {
			v, err := i.VM.RunString(source)
			if err != nil {
				t.Error(err)
				continue
			}
			if b, ok := r.Bytes(v); len(b) != 0 || !ok {
				t.Errorf("%s: got %v, %v, want no bytes", source, b, ok)
			}
		}
	})
	<-done
	i.Close(nil)
}
