package programs

// visitPackages asks every package for what it has to show.
func visitPackages(g *guest) {
	for _, name := range []string{"bytes", "effect", "luxon", "messages", "preact", "state", "texts"} {
		g.title(name)
		g.get("/" + name)
	}
}
