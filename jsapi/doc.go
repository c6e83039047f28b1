// Package jsapi is the web platform as a Worker sees it, one file a class.
//
// It decides what JavaScript sees; when it runs is not its business. Results enter and messages leave
// through the isolate's Boundary, so nothing here knows about gates. Pure algorithms live in goja-free
// packages beneath it. What is Cloudflare's own (objects, handlers, env) is jsapi/workers.
package jsapi
