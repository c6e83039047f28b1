package bundle

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bundle/lower"
)

// project writes files, given as name and content, and answers their directory.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var hostModules = map[string][]string{
	"cloudflare:workers": {"DurableObject", "WorkerEntrypoint", "env"},
	"node:events":        {"default", "EventEmitter"},
}

func build(t *testing.T, files map[string]string, change func(*Options)) (*Script, error) {
	t.Helper()
	dir := project(t, files)
	entry := "index.js"
	for name := range files {
		if strings.HasPrefix(name, "index.") {
			entry = name
		}
	}
	o := Options{Entry: filepath.Join(dir, entry), Dir: dir, HostModules: hostModules, KeepNames: true}
	if change != nil {
		change(&o)
	}
	return Build(t.Context(), o)
}

// evaluate runs a script and answers what its default export is, called if it is
// a function, and awaited.
func evaluate(t *testing.T, s *Script) (string, error) {
	t.Helper()
	program, err := goja.CompileAST(s.Program, true)
	if err != nil {
		return "", err
	}
	vm := goja.New()
	if _, err := vm.RunString(`Symbol.asyncIterator ??= Symbol.for("Symbol.asyncIterator")`); err != nil {
		t.Fatal(err)
	}
	v, err := vm.RunProgram(program)
	if err != nil {
		return "", err
	}
	var namespace *goja.Object
	host := vm.NewObject()
	set := func(name string, value any) {
		if err := host.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	modules := vm.NewObject()
	set("modules", modules)
	set("module", func(name string, load goja.Value) { _ = modules.Set(name, load) })
	set("entry", func(c goja.FunctionCall) goja.Value {
		if len(c.Arguments) > 0 {
			namespace = c.Argument(0).ToObject(vm)
		}
		return goja.Undefined()
	})
	set("asset", func(id string) any {
		a, ok := s.Assets[id]
		if !ok {
			panic(vm.NewGoError(errors.New("no asset " + id)))
		}
		if a.Kind == Text {
			return string(a.Bytes)
		}
		return a.Kind.String() + " " + string(a.Bytes)
	})
	set("host", func(name string) map[string]string {
		return map[string]string{"DurableObject": name + " DurableObject", "env": name + " env", "default": name + " default", "EventEmitter": name}
	})
	require := vm.ToValue(func(name string) { panic(vm.NewGoError(errors.New("no module " + name))) })
	fn, _ := goja.AssertFunction(v)
	hook := vm.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() }).(*goja.Object)
	for _, member := range []string{lower.Generator, lower.Namespace} {
		if err := hook.Set(member, func(c goja.FunctionCall) goja.Value { return c.Argument(0) }); err != nil {
			t.Fatal(err)
		}
	}
	loaded, err := fn(goja.Undefined(), host, require, hook)
	if err != nil {
		return "", err
	}
	if _, err := settle(vm, loaded); err != nil {
		return "", err
	}
	if namespace == nil {
		return "", nil
	}
	result := namespace.Get("default")
	if call, ok := goja.AssertFunction(result); ok {
		if result, err = call(goja.Undefined()); err != nil {
			return "", err
		}
	}
	if result, err = settle(vm, result); err != nil || result == nil {
		return "", err
	}
	return result.String(), nil
}

func settle(vm *goja.Runtime, v goja.Value) (goja.Value, error) {
	if v == nil {
		return nil, nil
	}
	p, ok := v.Export().(*goja.Promise)
	switch {
	case !ok:
		return v, nil
	case p.State() == goja.PromiseStateRejected:
		return nil, errors.New(p.Result().ToObject(vm).Get("stack").String())
	case p.State() == goja.PromiseStatePending:
		return nil, errors.New("pending")
	}
	return p.Result(), nil
}

func TestBuild(t *testing.T) {
	no, yes := false, true
	for _, test := range []struct {
		name    string
		files   map[string]string
		options func(*Options)
		want    string
	}{
		{name: "typescript", files: map[string]string{
			"index.ts": `import { twice, type Num } from "./lib"; enum Unit { Km = 2 } const n: Num = 21; export default () => twice(n) / Unit.Km satisfies number;`,
			"lib.ts":   `export type Num = number; export const twice = <T extends number>(n: T) => n * 2;`,
		}, want: "21"},
		{name: "jsx with a factory", files: map[string]string{
			"index.jsx": `const make = (tag, props, ...kids) => tag + JSON.stringify(props) + kids; const All = "all"; export default <p id="a">hi<></></p>;`,
		}, options: func(o *Options) { o.JSXFactory, o.JSXFragment = "make", "All" }, want: `p{"id":"a"}hi,allnull`},
		{name: "jsx in a js file by tsconfig", files: map[string]string{
			"index.js":      `const h = (tag) => "<" + tag + ">"; export default <br/>;`,
			"tsconfig.json": `{"compilerOptions": {"jsxFactory": "h"}}`,
		}, want: "<br>"},
		{name: "package exports prefer workerd", files: map[string]string{
			"index.js": `import which from "pkg"; import sub from "pkg/sub"; export default which + sub;`,
			"node_modules/pkg/package.json": `{"exports": {".": {"node": "./node.js", "browser": "./browser.js", "workerd": "./workerd.js", "default": "./node.js"},
				"./sub": {"import": "./sub.mjs"}}}`,
			"node_modules/pkg/node.js":    `module.exports = "node"`,
			"node_modules/pkg/browser.js": `module.exports = "browser"`,
			"node_modules/pkg/workerd.js": `export default "workerd"`,
			"node_modules/pkg/sub.mjs":    `export default "+sub"`,
		}, want: "browser+sub"},
		{name: "package main fields", files: map[string]string{
			"index.js":                      `import which from "old"; export default which;`,
			"node_modules/old/package.json": `{"main": "main.js", "module": "module.js"}`,
			"node_modules/old/main.js":      `module.exports = "main"`,
			"node_modules/old/module.js":    `export default "module"`,
		}, want: "module"},
		{name: "commonjs", files: map[string]string{
			"index.js":  `import cjs, { named } from "./lib.cjs"; export default cjs.named + named + typeof cjs.self;`,
			"lib.cjs":   `exports.named = require("./data.json").n; exports.self = module;`,
			"data.json": `{"n": 4}`,
		}, want: "8object"},
		{name: "commonjs entry", files: map[string]string{"index.js": `module.exports = () => "cjs"`}, want: "cjs"},
		{name: "json with attributes", files: map[string]string{
			"index.js":  `import data from "./data.json" with { type: "json" }; import { list } from "./data.json"; export default data.a.b + list.length;`,
			"data.json": `{"a": {"b": "x"}, "list": [1, 2]}`,
		}, want: "x2"},
		{name: "default rules", files: map[string]string{
			"index.js": `import a from "./a.txt"; import b from "./b.html"; import c from "./c.sql"; import d from "./d.bin"; import e from "./e.wasm"; import f from "./e.wasm?module"; export default [a, b, c, d, e, f].join();`,
			"a.txt":    "A", "b.html": "B", "c.sql": "C", "d.bin": "D", "e.wasm": "E",
		}, want: "A,B,C,data D,wasm E,wasm E"},
		{name: "configured rule first", files: map[string]string{
			"index.js": `import a from "./a.html"; import b from "./b.md"; import c from "./c.txt"; export default a + b + c;`,
			"a.html":   "A", "b.md": "B", "c.txt": "C",
		}, options: func(o *Options) {
			o.Rules = []Rule{{Type: "Data", Globs: []string{"**/*.html"}, Fallthrough: &no}, {Type: "Text", Globs: []string{"**/*.md"}, Fallthrough: &yes}}
		}, want: "data ABC"},
		{name: "rule for a package's file", files: map[string]string{
			"index.js": `import a from "pkg/a.txt"; export default a;`, "node_modules/pkg/a.txt": "A",
		}, want: "A"},
		{name: "rule naming a directory", files: map[string]string{
			"index.js": `import a from "./pages/a.md"; export default a;`, "pages/a.md": "A",
		}, options: func(o *Options) { o.Rules = []Rule{{Type: "Text", Globs: []string{"pages/*.md"}, Fallthrough: &yes}} }, want: "A"},
		{name: "top-level await", files: map[string]string{
			"index.js": `import { v } from "./a.js"; export default v + await Promise.resolve(1);`,
			"a.js":     `export const v = await new Promise((ok) => ok(41));`,
		}, want: "42"},
		{name: "dynamic import", files: map[string]string{
			"index.js": `export default async () => (await import("./a.js")).v;`, "a.js": `export const v = 7;`,
		}, want: "7"},
		{name: "dynamic import of a computed name", files: map[string]string{
			"index.js": `export default () => import("./" + "x").catch((e) => e.message);`,
		}, want: "no module ./x"},
		{name: "host module", files: map[string]string{
			"index.js": `import { DurableObject, env } from "cloudflare:workers"; import * as all from "cloudflare:workers"; export default DurableObject + env + ("WorkerEntrypoint" in all);`,
		}, want: "cloudflare:workers DurableObjectcloudflare:workers envtrue"},
		{name: "node module by its bare name", files: map[string]string{"index.js": `import events from "events"; export default events;`}, want: "node:events default"},
		{name: "package with a node module's name", files: map[string]string{
			"index.js": `import util from "util"; export default util;`, "node_modules/util/index.js": `export default "npm";`,
		}, want: "npm"},
		{name: "required host module is what it exports by default", files: map[string]string{
			"index.js": `const events = require("events"); const util = require("node:events"); export default events + (events === util);`,
		}, want: "node:events defaulttrue"},
		{name: "required node module fails when reached", files: map[string]string{
			"index.js": `export default () => { try { require("fs") } catch (e) { return e.message } }`,
		}, want: `No such module "node:fs".`},
		{name: "define and alias", files: map[string]string{
			"index.js": `import x from "thing"; import fs from "node:fs"; export default MODE + x + fs + navigator.userAgent + process.env.NODE_ENV;`,
			"x.js":     `export default "x";`,
		}, options: func(o *Options) {
			o.UserAgent = true
			o.Define = map[string]string{"MODE": `"dev"`}
			o.Alias = map[string]string{"thing": "./x.js", "node:fs": "./x.js"}
		}, want: "devxxCloudflare-Workersdevelopment"},
		{name: "names survive", files: map[string]string{
			"index.js": `import { Room as Other } from "./a.js"; export class Room { static other = Room.x; m() { return Room } }
				function room() { const inner = () => 1; class Local {} return [inner.name, Local.name] }
				export default () => [Room.name, Other.name, room.name, ...room(), (() => {}).name, (class Named {}).name].join();`,
			"a.js": `export class Room { static self = Room }; export function room() {}`,
		}, want: "Room,Room,room,inner,Local,,Named"},
		{name: "minified", files: map[string]string{
			"index.js": `export class Room { get = 1; set = 2; async; go() { try { null.x } catch ({ name }) { return name + this.get + this.set } } } export default () => new Room().go() + Room.name`,
		}, options: func(o *Options) { o.Minify = true }, want: "TypeError12Room"},
		{name: "async generators", files: map[string]string{
			"index.js": `async function* g() { yield 1; yield 2 } export default async () => { let s = 0; for await (const x of g()) s += x; return s }`,
		}, want: "3"},
		{name: "variables named like ours", files: map[string]string{
			"index.js": `var __dodev = 1, __caught = 2, require = 3; export default () => { try { throw 4 } catch (e) { return __dodev + __caught + require + e } }`,
		}, want: "10"},
		{name: "unbundled", files: map[string]string{
			"index.js": `import { a } from "./lib/a.js"; import { env } from "cloudflare:workers"; export default a + env;`, "lib/a.js": `export const a = "a ";`,
		}, options: func(o *Options) { o.NoBundle = true }, want: "a cloudflare:workers env"},
		{name: "unbundled names", files: map[string]string{
			"index.js": `class Room { next() { return new Room() } } export default () => [Room.name, new Room().next().constructor.name].join()`,
		}, options: func(o *Options) { o.NoBundle, o.KeepNames = true, false }, want: "Room,Room"},
		{name: "additional modules", files: map[string]string{
			"index.js":    `export default () => __dodev.modules["lang/en.mjs"]().then((m) => m.default + Object.keys(__dodev.modules))`,
			"lang/en.mjs": `export default "hello ";`, "lang/de.mjs": `export default "hallo";`, "lang/x.txt": "x",
		}, options: func(o *Options) {
			o.AdditionalModules = true
			o.Rules = []Rule{{Type: "ESModule", Globs: []string{"lang/*.mjs"}}}
		}, want: "hello index.js,lang/de.mjs,lang/en.mjs,lang/x.txt"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := build(t, test.files, test.options)
			if err != nil {
				t.Fatalf("Build: %v", err)
			}
			got, err := evaluate(t, s)
			if err != nil {
				t.Fatalf("evaluate: %v\n%s", err, s.Text)
			}
			if got != test.want {
				t.Errorf("got %q, want %q\n%s", got, test.want, s.Text)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	no := false
	for _, test := range []struct {
		name  string
		files map[string]string
		rules []Rule
		bare  bool
		want  string
	}{
		{name: "syntax", files: map[string]string{"index.js": "const a = 1;\n\tlet b = (;\n"}, want: "index.js:2:11: Unexpected \";\"\n    \tlet b = (;\n    \t         ^"},
		{name: "column in UTF-16", files: map[string]string{"index.js": `"😀"; let b = (;`}, want: "index.js:1:16: Unexpected \";\"\n    \"😀\"; let b = (;\n                  ^"},
		{name: "package", files: map[string]string{"index.ts": `import { z } from "zod/v4"; z()`}, want: "index.ts:1:19: Could not resolve \"zod/v4\"\n    import { z } from \"zod/v4\"; z()\n                      ^~~~~~~~\n  If it is a package, install it: npm install zod"},
		{name: "file", files: map[string]string{"index.js": `import "./nope.js";`}, want: "index.js:1:8: Could not resolve \"./nope.js\"\n    import \"./nope.js\";\n           ^~~~~~~~~~~"},
		{name: "text file", files: map[string]string{"index.js": `import "./nope.txt";`}, want: "index.js:1:8: Could not resolve \"./nope.txt\"\n    import \"./nope.txt\";\n           ^~~~~~~~~~~~"},
		{name: "host export", files: map[string]string{"index.js": `import { Nope } from "cloudflare:workers"; Nope();`}, want: "index.js:1:10: No matching export in \"cloudflare:workers\" for import \"Nope\"\n    import { Nope } from \"cloudflare:workers\"; Nope();\n             ^~~~"},
		{name: "host module", files: map[string]string{"index.js": `import "cloudflare:nope";`}, want: "index.js:1:8: No such module \"cloudflare:nope\".\n    import \"cloudflare:nope\";\n           ^~~~~~~~~~~~~~~~~"},
		{name: "node module", files: map[string]string{"index.js": `import "./x.js"`, "x.js": "\nimport fs from \"node:fs\";"}, want: "x.js:2:16: No such module \"node:fs\".\n    import fs from \"node:fs\";\n                   ^~~~~~~~~\n  Node's modules need the compatibility flag nodejs_compat."},
		{name: "bare node module", files: map[string]string{"index.js": `import fs from "fs/promises";`}, want: "index.js:1:16: No such module \"node:fs/promises\".\n    import fs from \"fs/promises\";\n                   ^~~~~~~~~~~~~\n  Node's modules need the compatibility flag nodejs_compat."},
		{name: "no loader", files: map[string]string{"index.js": `import "./x.md";`, "x.md": ""}, want: "index.js:1:8: No loader is configured for \".md\" files: x.md\n    import \"./x.md\";\n           ^~~~~~~~\n  To import such files, add a module rule: rules = [{ type = \"Text\", globs = [\"**/*.md\"], fallthrough = true }]"},
		{name: "ignored rule", files: map[string]string{"index.js": `import "./x.txt";`, "x.txt": ""}, rules: []Rule{{Type: "Text", Globs: []string{"**/*.md"}, Fallthrough: &no}},
			want: "index.js:1:8: The file ./x.txt matched a module rule in your configuration ({\"type\":\"Text\",\"globs\":[\"**/*.txt\",\"**/*.html\",\"**/*.sql\"]}), but was ignored because a previous rule with the same type was not marked as `fallthrough = true`.\n    import \"./x.txt\";\n           ^~~~~~~~~"},
		{name: "package without bundling", files: map[string]string{"index.js": `import "zod";`}, bare: true, want: "index.js:1:8: No such module \"zod\".\n    import \"zod\";\n           ^~~~~"},
		{name: "two at once", files: map[string]string{"index.js": "import \"./a\";\nimport \"./b\";"}, want: "index.js:1:8: Could not resolve \"./a\"\n    import \"./a\";\n           ^~~~~\n\nindex.js:2:8: Could not resolve \"./b\"\n    import \"./b\";\n           ^~~~~"},
		{name: "with a note", files: map[string]string{"index.js": "const a = 1;\na = 2;\nexport default a"}, want: "index.js:2:1: Cannot assign to \"a\" because it is a constant\n    a = 2;\n    ^\n  index.js:1:7: The symbol \"a\" was declared a constant here:\n    const a = 1;\n          ^"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := build(t, test.files, func(o *Options) { o.Rules, o.NoBundle = test.rules, test.bare })
			var failed *Error
			if !errors.As(err, &failed) {
				t.Fatalf("Build: got %v, want an *Error", err)
			}
			if got := failed.Error(); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if len(failed.Inputs) == 0 {
				t.Error("an error names no file to watch")
			}
		})
	}
}

func TestMissingEntry(t *testing.T) {
	dir := t.TempDir()
	_, err := Build(t.Context(), Options{Entry: filepath.Join(dir, "src", "zzz.js"), Dir: dir})
	if want := `The entry-point file at "src/zzz.js" was not found.`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestFormat(t *testing.T) {
	for _, test := range []struct {
		name, source string
		exports      []string
		worker       bool
	}{
		{"modules", `export default {}; export class B {}; export { a as "x-y" }; const a = 1`, []string{"B", "default", "x-y"}, false},
		{"service worker", `addEventListener("fetch", () => {})`, nil, true},
		{"imports only", `import { env } from "cloudflare:workers"; addEventListener(env)`, nil, true},
		{"commonjs", `exports.a = 1`, []string{"default"}, false},
		{"text that looks like an export", "foo(`\nexport {\n  a\n};\n`)", nil, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := build(t, map[string]string{"index.js": test.source}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(s.Exports, test.exports) || s.ServiceWorker != test.worker {
				t.Errorf("%s: got %q, service worker %t; want %q, %t", test.source, s.Exports, s.ServiceWorker, test.exports, test.worker)
			}
		})
	}
}

func TestRuleWarning(t *testing.T) {
	yes := true
	for _, test := range []struct {
		name  string
		rules []Rule
		want  []string
	}{
		{"none", nil, nil},
		{"falls through", []Rule{{Type: "Text", Globs: []string{"**/*.md"}, Fallthrough: &yes}}, nil},
		{"default ignored", []Rule{{Type: "Text", Globs: []string{"**/*.md"}}}, []string{"The module rule {\"type\":\"Text\",\"globs\":[\"**/*.md\"]} does not have a fallback, the following rules will be ignored:\n" +
			" {\"type\":\"Text\",\"globs\":[\"**/*.txt\",\"**/*.html\",\"**/*.sql\"]} (DEFAULT)\n\n" +
			"Add `fallthrough = true` to rule to allow next rule to be used or `fallthrough = false` to silence this warning"}},
		{"both kinds ignored", []Rule{{Type: "Data", Globs: []string{"a"}}, {Type: "Data", Globs: []string{"b"}}}, []string{"The module rule {\"type\":\"Data\",\"globs\":[\"a\"]} does not have a fallback, the following rules will be ignored:\n" +
			" {\"type\":\"Data\",\"globs\":[\"b\"]}\n {\"type\":\"Data\",\"globs\":[\"**/*.bin\"]} (DEFAULT)\n\n" +
			"Add `fallthrough = true` to rule to allow next rule to be used or `fallthrough = false` to silence this warning"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, m := range orderRules(test.rules).warnings {
				got = append(got, m.Text)
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestUses(t *testing.T) {
	dir := project(t, map[string]string{
		"src/index.js":                  "export default {\n  fetch(r, env) {\n    env.KV.get(1); env.guarded?.getByName(2);\n    return pkg(env).then(() => env.rooms.get(this.env.rooms.idFromName(\"é\")), env[\"a b\"].newUniqueId());\n  }\n}; import pkg from \"pkg\"; process.env.x.idFromName()",
		"src/node_modules/pkg/index.js": "export default (env) => env.other.idFromName()",
	})
	s, err := Build(context.Background(), Options{Entry: filepath.Join(dir, "src/index.js"), Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "src/index.js")
	use := func(binding, method string, line, column int) Use {
		return Use{Binding: binding, Method: method, File: file, Line: line, Column: column}
	}
	want := []Use{use("rooms", "idFromName", 4, 55), use("rooms", "get", 4, 36), use("a b", "newUniqueId", 4, 83)}
	if !reflect.DeepEqual(s.Uses, want) {
		t.Errorf("got %v, want %v", s.Uses, want)
	}
}

func TestRebuild(t *testing.T) {
	dir := project(t, map[string]string{"index.js": `import t from "./a.txt"; import x from "./x.js"; export default t + x;`, "a.txt": "one", "x.js": "export default 1"})
	b, err := New(Options{Entry: filepath.Join(dir, "index.js"), Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	write := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	check := func(want string) *Script {
		t.Helper()
		s, err := b.Build(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got, err := evaluate(t, s); err != nil || got != want {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
		return s
	}
	first := check("one1")
	if again := check("one1"); again.Text != first.Text || !reflect.DeepEqual(again.Assets, first.Assets) {
		t.Error("an unchanged project changed")
	}
	write("a.txt", "two")
	check("two1")
	write("x.js", "export default (")
	_, err = b.Build(t.Context())
	var failed *Error
	if !errors.As(err, &failed) {
		t.Fatalf("got %v, want an *Error", err)
	}
	want := []string{filepath.Join(dir, "a.txt"), filepath.Join(dir, "index.js"), filepath.Join(dir, "x.js")}
	if !reflect.DeepEqual(failed.Inputs, want) || !reflect.DeepEqual(first.Inputs, want) {
		t.Errorf("inputs: got %q and %q, want %q", failed.Inputs, first.Inputs, want)
	}
	write("x.js", "export default 3")
	check("two3")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Build(cancelled); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

func TestStackNamesSource(t *testing.T) {
	s, err := build(t, map[string]string{
		"index.ts":      "import { fail } from \"./a dir/ü%41.ts\";\ninterface X {}\n\nexport default () => fail(1)",
		"a dir/ü%41.ts": "type Y = 1\n\nexport function fail(n: number) {\n  const o: any = null;\n  return \"日本\" + o.x.y;\n}",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = evaluate(t, s)
	var thrown *goja.Exception
	if !errors.As(err, &thrown) {
		t.Fatalf("got %v, want an exception", err)
	}
	frames := thrown.Stack()
	for i, want := range []struct {
		file         string
		line, column int
	}{{"a dir/ü%41.ts", 5, 19}, {"index.ts", 4, 22}} {
		p := frames[i].Position()
		if got := Path(p.Filename); !filepath.IsAbs(got) || !strings.HasSuffix(got, filepath.FromSlash("/"+want.file)) || p.Line != want.line || p.Column != want.column {
			t.Errorf("frame %d: got %s:%d:%d, want %s:%d:%d", i, got, p.Line, p.Column, want.file, want.line, want.column)
		}
	}
}

// A reload must not be felt: see the chat project for the size that matters.
func BenchmarkRebuild(b *testing.B) {
	dir := b.TempDir()
	var text strings.Builder
	for i := range 60 {
		fmt.Fprintf(&text, "export class Room%d {\n  async handle(request) {\n    try { return await request.json() } catch (err) { return err.stack }\n  }\n}\n", i)
	}
	entry := filepath.Join(dir, "index.js")
	if err := os.WriteFile(entry, []byte(text.String()), 0o644); err != nil {
		b.Fatal(err)
	}
	builder, err := New(Options{Entry: entry, Dir: dir, KeepNames: true})
	if err != nil {
		b.Fatal(err)
	}
	defer builder.Close()
	for b.Loop() {
		if _, err := builder.Build(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func TestGivenModules(t *testing.T) {
	give := func(kind, text string) Module { return Module{Type: kind, Bytes: []byte(text)} }
	script, err := Build(t.Context(), Options{
		Entry: filepath.Join(Virtual, "src", "main"), HostModules: map[string][]string{"cloudflare:workers": {"env"}},
		Modules: map[string]Module{
			"src/main": give("ESModule", `import c from "../c"; import j from "j"; import t from "./t.js"; export { c, j, t }; export default {};`),
			"c":        give("CommonJS", "module.exports = 1;"),
			"j":        give("JSON", "[2]"),
			"src/t.js": give("Text", "three"),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(script.Exports, " "); got != "c default j t" {
		t.Errorf("exports %q", got)
	}
	if a := script.Assets["text:src/t.js"]; string(a.Bytes) != "three" {
		t.Errorf("assets %v", script.Assets)
	}
	_, err = Build(t.Context(), Options{
		Entry: filepath.Join(Virtual, "main.js"), Modules: map[string]Module{"main.js": give("ESModule", `import "./gone.js";`)},
	})
	if err == nil || !strings.Contains(err.Error(), `No such module "./gone.js".`) {
		t.Errorf("a module that was not given: %v", err)
	}
}
