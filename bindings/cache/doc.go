// Package cache is what stands behind the Cache API: responses by cache and URL, until they are stale.
//
// What is kept and for how long is what the platform's local runtime decides, which are the rules of
// https://www.rfc-editor.org/rfc/rfc9111 for a shared cache, less what Cloudflare ignores: Vary, and what the request says
// about caching. Responses are on a shelf, so that they survive; what is stale goes when it is asked for or replaced.
package cache
