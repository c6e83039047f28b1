import { inspect } from "node:util";
import { Buffer } from "node:buffer";

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

// 1.8: the methods of a Buffer take and refuse
export const methods = {
  async test() {
    const b = () => Buffer.from([1,2,3,4,5,6,7,8]);
    for (const [m, ...a] of [["readInt8",4],["readInt8",8],["readInt8",-1],["readInt8",1.5],["readInt8","1"],["readInt8"],["readUInt16BE",7],["readUInt16BE",6],["readInt32LE",5],["readDoubleLE",0],["readDoubleLE",1],["readFloatBE",5],["readBigInt64LE",0],["readBigInt64LE",1],["readBigUInt64BE",0],["readUIntBE",0,3],["readUIntBE",0,7],["readUIntBE",0,0],["readUIntBE",0],["readUIntBE",6,3],["readIntLE",0,6],["readIntBE",2,4],["readUIntLE",0,"1"],
    ["writeInt8",200,0],["writeInt8",-129,0],["writeInt8",5,8],["writeInt8","5",0],["writeInt8",NaN,0],["writeUInt8",256,0],["writeUInt8",-1],["writeInt16LE",40000,0],["writeUInt16BE",70000,0],["writeInt32BE",2**31,0],["writeUInt32LE",2**32,0],["writeUInt32LE",-1,0],["writeUIntBE",2**24,0,3],["writeUIntBE",5,0,7],["writeIntLE",2**47,0,6],["writeIntBE",-5,0,3],["writeBigInt64LE",2n**63n,0],["writeBigUInt64LE",-1n,0],["writeBigInt64LE",5,0],["writeFloatLE",1e39,0],["writeDoubleBE",1.5,1],["writeDoubleBE",1.5,0],
    ["fill","a",5],["fill","a",9],["fill","a",-1],["fill","a",2,1],["fill","a",0,9],["fill","ab"],["fill",""],["fill",257],["fill","61","hex"],["fill","zz","hex"],["fill","a",0,4,"zz"],["fill",Buffer.alloc(0)],["fill",[1,2]],["fill",true],["fill",{}],
    ["slice",2,-2],["slice",-3],["slice","2"],["subarray",2,4],["toString","hex"],["toString","hex",2],["toString","utf8",2,4],["toString","zz"],["toString",null],["toString","hex","1","3"],["toString","latin1",-5,99],["toJSON"],["equals",5],["equals",new Uint8Array([1,2,3,4,5,6,7,8])],["compare",5],["compare",Buffer.from([1,2,4])],["compare",b(),1,2,3,4],["compare",b(),-1],["compare",b(),0,99],["compare",b(),9],
    ["indexOf",3],["indexOf",259],["indexOf","\x03"],["indexOf",Buffer.from([3,4])],["indexOf",""],["indexOf","",5],["indexOf",3,-2],["indexOf",3,"2"],["indexOf",{}],["indexOf",null],["indexOf",3,NaN],["indexOf",3,undefined],["lastIndexOf",3],["lastIndexOf",3,1],["lastIndexOf",3,-20],["lastIndexOf","",3],["includes",3],["includes",9],["includes","\x04",2],["copy",Buffer.alloc(3)],["copy",Buffer.alloc(3),1],["copy",Buffer.alloc(3),9],["copy",Buffer.alloc(3),-1],["copy",Buffer.alloc(3),0,9],["copy",Buffer.alloc(3),0,-1],["copy",5],["copy",Buffer.alloc(3),0,2,1],
    ["write","ab"],["write","ab",7],["write","ab",9],["write","ab",-1],["write","ab","hex"],["write","ab",0,1],["write","ab",0,9],["write",5],["write","ab",0,2,"zz"],["write","zz","hex"],["write","€",6],["write","ab",1.5],["swap16"],["swap32"],["swap64"],["readUint8",0],["readUint32BE",0],["utf8Write","x",0],["asciiSlice",0,2],["hexSlice"],["base64Slice"],["ucs2Slice"],["latin1Slice"],["utf8Slice",1,3],["hexWrite","ff",0],["base64Write","aGk=",0],["parent"],["inspect"],["toLocaleString","hex"],["entries"],["keys"],["at",-1],["with",0,9],["toReversed"],["map",x=>x*300]]) await say("buf."+m+show(a), () => { const x = b(); const v = typeof x[m] === "function" ? x[m](...a) : x[m]; return [v && typeof v === "object" && v.next ? [...v] : v, x.toString("hex")] });
  },
};

// 1.8: the functions of Buffer take and refuse
export const functions = {
  async test() {
    const b = () => Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const [m, ...a] of [["alloc",3,"ab"],["alloc",3,""],["alloc",3,1.7],["alloc",3,"zz","hex"],["alloc",-1],["alloc",NaN],["alloc",1.5],["alloc","3"],["alloc",2**53],["allocUnsafe",-1],["allocUnsafe",2**31],["allocUnsafeSlow",-1],["from",5],["from",null],["from",undefined],["from",true],["from",Symbol("x")],["from",{}],["from",{length:2,0:1,1:300}],["from",{length:"2"}],["from","ab","zz"],["from","abc","hex"],["from","a€","latin1"],["from","€","ascii"],["from","aGk","base64"],["from","a-_/+","base64url"],["from","ab","ucs2"],["from",new String("x")],["from",{type:"Buffer",data:[1,2]}],["from",[1,"2",-1,256,1.5,"x"]],["from",new Uint16Array([1,256])],["from",new ArrayBuffer(4),1,2],["from",new ArrayBuffer(4),5],["from",new ArrayBuffer(4),1,9],["from",new ArrayBuffer(4),-1],["from",new ArrayBuffer(4),"1"],["from",() => {}],["from",{valueOf(){return "v"}}],["from",{[Symbol.toPrimitive](){return "p"}}],["from",5n],
    ["concat",[b(),b()],5],["concat",[b()],20],["concat",[]],["concat",[b()],-1],["concat",[b()],"1"],["concat",["a"]],["concat","a"],["concat",[new Uint8Array(2)]],["compare",b(),"x"],["compare",b(),new Uint8Array(1)],["byteLength","€"],["byteLength","abc","hex"],["byteLength","aGk=","base64"],["byteLength",5],["byteLength",new ArrayBuffer(3)],["byteLength","a","zz"],["isBuffer",b()],["isBuffer",new Uint8Array(1)],["isEncoding","UTF8"],["isEncoding","zz"],["isEncoding",5],["isEncoding","binary"],["of",1,2,300],]) await say("Buffer."+m+show(a), () => Buffer[m](...a));
    await say("Buffer()", () => [Buffer("a"), new Buffer(2), Buffer([1])]);
    await say("Buffer()", () => Buffer());
    await say("Buffer()", () => new Buffer("a",5));
  },
};
