package clone_test

import (
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/clone"
)

// The bytes in testdata are those of V8's own serializer. To write them again, or to fill in those
// of an expression just added, with Node.js 22 on the PATH:
//
//	go test ./jsapi/clone -run Golden -update
var update = flag.Bool("update", false, "ask node for the bytes in testdata again")

const serialize = `
const v8 = require("v8");
process.stdout.write(JSON.stringify(JSON.parse(require("fs").readFileSync(0, "utf8")).map(source => {
	const s = new v8.Serializer();
	s.writeHeader();
	s.writeValue((0, eval)("(" + source + ")"));
	return s.releaseBuffer().toString("hex");
})))`

// show prints every own property of a value, and what hides inside builtins.
const show = `(function show(v, seen) {
	seen = seen || [];
	if (typeof v === "bigint") return v + "n";
	if (typeof v === "number") return Object.is(v, -0) ? "-0" : String(v);
	if (typeof v === "string") return JSON.stringify(v.split("").map(c => c.charCodeAt(0)));
	if (typeof v !== "object" || v === null) return String(v);
	if (seen.includes(v)) return "#" + seen.indexOf(v);
	seen.push(v);
	let inner = "";
	if (v instanceof Map || v instanceof Set) inner = show([...v], seen);
	else if (v instanceof Date) inner = v.getTime();
	else if (v instanceof RegExp) inner = String(v);
	else if (v instanceof DataView) inner = v.byteOffset + "+" + v.byteLength + show(v.buffer, seen);
	else if (v instanceof ArrayBuffer) inner = new Uint8Array(v).join();
	else if (ArrayBuffer.isView(v)) inner = v.byteOffset + "+" + v.byteLength + show(v.buffer, seen);
	else if (v instanceof Number || v instanceof Boolean || v instanceof String || v instanceof BigInt) inner = show(v.valueOf(), seen);
	const props = Reflect.ownKeys(v).filter(k => typeof k === "string").map(k => {
		const d = Object.getOwnPropertyDescriptor(v, k);
		return (d.enumerable ? "" : "~") + show(k) + ":" + ("value" in d ? show(d.value, seen) : "accessor");
	});
	if (v instanceof Error) props.sort();
	return Object.getPrototypeOf(v).constructor.name + "(" + inner + "){" + props.join() + "}";
})`

// golden reads a table of tab-separated lines and, on request, refreshes the bytes in its last column.
func golden(t testing.TB, path string, columns int) [][]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	var sources []string
	for _, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		row := append(strings.Split(line, "\t"), make([]string, columns)...)[:columns]
		rows, sources = append(rows, row), append(sources, row[0])
	}
	if !*update {
		return rows
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("-update needs node on the PATH")
	}
	in, err := json.Marshal(sources)
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(node, "-e", serialize)
	run.Stdin = strings.NewReader(string(in))
	run.Stderr = os.Stderr
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answers []string
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i, row := range rows {
		row[columns-1] = answers[i]
		b.WriteString(strings.Join(row, "\t") + "\n")
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return rows
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// eval returns the value of an expression.
func eval(t testing.TB, vm *goja.Runtime, source string) goja.Value {
	t.Helper()
	v, err := vm.RunString("(" + source + ")")
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	return v
}

// shown prints a value for comparison.
func shown(t testing.TB, vm *goja.Runtime, v goja.Value) string {
	t.Helper()
	f, _ := goja.AssertFunction(eval(t, vm, show))
	s, err := f(goja.Undefined(), v)
	if err != nil {
		t.Fatal(err)
	}
	return s.String()
}

func TestGoldenWrite(t *testing.T) {
	for _, row := range golden(t, "testdata/golden.txt", 2) {
		vm := goja.New()
		b, err := clone.New(vm, nil).Serialize(eval(t, vm, row[0]), clone.Options{})
		if got := hex.EncodeToString(b); err != nil || got != row[1] {
			t.Errorf("%s\n got %s, %v\nwant %s", row[0], got, err, row[1])
		}
	}
}

func TestGoldenRead(t *testing.T) {
	rows := golden(t, "testdata/read.txt", 3)
	for _, row := range golden(t, "testdata/golden.txt", 2) {
		rows = append(rows, []string{row[0], "", row[1]})
	}
	for _, row := range rows {
		vm := goja.New()
		c := clone.New(vm, nil)
		v, err := c.Deserialize(unhex(t, row[2]))
		if err != nil {
			t.Errorf("%s: %v", row[0], err)
			continue
		}
		if row[1] == "" { // written back, it must be the same bytes
			b, err := c.Serialize(v, clone.Options{})
			if got := hex.EncodeToString(b); err != nil || got != row[2] {
				t.Errorf("%s written back\n got %s, %v\nwant %s", row[0], got, err, row[2])
			}
			continue
		}
		if got, want := shown(t, vm, v), shown(t, vm, eval(t, vm, row[1])); got != want {
			t.Errorf("%s\n got %s\nwant %s", row[0], got, want)
		}
	}
}
