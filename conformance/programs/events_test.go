package programs

// visitEvents sets off what is no request, and asks what the Worker was told.
func visitEvents(g *guest) {
	for _, query := range []string{"", "?cron=*/5+*+*+*+*&time=12345", "?cron=throw", "?cron=late", "?cron=wait", "?cron=wait+and+fail", "?cron=hang", "?format=json", "?format=json&cron=throw", "?format=text"} {
		g.title("scheduled" + query)
		g.get("/cdn-cgi/handler/scheduled"+query, header{name: "Content-Type"})
		g.get("/")
	}
}
