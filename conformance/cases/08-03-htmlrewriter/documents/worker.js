// What the handlers see of documents, sound and broken, and that nothing else is changed.
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
const all = (n) => ({
	element(e) {
		see(n, "element", e.tagName, JSON.stringify([...e.attributes]), e.namespaceURI.slice(-4));
		try {
			e.onEndTag((tag) => see(n, "end", tag.name));
		} catch (e) {
			see(e.message);
		}
	},
	comments: (c) => see(n, "comment", JSON.stringify(c.text)),
	text: (t) => see(n, "text", JSON.stringify(t.text), t.lastInTextNode),
});
const whole = (n) => ({
	doctype: (d) => see(n, "doctype", JSON.stringify([d.name, d.publicId, d.systemId])),
	comments: (c) => see(n, "comment", JSON.stringify(c.text)),
	text: (t) => see(n, "text", JSON.stringify(t.text), t.lastInTextNode),
	end: () => see(n, "end"),
});
const both = (r) => r.on("*", all("*")).onDocument(whole("document"));

const documents = [
	"a < b <3 <", "<?xml v?>x", "<!foo bar>", "</3>", "</>x", "<p a", "<p a=", "<p a='x", "</p", "<!--x", "<!-", "<!", "<", "<!--", "<!-->x", "<!--->x",
	"<!--a--!>x", "<!--a-", "<![CDATA[x]]>y", "<svg><![CDATA[x<p>]]>y</svg>",
	"<svg><path/><title><b/>x</title><foreignObject><p/>z</foreignObject></svg>q",
	"<math><mi><b>x</b></mi><annotation-xml encoding='text/html'><p></p></annotation-xml></math>", "<plaintext><b>x</plaintext>",
	"<noscript><b></noscript>", "<template><p>x</template>", "<p/>x", "<title>a</titl></title>", "<script><!--<script></script>--></script>x",
	"<style></styl</style>", "<textarea>a</textarea x>", "<xmp><b></xmp><iframe><b></iframe><noembed><b></noembed><noframes><b></noframes>",
	"<select><title>x</title></select>", "<select><script>1<2</script></select>", "<select><div><option>", "<!DOCTYPE html PUBLIC \"a\" 'b'>",
	"<!doctype>", "<!DOCTYPE html SYSTEM 'x'>", "<!DOCTYPE  hTmL x>", "<ul><li>a<li>b</ul>", "<div><p>a</div>b</p>", "<p>a<b>c</p>d</b>", "</div>x",
	"<a b=c/d>", "<a b=c/>", "<a/b/c>", "<a =b>", "<a b\n=\n'c'>", "<A-B_c:d>", "<a b='1' b='2'>", "a&lt;b", "<svg><p>x</svg>", "<table><tr><td>x",
	"<frameset><script></frameset>", "<svg><style><b></b></style></svg>", "<math><annotation-xml><svg></svg></annotation-xml></math>", "\u0000a",
	"a\r\nb", "<p\u0000>", "<IMG SRC=x>", "<body><script>a</script", "<svg/>x", "<svg><font color=x>y</font></svg>",
];

// 8.3: tokens of sound and broken documents
export const tokens = {
	async test() {
		for (const html of documents) {
			console.log(JSON.stringify(html), JSON.stringify(await rewrite(html, both)));
			flush("");
		}
	},
};

// 8.3: text and tags that arrive in pieces
export const pieces = {
	async test() {
		console.log(await rewrite(chunks("<p>he", "llo</p", "><d", "iv a=", "1>x</div>", "<!-", "-c--", "> t"), both));
		flush("pieces");
		console.log(await rewrite(chunks("<scr", "ipt>a<", "/scr", "ipt>b&am", "p;c<!-", "-d-", "->e<", "b>"), both));
		flush("cut");
		console.log(await rewrite(chunks([0xe2], [0x82, 0xac, 0x61], [0xff, 0x62, 0xe2]), (r) => r.onDocument(whole("d"))));
		flush("characters");
		console.log((await rewrite("<p>" + "x".repeat(200000), (r) => r.on("p", { text: (t) => see(t.text.length) }))).length);
		flush("long");
		console.log(await rewrite("<script>a</script><script><!-- x </script>y<script><!--<script a></script>--><b></script><script><!--></script>-->", (r) => r.on("script", { text: (t) => see(t.text, t.lastInTextNode) })));
		flush("scripts");
	},
};

const selectors = [
	"p", "P", "*", "div p", "div>p", "div > b p", "p.a", "p.A", ".a.b", "#x", "#X", "[d]", "[D]", "[d=v]", "[d='V']", "[d='V' i]", "[d=V I]", "[d=v s]",
	"[d~=w]", "[d^=v]", "[d$=w]", "[d*=' ']", "[d|=v]", "[d^='']", "[e|=v]", "[d=\"v w\"]", "p:nth-child(2)", "p:nth-child(odd)", "p:nth-child(2n+1)",
	"p:nth-child(-n+2)", "p:nth-of-type(2)", "p:first-child", "p:first-of-type", "p:not(.a)", "p:not(.a):not(.c)", "p:not(.a,.c)", "p, b", "div p b",
	"div p, i", "*:not(p)", "body *", "p[d]:not([e])", ".\\31 x", "p.a b:first-child", "[type=TEXT]", "p:nth-child( 2n + 0 )", "p:nth-child(even)",
	"[d='v\\20w']",
];

// 8.3: selectors and what they select
export const selected = {
	async test() {
		const html = `<div><p class='a b' id=x d='v w'>1<b class=b>2</b></p><i>3</i><p class=c d=v e=v-x>4<b><p class=A>5</p></b></p><p class='1x'>6</div><p>7</p><input type=text>`;
		for (const selector of selectors) console.log(selector, await rewrite(html, on(selector, (e) => e.setAttribute("m", ""))));
		console.log(await rewrite("<div><div><p>x</p></div></div>", on("div > p", (e) => (e.tagName = "q"))), await rewrite("<div><p>x</p></div>", on("div div p", (e) => (e.tagName = "q"))));
		console.log(await rewrite("<a><b><c><d>x</d></c></b></a>", on("a > b c > d", (e) => (e.tagName = "q"))), await rewrite("<p class='\n a\tb '>", on(".a.b", (e) => e.remove())));
	},
};

// 8.3: selectors that are refused
export const refused = {
	async test() {
		for (const selector of [
			"", "p >", "p + b", "p ~ b", "p:hover", "p::before", "p:not()", "[", "[a", "[a=", "[a='b'", "[a!=b]", ".", "#", "..a", "p..b", "ns|p", "*|p",
			"p:nth-child(x)", "p:nth-child(2n+1 of p)", "p:last-child", ">p", "p,", "p,,b", "p b >", "a&", "p:not(b c)", "p:is(b)", "p:has(b)", ":root",
			"p:nth-last-child(1)", "5", "p:only-child", "p:empty", "@", "p{", "[a|=b s]", "[a=b x]", "p:not(:not(b))",
		]) {
			console.log(JSON.stringify(selector), await rewrite("<p>a</p>", on(selector, (e) => e.setAttribute("m", ""))));
		}
	},
};

// 8.3: other encodings than UTF-8
export const encodings = {
	async test() {
		console.log(await rewrite(chunks([0xe9, 0x3c, 0x70, 0x3e, 0xe9]), (r) => r.on("p", { element: (e) => void e.setAttribute("x", "z€"), text: (t) => see(t.text) }), "text/html; charset=iso-8859-1"));
		flush("latin1");
		for (const charset of ["nope", "utf-16", "shift_jis", "UTF8", '"utf-8"', "", "windows-1252"]) console.log(charset, await rewrite("<p>x", on("p", (e) => e.before("a")), "text/html; charset=" + charset));
		console.log(await rewrite(chunks([0x93, 0xfa, 0x3c, 0x70, 0x3e]), (r) => r.onDocument({ text: (t) => see(t.text) }), "text/html; charset=shift_jis").then((t) => t.length));
		flush("shift_jis");
		console.log(await rewrite("<p>x</p>", on("p", (e) => e.append("\ud83d\ude00")), "text/html;charset=latin1"));
	},
};
