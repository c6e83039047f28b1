package node

import (
	"math/big"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// natives is the object of functions in Go that the sources get.
func (m *modules) natives() *goja.Object {
	if m.native != nil {
		return m.native
	}
	r := m.realm
	o := r.VM.NewObject()
	for name, run := range map[string]func(*webidl.Call) (any, error){
		"inspect": inspect,
		// format(options, ...args)
		"format": func(c *webidl.Call) (any, error) { return jsapi.FormatWith(r, inspectOptions(c, 0), c.Args[1:]), nil },
		// table(data, columns)
		"table": func(c *webidl.Call) (any, error) { return jsapi.Table(c), nil },
		"brand": func(c *webidl.Call) (any, error) {
			if o, ok := c.Arg(0).(*goja.Object); ok {
				return jsapi.Brand(r, o), nil
			}
			return "", nil
		},
		// isDeepEqual(a, b, partial)
		"isDeepEqual": func(c *webidl.Call) (any, error) {
			return (&comparison{realm: r, partial: c.Bool(2)}).equal(c.Arg(0), c.Arg(1)), nil
		},
		// invalidArgType(name, expected, actual)
		"invalidArgType": func(c *webidl.Call) (any, error) {
			return r.Exception(jsapi.InvalidArgType(r, c.String(0), c.String(1), c.Arg(2))), nil
		},
		"functionKind": func(c *webidl.Call) (any, error) { return functionKind(c.Arg(0).(*goja.Object)), nil },
		"exit":         exit,
		"constants":    constants,
		"env":          func(*webidl.Call) (any, error) { return environment(r), nil },
		"hrtime":       func(*webidl.Call) (any, error) { return big.NewInt(r.Isolate.Host.Now().UnixNano()), nil },
		// module(name) answers what a module exports by default, undefined if there is no such module.
		"module": func(c *webidl.Call) (any, error) {
			name := "node:" + strings.TrimPrefix(c.String(0), "node:")
			if exports()[name] == nil {
				return nil, nil
			}
			return m.module(name).Get("default"), nil
		},
		"require":   m.require,
		"isBuiltin": isBuiltin,
		"ipVersion": ipVersion,
		"ipNumber":  ipNumber,
		// connect is that of cloudflare:sockets.
		"connect":        jsapi.Connect,
		"connectFailure": connectFailure,
		// flag(name) answers whether a compatibility flag is on.
		"flag": func(c *webidl.Call) (any, error) { return slices.Contains(r.Flags.Enabled(), c.String(0)), nil },
		// classes answers the classes of the web platform that some modules export and not every isolate has as globals.
		"classes": func(*webidl.Call) (any, error) { return webClasses(r), nil },
		"captureStackTrace": func(c *webidl.Call) (any, error) {
			capture, _ := goja.AssertFunction(r.Intrinsic("Error").Get("captureStackTrace"))
			return capture(goja.Undefined(), c.Args...)
		},
	} {
		_ = o.Set(name, r.Method("node", name, run))
	}
	for _, family := range []map[string]func(*webidl.Call) (any, error){
		byteNatives, hashNatives, deriveNatives, cipherNatives, keyNatives, signNatives, agreeNatives, zlibNatives, resolverNatives, rdataNatives,
		fsNatives, certificateNatives,
	} {
		for name, run := range family {
			_ = o.Set(name, r.Method("node", name, run))
		}
	}
	_ = o.Set("AsyncLocalStorage", webidl.Constructor[AsyncLocalStorage](r))
	m.native = o
	return o
}

// functionKind answers what a function is by its source: "async", "generator", "async generator" or "".
func functionKind(f *goja.Object) string {
	source := f.String()
	kind := ""
	if rest, ok := strings.CutPrefix(source, "async"); ok && (rest == "" || strings.ContainsRune(" (*\t\n", rune(rest[0]))) {
		kind, source = "async", strings.TrimSpace(rest)
	}
	source = strings.TrimSpace(strings.TrimPrefix(source, "function"))
	if strings.HasPrefix(source, "*") {
		kind = strings.TrimSpace(kind + " generator")
	}
	return kind
}
