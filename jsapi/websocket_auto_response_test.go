package jsapi

import "testing"

func TestWebSocketRequestResponsePair(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"members", `const p = new WebSocketRequestResponsePair("a", 5); return json([p.request, p.response])`, `["a","5"]`},
		{"missing", `return caught(() => new WebSocketRequestResponsePair("a"))`, "TypeError: Failed to construct 'WebSocketRequestResponsePair': constructor parameter 2 is not of type 'string'."},
	})
}
