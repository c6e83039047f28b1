package jsapi

import "testing"

func TestBlob(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"parts", `const b = new Blob(["a", new Uint8Array([66]), new Uint8Array([67]).buffer, new Blob(["d"]), 5, null], {type: "Text/PLAIN"}); return [b.size, b.type, await b.text()]`, "9,text/plain,aBCd5null"},
		{"empty", `const b = new Blob(); return b.size + b.type`, "0"},
		{"type that is not ASCII", `return "[" + new Blob([], {type: "t\u00e9"}).type + "]"`, "[]"},
		{"parts are copied", `const u = new Uint8Array([65]), b = new Blob([u]); u[0] = 66; return b.text()`, "A"},
		{"what is read is a copy", `const b = new Blob(["A"]); new Uint8Array(await b.arrayBuffer())[0] = 66; (await b.bytes())[0] = 66; return b.text()`, "A"},
		{"slice", `const b = new Blob(["hello"], {type: "a/b"}); return Promise.all([b.slice(), b.slice(1), b.slice(-2), b.slice(1, -1), b.slice(3, 1), b.slice(0, 99)].map(s => s.text() )).then(json)`, `["hello","ello","lo","ell","","hello"]`},
		{"slice takes a type", `const b = new Blob(["x"], {type: "a/b"}); return [b.slice().type, b.slice(0, 1, "X/Y").type]`, ",x/y"},
		{"stream", `return new Response(new Blob(["abc"]).stream()).text()`, "abc"},
		{"parts that are no array", `return caught(() => new Blob("abc"))`, "TypeError: Failed to construct 'Blob': constructor parameter 1 is not of type 'Array'."},
		{"endings", `return caught(() => new Blob([], {endings: "native"}))`, "Error: The 'endings' field on 'Options' is not implemented."},
		{"File", `const f = new File(["x"], "n.txt", {type: "A/b", lastModified: 5.7}); return [f.name, f.type, f.lastModified, f.size, f instanceof Blob, await f.text()]`, "n.txt,a/b,5.7,1,true,x"},
		{"File of now", `return Math.abs(new File([], "n").lastModified - Date.now()) < 1000`, "true"},
		{"File without a name", `return caught(() => new File(["x"]))`, "TypeError: Failed to construct 'File': constructor parameter 2 is not of type 'string'."},
	})
}

func TestFormData(t *testing.T) {
	const show = `const show = f => json([...f].map(([k, v]) => [k, typeof v === "string" ? v : [v.name, v.type, v.size]]));
		const parse = (type, body) => new Response(body, {headers: type ? {"content-type": type} : {}}).formData().then(show, String);`
	runScripts(t, "", nil, []scriptCase{
		{"append", show + `const f = new FormData(); f.append("a", 1); f.append("b", new Blob(["x"], {type: "t/p"})); f.append("c", new File(["y"], "n"), "m"); return show(f)`,
			`[["a","1"],["b",["b","t/p",1]],["c",["m","",1]]]`},
		{"a File is kept", `const f = new FormData(), x = new File([], "n"); f.append("a", x); return f.get("a") === x`, "true"},
		{"set", show + `const f = new FormData(); for (const [k, v] of ["a1", "b2", "a3"]) f.append(k, v); f.set("a", 9); f.set("z", 0); return show(f)`, `[["a","9"],["b","2"],["z","0"]]`},
		{"get, getAll, has, delete", `const f = new FormData(); f.append("a", 1); f.append("a", 2); return json([f.get("a"), f.get("q"), f.getAll("a"), f.has("a"), f.delete("a"), f.has("a")])`, `["1",null,["1","2"],true,null,false]`},
		{"missing value", `return caught(() => new FormData().append("a"))`, "TypeError: Failed to execute 'append' on 'FormData': parameter 2 is not of type 'File or Blob or string'."},
		{"there and back", show + `const f = new FormData(); f.append("a", "l1\r\nl2"); f.append("f", new File(["d\u00e9"], "n\u00e9", {type: "t/p"})); return new Request("http://a", {method: "POST", body: f}).formData().then(show)`,
			"[[\"a\",\"l1\\r\\nl2\"],[\"f\",[\"n\u00e9\",\"t/p\",3]]]"},
		{"urlencoded", show + `return parse("application/x-www-form-urlencoded", "a=b+c&d=%41%zz&e&=f&&g==h")`, `[["a","b c"],["d","A%zz"],["e",""],["","f"],["g","=h"]]`},
		{"another charset", show + `return parse("application/x-www-form-urlencoded; charset=latin1", "a=b")`, "TypeError: Non-utf-8 application/x-www-form-urlencoded body."},
		{"no type", show + `return parse("", new Uint8Array(1))`, "TypeError: Parsing a Body as FormData requires a Content-Type header."},
		{"another type", show + `return parse("application/json", "{}")`, "TypeError: Unrecognized Content-Type header value. FormData can only parse the following MIME types: multipart/form-data, application/x-www-form-urlencoded"},
		{"no boundary", show + `return parse("multipart/form-data", "x")`, `TypeError: No boundary string in Content-Type header. The multipart/form-data MIME type requires a boundary parameter, e.g. 'Content-Type: multipart/form-data; boundary="abcd"'. See RFC 7578, section 4.`},
		{"no multipart", show + `return parse("multipart/form-data; boundary=x", "x")`, "TypeError: No initial boundary string (or you have a truncated message)."},
	})
	runScripts(t, "2021-11-08", []string{"formdata_parser_converts_files_to_strings"}, []scriptCase{
		{"files were strings", show + `return parse("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=f; filename=n\r\n\r\nv\r\n--x--")`, `[["f","v"]]`},
	})
}
