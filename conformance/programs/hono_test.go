package programs

// visitHono walks through a hono application and the objects behind it.
func visitHono(g *guest) {
	form := header{"Content-Type", "application/x-www-form-urlencoded"}
	json := header{"Content-Type", "application/json"}
	kind := header{name: "Content-Type"}

	g.title("a list in an object")
	g.get("/lists/home/todos", kind, header{name: "x-list"}, header{name: "x-powered-by"})
	g.post("/lists/home/todos", `{"text": "wash <up>"}`, json, header{name: "Location"})
	g.post("/lists/home/todos", `{"text": "sleep"}`, json)
	g.post("/lists/home/todos", `{"text": ""}`, json)
	g.post("/lists/home/todos", `{"text":`, json)
	g.do("PATCH", "/lists/home/todos/2", `{"done": true}`, json)
	g.get("/lists/home/todos/2?pretty")
	g.get("/lists/home/todos/77")
	g.get("/lists/home/todos/abc")
	g.do("DELETE", "/lists/home/todos/2", "")
	g.get("/lists/home/todos/") // to an address with the port in it
	g.do("OPTIONS", "/lists/home/todos", "", header{"Origin", "http://example.com"}, header{"Access-Control-Request-Method", "POST"},
		header{name: "Access-Control-Allow-Origin"}, header{name: "Access-Control-Allow-Methods"}, header{name: "Access-Control-Max-Age"})
	g.get("/lists/home/todos", header{"Origin", "http://example.com"}, header{name: "Access-Control-Allow-Origin"}, header{name: "Vary"})
	g.get("/lists/home/live")
	ann := g.dial("ann", "/lists/home/live")
	ann.hear(1)
	ann.say("shout")
	ann.hear(1)
	ann.close(1000, "done")

	g.title("pages")
	g.get("/pages/home", kind, header{name: "X-Frame-Options"}, header{name: "Strict-Transport-Security"})
	g.get("/pages/empty")
	g.get("/html/%3Cann%3E")
	g.get("/static/hello.txt", header{name: "ETag"})
	g.get("/static/hello.txt", header{"If-None-Match", `"2195627c73657e883a0816b0e4ddda274d639aec"`}, header{name: "ETag"})

	g.title("who may")
	g.get("/admin/basic", header{name: "WWW-Authenticate"})
	g.get("/admin/basic", header{"Authorization", "Basic YW5uOnBhc3M="})
	g.get("/admin/token", header{name: "WWW-Authenticate"})
	g.get("/admin/token", header{"Authorization", "Bearer wrong"}, header{name: "WWW-Authenticate"})
	g.get("/admin/token", header{"Authorization", "Bearer s3cret"})
	g.get("/admin/jwt")
	g.get("/cookies", header{name: "Set-Cookie"})
	g.get("/cookies", header{"Cookie", "seen=yes; signed=value.bad"})

	g.title("streams and forms")
	g.get("/stream/text", kind)
	g.get("/stream/events", kind)
	g.get("/stream/pipe")
	g.post("/form", "a=1&b=2&b=3&c=x+y", form)
	g.post("/form", "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\nhello\r\n--x--\r\n", header{"Content-Type", "multipart/form-data; boundary=x"})
	g.post("/form", "a=01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"+
		"01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789", form)
	g.post("/override", "", header{"x-method", "DELETE"})

	g.title("routes")
	g.get("/query?q=a%20b&tag=1&tag=2", header{"x-agent", "guest"})
	g.get("/files/a/b/c.png")
	g.get("/files/a/b/c.jpg")
	g.get("/maybe")
	g.get("/maybe/7")
	g.get("/wild/anything/end")
	g.get("/old", header{name: "Location"})
	g.get("/throw")
	g.get("/teapot")
	g.get("/late", kind)
	g.do("HEAD", "/late", "", kind)
}
