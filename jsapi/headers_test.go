package jsapi

import "testing"

func TestHeaders(t *testing.T) {
	const immutable = "TypeError: Can't modify immutable headers."
	runScripts(t, "", nil, []scriptCase{
		{"sorted, combined, cookies apart", `return json([...new Headers([["b", "1"], ["Set-Cookie", "x"], ["A", "2"], ["set-cookie", "y"], ["B", "3"]])])`,
			`[["a","2"],["b","1, 3"],["set-cookie","x"],["set-cookie","y"]]`},
		{"from an object", `return json([...new Headers({B: 1, a: null, [Symbol()]: 2})])`, `[["a","null"],["b","1"]]`},
		{"from an object's own enumerable properties", `return json([...new Headers(Object.create({x: 1}, {y: {value: 1}}))])`, `[]`},
		{"from a Map", `return json([...new Headers(new Map([["x", "1"]]))])`, `[["x","1"]]`},
		{"a copy is its own", `const a = new Headers({x: 1}), b = new Headers(a); b.set("x", "2"); return a.get("x") + b.get("x")`, "12"},
		{"from a number", `return caught(() => new Headers(5))`, "TypeError: Failed to construct 'Headers': constructor parameter 1 is not of type 'Headers or Sequence or object'."},
		{"from a triple", `return caught(() => new Headers([["a", "b", "c"]]))`, "TypeError: To initialize a Headers object from a sequence, each inner sequence must have exactly two elements."},
		{"from a list of numbers", `return caught(() => new Headers([5]))`, "TypeError: Incorrect type: the provided value is not of type 'Sequence'."},
		{"get joins", `return new Headers([["a", "1"], ["A", "2"]]).get("a")`, "1, 2"},
		{"get of nothing", `return new Headers().get("a")`, "null"},
		{"values are trimmed", `return "[" + new Headers({a: " \t x y \r\n"}).get("a") + "]"`, "[x y]"},
		{"values may be any text", `return new Headers({a: "\u20ac"}).get("a")`, "\u20ac"},
		{"set keeps the place of the first", `const h = new Headers([["a", "1"], ["b", "2"], ["A", "3"]]); h.set("a", "9"); return json([...h])`, `[["a","9"],["b","2"]]`},
		{"delete", `const h = new Headers({a: 1, b: 2}); h.delete("A"); return json([...h])`, `[["b","2"]]`},
		{"getSetCookie", `return json(new Headers([["set-cookie", "a"], ["Set-Cookie", "b"]]).getSetCookie())`, `["a","b"]`},
		{"getAll", `return json(new Headers([["set-cookie", "a"], ["Set-Cookie", "b"]]).getAll("SET-cookie"))`, `["a","b"]`},
		{"getAll of another name", `return caught(() => new Headers().getAll("x"))`, `TypeError: getAll() can only be used with the header name "Set-Cookie".`},
		{"bad name", `return caught(() => new Headers().set("a b", "x"))`, "TypeError: Invalid header name."},
		{"bad name to read", `return caught(() => new Headers().has("a b"))`, "TypeError: Invalid header name."},
		{"bad value", `return caught(() => new Headers().append("a", "x\ny"))`, "TypeError: Invalid header value."},
		{"missing value", `return caught(() => new Headers().append("a"))`, "TypeError: Failed to execute 'append' on 'Headers': parameter 2 is not of type 'string'."},
		{"iteration sees what was there", `const h = new Headers({a: 1, c: 2}), seen = []; for (const [k] of h) { seen.push(k); h.delete("c"); h.set("b", "x") } return seen`, "a,c"},
		{"forEach", `const seen = []; new Headers({a: 1}).forEach(function (v, k, h) { seen.push(v, k, h instanceof Headers, this.x) }, {x: 5}); return seen`, "1,a,true,5"},
		{"immutable", `const h = Response.redirect("http://a/").headers; return [caught(() => h.set("a", "b")), caught(() => h.append("a b", "c")), caught(() => h.delete("x"))].join()`,
			immutable + "," + immutable + "," + immutable},
	})
	runScripts(t, "2021-11-08", nil, []scriptCase{
		{"cookies are combined before getSetCookie", `return json([...new Headers([["set-cookie", "a"], ["Set-Cookie", "b"]])]) + typeof Headers.prototype.getSetCookie`,
			`[["set-cookie","a, b"]]undefined`},
	})
}
