// What handlers may change, and when.
const attempt = async (f) => {
	try {
		return await f();
	} catch (e) {
		return `${e.name}: ${e.message}`;
	}
};
const rewrite = (html, add, type = "text/html") =>
	attempt(async () => await add(new HTMLRewriter()).transform(new Response(html, { headers: { "content-type": type } })).text());
const chunks = (...list) =>
	new ReadableStream({
		start(controller) {
			for (const chunk of list) controller.enqueue(typeof chunk === "string" ? new TextEncoder().encode(chunk) : new Uint8Array(chunk));
			controller.close();
		},
	});
const on = (selector, element) => (rewriter) => rewriter.on(selector, { element });
const seen = [];
const see = (...words) => void seen.push(words.join(" "));
const flush = (name) => console.log("   ", name, JSON.stringify(seen.splice(0)));

// 8.3: what is inserted around and in elements
export const insertions = {
	async test() {
		const everywhere = (e) => e.before("B1").before("B2").after("A1").after("A2").prepend("P1").prepend("P2").append("E1").append("E2<b>").append("<i>", { html: true });
		for (const html of ["<p>x</p>y", "<p>x", "<p>a<p>b<p>c", "<div><p>a</div>b"]) console.log(html, await rewrite(html, on("p", everywhere)));
		console.log(await rewrite("<br>y", on("br", (e) => everywhere(e).setInnerContent("z"))));
		console.log(await rewrite("<div><p>a<i>z</div>b", on("p,i,div", (e) => e.append("X" + e.tagName).after("Y" + e.tagName))));
		console.log(await rewrite("<p>", on("p", (e) => e.before("<>&\"'"))), await rewrite("<p>1</p>", on("p", (e) => e.prepend(null).append(undefined).before(5).after({}))));
		console.log(await rewrite("<p>1</p>", on("p", (e) => e.prepend("<", { html: undefined }).append("<", null))));
	},
};

// 8.3: what is removed or replaced, and what goes with it
export const removals = {
	async test() {
		for (const [name, change] of Object.entries({
			remove: (e) => e.remove(),
			around: (e) => e.remove().before("1").after("2").prepend("3").append("4"),
			keep: (e) => e.removeAndKeepContent().before("1").after("2").prepend("3").append("4"),
			replace: (e) => e.replace("<i>", { html: true }).before("1").after("2"),
			twice: (e) => e.replace("1").replace("2").append("3").prepend("4"),
			inner: (e) => e.prepend("0").setInnerContent("<i>").prepend("1").append("2"),
			both: (e) => e.replace("1").setInnerContent("2"),
			neither: (e) => e.setInnerContent("1").removeAndKeepContent(),
		})) {
			for (const html of ["<p>x<b>z</b></p>y", "<div><p>a<i>z</div>b"]) {
				console.log(name, await rewrite(html, (r) => r.on("p", { element(e) { change(e); see(e.removed); } }).on("b", { element: (e) => see(e.removed), text: (t) => see(t.text, t.removed) })));
			}
			flush(name);
		}
		console.log(await rewrite("<br>a", on("br", (e) => e.remove().before("1").after("2"))), await rewrite("<br>a", on("br", (e) => e.replace("1"))), await rewrite("<br a>a", on("br", (e) => e.removeAndKeepContent())));
		console.log(await rewrite("<div><p>a</p></div>b", (r) => r.on("div", { element: (e) => void e.remove() }).on("p", { element: (e) => void e.before("1").append("3").setInnerContent("x"), text: (t) => void t.before("5").replace("R") })));
	},
};

// 8.3: names and attributes, which are written anew only if they change
export const attributes = {
	async test() {
		console.log(await rewrite("<P A=1 b='2' c=\"3\"  d  e = 5 A=2 x&amp;=&amp;>x</P >", on("p", (e) => {
			see(JSON.stringify([...e.attributes]), e.getAttribute("A"), e.getAttribute("x&amp;"), e.hasAttribute("D"), e.getAttribute("zz"));
			e.setAttribute("B", "3").removeAttribute("d").removeAttribute("nope");
		})));
		flush("attributes");
		for (const html of ["<p>a</p>", "<p A='1' a=2>a</p>", "<p  b >a</p >", "<br/>", "<br>", "<svg><p/></svg>", "<svg><path a=b/></svg>", "<svg><path/></svg>"]) {
			console.log(html, await rewrite(html, on("p,br,path", (e) => e.setAttribute("a", 'q"<&'))), await rewrite(html, on("p,br,path", (e) => e.removeAttribute("a"))), await rewrite(html, on("p,br,path", (e) => void (e.tagName = "Q"))));
		}
		for (const name of ["", "1a", "a b", "a>", "a/", "é", "a=", 'a"', "A"]) {
			console.log(JSON.stringify(name), await rewrite("<p></p>", on("p", (e) => void (e.tagName = name))), await rewrite("<p></p>", on("p", (e) => e.setAttribute(name, "v"))), await rewrite("<p></p>", on("p", (e) => e.removeAttribute(name))));
		}
		console.log(await rewrite("<p>", on("p", (e) => { const list = e.attributes; e.setAttribute("a", "b"); list.next(); })));
		console.log(await rewrite("<p a=1 b>", on("p", (e) => { const list = e.attributes; see(JSON.stringify(list.next()), list[Symbol.iterator]() === list, JSON.stringify([...list]), JSON.stringify(list.next())); })));
		flush("iterator");
	},
};

// 8.3: end tags, also those that end elements within
export const endTags = {
	async test() {
		console.log(await rewrite("<div><p>a</div>b", on("p,div", (e) => { const name = e.tagName; e.onEndTag((t) => { see(name, t.name); t.before("B" + name); t.after("A" + name); }); })));
		console.log(await rewrite("<div>a</div>b", on("div", (e) => { e.append("X"); e.onEndTag((t) => { t.before("B"); t.after("A"); t.name = "q"; }); e.after("Y"); })));
		console.log(await rewrite("<div>a</div>b", (r) => r.on("div", { element: (e) => e.onEndTag(() => see("first")) }).on("div", { element: (e) => e.onEndTag(() => see("second")) })));
		console.log(await rewrite("<div>a</div>b", on("div", (e) => { e.remove(); e.onEndTag((t) => { t.before("B"); t.after("A"); }); })), await rewrite("<p>a</p>", on("p", (e) => e.onEndTag((t) => t.remove()))));
		console.log(await rewrite("<br>", on("br", (e) => e.onEndTag(() => {}))), await rewrite("<div>a", on("div", (e) => e.onEndTag(() => see("never")))));
		flush("end tags");
	},
};

// 8.3: text, comments and the end of the document
export const others = {
	async test() {
		console.log(await rewrite("<p>abc</p>", (r) => r.on("p", { text: (t) => void (t.lastInTextNode ? t.remove() : t.replace("<3>", { html: true }).after("z")) })));
		console.log(await rewrite("<p>a</p>", (r) => r.on("p", { text: (t) => void t.before("1").after("2").replace("<3>") })));
		console.log(await rewrite("<p>a</p>", (r) => r.on("p", { text(t) { if (t.text) { t.before("1").before("2").after("3").after("4").remove(); see(t.removed); } } })));
		console.log(await rewrite("a&b<", (r) => r.onDocument({ text: (t) => void (t.text && t.replace(t.text)) })));
		for (const change of [(c) => { c.text = "zz"; c.before("<").after("<", { html: true }); }, (c) => { c.text = "a-->b"; }, (c) => c.replace("x"), (c) => { c.remove(); see(c.removed); }, (c) => c.before("1").before("2").after("3").after("4").replace("5").remove()]) {
			console.log(await rewrite("<p><!--a--></p>", (r) => r.on("p", { comments: (c) => void change(c) })));
		}
		console.log(await rewrite("<p></p>", (r) => r.onDocument({ end: (e) => void e.append("<1>").append("<2>", { html: true }) })));
		flush("others");
	},
};

// 8.3: handlers run in the order in which they were added, those of elements before those of the document
export const order = {
	async test() {
		const two = (n) => ({ element: (e) => see(n, e.tagName), text: (t) => see(n, JSON.stringify(t.text)), comments: (c) => see(n, c.text) });
		console.log(await rewrite("<div><p>x<!--c--></p></div>", (r) => r.onDocument(two("d1")).on("p", two("p")).on("div", two("div")).on("*", two("*")).on("div p", two("dp")).on("p", two("p2")).onDocument(two("d2"))));
		flush("order");
		console.log(await rewrite("<p>x</p>", (r) => r.on("p", { element: (e) => void e.replace("a") }).on("p", { element: (e) => void e.replace("b").after("z") })));
		console.log(await rewrite("<p>x</p><div>y</div>", (r) => r.on("p", { async text(t) { await scheduler.wait(1); see(t.text); }, async element() { see("p"); await scheduler.wait(2); see("later"); } }).on("div", { element: () => see("div") })));
		flush("async");
		const rewriter = new HTMLRewriter().on("p", { element: (e) => void e.before("1") });
		console.log(await rewriter.transform(new Response("<p>")).text(), await rewriter.on("p", { element: (e) => void e.before("2") }).transform(new Response("<p>")).text());
		class Counter {
			n = 0;
			element(e) {
				e.setAttribute("n", ++this.n);
			}
		}
		console.log(await rewrite("<p><p>", (r) => r.on("p", new Counter())));
	},
};

// 8.3: streams and responses as content
export const streams = {
	async test() {
		const text = (t) => (t.text ? void t.after(chunks("<3>")) : undefined);
		console.log(await rewrite("<p>x</p>", on("p", (e) => e.append(new Response("<b>&"), { html: true }).prepend(chunks("1", "<2>")).append("s").before(new Response(null)))));
		console.log(await rewrite("<p>x</p>", on("p", (e) => e.before(new ReadableStream({ start: (c) => c.error(new Error("bad")) })))), await rewrite("<p>x</p>", (r) => r.on("p", { text })));
		console.log(await rewrite("<p><!--x--></p>", (r) => r.on("p", { comments: (c) => void c.after(chunks("<3>")) })), await rewrite("<p>", (r) => r.onDocument({ end: (e) => void e.append(chunks("<3>")) })));
		console.log(await rewrite(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode("<p>")), pull: (c) => c.error(new Error("source")) }), on("p", () => {})));
	},
};

// 8.3: what a handler throws ends the body, behind what was written
export const failures = {
	async test() {
		console.log(await rewrite("<p>a</p>", on("p", () => { throw new RangeError("boom"); })), await rewrite("<p>a</p>", on("p", async () => { await 1; throw new TypeError("later"); })));
		const reader = on("p", () => { throw new Error("x"); })(new HTMLRewriter()).transform(new Response("abc<p>d")).body.getReader();
		console.log(new TextDecoder().decode((await reader.read()).value), await attempt(() => reader.read()));
		let kept;
		await rewrite("<p>a</p>", on("p", (e) => void (kept = e)));
		console.log(await attempt(() => kept.tagName), await attempt(() => kept.attributes), await attempt(() => kept.before("x")));
	},
};

// 8.3: arguments, the response and what tokens look like
export const calls = {
	async test() {
		const none = new Response(null);
		const rewriter = new HTMLRewriter();
		console.log(rewriter.transform(none) === none, rewriter.on("p", {}) === rewriter, await attempt(() => rewriter.transform(Response.error())), await attempt(() => rewriter.transform("x")), await attempt(() => rewriter.transform()));
		console.log(await attempt(() => rewriter.on("p")), await attempt(() => rewriter.on("p", 5)), await attempt(() => rewriter.on("p", { element: 5 })), await attempt(() => rewriter.onDocument()), await attempt(() => rewriter.on()));
		const from = new Response("<p>", { status: 201, statusText: "hm", headers: { "content-length": "3", "x-a": "b" } });
		const to = rewriter.transform(from);
		console.log(to.status, to.statusText, [...to.headers].join(), from.bodyUsed, to.bodyUsed, await to.text(), await attempt(() => rewriter.transform(from)));
		let called = 0;
		on("p", () => void called++)(new HTMLRewriter()).transform(new Response("<p><p>"));
		await scheduler.wait(5);
		console.log("without a reader", called);
		for (const call of [(e) => e.before(), (e) => e.before("x", 5), (e) => e.setAttribute("x"), (e) => e.onEndTag()]) console.log(await rewrite("<p>x</p>", on("p", call)));
		await rewrite("<p>x</p>", (r) => r.on("p", { element(e) { console.log(e, Object.keys(e).join(), String(e)); e.onEndTag((t) => console.log(t)); }, text: (t) => void (t.text && console.log(t)) }));
	},
};
