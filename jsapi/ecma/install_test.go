package ecma_test

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/ecma"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

func BenchmarkInstall(b *testing.B) {
	few := func(word string) bool { return word == "Array" || word == "padStart" }
	for _, c := range []struct {
		name     string
		install  bool
		mentions func(string) bool
	}{{"without", false, nil}, {"with all", true, nil}, {"with what is mentioned", true, few}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			h, flags := host.System(), compat.Default()
			for b.Loop() {
				i := isolate.New(isolate.Options{Host: h, Flags: flags, Mentions: c.mentions})
				if c.install {
					ecma.Install(webidl.NewRealm(i))
				}
			}
		})
	}
}

// BenchmarkRun measures a small program that most Workers resemble, with everything that it makes built.
func BenchmarkRun(b *testing.B) {
	p := goja.MustCompile("/src/run.js", `(async () => {
		const rooms = new Map(), text = JSON.stringify({a: [1, 2, 3].map(x => x + 1)});
		rooms.set(text, new Error("x"));
		await 0;
		return JSON.parse(text).a.join("-").padStart(10)
	})()`, true)
	for _, install := range []bool{false, true} {
		name := "without"
		if install {
			name = "with"
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			h, flags := host.System(), compat.Default()
			for b.Loop() {
				i := isolate.New(isolate.Options{Host: h, Flags: flags})
				if install {
					ecma.Install(webidl.NewRealm(i))
				}
				if _, err := i.VM.RunProgram(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkAwait shows that await costs the same with the rejection handlers' wrapper in place.
func BenchmarkAwait(b *testing.B) {
	p := goja.MustCompile("/src/await.js", `(async () => { for (let i = 0; i < 1000; i++) await i })()`, true)
	then := goja.MustCompile("/src/then.js", `{ let p = Promise.resolve(); for (let i = 0; i < 1000; i++) p = p.then(x => x) }`, true)
	for _, c := range []struct {
		name    string
		program *goja.Program
		install bool
	}{{"await without", p, false}, {"await with", p, true}, {"then without", then, false}, {"then with", then, true}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			i := isolate.New(isolate.Options{Host: host.System(), Flags: compat.Default()})
			if c.install {
				ecma.Install(webidl.NewRealm(i))
			}
			for b.Loop() {
				if _, err := i.VM.RunProgram(c.program); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
