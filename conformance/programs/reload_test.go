package programs

// visitReload stays while the code changes beneath it.
func visitReload(g *guest) {
	const source, one, two = "src/version.js", `"one"`, `"two"`

	g.title("before")
	g.get("/requests")
	g.get("/requests")
	g.post("/store", "kept")
	g.get("/state")
	g.get("/state")
	ann := g.dial("ann", "/sleeper")
	ann.hear(1)
	bob := g.dial("bob", "/waker")
	bob.hear(1)
	g.get("/state")

	g.title("an alarm that fails, and fails")
	g.post("/alarm", "1")
	g.await("/rung", "has failed")

	g.title("the code changes")
	g.edit(source, one, two)
	ann.hear(1)
	bob.hear(1)
	g.await("/version", "two")
	g.get("/requests")
	g.await("/rung", "two")
	g.get("/state")

	g.title("an alarm that has time")
	cid := g.dial("cid", "/sleeper")
	cid.hear(1)
	g.post("/alarm", "3600000")
	g.edit(source, two, one)
	cid.hear(1)
	g.await("/version", "one")
	g.get("/state")
}
