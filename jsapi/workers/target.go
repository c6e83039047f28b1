package workers

import "github.com/dodev/dodev/wire"

// Target is what a Fetcher stands for: an object, or an entrypoint of a Worker. Its methods are called on the
// loop of whoever calls, once what it wrote before is durable, and do not block.
type Target interface {
	// Fetch sends a request. answer is called once, on any goroutine.
	Fetch(req *wire.Request, answer func(*wire.Response, error))
	// Call sends a call of a method, or the reading of a property, as the first of a session of its own.
	Call(*wire.Call)
	// Connect brings a connection, which is answered once.
	Connect(*wire.Connection)
}
