// What is asked for: a path, or a method, a path and headers.
export const questions = {
	pages: [
		"/", "/index", "/index.html", "/index/", "/index/index", "/index/index.html", "/about", "/about/", "/about.html", "/about.html/", "/about/index.html",
		"/both", "/both/", "/both.html", "/both/index.html", "/both/index", "/blog", "/blog/", "/blog.html", "/blog/index.html", "/blog/index",
		"/blog/post", "/blog/post/", "/blog/post.html", "/blog/post/index.html", "/blog/none", "/blog/none/er.txt", "/file", "/file/", "/file.html", "/dir", "/dir/", "/dir.html",
		"/dir.html/", "/dir.html/index.html", "/deep", "/deep/", "/deep.html", "/deep/index", "/deep/er/index", "/deep/er/", "/none", "/none/", "/none.html", "/none/index.html",
		"/404", "/404.html", "/blog/404", "/about?x=1", "/about.html?x=1&y=%20", "/index.html?q", "//about", "/blog//post.html", "/./about", "/x/../about.html", "/about%2Ehtml",
		"/%61bout", "/%61bout.html", "/blog%2Fpost", "/blog%2fpost.html", "/..%2f..%2fwrangler.json", "/%2e%2e/auto/wrangler.json", "/..%5cx", "/docs/x", "/docs/x/", "/docs/x/about.html",
		"/docs/x/about", "/docs/x/index.html", "/docs/xy", "/docs/x/none",
	],
	files: [
		"/data.json", "/app.js", "/style.css", "/pic.svg", "/pic.PNG", "/pic.png", "/a.txt", "/feed.xml", "/font.woff2", "/mod.wasm", "/app.ts", "/app.mjs", "/read.md", "/man.webmanifest",
		"/app.js.map", "/weird.unknown", "/archive.tar.gz", "/with space.txt", "/with%20space.txt", "/gr%C3%BC%C3%9Fe", "/grüße.html", "/gr%c3%bc%c3%9fe", "/a@b.txt", "/a%40b.txt",
		"/100%.txt", "/100%25.txt", "/plus+sign.txt", "/plus%2Bsign.txt", "/it's(1).txt", "/it%27s(1).txt", "/emoji-😀.txt", "/emoji-%F0%9F%98%80.txt", "/.hidden", "/.well-known/thing",
		"/empty.txt", "/sub/_headers", "/sub", "/_headers", "/a.txt/", "/A.TXT", "/a.txt%00", "/%ff", "/a%ff.txt",
	],
	conditions: [
		"HEAD /a.txt", "HEAD /about.html", "HEAD /none", "POST /a.txt", "POST /none", "PUT /a.txt", "DELETE /about.html", "OPTIONS /a.txt", "OPTIONS /none", "PATCH /", "BREW /a.txt",
		"GET /a.txt Range=bytes=2-4", "GET /a.txt Authorization=x", "HEAD /a.txt Range=bytes=0-0", "GET /a.txt If-Modified-Since=x", "GET /a.txt Accept-Encoding=gzip",
	],
	headers: [
		"/", "/page", "/blog/one/two.txt", "/blog/none", "/users/ann/home.txt", "/users/a%20b/x", "/host", "/etag", "/none", "/dup", "/other", "/page.html", "/caf%C3%A9", "/%C3%BCn%C3%AF", "/bad%20name",
	],
	redirects: [
		"/old", "/old?a=b", "/old/", "/moved", "/moved?a=b", "/see", "/temp", "/perm", "/query", "/query?a=b", "/hash?a=b", "/out", "/out?a=b", "/outq", "/outq?a=b", "/outp", "/http", "/proxy", "/proxy?a",
		"/proxyhtml", "/proxymissing", "/proxyout", "/bad", "/three", "/only", "/dup", "/index/x", "/loop/", "/spaced", "/relative", "/x", "//double", "/double", "/up", "/dots/../up", "/asset.txt",
		"/enc%20oded", "/%C3%BCn%C3%AF", "/s/a", "/s/", "/s/a/b%20c?x=1", "/s", "/u/1", "/u/1/2", "/u/1/2/3", "/w/a/x/b", "/p/x/y.txt", "/p/x/none", "/o/a/b?c", "/o//evil.test/x", "/d//evil.test/x", "/d/evil.test",
		"/m/1/1", "/m/1/2", "/late", "/q/a", "/q/a?b=c", "/$/$&", "/$/a$$b", "/$/%24", "/$/a$'b",
		"POST /old", "POST /proxy", "HEAD /old", "POST /none", "GET /none Sec-Fetch-Mode=navigate",
	],
	ignored: [
		"/secret.txt", "/private/key.txt", "/private/public.txt", "/notes/a.md", "/notes/keep.md", "/build/x.txt", "/sub/build/x.txt", "/.assetsignore", "/_headers", "/_redirects",
	],
	binding: ["/", "/page.html", "/page", "/none", "/api/a.txt", "/docs", "/ask", "/none.txt", "POST /page", "GET /none Sec-Fetch-Mode=navigate"],
	navigation: ["/none", "GET /none Sec-Fetch-Mode=navigate", "GET /none Sec-Fetch-Mode=cors", "POST /none Sec-Fetch-Mode=navigate", "/about", "GET /about Sec-Fetch-Mode=navigate", "/blog/none", "GET /blog/none Sec-Fetch-Mode=navigate", "POST /about"],
};
