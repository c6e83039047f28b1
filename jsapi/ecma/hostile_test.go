package ecma_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// hostile are scripts that would run on for ever, or end the process, in the engine alone. want is part of
// what comes of them: what they threw, or why the isolate was condemned.
var hostile = []row{
	{"loop", `for(;;){}`, "CPU time limit"},
	{"microloop", `(function f(){ return Promise.resolve().then(f) })()`, "CPU time limit"},
	{"asyncloop", `(async()=>{ for(;;) await 0 })()`, "CPU time limit"},
	{"repeat", `"a".repeat(2**30).length`, "RangeError: Invalid string length"},
	{"repeat2", `"a".repeat(2**40).length`, "RangeError: Invalid string length"},
	{"repeat3", `"a".repeat(Infinity)`, "RangeError: Invalid count value: Infinity"},
	{"arrayfill", `new Array(1e9).fill(0)`, "RangeError: Invalid array length"},
	{"filled by length", `const a = []; a.length = 4e9; a.fill(0)`, "RangeError: Invalid array length"},
	{"arraysort", `new Array(4e9).sort()`, "RangeError: Invalid array length"},
	{"arrayjoin", `new Array(4e9).join("x").length`, "RangeError: Invalid array length"},
	{"long join", `new Array(1e7).join("x".repeat(100)).length`, "RangeError: Invalid string length"},
	{"u8", `new Uint8Array(2**40)`, "RangeError: Array buffer allocation failed"},
	{"f64", `new Float64Array(2**31)`, "RangeError: Array buffer allocation failed"},
	{"u8 of array-like", `new Uint8Array({length: 2**40})`, "RangeError: Array buffer allocation failed"},
	{"buffer", `new ArrayBuffer(2**40)`, "RangeError: Array buffer allocation failed"},
	{"deepjson", `JSON.parse("[".repeat(5e6))`, "RangeError: Maximum call stack size exceeded"},
	{"deepjson2", `JSON.parse("[".repeat(2e6)+"]".repeat(2e6))`, "RangeError: Maximum call stack size exceeded"},
	{"deepstring", `let o=[]; for(let i=0;i<4e3;i++) o=[o]; JSON.stringify(o).length`, "8002"},
	{"deeptostr", `let o=[]; for(let i=0;i<3e5;i++) o=[o]; String(o)`, "RangeError: Maximum call stack size exceeded"},
	{"deepflat", `let o=[]; for(let i=0;i<3e5;i++) o=[o]; o.flat(Infinity).length`, "RangeError: Maximum call stack size exceeded"},
	{"recurse", `(function f(){ f() })()`, "Maximum call stack size exceeded"},
	{"recursecatch", `let n=0; function f(){ n++; try { f() } catch(e) { return } } f(); n > 5000`, "true"},
	{"recursenative", `(function f(){ [1].map(f) })()`, "Maximum call stack size exceeded"},
	{"recursegetter", `let o={get x(){ return this.x }}; o.x`, "Maximum call stack size exceeded"},
	{"recursetoString", `let o={toString(){ return ""+this }}; ""+o`, "Maximum call stack size exceeded"},
	{"recursesort", `function f(){ [1,2].sort(f) } f()`, "Maximum call stack size exceeded"},
	{"recursereplace", `function f(){ "a".replace(/a/,f) } f()`, "Maximum call stack size exceeded"},
	{"recursejsonrev", `function f(){ JSON.parse("[1]",f) } f()`, "Maximum call stack size exceeded"},
	{"recursegen", `function* g(){ yield* g() } g().next()`, "Maximum call stack size exceeded"},
	{"generators in a loop", `function* g(){ for (const x of g()) yield x } g().next()`, "Maximum call stack size exceeded"},
	{"recurseproto", `let o={}; for(let i=0;i<2e5;i++) o=Object.create(o); typeof o.zzz`, "undefined"},
	{"recursebind", `let f=()=>1; for(let i=0;i<5e3;i++) f=f.bind(null); f()`, "1"},
	{"recurseproxy", `let p=new Proxy({}, {}); for(let i=0;i<2e5;i++) p=new Proxy(p,{}); typeof p.x`, "undefined"},
	{"regexcat", `/^(a+)+$/.test("a".repeat(40)+"!")`, "false"},
	{"regexbig", `new RegExp("(".repeat(1e5)+")".repeat(1e5)).test("")`, "SyntaxError: Invalid regular expression"},
	{"deepsrc", `eval("(".repeat(1e6)+"1"+")".repeat(1e6))`, "EvalError: Code generation"},
	{"deepsrc2", `new Function("[".repeat(3e6)+"]".repeat(3e6))`, "EvalError: Code generation"},
	{"bigint3", `1n<<(2n**60n)`, "internal error of the JavaScript engine"},
	{"spread", `Math.max(...new Array(1e8))`, "RangeError: Invalid array length"},
	{"apply", `String.fromCharCode.apply(null, new Array(5e7))`, "RangeError: Invalid array length"},
	{"apply array-like", `String.fromCharCode.apply(null, {length: 4e9})`, "RangeError: Invalid array length"},
	{"padstart", `"".padStart(2**31,"x").length`, "RangeError: Invalid string length"},
	{"concat", `let a=new Array(2e7); for(;;) a=a.concat(a)`, "RangeError: Invalid array length"},
	{"flatbomb", `"x".repeat(4e7).split("").length`, "RangeError: Invalid array length"},
	{"replacebomb", `"x".repeat(1e5).replace(/x/g, "x".repeat(1e5)).length`, "RangeError: Invalid string length"},
	{"replaceAll bomb", `"x".repeat(1e5).replaceAll("x", "x".repeat(1e5)).length`, "RangeError: Invalid string length"},
	{"freezecyc", `let a={}; a.a=a; JSON.stringify(a)`, "TypeError: Converting circular structure to JSON"},
	{"indexbig", `let a=[]; a[4294967294]=1; a.reverse().length`, "RangeError: Invalid array length"},
	{"lastIndexOf", `let a=[]; a.length=4294967295; a.lastIndexOf(1)`, "RangeError: Invalid array length"},
	{"arrayfrom", `Array.from({length:4294967295}).length`, "RangeError: Invalid array length"},
	{"from an iterator", `Array.from({[Symbol.iterator]() { return {next: () => ({value: 1})} }})`, "CPU time limit"},
}

// TestHostile runs every script in a process of its own, which has to live and to answer in time.
func TestHostile(t *testing.T) {
	if name := os.Getenv("ECMA_HOSTILE"); name != "" {
		for _, c := range hostile {
			if c.name == name {
				// Only what never ends may meet the limit, however slow the machine is.
				limit := time.Minute
				if strings.Contains(c.want, "CPU time limit") {
					limit = time.Second
				}
				var condemned error
				m := newMachine(t, isolate.Options{TurnLimit: limit, Observer: &observe.Observer{},
					OnCondemned: func(err error) { condemned = err }})
				got := firstLine(m.eval(c.source))
				if condemned != nil {
					got = "condemned: " + condemned.Error()
				}
				t.Log("ANSWER " + got)
			}
		}
		return
	}
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHostile$", "-test.v", "-test.timeout=100s")
			cmd.Env = append(os.Environ(), "ECMA_HOSTILE="+c.name, "GOMEMLIMIT=1GiB")
			out, err := cmd.CombinedOutput()
			_, answer, _ := strings.Cut(string(out), "ANSWER ")
			answer, _, _ = strings.Cut(answer, "\n")
			if err != nil || !strings.Contains(answer, c.want) {
				t.Errorf("%s\n got %s %v\n%s\nwant %s", c.source, answer, err, string(out[:min(len(out), 600)]), c.want)
			}
		})
	}
}
