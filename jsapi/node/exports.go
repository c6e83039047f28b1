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

// legacyProcess is what node:process exports while nodejs_compat is off.
var legacyProcess = []string{"default", "env", "exit", "features", "getBuiltinModule", "nextTick", "platform"}

// Modules answers the modules that can be imported under these flags, with their exports.
func Modules(f compat.Flags) map[string][]string {
	m := map[string][]string{}
	for name, list := range exports() {
		if f.Has(compat.NodejsCompat) || !strings.HasPrefix(name, "node:") || name == "node:async_hooks" && f.Has(compat.NodejsALS) {
			m[name] = list
		}
	}
	if m["node:process"] == nil {
		m["node:process"] = legacyProcess
	}
	return m
}
