package workers

import (
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// foreign answers the error of code in one context that uses what belongs to another. kind is what the
// platform calls it.
func foreign(here, owner *isolate.Context, kind string) error {
	switch {
	case here == owner:
		return nil
	case here.Object:
		return webidl.PlainError("Cannot perform I/O on behalf of a different Durable Object. I/O objects (such as streams, "+
			"request/response bodies, and others) created in the context of one Durable Object cannot be accessed from a "+
			"different Durable Object in the same isolate. This is a limitation of Cloudflare Workers which allows us to "+
			"improve overall performance. (I/O type: %s)", kind)
	}
	return webidl.PlainError("Cannot perform I/O on behalf of a different request. I/O objects (such as streams, "+
		"request/response bodies, and others) created in the context of one request handler cannot be accessed from a "+
		"different request's handler. This is a limitation of Cloudflare Workers which allows us to improve overall "+
		"performance. (I/O type: %s)", kind)
}
