package node

import (
	"errors"

	"github.com/dodev/dodev/jsapi/webidl"
)

// errExit is why a request ends whose code called process.exit.
var errExit = errors.New("process.exit() was called")

// exit ends the request or object whose code it was called by.
func exit(c *webidl.Call) (any, error) {
	scope := c.Isolate().Scope()
	if scope.Context.Global {
		return nil, webidl.PlainError("process.exit() cannot be called in global scope")
	}
	scope.Context.End(errExit)
	c.Isolate().Terminate()
	return nil, nil
}
