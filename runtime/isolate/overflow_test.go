package isolate_test

import (
	"testing"

	"github.com/dodev/dodev/runtime/isolate"
)

// Script catches an overflow, and the engine goes on.
func TestOverflowIsCaught(t *testing.T) {
	const told = "RangeError: Maximum call stack size exceeded"
	for _, c := range []struct{ name, source string }{
		{"function", `const f = () => f() + 1; try { f() } catch (e) { log(e) }`},
		{"finally", `let n = 0; const f = () => { try { f() } finally { n++ } }; try { f() } catch (e) { if (n > 50) log(e) }`},
		{"constructor", `class X { constructor() { new X() } }; try { new X() } catch (e) { log(e) }`},
		{"field", `class X { x = new X() }; try { new X() } catch (e) { log(e) }`},
		{"getter", `const o = { get x() { return this.x } }; try { o.x } catch (e) { log(e) }`},
		{"builtin between", `const f = () => [2, 1].sort(f); try { f() } catch (e) { log(e) }`},
		{"bound", `let g; const f = () => g(); g = f.bind(null); try { g() } catch (e) { log(e) }`},
		{"proxy", `const p = new Proxy({}, { get: (t, k, r) => r[k] }); try { p.x } catch (e) { log(e) }`},
		{"conversion", `const o = { toString() { return "" + o } }; try { "" + o } catch (e) { log(e) }`},
		{"called generators", `function* g() { f() }; const f = () => [...g()]; try { f() } catch (e) { log(e) }`},
		{"async function", `const f = async () => { await f() }; f().catch(log)`},
		{"async function that catches", `const f = async () => { try { await f() } catch (e) { throw e } }; f().catch(log)`},
		{"async method", `const o = { async f() { return this.f() } }; o.f().catch(log)`},
		{"microtask", `const f = () => f() + 1; Promise.resolve().then(() => f()).catch(log)`},
		{"after an await", `(async () => { await null; const f = () => f() + 1; try { f() } catch (e) { log(e) } })()`},
		{"nested catches", `let n = 0; const f = () => { try { f() } catch { n++; f2() } }, f2 = () => {}; f(); if (n > 0) log("` + told + `")`},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, depth := range []int{0, 101, 102, 103} { // which call is refused depends on it
				b := newBench(t, isolate.Options{StackDepth: depth})
				if err := b.run("{" + c.source + "}"); err != nil {
					t.Fatal(err)
				}
				if err := b.run(`(async () => { await null; log("then", (() => { try { throw 1 } catch (e) { return e } })()) })()`); err != nil {
					t.Fatal(err)
				}
				b.want(t, told+" then")
				if why := b.Condemned(); why != nil {
					t.Errorf("condemned: %v", why)
				}
			}
		})
	}
}

func TestOverflowEndsWhatDoesNotCatchIt(t *testing.T) {
	b := newBench(t, isolate.Options{})
	if err := b.run(`(function f() { f() })()`); err == nil || err.Error()[:10] != "RangeError" {
		t.Errorf("got %v, want a RangeError", err)
	}
	if why := b.Condemned(); why != nil {
		t.Errorf("condemned: %v", why)
	}
}
