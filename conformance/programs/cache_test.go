package programs

// visitCache has a Worker say what its caches keep, and what is left after a restart.
func visitCache(g *guest) {
	for _, chapter := range []string{"control", "status", "request", "keys", "put"} {
		g.title(chapter)
		g.get("/" + chapter)
	}
	g.restart()
	g.get("/left")
}
