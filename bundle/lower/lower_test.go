package lower

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// run lowers and evaluates code, and answers the export named default, if any,
// and what the catch hook saw.
func run(t *testing.T, code string) (result string, caught []string) {
	t.Helper()
	s, err := Lower(Source{Name: "/worker.js", Code: code})
	if err != nil {
		t.Fatalf("Lower(%q): %v", code, err)
	}
	program, err := goja.CompileAST(s.Program, true)
	if err != nil {
		t.Fatalf("compile %q: %v", code, err)
	}
	vm := goja.New()
	v, err := vm.RunProgram(program)
	if err != nil {
		t.Fatal(err)
	}
	host := vm.NewObject()
	if err := host.Set("entry", func(c goja.FunctionCall) goja.Value {
		if len(c.Arguments) > 0 {
			result = c.Argument(0).ToObject(vm).Get("default").String()
		}
		return goja.Undefined()
	}); err != nil {
		t.Fatal(err)
	}
	hook := func(c goja.FunctionCall) goja.Value {
		caught = append(caught, c.Argument(0).String())
		if c.Argument(0).String() == "END" {
			panic(c.Argument(0)) // as for a script that was terminated
		}
		return goja.Undefined()
	}
	fn, _ := goja.AssertFunction(v)
	done, err := fn(goja.Undefined(), host, goja.Undefined(), vm.ToValue(hook))
	if err != nil {
		t.Fatalf("run %q: %v", code, err)
	}
	if p := done.Export().(*goja.Promise); p.State() != goja.PromiseStateFulfilled {
		t.Fatalf("run %q: %v", code, p.Result())
	}
	return result, caught
}

func TestMends(t *testing.T) {
	for _, test := range []struct{ name, code, want string }{
		{"field get", "class A {\n  get = 1;\n}\nvar v = new A().get;", "1"},
		{"field set", "class A {\n  set = (x) => x;\n  m() {}\n}\nvar v = new A().set(2);", "2"},
		{"a constant too large for any memory", "var v = typeof (() => 1n << 2n ** 40n);", "function"},
		{"yield* in a generator", "var __yieldStar = (v) => [9];\nfunction* g() {\n  yield* __yieldStar([1, 2]);\n}\nvar v = [...g()];", "1,2"},
		{"yield* in what was an async generator", "var __yieldStar = (v) => [9];\nvar __asyncGenerator = (f) => [...f()];\nvar v = __asyncGenerator(function* () {\n  yield* __yieldStar([1, 2]);\n});", "9"},
		{"field async", "class A {\n  async = 3;\n}\nvar v = new A().async;", "3"},
		{"static fields", "class A {\n  static get = 1;\n  static set = 2;\n  static async = 3;\n}\nvar v = A.get + A.set + A.async;", "6"},
		{"fields without a value", "class A {\n  get;\n  set;\n  async;\n}\nvar v = Object.keys(new A());", "get,set,async"},
		{"minified fields", "class A{get=1;set=2;static async=3;x=4}var v=new A().get+new A().set+A.async;", "6"},
		{"last field minified", "class A{async;get}var v=Object.keys(new A());", "async,get"},
		{"field named after an arrow", "class A {\n  get = () => \"g\";\n}\nvar v = new A().get() + new A().get.name;", "gget"},
		{"accessors stay", "class A {\n  get get() {\n    return 1;\n  }\n  set set(x) {}\n  async async() {}\n}\nvar v = new A().get;", "1"},
		{"variable beside a field", "var set;\nset = 5;\nclass A {\n  set = 6;\n}\nvar v = set + new A().set;", "11"},
		{"template that looks like a class", "class A {\n  get = 1;\n}\nvar v = `\nclass B {\n  get = 2;\n}` + new A().get;", "\nclass B {\n  get = 2;\n}1"},
		{"template beside a field", "class A {\n  get = 1;\n}\nvar v = `\n  get = 2;\n` + new A().get;", "\n  get = 2;\n1"},
		{"shorthand beside a field", "var get=4;class A{set=1;async=2}var v=JSON.stringify({get})+new A().async;", `{"get":4}2`},
		{"super in a field", "class B { n() { return 5; } }\nclass A extends B {\n  x = super.n();\n  y = this.x + super.n();\n}\nvar v = new A().y;", "10"},
		{"super in a static field", "class B { static n() { return 5; } }\nclass A extends B {\n  static x = super.n();\n}\nvar v = A.x;", "5"},
		{"super in an arrow in a field", "class B { n() { return 5; } }\nclass A extends B {\n  x = () => super.n();\n}\nvar v = new A().x();", "5"},
		{"super in a nested class", "class B { n() { return 5; } }\nclass A {\n  x = class extends B {\n    y = super.n();\n  };\n}\nvar v = new (new A().x)().y;", "5"},
		{"super in a field of an expression", "class B { get n() { return 5; } }\nvar v = new (class extends B {\n  x = [super.n];\n})().x[0];", "5"},
		{"arguments of an arrow's function", "function f(x) { \"use strict\"; { let z = 1; return (() => () => z + x + arguments[1])()(); } }\nvar v = f(1, 2);", "4"},
		{"arguments of an arrow's method", "class A { async m(x = () => arguments.length) { return [x(), (() => arguments[0])()]; } }\nvar v = await new A().m(void 0, 3);", "2,"},
		{"arguments of functions within", "function f() { const g = () => function() { return arguments[0]; }; return g()(5) + (() => arguments[0])(); }\nvar v = f(1);", "6"},
		{"classes of surrogates", "var RegExp = function (pattern, flags) {\n  this.said = pattern + flags;\n};\nvar v = /[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]/g.said;", `[\uD800-\uDBFF][\uDC00-\uDFFF]g`},
		{"property in a class", "var RegExp = function (pattern, flags) {\n  this.said = pattern + flags;\n};\nvar v = /[^\\p{L}_]/u.said;", `[^\p{L}_]u`},
		{"regular expression modifiers", "var v;\ntry {\n  v = /(?i:a)/.test(\"A\");\n} catch (e) {\n  v = \"thrown\";\n}", "thrown"},
		{"every statement", `var v = 0; a: for (var i = 0; i < 3; i++) { for (const k in {a: 1}) { if (i) continue a; else v++; } }
			do { v++ } while (v < 3); while (v < 4) { v++; break }
			switch (v) { case 4: v += 10; default: v++ } for (const [x = 1, ...y] of [[, 2]]) v += x + y[0];
			for (v of [v]); try { v += 1 } finally { v += 1 } b: { break b } ;`, "20"},
		{"every expression", "var o = { a: { b: (x) => x }, get g() { return 1 }, ['c' + 1]: 2, ...{ d: 3 } }; var { a, ...rest } = o, [p, q = 2] = [1]; var v = [o?.a?.b(4), o.c1, rest.d, `t${p}`, q ** 2, -p, typeof p, p ? 1 : 2, (0, p), new (class { #x = 1; has(o) { return #x in o } })().has(o), (function () { return new.target })(), [...[1]], o.g, /x/g.flags, null, 1n, void 0, delete o.a, p ??= 1, p++, await 5, ((...r) => r.length)(1, 2), [...(function* () { yield 1; yield* [2] })()], String.raw`\\n`].join();",
			`4,2,3,t1,4,-1,number,1,1,false,,1,1,g,,1,,true,1,1,5,2,1,2,\n`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, _ := run(t, test.code+"\nexport {\n  v as default\n};\n"); got != test.want {
				t.Errorf("%s\ngot %q, want %q", test.code, got, test.want)
			}
		})
	}
}

func TestCatchClauses(t *testing.T) {
	for _, test := range []struct {
		name, code string
		want       string
		caught     []string
	}{
		{"name", `try { throw 1 } catch (e) { var v = e }`, "1", []string{"1"}},
		{"no name", `var v; try { throw 1 } catch { v = 2 }`, "2", []string{"1"}},
		{"object pattern", `var v; try { throw { a: 1, toString: () => "o" } } catch ({ a, b = a + 1, ...c }) { v = a + b }`, "3", []string{"o"}},
		{"array pattern", `var v; try { throw [1, 2] } catch ([a, b]) { let a2 = a; v = a2 + b }`, "3", []string{"1,2"}},
		{"nested", `var v; try { try { throw 1 } catch (e) { throw e + 1 } } catch (e) { v = e }`, "2", []string{"1", "2"}},
		{"nested patterns", `var v = ""; try { throw { a: 1 } } catch ({ a }) { try { throw { b: 2 } } catch ({ b }) { v += a + b } }`, "3", []string{"[object Object]", "[object Object]"}},
		{"in a function, a class and an arrow", `var v = 0; class A { x = (() => { try { throw 1 } catch (e) { return e } })(); static { try { throw 2 } catch (e) { v += e } } m(d = (() => { try { throw 3 } catch (e) { return e } })()) { return d } } v += new A().x + new A().m()`, "6", []string{"2", "1", "1", "3"}},
		{"a variable named like the hook", `var __caught = 5, v; try { throw 1 } catch (e) { v = __caught }`, "5", []string{"1"}},
		{"finally", `var v = ""; try { try { throw 1 } finally { v += "f" } } catch (e) { v += e }`, "f1", []string{"1", "1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, caught := run(t, test.code+"\nexport { v as default };\n")
			if got != test.want || !reflect.DeepEqual(caught, test.caught) {
				t.Errorf("%s\ngot %q, caught %q; want %q, caught %q", test.code, got, caught, test.want, test.caught)
			}
		})
	}
}

// TestFinally runs each function body to its end, or to where it calls end and the hook rethrows.
func TestFinally(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"normal", `try { log("t") } finally { log("f") } log("a")`, "t f a"},
		{"return", `try { return 1 } finally { log("f") }`, "f =1"},
		{"return wins", `try { return 1 } finally { return 2 }`, "=2"},
		{"thrown", `try { throw 3 } finally { log("f") }`, "f !3"},
		{"thrown and returned", `try { throw 3 } finally { return 4 }`, "=4"},
		{"caught", `try { throw 3 } catch (e) { log(e) } finally { log("f") }`, "3 f"},
		{"thrown from catch", `try { throw 3 } catch (e) { throw e + 1 } finally { log("f") }`, "f !4"},
		{"undefined thrown", `try { throw undefined } finally { log("f") }`, "f !undefined"},
		{"break", `for (;;) { try { throw 1 } finally { break } } log("a")`, "a"},
		{"continue", `for (let i = 0; i < 2; i++) { try { throw 1 } finally { log(i); continue } }`, "0 1"},
		{"labelled", `out: try { break out } finally { log("f") } log("a")`, "f a"},
		{"break out of a loop", `for (let i = 0;; i++) { try { if (i) break; continue } finally { log(i) } }`, "0 1"},
		{"await", `try { await 1; throw 2 } finally { await 3; log("f") }`, "f !2"},
		{"variables", `let x = 1; try { let x = 2; var y = x } finally { let x = 3; log(x + y); function g() {} } log(x)`, "5 1"},
		{"generator", `function* g() { try { yield 1 } finally { log("f"); yield 2 } } log([...g()]); for (const x of g()) break`, "f 1,2 f"},
		{"generator returned", `function* g() { try { yield 1 } finally { log("f") } } const i = g(); i.next(); log(i.return(7).value)`, "f 7"},

		{"ended", `try { end() } finally { log("f") } log("a")`, "ended"},
		{"ended under catch", `try { end() } catch { log("c") } finally { log("f") }`, "ended"},
		{"ended in catch", `try { throw 1 } catch { end() } finally { log("f") }`, "ended"},
		{"ended in finally", `try { try { log("t") } finally { end(); log("f") } } finally { log("g") }`, "t ended"},
		{"ended and returned", `try { end() } finally { return 1 }`, "ended"},
		{"ended and broken out of", `for (;;) { try { end() } finally { break } } log("a")`, "ended"},
		{"ended and continued", `for (let i = 0; i < 2; i++) { try { end() } finally { continue } } log("a")`, "ended"},
		{"ended nested", `try { try { try { end() } finally { log(1) } } catch { log(2) } finally { log(3) } } finally { log(4) }`, "ended"},
		{"ended below", `function f() { try { end() } finally { log("f") } } try { f() } finally { log("g") }`, "ended"},
		{"ended after await", `try { await 1; end() } finally { await 2; log("f") }`, "ended"},
		{"ended in another function", `const f = async () => { await 1; end() }; try { await f() } finally { log("f") }`, "ended"},
		{"ended in a generator", `function* g() { try { end() } finally { yield 2 } } try { [...g()] } finally { log("f") }`, "ended"},
		{"ended the second time", `for (let i = 0; i < 2; i++) { try { if (i) end() } finally { log(i) } }`, "0 ended"},
	} {
		t.Run(test.name, func(t *testing.T) {
			code := "var seen = [];\nvar log = (x) => seen.push(String(x));\nvar end = () => { throw END };\n" +
				"var END = { toString: () => \"END\" };\nvar body = async () => { " + test.body + " };\n" +
				"await body().then((v) => { if (v !== void 0) log(\"=\" + v); }, (e) => { log(e === END ? \"ended\" : \"!\" + e); });\n" +
				"var v = seen.join(\" \");\nexport {\n  v as default\n};\n"
			if got, _ := run(t, code); got != test.want {
				t.Errorf("%s\ngot %q, want %q", test.body, got, test.want)
			}
		})
	}
}

func TestKeptNames(t *testing.T) {
	const helper = "var __defProp = Object.defineProperty;\nvar calls = 0;\nvar __name = " + nameHelperText + ";\n__defProp = (...a) => (calls++, Object.defineProperty(...a));\n"
	for _, test := range []struct {
		name, code, want string
	}{
		{"inferred", `var f = __name(() => 1, "f"); var v = f.name`, "f 0"},
		{"assigned", `var f; f = __name(function () {}, "f"); var v = f.name`, "f 0"},
		{"own name", `var v = __name(function f() {}, "f").name`, "f 0"},
		{"renamed", `var f2 = __name(() => 1, "f"); var v = f2.name`, "f 1"},
		{"declared", `function f() {} __name(f, "f"); var v = f.name`, "f 0"},
		{"declared and renamed", `function f2() {} __name(f2, "f"); var v = f2.name`, "f 1"},
		{"class", `var A = class { static { __name(this, "A"); } }; var v = A.name`, "A 0"},
		{"class in itself", `var A = class _A { static { __name(this, "A"); } static s = _A }; var v = A.name`, "A 1"},
		{"property", `var v = { f: __name(() => 1, "f") }.f.name`, "f 0"},
		{"prototype setter", `var v = { __proto__: __name(() => 1, "__proto__") }.name`, "__proto__ 1"},
		{"in one branch", `function f() {} if (1) __name(f, "f"); else v = 1; var v = f.name`, "f 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, _ := run(t, helper+test.code+"; v += \" \" + calls;\nexport {\n  v as default\n};\n")
			if got != test.want {
				t.Errorf("%s: got name and calls %q, want %q", test.code, got, test.want)
			}
		})
	}
}

func TestExports(t *testing.T) {
	for _, test := range []struct {
		code string
		want []export
	}{
		{"a;\n", nil},
		{"var a;\nexport {\n  a\n};\n", []export{{"a", "a"}}},
		{"var a;\nexport {\n  a as default,\n  b as \"x, \\\"y\\\"\"\n};\n", []export{{"default", "a"}, {`x, "y"`, "b"}}},
		{"var a;export{a as b,c};\n", []export{{"b", "a"}, {"c", "c"}}},
		{"export default require_a();\n", []export{{"default", "require_a()"}}},
		{"export {};\n", nil},
		{"`\nexport {\n a\n};\n`;\n", nil},
	} {
		if _, got := exports(test.code); !reflect.DeepEqual(got, test.want) {
			t.Errorf("exports(%q): got %q, want %q", test.code, got, test.want)
		}
	}
}

func TestPositions(t *testing.T) {
	// Generated (0, 0), (1, 2) and (1, 8) stand for a.js 1:1, 3:5 and 3:8.
	source := Source{
		Name: "/worker.js", Base: "/project/src",
		Map: []byte(`{"version": 3, "sources": ["a.js", "pkg:x"], "mappings": "AAAA;EAEI,MAAG", "names": []}`),
	}
	for _, test := range []struct {
		name, code   string
		line, column int
	}{
		{"first line", "throw 1;\n", 1, 1},
		{"plain", "a;\n  throw 1;\n", 3, 5},
		{"second segment", "a;\n  `123`;throw 1\n", 3, 8},
		{"after two-unit characters", "a;\n  `😀1`;throw 1\n", 3, 8},
		{"after a quoted name", "a;\n  class A{get=1}throw 1\n", 3, 8},
	} {
		t.Run(test.name, func(t *testing.T) {
			source := source
			source.Code = "var a;" + test.code
			if test.name == "first line" {
				source.Code = test.code
			}
			s, err := Lower(source)
			if err != nil {
				t.Fatal(err)
			}
			p := s.Program.File.Position(strings.Index(s.Text, "throw"))
			if p.Filename != "/project/src/a.js" || p.Line != test.line || p.Column != test.column {
				t.Errorf("%q: got %v, want /project/src/a.js:%d:%d", source.Code, p, test.line, test.column)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	_, err := Lower(Source{
		Name: "/worker.js", Base: "/project/src", Code: "a;\n  var var;\n",
		Map: []byte(`{"version": 3, "sources": ["a.js"], "mappings": "AAAA;EAEI,IAAI", "names": []}`),
	})
	var refused *Error
	if !errors.As(err, &refused) {
		t.Fatalf("got %v, want an *Error", err)
	}
	if got, want := refused.Error(), "/project/src/a.js:3:9: Unexpected token var"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSourceURL(t *testing.T) {
	for _, test := range []struct{ source, url, path string }{
		{"a.js", "/p/src/a.js", "/p/src/a.js"},
		{"../a b/%C3%BC.ts", "/p/a%20b/%C3%BC.ts", "/p/a b/ü.ts"},
		{"100%25.js", "/p/src/100%25.js", "/p/src/100%.js"},
		{"cloudflare:workers", "cloudflare:workers", "cloudflare:workers"},
	} {
		if got := sourceURL("/p/src", test.source); got != test.url || Path(got) != test.path {
			t.Errorf("%q: got %q and path %q, want %q and %q", test.source, got, Path(got), test.url, test.path)
		}
	}
}

// FuzzLower checks that no input panics, and that what is accepted does not
// depend on the run.
func FuzzLower(f *testing.F) {
	for _, code := range []string{
		"var a = 1;\nexport {\n  a as default\n};\n", "class A {\n  get = 1;\n  static set;\n  async\n}\n", "class A extends B {\n  x = super.y;\n}\n",
		"try {} catch ({ a }) {}\n", "try {} catch (e) {} finally {}\n", "`\n  get = 1;\n`", "x = { get, set };\nset = 5;\n", "export default require_a();\n",
		"env.a.idFromName(1).b`c`;\n", "var __name = " + nameHelperText + ";\n__name(f, \"f\");\n", "});(function(a,b,c){", "/(?i:a)/u", "é😀;throw 1", "class A{get}",
		"for (const a of b) for (;;) for (x in y) ;\n", "async function f() { await 1 }\nfunction* g() { yield* 1 }\n", "a?.b?.[c]?.(d);\n", "\u2028get = 1",
	} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		source := Source{Name: "/worker.js", Base: "/", Code: code, Map: []byte(`{"version": 3, "sources": ["a", "b"], "mappings": "AAAA,CAAC,IACC;ACAA,CAAC;;AAEA", "names": []}`)}
		a, errA := Lower(source)
		b, errB := Lower(source)
		if (errA == nil) != (errB == nil) || errA != nil && errA.Error() != errB.Error() {
			t.Fatalf("%q: two runs differ: %v, %v", code, errA, errB)
		}
		if errA != nil {
			return
		}
		if a.Text != b.Text || !reflect.DeepEqual(a.Uses, b.Uses) || !reflect.DeepEqual(a.Exports, b.Exports) {
			t.Fatalf("%q: two runs differ", code)
		}
	})
}
