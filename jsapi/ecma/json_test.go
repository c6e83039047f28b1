package ecma_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/ecma"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// jsonFaults are texts and what V8 says of them.
var jsonFaults = []struct{ text, want string }{
	{"{bad", "Expected property name or '}' in JSON at position 1 (line 1 column 2)"},
	{"", "Unexpected end of JSON input"},
	{"  ", "Unexpected end of JSON input"},
	{"{", "Expected property name or '}' in JSON at position 1 (line 1 column 2)"},
	{"[", "Unexpected end of JSON input"},
	{"[1", "Expected ',' or ']' after array element in JSON at position 2 (line 1 column 3)"},
	{"[1,", "Unexpected end of JSON input"},
	{"[1,]", `Unexpected token ']', "[1,]" is not valid JSON`},
	{`{"a"`, "Expected ':' after property name in JSON at position 4 (line 1 column 5)"},
	{`{"a":`, "Unexpected end of JSON input"},
	{`{"a":1`, "Expected ',' or '}' after property value in JSON at position 6 (line 1 column 7)"},
	{`{"a":1,`, "Expected double-quoted property name in JSON at position 7 (line 1 column 8)"},
	{`{"a":1,}`, "Expected double-quoted property name in JSON at position 7 (line 1 column 8)"},
	{"undefined", `"undefined" is not valid JSON`},
	{"NaN", `"NaN" is not valid JSON`},
	{"tru", "Unexpected end of JSON input"},
	{"truex", "Unexpected non-whitespace character after JSON at position 4 (line 1 column 5)"},
	{"1 2", "Unexpected non-whitespace character after JSON at position 2 (line 1 column 3)"},
	{"01", "Unexpected number in JSON at position 1 (line 1 column 2)"},
	{"1.", "Unterminated fractional number in JSON at position 2 (line 1 column 3)"},
	{"-", "No number after minus sign in JSON at position 1 (line 1 column 2)"},
	{"1e", "Exponent part is missing a number in JSON at position 2 (line 1 column 3)"},
	{"1e+", "Exponent part is missing a number in JSON at position 3 (line 1 column 4)"},
	{"+1", `Unexpected token '+', "+1" is not valid JSON`},
	{`"abc`, "Unterminated string in JSON at position 4 (line 1 column 5)"},
	{"\"a\nb\"", "Bad control character in string literal in JSON at position 2 (line 1 column 3)"},
	{`"\x"`, "Bad escaped character in JSON at position 2 (line 1 column 3)"},
	{`"\u12"`, "Bad Unicode escape in JSON at position 5 (line 1 column 6)"},
	{`"\u`, "Bad Unicode escape in JSON at position 3 (line 1 column 4)"},
	{`"\`, "Unexpected end of JSON input"},
	{"[}", `Unexpected token '}', "[}" is not valid JSON`},
	{"é", `Unexpected token 'é', "é" is not valid JSON`},
	{`{"a":tru}`, `Unexpected token '}', "{"a":tru}" is not valid JSON`},
	{"{\n  \"a\": 1,\n  b\n}", "Expected double-quoted property name in JSON at position 14 (line 3 column 3)"},
	{"{\"a\":1,\r\n\r\nb}", "Expected double-quoted property name in JSON at position 11 (line 3 column 1)"},
	{"{\"a\":1,\rb}", "Expected double-quoted property name in JSON at position 8 (line 2 column 1)"},
	{strings.Repeat("x", 50), `Unexpected token 'x', "xxxxxxxxxx"... is not valid JSON`},
	{strings.Repeat("[", 45) + "x", `Unexpected token 'x', ..."[[[[[[[[[[x" is not valid JSON`},
	{strings.Repeat("[", 30) + "x" + strings.Repeat("]", 30), `Unexpected token 'x', ..."[[[[[[[[[[x]]]]]]]]]"... is not valid JSON`},
	{strings.Repeat(" ", 9) + "x" + strings.Repeat(" ", 50), `Unexpected token 'x', "         x         "... is not valid JSON`},
}

func TestJSONFaults(t *testing.T) {
	m := newMachine(t, isolate.Options{})
	for _, c := range jsonFaults {
		source, _ := json.Marshal(c.text)
		got := m.eval("try { JSON.parse(" + string(source) + "); 'no error' } catch (e) { [e instanceof SyntaxError, e.message].join('|') }")
		if want := "true|" + c.want; got != want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, want)
		}
	}
}

func TestJSON(t *testing.T) {
	table(t, []row{
		{"values", `JSON.stringify(JSON.parse(' {"a": [1, -2.5e3, true, null, "\\u00e9\\n"], "b": {}} '))`, `{"a":[1,-2500,true,null,"é\n"],"b":{}}`},
		{"reviver", `JSON.parse("[1,2]", (k, v) => typeof v === "number" ? v * 2 : v).join()`, "2,4"},
		{"converted", `JSON.parse({toString() { return "[7]" }})[0]`, "7"},
		{"of an object", `try { JSON.parse({}) } catch (e) { e.message }`, `"[object Object]" is not valid JSON`},
		{"of nothing", `try { JSON.parse() } catch (e) { e.message }`, `"undefined" is not valid JSON`},
		{"hole where elements were cut off", `const a = [1, 2, 3]; a.length = 2; a[3] = 9; JSON.stringify([a, [...a]])`, "[[1,2,null,9],[1,2,null,9]]"},
		{"hole after a definition", `const a = [1, 2]; Object.defineProperty(a, 0, { value: 1, writable: true, enumerable: true, configurable: true }); delete a[1]; JSON.stringify({ a })`, `{"a":[1,null]}`},
		{"surrogates of keys", `const told = []; JSON.stringify({ "\ud800": { toJSON(k) { told.push(k.charCodeAt(0)) } }, "\udbff": 1 }, (k, v) => (told.push(k.charCodeAt(0)), v)); told.join()`, "NaN,55296,55296,56319"},
		{"deep", `JSON.parse("[".repeat(1000) + "]".repeat(1000)).length`, "1"},
		{"stack", `try { JSON.parse("{bad") } catch (e) { e.stack.split("\n")[1].trim() }`, "at JSON.parse (<anonymous>)"},
	})
}

// FuzzJSONValues compares what our parser and writer make of a text with what the engine's do.
func FuzzJSONValues(f *testing.F) {
	for _, text := range []string{`{"a": [1, -2.5e3, true, null, "\u00e9\n"], "b": {}, "a": 2}`, `[-0, 1e21, 1E-7, 0.1, 12345678901234567890, 1e99]`,
		`{"1": 1, "__proto__": {"x": []}, "0": "\"\\\/\b", "é": "漢😀", "long name that is no index": "long text that is copied"}`, ` [[[{"x":[]}]]] `, `"\ud83d\ude00"`} {
		f.Add(text, "")
		f.Add(text, "  ")
	}
	engine := goja.New()
	f.Fuzz(func(t *testing.T, text, gap string) {
		if !utf8.ValidString(text) || !utf8.ValidString(gap) || strings.Contains(text, `\u`) && strings.Contains(strings.ToLower(text), `\ud`) {
			t.Skip("the engine loses surrogates without a partner")
		}
		if ecma.JSONFault(utf16.Encode([]rune(text))) != "" {
			t.Skip("an error")
		}
		quoted, _ := json.Marshal([]string{text, gap})
		source := "(([text, gap]) => { const v = JSON.parse(text); return JSON.stringify(v, null, gap) + JSON.stringify([v, Object.assign({}, v)]) })(" + string(quoted) + ")"
		m := newMachine(t, isolate.Options{})
		want, err := engine.RunString(source)
		if err != nil {
			t.Skip(err) // of a number that is too large
		}
		if got := m.eval(source); got != want.String() {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	})
}

func FuzzJSON(f *testing.F) {
	for _, c := range jsonFaults {
		f.Add(c.text)
	}
	f.Add(`{"a": [1, -2.5e3, true, null, "\u00e9\n"], "b": {}}`)
	f.Fuzz(func(t *testing.T, text string) {
		units := utf16.Encode([]rune(text))
		fault := ecma.JSONFault(units)
		m := newMachine(t, isolate.Options{})
		m.post(func() {
			if parsed := ecma.JSONParses(webidl.NewRealm(m.i), text); parsed != (fault == "") {
				t.Errorf("%q: parsed is %v, fault %q", text, parsed, fault)
			}
		})
		if valid := json.Valid([]byte(string(utf16.Decode(units)))); valid != (fault == "") {
			t.Errorf("%q: valid is %v, fault %q", text, valid, fault)
		}
	})
}
