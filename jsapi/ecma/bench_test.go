package ecma_test

import (
	"strings"
	"testing"

	"github.com/dodev/dodev/runtime/isolate"
)

// records makes a list of objects as APIs answer them, about 1 MB as JSON.
const records = `var records = Array.from({ length: 5000 }, (_, id) => ({
	id, name: "river stone " + id, email: "table." + id + "@example.com", price: id / 8, at: "2026-11-17T08:00:00Z",
	tags: ["copper", "Zürich"], seat: { row: id % 40, number: id % 60, free: id % 2 === 1 }, note: id % 4 ? "a quiet lamp by the window" : null,
}));
var numbers = Array.from({ length: 100000 }, (_, i) => (i * 7919) % 99991 / 8);
var prose = Array.from({ length: 10000 }, (_, i) => i % 50 ? "river stone lamp orange Zürich table copper window seven garden paper" : "lamp.7@example.com 2026-01-1" + i % 9).join("\n");
var json = JSON.stringify(records);`

func BenchmarkBuiltins(b *testing.B) {
	for _, x := range []struct{ name, source string }{
		{"parse", `JSON.parse(json).length`},
		{"stringify", `JSON.stringify(records).length`},
		{"sort", `numbers.slice().sort((a, b) => a - b).length`},
		{"sort by", `numbers.slice().sort((a, b) => a < b ? 1 : -1).length`},
		{"sort text", `numbers.slice().sort().length`},
		{"match", `prose.match(/[\w.]+@[\w.]+\.com/g).length`},
		{"replace", `prose.replace(/(\d{4})-(\d{2})-(\d{2})/g, "$3.$2.$1").length`},
	} {
		b.Run(x.name, func(b *testing.B) {
			m := newMachine(b, isolate.Options{Mentions: func(word string) bool { return !strings.Contains(word, "RegExp") }})
			m.eval(records)
			b.ReportAllocs()
			for b.Loop() {
				m.eval(x.source)
			}
		})
	}
}
