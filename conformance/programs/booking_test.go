package programs

// visitBooking fills a hotel, and asks for what its constraints forbid.
func visitBooking(g *guest) {
	g.title("the first object makes its tables")
	g.get("/sea/version")
	g.post("/sea/add-rooms", `[[1, 1, 40], [2, 2, 65.5], [3, 4, 120]]`)
	g.get("/sea/rooms")
	g.get("/sea/nothing")

	g.title("all rooms of a list or none")
	g.post("/sea/add-rooms", `[[4, 2, 70], [5, 9, 70]]`)
	g.post("/sea/add-rooms", `[[4, 2, 70], [1, 2, 70]]`)
	g.post("/sea/add-rooms", `[[4, 2, 0]]`)
	g.post("/sea/add-rooms", `[["four", 2, 70]]`)
	g.post("/sea/add-rooms", `[[4, null, 70]]`)
	g.post("/sea/add-rooms", `[[4, 2]]`)
	g.get("/sea/rooms")

	g.title("stays")
	g.post("/sea/book", `{"room": 1, "name": "Ann", "mail": "ann@example.com", "first": "2030-05-01", "nights": 3, "wishes": {"breakfast": "late"}}`)
	g.post("/sea/book", `{"room": 2, "name": "Bob", "mail": "bob@example.com", "first": "2030-05-02", "nights": 1}`)
	g.post("/sea/book", `{"room": 2, "name": "Anna", "mail": "ANN@example.com", "first": "2030-05-03", "nights": 2}`)
	g.get("/sea/guests")

	g.title("stays that cannot be, and leave no guest behind")
	g.post("/sea/book", `{"room": 1, "name": "Cid", "mail": "cid@example.com", "first": "2030-05-03", "nights": 1}`)
	g.post("/sea/book", `{"room": 9, "name": "Cid", "mail": "cid@example.com", "first": "2030-05-03", "nights": 1}`)
	g.post("/sea/book", `{"room": 3, "name": "Cid", "mail": "cid@example.com", "first": "2030-05-03", "nights": 0}`)
	g.post("/sea/book", `{"room": 3, "mail": "cid@example.com", "first": "2030-05-03", "nights": 1}`)
	g.get("/sea/guests")

	g.title("many at once")
	g.post("/sea/book-all", `{"stays": [
		{"room": 3, "name": "Cid", "mail": "cid@example.com", "first": "2030-05-01", "nights": 2},
		{"room": 3, "name": "Dee", "mail": "dee@example.com", "first": "2030-05-02", "nights": 2},
		{"room": 3, "name": "Eve", "mail": "eve@example.com", "first": "2030-05-03", "nights": 2}]}`)
	g.post("/sea/book-all", `{"strict": true, "stays": [
		{"room": 1, "name": "Fay", "mail": "fay@example.com", "first": "2030-06-01", "nights": 1},
		{"room": 1, "name": "Gus", "mail": "gus@example.com", "first": "2030-06-01", "nights": 1}]}`)
	g.get("/sea/guests")
	g.post("/sea/race", `[
		{"room": 1, "name": "Hal", "mail": "hal@example.com", "first": "2030-07-01", "nights": 1},
		{"room": 1, "name": "Ida", "mail": "ida@example.com", "first": "2030-07-01", "nights": 1}]`)

	g.title("paying")
	g.post("/sea/pay", `{"id": 1, "card": "good"}`)
	g.post("/sea/pay", `{"id": 1, "card": "good"}`)
	g.post("/sea/pay", `{"id": 2, "card": "stolen"}`)
	g.post("/sea/pay", `{"id": 2, "card": "empty"}`)
	g.post("/sea/pay", `{"id": 77, "card": "good"}`)
	g.get("/sea/takings")
	g.post("/sea/find", `2`)
	g.post("/sea/pay", `{"id": 2, "card": "good"}`)
	g.get("/sea/takings")
	g.get("/sea/guests")

	g.title("reports")
	g.post("/sea/calendar", `{"first": "2030-04-30", "days": 6}`)
	g.get("/sea/statistics")
	g.post("/sea/free", `{"first": "2030-05-02", "nights": 1}`)
	g.post("/sea/free", `{"first": "2030-07-01", "nights": 2}`)
	g.post("/sea/review", `{"room": 1, "text": "Sleeping was lovely, the waves sing all night."}`)
	g.post("/sea/review", `{"room": 2, "text": "We slept badly: the neighbours were singing."}`)
	g.post("/sea/review", `{"room": 3, "text": "A view of the sea from each of the four beds."}`)
	g.post("/sea/search", `"sing"`)
	g.post("/sea/search", `"beds OR waves"`)
	g.post("/sea/search", `"NEAR("`)

	g.title("the administrator types")
	g.post("/sea/raw", `["SELECT number, beds FROM room WHERE beds >= ? ORDER BY beds", 2]`)
	g.post("/sea/raw", `["SELECT typeof(?1), ?1 || '', typeof(?2), typeof(?3), ?4", 5, "5", null, true]`)
	g.post("/sea/raw", `["SELECT 1 AS a, 2 AS a, 3 AS b"]`)
	g.post("/sea/raw", `["UPDATE room SET price = price + 1 WHERE beds < 3"]`)
	g.post("/sea/raw", `["SELEC 1"]`)
	g.post("/sea/raw", `["SELECT nope FROM room"]`)
	g.post("/sea/raw", `["SELECT * FROM nope"]`)
	g.post("/sea/raw", `["SELECT ?", 1, 2]`)
	g.post("/sea/raw", `["DROP TABLE room"]`)
	g.post("/sea/raw", `["BEGIN"]`)
	g.post("/sea/raw", `["SELECT * FROM _cf_KV"]`)
	g.post("/sea/raw", `["PRAGMA user_version = 3"]`)
	g.post("/sea/raw", `["SELECT sqlite_version()"]`)
	g.post("/sea/raw", `["SELECT 1; -- and a remark"]`)
	g.post("/sea/raw", `["DELETE FROM booking WHERE id = 2; SELECT changes() AS gone"]`)
	g.post("/sea/raw", `["PRAGMA foreign_key_list(booking)"]`)

	g.title("leaving")
	g.post("/sea/cancel", `1`)
	g.post("/sea/cancel", `3`)
	g.post("/sea/forget", `"ann@example.com"`)

	g.title("what fails outside of a transaction, and what fails at its end")
	g.post("/sea/half", `7`)
	g.get("/sea/rooms")
	g.post("/sea/late", ``)
	g.get("/sea/statistics")

	g.title("another hotel")
	g.get("/hill/rooms")

	g.restart()
	g.get("/sea/version")
	g.get("/sea/rooms")
	g.get("/sea/guests")
	g.get("/sea/takings")
	g.post("/sea/demolish", ``)
	g.get("/sea/guests")
	g.get("/sea/version")
}
