package server

import "net/textproto"

// usual are the names of headers as HTTP spells them, by what net/http makes of them. The rest of the server looks for
// them so.
var usual = names(
	"Accept-Ranges", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods",
	"Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Age", "Allow", "Cache-Control", "CF-Cache-Status",
	"CF-Ray", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length", "Content-Location",
	"Content-Range", "Content-Type", "Date", "ETag", "Expires", "Last-Modified", "Link", "Location", "Pragma",
	"Proxy-Authenticate", "Refresh", "Retry-After", "Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol", "Server",
	"Set-Cookie", "Strict-Transport-Security", "Trailer", "Vary", "Via", "WWW-Authenticate",
)

func names(list ...string) map[string]string {
	m := make(map[string]string, len(list))
	for _, name := range list {
		m[textproto.CanonicalMIMEHeaderKey(name)] = name
	}
	return m
}
