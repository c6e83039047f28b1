package node

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// constantsText has the modules' tables of numbers and names, in the platform's order.
//
//go:embed constants.json
var constantsText []byte

// tables answers the tables by their names, each still as JSON.
var tables = sync.OnceValue(func() map[string]json.RawMessage {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(constantsText, &m); err != nil {
		panic(fmt.Errorf("node: constants.json: %w", err))
	}
	return m
})

// constants(name) answers a new copy of a table.
func constants(c *webidl.Call) (any, error) {
	parse, _ := goja.AssertFunction(c.Realm.Intrinsic("JSON").Get("parse"))
	return parse(goja.Undefined(), c.Realm.VM.ToValue(string(tables()[c.String(0)])))
}
