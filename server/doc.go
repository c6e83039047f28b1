// Package server is the front door: HTTP/1.1, WebSockets and TLS on one port.
//
// It turns what arrives on a connection into wire values, hands them to an App and writes the answer
// back: headers, cf, error pages and content coding as `wrangler dev` has them. It knows nothing of
// isolates or objects. What a request means is the App's; what is printed is the observer's reader's.
//
// Invariants: a connection whose first byte is 0x16 is TLS, whatever the server's own protocol is; a
// WebSocket is closed towards its client only when the Worker closes it, is lost, or the server stops;
// writing to a socket never blocks whoever sends; after Close returns nothing runs.
//
// Lock order: a socket's lock and the flusher's are never held together, and neither is held while a
// wire.Port or an App is called.
package server
