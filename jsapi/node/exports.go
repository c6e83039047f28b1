package node

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/dodev/dodev/compat"
)

// exportsText has a line for each module: its name, then its exports.
//
//go:embed exports.txt
var exportsText string

// exports answers the exports of every module by its name.
var exports = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for line := range strings.Lines(exportsText) {
		words := strings.Fields(line)
		m[words[0]] = words[1:]
	}
	return m
})

// flagged are the modules that came later than nodejs_compat, each with a flag of its own. One that ends in a slash
// stands for all below it.
var flagged = map[string]compat.Flag{
	"node:_http_agent":    compat.EnableNodejsHTTPModules,
	"node:_http_client":   compat.EnableNodejsHTTPModules,
	"node:_http_common":   compat.EnableNodejsHTTPModules,
	"node:_http_incoming": compat.EnableNodejsHTTPModules,
	"node:_http_outgoing": compat.EnableNodejsHTTPModules,
	"node:_http_server":   compat.EnableNodejsHTTPServerModules,
	"node:_stream_wrap":   compat.EnableNodejsStreamWrapModule,
	"node:child_process":  compat.EnableNodejsChildProcessModule,
	"node:cluster":        compat.EnableNodejsClusterModule,
	"node:console":        compat.EnableNodejsConsoleModule,
	"node:dgram":          compat.EnableNodejsDgramModule,
	"node:domain":         compat.EnableNodejsDomainModule,
	"node:fs":             compat.EnableNodejsFSModule,
	"node:http":           compat.EnableNodejsHTTPModules,
	"node:http2":          compat.EnableNodejsHTTP2Module,
	"node:https":          compat.EnableNodejsHTTPModules,
	"node:inspector":      compat.EnableNodejsInspectorModule,
	"node:inspector/":     compat.EnableNodejsInspectorModule,
	"node:os":             compat.EnableNodejsOSModule,
	"node:perf_hooks":     compat.EnableNodejsPerfHooksModule,
	"node:punycode":       compat.EnableNodejsPunycodeModule,
	"node:readline":       compat.EnableNodejsReadlineModule,
	"node:readline/":      compat.EnableNodejsReadlineModule,
	"node:repl":           compat.EnableNodejsREPLModule,
	"node:sqlite":         compat.EnableNodejsSQLiteModule,
	"node:sys":            compat.NodejsCompatV2,
	"node:trace_events":   compat.EnableNodejsTraceEventsModule,
	"node:tty":            compat.EnableNodejsTTYModule,
	"node:v8":             compat.EnableNodejsV8Module,
	"node:vm":             compat.EnableNodejsVMModule,
	"node:wasi":           compat.EnableNodejsWASIModule,
	"node:worker_threads": compat.EnableNodejsWorkerThreadsModule,
}

// legacyProcess is what node:process exports before enable_nodejs_process_v2, or while nodejs_compat is off.
var legacyProcess = []string{"default", "env", "exit", "features", "getBuiltinModule", "nextTick", "platform"}

// Modules answers the modules that can be imported under these flags, with their exports.
func Modules(f compat.Flags) map[string][]string {
	m := map[string][]string{}
	for name, list := range exports() {
		if importable(name, f) {
			m[name] = list
		}
	}
	if m["node:process"] == nil || !f.Has(compat.EnableNodejsProcessV2) {
		m["node:process"] = legacyProcess
	}
	return m
}

// Known answers whether Node has a module of a name, which is without its prefix, whatever the flags.
func Known(name string) bool { return exports()["node:"+name] != nil }

// importable answers whether a module is there under some flags.
func importable(name string, f compat.Flags) bool {
	switch {
	case !strings.HasPrefix(name, "node:"):
		return true
	case !f.Has(compat.NodejsCompat) && !f.Has(compat.NodejsCompatV2):
		return name == "node:async_hooks" && f.Has(compat.NodejsALS)
	}
	flag, ok := flagged[name]
	if parent, _, below := strings.Cut(name, "/"); !ok && below {
		flag, ok = flagged[parent+"/"]
	}
	return !ok || f.Has(flag)
}
