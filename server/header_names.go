package server

// usual are the names of headers that HTTP knows, in their usual spelling. The rest of the server looks for them so.
var usual = names(
	"Accept-Ranges", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods",
	"Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Age", "Allow",
	"Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length", "Content-Location",
	"Content-Range", "Content-Type", "Date", "Etag", "Expires", "Last-Modified", "Link", "Location", "Proxy-Authenticate",
	"Refresh", "Retry-After", "Sec-Websocket-Extensions", "Sec-Websocket-Protocol", "Server", "Set-Cookie",
	"Strict-Transport-Security", "Trailer", "Vary", "Via", "Www-Authenticate",
)

func names(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, name := range list {
		m[name] = true
	}
	return m
}
