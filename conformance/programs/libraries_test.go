package programs

// visitLibraries asks every library for what it has to show, and talks HTTP to those that serve it.
func visitLibraries(g *guest) {
	for _, library := range []string{
		"cheerio", "date-fns", "drizzle", "ids", "jose", "kysely", "linkedom", "lodash", "marked", "rxjs", "superjson", "toucan", "valibot", "yjs", "zod",
	} {
		g.title(library)
		g.get("/" + library)
	}
	visitReact(g)
	visitTRPC(g)
	visitGraphQL(g)
	visitRouters(g)
	visitOpenAPI(g)
}

func visitReact(g *guest) {
	g.title("react")
	for _, page := range []string{"string", "stream", "ready", "boundary", "shell", "abort", "static", "nope"} {
		g.get("/react/"+page, header{"Content-Type", ""})
	}
}

func visitTRPC(g *guest) {
	asJSON, ann := header{"Content-Type", "application/json"}, header{"x-user", "ann"}
	g.title("trpc")
	g.get("/trpc/caller")
	g.get("/trpc/hello", header{"Cache-Control", ""}, header{"Vary", ""})
	g.get("/trpc/hello?input=%7B%22json%22%3A%7B%22name%22%3A%22bob%22%7D%7D")
	g.get("/trpc/hello?input=%7B%22json%22%3A%7B%22name%22%3A7%7D%7D")
	g.get("/trpc/hello?input=nope")
	g.get("/trpc/whoami")
	g.get("/trpc/whoami,hello,post.list?batch=1", ann)
	g.get("/trpc/whoami,crash,lie?batch=1", header{"Content-Type", ""})
	g.post("/trpc/post.add", `{"json":{"title":"second"}}`, asJSON, ann)
	g.post("/trpc/post.add", `{"json":{"title":"x"}}`, asJSON, ann)
	g.post("/trpc/post.add", `{"json":`, asJSON, ann)
	g.post("/trpc/post.add", "plain", header{"Content-Type", "text/plain"}, ann)
	g.post("/trpc/post.upload", "--b\r\nContent-Disposition: form-data; name=\"part\"\r\n\r\nvalue\r\n--b--\r\n", header{"Content-Type", "multipart/form-data; boundary=b"})
	g.get("/trpc/post.add")
	g.get("/trpc/nope")
	g.get("/trpc/count", header{"Accept", "text/event-stream"}, header{"Content-Type", ""})
	g.get("/trpc/late,hello?batch=1", header{"trpc-accept", "application/jsonl"}, header{"Transfer-Encoding", ""})
}

func visitGraphQL(g *guest) {
	asJSON := header{"Content-Type", "application/json"}
	query := func(body string, headers ...header) { g.post("/graphql", body, append(headers, asJSON)...) }
	g.title("graphql")
	g.get("/graphql/library")
	g.get("/graphql?query=%7Bbooks%7Btitle%20author%7Bname%7D%7D%7D")
	query(`{"query":"query Q($id: ID!) { book(id: $id) { ...Parts author { books { id } } } } fragment Parts on Book { title year shout }","variables":{"id":"2"}}`)
	query(`{"query":"{ books(order: DESC, first: 1) { title } node(id: 1) { id __typename ... on Book { title } } find(text: \"mm\") { __typename ... on Author { name } } }"}`)
	query(`{"query":"{ header(name: \"x-own\") }"}`, header{"x-own", "seen"})
	query(`{"query":"mutation { add(input: { title: \"New\" }) { id title year } }"}`)
	query(`{"query":"{ book(id: 1) { title broken } }"}`)
	query(`{"query":"{ books { brokenHard } }"}`)
	query(`{"query":"{ nope }"}`)
	query(`{"query":"{ nope }"}`, header{"Accept", "application/graphql-response+json"})
	query(`{"query":"{ books(order: UP) { title } "}`)
	query(`{"query":`)
	query(`{}`)
	query(`{"query":"query($n: Int!) { books(first: $n) { id } }"}`)
	query(`{"query":"subscription { countdown(from: 2) }"}`, header{"Accept", "text/event-stream"})
	query(`{"query":"{ __schema { queryType { name } } __type(name: \"Order\") { enumValues { name } } }"}`)
	g.get("/graphql?query=mutation%7Badd(input:%7Btitle:%22x%22%7D)%7Bid%7D%7D", header{"Allow", ""})
	g.do("OPTIONS", "/graphql", "", header{"Origin", "http://example.com"}, header{"Access-Control-Request-Method", "POST"}, header{"Access-Control-Allow-Origin", ""})
	g.do("PUT", "/graphql", "", header{"Allow", ""})
}

func visitRouters(g *guest) {
	origin, allowed := header{"Origin", "http://a.example.com"}, header{"Access-Control-Allow-Origin", ""}
	g.title("hono")
	g.get("/hono/api/thing", origin, allowed, header{"Access-Control-Allow-Credentials", ""}, header{"Access-Control-Expose-Headers", ""}, header{"Vary", ""})
	g.get("/hono/api/thing", header{"Origin", "http://elsewhere.net"}, allowed)
	g.do("OPTIONS", "/hono/api/thing", "", origin, header{"Access-Control-Request-Method", "PUT"}, allowed, header{"Access-Control-Allow-Methods", ""}, header{"Access-Control-Allow-Headers", ""}, header{"Access-Control-Max-Age", ""})
	token := g.get("/hono/token")
	g.get("/hono/token?alg=HS512")
	g.get("/hono/token?alg=none")
	g.get("/hono/auth/me", header{"Authorization", "Bearer " + token})
	g.get("/hono/auth/me", header{"Authorization", "Bearer nope"})
	g.get("/hono/auth/me")
	g.get("/hono/verify")
	g.get("/hono/cookies", header{"Cookie", `a=1; b="q"; plain=%C3%A4; signed=yes.nope`}, header{"Set-Cookie", ""})
	g.get("/hono/too-long")
	g.get("/hono/id", header{"X-Request-Id", ""})
	g.get("/hono/nowhere")

	g.title("itty")
	for _, path := range []string{"hello", "hello/ann", "file/a.png", "greedy/a/b/c", "query?a=1&b=2&a=3", "png", "created", "error", "throw", "crash", "null", "nowhere"} {
		g.get("/itty/"+path, header{"Content-Type", ""})
	}
	g.get("/itty/cookies", header{"Cookie", "a=1; b=x=y"})
	g.get("/itty/json", header{"Origin", "http://example.com"}, header{"x-a", ""}, allowed)
	g.post("/itty/body", `{"a": [1]}`, header{"Content-Type", "application/json"})
	g.post("/itty/body", "a=1&b=2", header{"Content-Type", "application/x-www-form-urlencoded"})
	g.post("/itty/body", "plain")
	g.do("OPTIONS", "/itty/any", "", header{"Origin", "http://example.com"}, allowed, header{"Access-Control-Allow-Methods", ""})
	g.do("PATCH", "/itty/any", "")
}

func visitOpenAPI(g *guest) {
	asJSON := header{"Content-Type", "application/json"}
	g.title("openapi")
	for _, path := range []string{"users/7?upper=yes&page=2", "users/x?page=-1&upper=maybe", "users/404", "users", "hidden", "doc", "doc31"} {
		g.get("/openapi/"+path, header{"Content-Type", ""})
	}
	g.get("/openapi/users/7", header{"x-own", "seen"})
	g.post("/openapi/users", `{"name":"ann","age":3,"more":true}`, asJSON)
	g.post("/openapi/users", `{"name":"a","age":3.5}`, asJSON)
	g.post("/openapi/users", `{"name":`, asJSON)
	g.post("/openapi/users", `{"name":"ann"}`)
	g.post("/openapi/upload", "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nmine\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nabc\r\n--b--\r\n",
		header{"Content-Type", "multipart/form-data; boundary=b"})
	g.post("/openapi/upload", "title=mine&file=no", header{"Content-Type", "application/x-www-form-urlencoded"})
}
