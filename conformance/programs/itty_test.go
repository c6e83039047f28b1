package programs

// visitItty counts and takes notes with itty-durable.
func visitItty(g *guest) {
	kind := header{name: "Content-Type"}

	g.title("a counter that keeps itself")
	g.get("/counter/a", kind)
	g.get("/counter/a/increment")
	g.get("/counter/a/increment/5")
	g.get("/counter/a/add/20/3")
	g.get("/counter/b")
	g.get("/counter/a/fail")
	g.get("/counter/a/missing")
	g.get("/counter/a/note/first")
	g.get("/counter/a/note/second")
	g.get("/parsed")

	g.title("notes that are kept when they say so")
	g.get("/notes", kind)
	g.get("/notes/quiet")
	g.get("/notes/page", kind)
	g.post("/notes", `{"text": "third", "number": 3}`, header{"Content-Type", "application/json"})
	g.get("/notes/ring")
	g.await("/notes", "alarm")

	g.title("itty-router")
	g.do("OPTIONS", "/notes", "", header{"Origin", "http://example.com"}, header{name: "Access-Control-Allow-Origin"})
	g.get("/cookies", header{"Cookie", "a=1; b=two"}, header{"Origin", "http://example.com"}, header{name: "Access-Control-Allow-Credentials"})
	g.get("/query/a/b/c?x=1&x=2&y=3")
	g.get("/text", kind)
	g.get("/html", kind)
	g.get("/status")
	g.get("/json", header{name: "x-a"})
	g.get("/throw")
	g.get("/boom")
	g.get("/nowhere")

	g.restart()
	g.get("/counter/a")
	g.get("/counter/a/increment")
	g.get("/counter/a/reset")
	g.get("/counter/a/destroy")
	g.get("/counter/a")
	g.get("/notes")
}
