import util, { inspect } from "node:util";
import qs from "node:querystring";
import url from "node:url";
import path from "node:path";
import { StringDecoder } from "node:string_decoder";
import punycode from "node:punycode";

const show = (value) => inspect(value, { depth: 4, breakLength: Infinity, compact: 5 });
// say prints what a call answers, or how it fails.
const say = async (what, call) => {
  try {
    console.log(`${what}: ${show(await call())}`);
  } catch (e) {
    const { name, message } = e;
    console.log(`${what} fails: ${e.constructor.name} ${name}: ${String(message).replace(/reference = .*/, "reference")} ${JSON.stringify(e)}`);
  }
};

// 1.8: util.format
export const formats = {
  async test() {
    for (const a of [["%s",null],["%s",{a:{b:{c:1}}}],["%s",Symbol("x")],["%s",-0],["%s",5n],["%s",{toString(){return "own"}}],["%d","5x"],["%d",{}],["%d",5n],["%d",Symbol("q")],["%i",5.9],["%i","0x10"],["%f","1.5e3x"],["%j",{toJSON(){throw new Error("j")}}],["%j",(()=>{const a={};a.a=a;return a})()],["%o",{f(){}}],["%O",{a:{b:{c:{d:1}}}}],["%c","css"],["%%",1],["%",1],["%x",1],["%s"],["a","b",{c:1}],[1,2],["%s%s","a"],["%s",[1,[2,[3]]]],["%s",new Date(0)],["%s",new Error("e").message],["%s",Object.create(null)],["%d",-0],["%s",new (class Q{toString(){return "q"}})],[{a:1},"b"],[]]) await say("f", () => util.format(...a));
  },
};

// 1.8: query strings
export const queries = {
  async test() {
    for (const s of ["a=1&b=2&a=3","a","=","&","a=%","a=%zz","a+b=c+d","a=b=c","%E4%F6=1","a[]=1&a[]=2","=x","a=&b","a=1;b=2","__proto__=1","hasOwnProperty=1","%u2713=x"]) await say("qs "+s, () => qs.parse(s));
    await say("qs", () => qs.parse("a:1;b:2",";",":"));
    await say("qs", () => qs.parse("a=1&b=2&c=3",null,null,{maxKeys:2}));
    await say("qs", () => qs.parse("a=%41",null,null,{decodeURIComponent:(x)=>"<"+x+">"}));
    await say("qs", () => qs.parse(5));
    await say("qs", () => qs.parse("a=%zz",null,null,{decodeURIComponent(){throw new Error("x")}}));
    for (const o of [{a:1,b:[1,2],c:true,d:null,e:undefined,f:"x y",g:5n,h:{},i:NaN,j:Infinity,k:()=>1,l:Symbol.iterator},"str",null,5,[1,2],{a:"\ud800"},{"ä":"ö&="},{a:[]},{a:[[1]]},new Map([[1,2]])]) await say("qss", () => qs.stringify(o));
    await say("qss", () => qs.stringify({a:[1,2],b:3},";",":"));
    await say("qss", () => qs.stringify({a:"x"},null,null,{encodeURIComponent:(x)=>x.toUpperCase()}));
    await say("esc", () => [qs.escape("a b&ü"),qs.escape(5),qs.escape({}),qs.escape(null)]);
    await say("une", () => [qs.unescape("%41%zz"),qs.unescape("a+b"),qs.unescapeBuffer("%41%zz b+").toString()]);
    await say("esc", () => qs.escape("\ud800"));
    await say("esc", () => qs.escape(Symbol()));
  },
};

// 1.8: legacy URLs, and files as URLs
export const urls = {
  async test() {
    for (const u of ["http://user:pass@host.com:80/p/a?q=1#h","//host/p","mailto:a@b.c","javascript:alert(1)","/p?q","?q","#h","","http://","http://a b/","HTTP://EXAMPLE.com/A","http://h:99999/","http://[::1]:3/x","x:y","http:a","http://h?q","http://h#f","a b","http://h/\\x","http://-a-.com","http://ex%41mple.com","http://ünï.com/ä?ö","http://a@b@c/","\tjavascript:x","http://h:/","file:///c:/x","coap://h","http://h;x/","http://a.com/{}|^","node:fs"]) { await say("url "+u, () => ({...url.parse(u)}));
    await say("url q "+u, () => url.parse(u,true,true).query);
    await say("fmt "+u, () => url.format(url.parse(u))); }
    await say("parse", () => url.parse(5));
    await say("parse", () => url.parse());
    for (const o of [{protocol:"http",host:"h:1",pathname:"p"},{protocol:"http:",hostname:"::1",port:5},{hostname:"h",search:"q",hash:"f",auth:"a:b@"},{query:{a:1,b:[2,3]}},{pathname:"a?b#c"},{protocol:"x",slashes:true},"http://a b",5,null,new URL("http://ü.com/?a#b")]) await say("format", () => url.format(o));
    await say("format", () => url.format(new URL("http://u:p@ü.com/?a#b"),{auth:false,fragment:false,search:false,unicode:true}));
    for (const [a,b] of [["/one/two/three","four"],["http://example.com/","/one"],["http://example.com/one","/two"],["mailto:a@b","c"],["http://a/b/c/d","../e"],["http://a/b","//c/d"],["http://a/b","?x"],["http://a/b?c","#d"],["/a/b","."],["/a/b/","../../../c"],["a","b"],["http://a","javascript:x"],["","x"],["x",""]]) await say("res "+a+" "+b, () => url.resolve(a,b));
    for (const u of ["file:///a/b%20c","file://host/x","file:///a%2fb","http://x",new URL("file:///q"),5,"file:///C:/x"]) { await say("f2p", () => url.fileURLToPath(u));
    await say("f2p w", () => url.fileURLToPath(u,{windows:true})); }
    for (const p of ["/a b#?%","rel","C:\\x","\\\\srv\\s","/a\nb","",5]) { await say("p2f", () => url.pathToFileURL(p).href);
    await say("p2f w", () => url.pathToFileURL(p,{windows:true}).href); }
    await say("opt", () => url.urlToHttpOptions(new URL("http://u:p%40@h:1/p?q#f")));
    await say("opt", () => url.urlToHttpOptions(5));
    await say("dom", () => [url.domainToASCII("ü.com"),url.domainToUnicode("xn--tda.com"),url.domainToASCII("xn--iñvalid.com"),url.domainToASCII()]);
  },
};

// 1.8: paths of both kinds
export const paths = {
  async test() {
    for (const n of ["posix","win32"]) for (const [f,...a] of [["join"],["join","a","..","..","b"],["join","/a","//b","c/"],["join","C:","x"],["join","C:\\a","..\\..\\b"],["join","\\\\s\\h","x"],["join","a",5],["resolve"],["resolve","/a","b","/c","./d"],["resolve","C:","x"],["resolve","C:\\a","D:b"],["resolve","\\\\s\\h\\x","..\\.."],["resolve","//s/h","x"],["resolve",""],["normalize",""],["normalize","a//b/../c/."],["normalize","../../x"],["normalize","C:"],["normalize","C:.."],["normalize","C:/a/..//b\\"],["normalize","\\\\?\\C:\\x"],["normalize","//s/h/../x"],["relative","/a/b/c","/a/d"],["relative","/a","/a"],["relative","C:\\a","D:\\b"],["relative","C:\\A\\b","c:\\a\\C"],["relative","\\\\s\\h\\a","\\\\s\\h\\b"],["relative","",""],["dirname","/a/b/"],["dirname","C:\\"],["dirname","C:a"],["dirname","\\\\s\\h\\x"],["dirname",""],["dirname","a"],["dirname","//a"],["basename","/a/b.ext/",".ext"],["basename","C:"],["basename","C:a.b",".b"],["basename","a\\b"],["basename","aaa","a"],["basename","a",5],["basename","/"],["extname",".a"],["extname","a.b."],["extname","..a"],["extname","a.b/c"],["extname","C:.x"],["extname","a."],["isAbsolute",""],["isAbsolute","C:"],["isAbsolute","C:/"],["isAbsolute","\\"],["isAbsolute","//s"],["isAbsolute",5],["parse","/home/u/f.txt"],["parse","C:\\p\\f"],["parse","\\\\s\\h\\f.x"],["parse","./a/.b"],["parse",""],["parse","C:"],["parse","//"],["parse",5],["format",{dir:"/a",base:"b"}],["format",{root:"/",name:"f",ext:"e"}],["format",{root:"/",dir:"/",base:"x"}],["format",{}],["format",null],["format",{name:"a",ext:".b"}],["toNamespacedPath","C:\\x"],["toNamespacedPath","\\\\s\\h\\x"],["toNamespacedPath",5],["toNamespacedPath","\\\\?\\x"],["matchesGlob","/a/b.js","/a/*.js"],["matchesGlob","a\\b","a/*"],["matchesGlob","a",5],["matchesGlob","a/b/c","a/**"],["matchesGlob",".a","*"]]) await say(n+" "+f+show(a), () => path[n][f](...a));
  },
};

// 1.8: bytes that come in pieces
export const decoders = {
  async test() {
    for (const e of ["utf8","utf16le","base64","base64url","hex","latin1","ascii","ucs2","UTF-8",undefined,null,"zz",5]) await say("sd "+e, () => { const d = new StringDecoder(e); return [d.encoding,d.write(Buffer.from([0xe2,0x82])),d.write(Buffer.from([0xac,0x41,0xf0])),d.write(Buffer.from([0x9f])),d.lastNeed,d.lastTotal,d.end(Buffer.from([0x98,0x80,0x61])),d.end(),d.write("str")]; });
    await say("sd", () => new StringDecoder().write(5));
    await say("sd", () => new StringDecoder().end(5));
    await say("sd", () => new StringDecoder("utf8").text(Buffer.from("abc"),1));
    await say("sd", () => Object.keys(new StringDecoder()));
  },
};

// 1.8: Punycode
export const punycodes = {
  async test() {
    for (const [f,...a] of [["encode","mañana"],["decode","maana-pta"],["decode","ü"],["toASCII","mañana.com"],["toUnicode","xn--maana-pta.com"],["toASCII","ü@ö.com"],["decode","\x80"],["decode","a-ÿ!"],["encode",""],["toUnicode","xn--"]]) await say("pc "+f, () => punycode[f](...a));
    await say("ucs2", () => [punycode.ucs2.decode("a😀"),punycode.ucs2.encode([97,0x1f600]),punycode.version]);
  },
};

// 1.8: inspect, with options
export const shown = {
  async test() {
    for (const value of [Object.create(null), new (class A extends Map {})([[1, 2]]), [1, , 3], Object.assign([1], { a: 1, "-1": 2 }), Symbol("a b"), { [Symbol("x")]: 1, "a-b": 2, 1: 3 }, class A { static x = 1 }, class B extends Object {}, Object.assign(() => {}, { a: 1 }), Object.assign(new String("ab"), { x: 1 }), new Date(NaN), /a\/b/gi, Promise.resolve(4), [[[[[1]]]]], new Set([[1], { a: 2 }]), "it's \"q\" `b`", "\u001b\n\ud800", new Number(-0), Object(Symbol("s")), { get a() { return 1; }, set b(v) {} }, { [Symbol.toStringTag]: "T" }, new (class X { get [Symbol.toStringTag]() { return "Y"; } })(), { [inspect.custom]() { return { a: 1 }; } }, "x".repeat(200), Array(200).fill(0), ["a".repeat(30), "b".repeat(30), "c".repeat(30)], Object.assign(new Error("has ECODE"), { code: "ECODE", stack: "Error: has ECODE" })]) {
      for (const o of [{}, { compact: false, depth: 1 }, { sorted: true, getters: true, breakLength: 40 }, { colors: true, maxArrayLength: 2, maxStringLength: 5 }]) console.log(inspect(value, o));
    }
  },
};

// 1.8: patterns of paths
export const globs = {
  async test() {
    for (const [a,b] of [[".a","*"],[".a",".*"],["a/.b","a/*"],["a/.b","**"],[".b","**"],["a/.b/c","a/**"],["a/.b/c","**/c"],["a/b",""],["","*"],["a","?"],[".","?"],["..","*"],["ab","[a]b"],[".b","[.]b"],["a/b/c","a/*/c"],["a/b/c","a/**/c"],["a/c","a/**/c"],["a/b","a/{b,c}"],["a","!(b)"],["a.js","*.{js,ts}"],["a/","a"],["a","a/"],["/a","/*"],["a.b","a*"],["A","a"],["a/b","*"],["a","+(a|b)"],["[a]","\\[a\\]"]]) console.log(a,b,path.posix.matchesGlob(a,b), path.win32.matchesGlob(a,b))
  },
};
