package programs

// visitBindings has a Worker say what its bindings answer, and again what is left after a restart.
func visitBindings(g *guest) {
	for _, chapter := range []string{"kv", "small"} {
		g.title(chapter)
		g.get("/" + chapter)
	}
}
