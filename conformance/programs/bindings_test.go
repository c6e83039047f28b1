package programs

// visitBindings has a Worker say what its bindings answer, and again what is left after a restart.
func visitBindings(g *guest) {
	for _, chapter := range []string{"kv", "d1", "r2", "queue", "small", "database", "edges"} {
		g.title(chapter)
		g.get("/" + chapter)
	}
	g.await("/consumed", "ended")
	g.restart()
	g.get("/left")
}
