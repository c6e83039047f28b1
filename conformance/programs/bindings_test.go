package programs

// visitBindings has a Worker say what its bindings answer, and again what is left after a restart.
func visitBindings(g *guest) {
	for _, chapter := range []string{"kv", "d1", "r2", "small"} {
		g.title(chapter)
		g.get("/" + chapter)
	}
	g.restart()
	g.get("/left")
}
