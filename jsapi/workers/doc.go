// Package workers is Cloudflare's part of what a Worker sees: its handlers, env and ctx, Durable Objects and
// the cloudflare:workers module.
//
// A Worker is one script with its bindings. It is loaded into isolates, by default one for its handlers and
// all its objects, and it is the Code that the runtime runs objects by: each kind of event is one file,
// event_*.go, each class of the platform's surface another.
//
// The package leaves to others when an object runs (runtime), what is kept (storage), the web platform
// (jsapi) and how requests arrive (server).
//
// A call of a remote member is in rpc_*.go: packed by whoever calls, served by a receiver, and sent from one to the
// other as a wire.Call, wherever the two are. A Fetcher's Target begins a session, an RpcStub's Capability goes on with
// one.
//
// Invariants: an exception crosses an isolate or object boundary only as a RemoteError, never as a script
// value; every answer that leaves passes the Boundary of whoever sends it.
package workers
