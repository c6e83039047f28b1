package node

import "testing"

func TestProcess(t *testing.T) {
	runCases(t, "node:process", []runCase{
		{"where it runs", `return [m.version, m.versions.node, m.versions.uv, m.platform, m.arch, m.title, m.pid].join()`, "v22.23.4,22.23.4,,linux,x64,workerd,1"},
		{"the global is the module", `return process === m.default && process.env === m.env && String(process)`, "[object process]"},
		{"global", `return global === globalThis`, "true"},
		{"environment", `process.env.Y = 5; return [JSON.stringify(process.env), typeof process.env.Y, delete process.env.Y, "Y" in process.env, process.env.A].join()`,
			`{"A":"a","J":"{\"b\":1}","Y":"5"},string,true,false,a`},
		{"next tick", `const order = []; process.nextTick((a) => order.push("tick " + a), 1); Promise.resolve().then(() => order.push("micro")); order.push("sync"); await null; await null; return order.join()`,
			"sync,tick 1,micro"},
		{"time", `const a = process.hrtime.bigint(), b = process.hrtime(); const c = process.hrtime(b); return [typeof a, b.length, c[0] >= 0 && c[1] >= 0, process.hrtime.bigint() >= a].join()`, "bigint,2,true,true"},
		{"wrong time", `try { process.hrtime(5) } catch (e) { return e.code + " " + e.message }`, `ERR_INVALID_ARG_TYPE The "time" argument must be tuple of integers. Received type number (5)`},
		{"modules", `return [process.getBuiltinModule("assert") === require("node:assert").default, process.getBuiltinModule("nope")].join()`, "true,"},
		{"what is missing says so", `try { process.cpuUsage() } catch (e) { return e.message }`, "The process.cpuUsage method is not implemented"},
	})
}
