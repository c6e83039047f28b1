package programs

// sites are the Workers of assets only, each with a way of its own to find files.
var sites = []string{"AUTO", "FORCE", "DROP", "NONE", "SPA", "MISSING", "BASED"}

// visitAssets has a Worker ask others for their files, and asks at the door.
func visitAssets(g *guest) {
	for _, site := range sites {
		g.title("the pages of " + site)
		g.get("/ask?about=pages&site=" + site)
	}
	for _, about := range []string{"files", "conditions"} {
		g.title(about)
		g.get("/ask?site=AUTO&about=" + about)
	}
	g.get("/tags")
	g.title("calls")
	g.get("/call")
	for _, about := range []string{"headers", "redirects", "ignored"} {
		g.title(about)
		g.get("/ask?site=RULED&about=" + about)
	}
	for _, site := range []string{"ASSETS", "AHEAD"} {
		g.title("the binding " + site)
		g.get("/ask?about=binding&site=" + site)
	}
	for _, site := range []string{"MODERN", "RULED", "SPA"} {
		g.title("navigation to " + site)
		g.get("/ask?about=navigation&site=" + site)
	}
	g.title("at the door")
	var about []header
	for _, name := range []string{"Content-Type", "Cache-Control", "CF-Cache-Status", "Location", "X-Mode"} {
		about = append(about, header{name: name})
	}
	for _, path := range []string{"/", "/page", "/page.html?x=1", "/none", "/docs", "/docs/", "/api/a.txt", "/api/static/b.txt", "/api/static/none", "/api/mine", "/cdn-cgi/x"} {
		g.get(path, about...)
	}
	g.get("/none", append(about, header{"Sec-Fetch-Mode", "navigate"})...)
	g.get("/api/a.txt", append(about, header{"Sec-Fetch-Mode", "navigate"})...)
	g.get("/page", append(about, header{"Range", "bytes=1-2"})...)
	g.get("/big.txt", header{"Accept-Encoding", "identity"}, header{name: "Content-Length"})
	g.do("HEAD", "/page", "", about...)
	g.post("/page", "x", about...)
	g.post("/none", "x", about...)
	g.do("OPTIONS", "/page", "", about...)
	g.title("what changes is seen")
	g.edit("public/page.html", "page", "another")
	g.await("/page", "another")
	g.edit("public/page.html", "another", "page")
	g.edit("wrangler.json", `"/api/*"`, `"/nothing/*"`)
	g.await("/api/a.txt", "api a")
	g.edit("wrangler.json", `"/nothing/*"`, `"/api/*"`) // as the next server finds it
}
