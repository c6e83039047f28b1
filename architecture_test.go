package dodev_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/dodev/dodev"

// floors places every package, in half floors; an import must point to a lower one.
var floors = map[string]int{
	"cmd/dodev":           16,
	"server":              14,
	"testrunner":          14,
	"emulator":            12,
	"jsapi/workers":       10,
	"jsapi/node":          9,
	"jsapi/wasm":          9,
	"jsapi":               8,
	"jsapi/clone":         7,
	"jsapi/ecma":          7,
	"jsapi/webidl":        6,
	"runtime":             6,
	"bindings/analytics":  4,
	"bindings/assets":     4,
	"bindings/cache":      4,
	"bindings/cron":       4,
	"bindings/d1":         4,
	"bindings/email":      4,
	"bindings/kv":         4,
	"bindings/queues":     4,
	"bindings/r2":         4,
	"bindings/ratelimit":  4,
	"runtime/isolate":     4,
	"storage/storagetest": 4,
	"storage/journal":     2,
	"storage/bolt":        3,
	"storage/sqlite":      3,
	"storage/wrangler":    4,
	"storage":             2,
	"runtime/gate":        2,
	"bundle":              2,
	"config":              2,
	"bundle/lower":        1,
	"wire":                1,
	"host":                0,
	"observe":             0,
	"compat":              0,
	"limits":              0,
	"jsapi/mimetype":      0,
	"jsapi/encoding":      0,
	"jsapi/locale":        0,
	"jsapi/html":          0,
	"jsapi/urlpattern":    2,
	"jsapi/vfs":           0,
}

// goja-free algorithms beneath jsapi stand below everything that runs script.
var algorithms = []string{"jsapi/form", "jsapi/webcrypto", "jsapi/weburl"}

// walls names the only trees that may import a library. A test may look over a wall.
var walls = map[string][]string{
	"github.com/dop251/goja":                           {"runtime/isolate", "jsapi"},
	"github.com/dop251/goja/parser":                    {"bundle/lower"},
	"github.com/dop251/goja/ast":                       {"bundle/lower", "runtime/isolate"},
	"github.com/evanw/esbuild/pkg/api":                 {"bundle"},
	"go.etcd.io/bbolt":                                 {"storage/bolt"},
	"zombiezen.com/go/sqlite":                          {"storage/sqlite"},
	"zombiezen.com/go/sqlite/sqlitex":                  {"storage/sqlite"},
	"modernc.org/sqlite/lib":                           {"storage/sqlite"},
	"modernc.org/libc":                                 {"storage/sqlite"},
	"github.com/coder/websocket":                       {"host", "server"},
	"github.com/tetratelabs/wazero":                    {"jsapi/wasm"},
	"github.com/tetratelabs/wazero/api":                {"jsapi/wasm"},
	"github.com/tetratelabs/wazero/experimental":       {"jsapi/wasm"},
	"github.com/tetratelabs/wazero/experimental/table": {"jsapi/wasm"},
	"math/rand":    {},
	"math/rand/v2": {"host"},
	"crypto/rand":  {"host", "server"}, // server: keys of certificates
}

// clocks are the functions that only host may call: everybody else asks the Host it was given.
var clocks = []string{"Now", "AfterFunc", "NewTimer", "NewTicker", "Sleep", "After", "Tick", "Since", "Until"}

func floor(pkg string) (int, bool) {
	if slices.Contains(algorithms, pkg) {
		return 1, true
	}
	f, ok := floors[pkg]
	return f, ok
}

// It reads the sources itself: go test caches by the files that a test opens, so one that asked "go list" in a
// subprocess would stay green from the cache.
func TestArchitecture(t *testing.T) {
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && file != ".") {
			return fs.SkipDir
		}
		if path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") || path.Dir(file) == "." || strings.HasPrefix(file, "bench/") || strings.HasPrefix(file, "conformance/") {
			return nil
		}
		check(t, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, file string) {
	source, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	from := path.Dir(file)
	level, placed := floor(from)
	if !placed {
		t.Errorf("%s: the package %s has no floor", file, from)
		return
	}
	for _, spec := range source.Imports {
		name, _ := strconv.Unquote(spec.Path.Value)
		if to, ours := strings.CutPrefix(name, module+"/"); ours {
			if below, ok := floor(to); !ok || below >= level {
				t.Errorf("%s: %s on floor %d imports %s on floor %d", file, from, level, to, below)
			}
		}
		if allowed, walled := walls[name]; walled && !slices.ContainsFunc(allowed, func(tree string) bool {
			return from == tree || strings.HasPrefix(from, tree+"/")
		}) {
			t.Errorf("%s: only %s may import %s", file, strings.Join(allowed, ", "), name)
		}
	}
	if from == "host" || strings.HasPrefix(from, "storage/storagetest") {
		return
	}
	ast.Inspect(source, func(n ast.Node) bool {
		call, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if pkg, ok := call.X.(*ast.Ident); ok && pkg.Name == "time" && pkg.Obj == nil && slices.Contains(clocks, call.Sel.Name) {
			t.Errorf("%s: time.%s is the host's", file, call.Sel.Name)
		}
		return true
	})
}
