package programs

// visitDrizzle lets drizzle-orm write and read a library.
func visitDrizzle(g *guest) {
	for _, call := range []string{"migrated", "fill", "select", "relations", "change", "transactions", "errors", "log", "nothing"} {
		g.title(call)
		g.get("/" + call)
	}
	g.restart()
	g.get("/migrated")
	g.get("/relations")
}
