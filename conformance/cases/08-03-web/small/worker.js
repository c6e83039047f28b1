// The smaller parts of the web platform: what they answer and what they refuse.
const attempt = async (f) => {
	try {
		const value = await f();
		return typeof value === "string" ? JSON.stringify(value) : value;
	} catch (e) {
		return `${e.name}: ${e.message} ${e.code ?? ""}`;
	}
};

async function say(...all) {
	for (const [n, f] of all.entries()) console.log(n, await attempt(f));
}

// 8.3: base64
export const encodings = {
	async test() {
		await say(
			()=>atob("*"),
			()=>atob("YQ"),
			()=>atob(" Y Q = = "),
			()=>atob("Y"),
			()=>btoa("é"),
			()=>btoa("\u0100"),
			()=>btoa(),
			()=>atob(),
			()=>btoa(null),
		);
	},
};

// 8.3: text decoders and encoders
export const decoders = {
	async test() {
		await say(
			()=>["utf-8","utf8","latin1","ascii","windows-1252","iso-8859-2","koi8-r","gbk","gb18030","big5","euc-jp","shift_jis","euc-kr","utf-16","utf-16le","utf-16be","macintosh","x-user-defined","iso-8859-8-i","replacement","iso-2022-jp","ibm866","windows-874","x-mac-cyrillic","iso-8859-16","unicode-1-1-utf-8"].map(l=>{try{return new TextDecoder(l).encoding}catch(e){return e.name+":"+e.message}}).join(),
			()=>new TextDecoder("nope"),
			()=>new TextDecoder("utf-8",{fatal:true}).decode(new Uint8Array([255])),
			()=>new TextDecoder("shift_jis").decode(new Uint8Array([0x93,0xfa])),
			()=>new TextDecoder("x-user-defined").decode(new Uint8Array([0x80])),
			()=>new TextEncoder().encodeInto("é€",new Uint8Array(3)),
		);
	},
};

// 8.3: structuredClone and what it transfers
export const clones = {
	async test() {
		await say(
			()=>structuredClone(Symbol()),
			()=>structuredClone(Math.max),
			()=>{const b=new ArrayBuffer(4);const c=structuredClone(b,{transfer:[b]});return [b.byteLength,c.byteLength].join()},
			()=>structuredClone({},{transfer:[5]}),
			()=>structuredClone(),
			()=>structuredClone(new ReadableStream(),{transfer:[new ReadableStream()]}),
		);
	},
};

// 8.3: events and their constructors
export const events = {
	async test() {
		await say(
			()=>new Event(),
			()=>new Event("x",{bubbles:1,cancelable:true}).cancelable,
			()=>new CustomEvent("x",{detail:5}).detail,
			()=>JSON.stringify(Object.fromEntries(["message","error","lineno","colno","filename","data","origin","lastEventId","code","reason","wasClean","target"].map((n)=>[n,(new ErrorEvent("x",{message:"m",error:5,lineno:1,colno:2,filename:"f"}))[n]]))),
			()=>JSON.stringify(Object.fromEntries(["message","error","lineno","colno","filename","data","origin","lastEventId","code","reason","wasClean","target"].map((n)=>[n,(new MessageEvent("x",{data:1,origin:"o",lastEventId:"l",source:null}))[n]]))),
			()=>JSON.stringify(Object.fromEntries(["message","error","lineno","colno","filename","data","origin","lastEventId","code","reason","wasClean","target"].map((n)=>[n,(new CloseEvent("x",{code:1,reason:"r",wasClean:true}))[n]]))),
			()=>new PromiseRejectionEvent("x",{promise:Promise.resolve(),reason:1}),
			()=>new Event("x").composedPath(),
			()=>new EventTarget().dispatchEvent(5),
			()=>{const e=new EventTarget();const v=new Event("x");let why;e.addEventListener("x",()=>{try{e.dispatchEvent(v)}catch(c){why=c.message}});return e.dispatchEvent(v)+why},
		);
	},
};

// 8.3: AbortSignal
export const signals = {
	async test() {
		await say(
			()=>AbortSignal.any([]).aborted,
			()=>AbortSignal.any([AbortSignal.abort("x")]).reason,
			()=>AbortSignal.timeout(),
			()=>AbortSignal.timeout(-1),
			()=>AbortSignal.abort().throwIfAborted(),
			()=>new AbortSignal(),
			()=>AbortSignal.any([5]),
		);
	},
};

// 8.3: Blob and File
export const blobs = {
	async test() {
		await say(
			()=>new Blob(["a",new Blob(["b"]),new Uint8Array([99])],{type:"A/B"}).text(),
			()=>new Blob(["abc"]).slice(1,-1).text(),
			()=>new Blob("x"),
			()=>new Blob([{}]).text(),
			()=>new File(["x"],"n",{type:"t/x",lastModified:5}),
			()=>new File(),
			()=>new File(["x"]),
			()=>new Blob(["abc"]).bytes(),
			async()=>(await new Blob(["abc"]).stream().getReader().read()).value,
			()=>new Blob(["a"],{endings:"native"}).size,
		);
	},
};

// 8.3: FormData, written and read
export const forms = {
	async test() {
		await say(
			async()=>{const f=new FormData();f.append("a","1");f.append("b",new Blob(["x"],{type:"t/y"}),"fn");f.append("c",new File(["y"],"z"));const r=new Response(f);const ct=r.headers.get("content-type");return (await r.text()).replaceAll(ct.split("boundary=")[1],"B")},
			()=>new FormData(5),
			()=>{const f=new FormData;f.append("a")},
			()=>{const f=new FormData;f.append("a","b","c")},
			()=>[...new FormData()].length,
			async()=>[...(await new Response("a=1&b=%20",{headers:{"content-type":"application/x-www-form-urlencoded"}}).formData())].join("|"),
			()=>new Response("x").formData(),
			()=>new Response("x",{headers:{"content-type":"multipart/form-data"}}).formData(),
			()=>new Response("x",{headers:{"content-type":"multipart/form-data; boundary=b"}}).formData(),
			async()=>[...(await new Response("--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\nContent-Type: t/x\r\n\r\nhi\r\n--b--",{headers:{"content-type":"multipart/form-data; boundary=b"}}).formData())].map(([k,v])=>k+v.name+v.type).join(),
		);
	},
};

// 8.3: Headers
export const headers = {
	async test() {
		await say(
			()=>[...new Headers([["b","1"],["a","2"],["B","3"],["set-cookie","x"],["set-cookie","y"]])].join("|"),
			()=>new Headers({a:"\n b \t"}).get("a"),
			()=>new Headers({"a b":"1"}),
			()=>new Headers({a:"x\0"}),
			()=>new Headers(5),
			()=>new Headers([["a"]]),
			()=>new Headers({a:"é"}).get("a"),
			()=>new Headers({a:"1"}).append("a","2"),
			()=>{const h=new Headers({a:"1"});h.append("A","2");return h.get("a")},
			()=>new Headers().get(""),
			()=>new Headers().set("a"),
			()=>new Headers({cookie:"a"}).getSetCookie(),
			()=>new Headers({a:1,b:2}),
		);
	},
};

// 8.3: Request and Response
export const messages = {
	async test() {
		await say(
			()=>new Request("http://a",{method:"POST",body:"x"}).clone().text(),
			async()=>{const m=new Request("http://a",{headers:{a:"b"}});return [m.status,m.url,m.method,[...m.headers].join("|"),await m.text()].join()},
			()=>new Request("http://a/",{cf:{a:1}}).cf,
			()=>new Request("http://a",{redirect:"error"}),
			()=>new Request("http://a",{signal:5}),
			()=>new Request("http://a",{method:"TRACE"}).method,
			()=>new Request("http://a",{method:"CONNECT"}).method,
			()=>Response.json({a:1n}),
			async()=>{const m=Response.json(undefined);return [m.status,m.url,m.method,[...m.headers].join("|"),await m.text()].join()},
			async()=>{const m=Response.json({a:1},{status:201,headers:{x:"y"}});return [m.status,m.url,m.method,[...m.headers].join("|"),await m.text()].join()},
			async()=>{const m=Response.redirect("http://x/",303);return [m.status,m.url,m.method,[...m.headers].join("|"),await m.text()].join()},
			()=>Response.error().status,
			()=>new Response("x",{encodeBody:"x"}),
			()=>new Response("a").bytes(),
			()=>new Response("x",{status:"abc"}),
			()=>new Response("x",{statusText:"\n"}),
			async()=>{const r=await fetch("data:text/plain,hi%20there");return [r.status,r.headers.get("content-type"),await r.text(),r.url].join()},
			()=>fetch("data:x"),
			()=>fetch("data:;base64,aGk=").then(r=>r.text()),
		);
	},
};

// 8.3: DOMException
export const exceptions = {
	async test() {
		await say(
			()=>new DOMException("m","AbortError").code,
			()=>new DOMException().name,
			()=>DOMException.ABORT_ERR,
			()=>Object.prototype.toString.call(new DOMException()),
			()=>new DOMException("a","b") instanceof Error,
		);
	},
};

// 8.3: timers, URLs and the rest of the global scope
export const others = {
	async test() {
		await say(
			()=>scheduler.wait(1,{signal:AbortSignal.abort("r")}),
			()=>scheduler.wait("x"),
			()=>scheduler.wait(),
			()=>queueMicrotask(),
			()=>queueMicrotask(5),
			()=>reportError(),
			()=>navigator.sendBeacon(),
			()=>performance.mark("a").name,
			()=>performance.now()>1e12,
			()=>new URLSearchParams([["a"]]),
			()=>new URLSearchParams({a:"b c&d"}).toString(),
			()=>new URLSearchParams("?a=1&a=2").size,
			()=>new URL("../x?y#z","http://a/b/c").href,
			()=>URL.canParse("x"),
			()=>new URL("http://a/").toJSON(),
			()=>new MessageChannel().port1.postMessage(Symbol()),
			()=>self===globalThis,
			()=>String(self),
		);
	},
};
