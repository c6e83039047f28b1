package ecma_test

import (
	"runtime"
	"testing"

	"github.com/dodev/dodev/runtime/isolate"
)

func TestCollected(t *testing.T) {
	m := newMachine(t, isolate.Options{})
	got := m.eval(`globalThis.cleaned = [];
		globalThis.kept = {k: 1};
		globalThis.refs = [new WeakRef(kept), (() => {
			const o = {a: 1};
			const registry = new FinalizationRegistry(held => cleaned.push(held));
			globalThis.registry = registry;
			registry.register(o, "held");
			return new WeakRef(o);
		})()];
		[refs[0].deref() === kept, typeof refs[1].deref()].join()`)
	if want := "true,object"; got != want {
		t.Fatalf("before a collection: got %s, want %s", got, want)
	}
	want := "true,undefined,held"
	for range 100 {
		m.eval(`(() => { const list = []; for (let i = 0; i < 100; i++) list.push({i}); return list.length })()`) // over the engine's stack
		runtime.GC()
		if got = m.eval(`[refs[0].deref() === kept, typeof refs[1].deref(), cleaned].join()`); got == want {
			return
		}
	}
	t.Errorf("after a collection: got %s, want %s", got, want)
}
