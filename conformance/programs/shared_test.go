package programs

// visitShared buys in the shop what the warehouse has.
func visitShared(g *guest) {
	g.title("the object is the warehouse's")
	g.get("/deliver/north/apples?count=3")
	g.get("/deliver/north/pears?count=9")
	g.get("/about/north")
	g.get("/same/north")
	g.get("/ambient")

	g.title("both write to it")
	g.post("/warehouse/north/take", "apples")
	g.post("/cart/north/apples", "")
	g.post("/cart/north/apples", "")
	g.post("/cart/north/apples", "")
	g.get("/list/north")
	g.get("/list/south")
	g.get("/low")

	g.title("there and back")
	g.get("/ring/north")
	g.post("/stock/north", "a letter")
	ann := g.dial("ann", "/stock/north")
	ann.say("hello")
	ann.hear(1)
	ann.close(1000, "thanks")

	g.title("the other Worker's door")
	g.get("/warehouse/north/door", header{"x-from", "ann"})
	g.get("/warehouse/north/exports")
	g.get("/warehouse/north/exported")
	g.get("/nothing")

	g.restart()
	g.get("/list/north")
	g.post("/cart/north/pears", "")
	g.get("/about/north")
}
