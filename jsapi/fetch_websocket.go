package jsapi

import (
	"context"
	"strings"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/wire"
)

// dial asks a server for a WebSocket. A refusal is an answer like any other.
func (n network) dial(req *wire.Request) (*wire.Response, error) {
	ctx := req.Context
	if ctx == nil {
		ctx = context.Background()
	}
	var protocols []string
	for _, f := range req.Header {
		if strings.EqualFold(f.Name, "Sec-WebSocket-Protocol") {
			for p := range strings.SplitSeq(f.Value, ",") {
				protocols = append(protocols, strings.TrimSpace(p))
			}
		}
	}
	header := n.header(req)
	for name := range header {
		if strings.HasPrefix(name, "Sec-Websocket-") {
			delete(header, name)
		}
	}
	dialed, err := n.host.DialWebSocket(ctx, host.DialRequest{
		URL: req.URL, Header: header, Subprotocols: protocols,
		Compression: strings.Contains(req.Header.First("Sec-WebSocket-Extensions"), "permessage-deflate"),
	})
	if err != nil {
		return nil, err
	}
	if dialed.Socket == nil {
		return response(req, dialed.Response), nil
	}
	_, text, _ := strings.Cut(dialed.Response.Status, " ")
	return &wire.Response{
		Status: dialed.Response.StatusCode, StatusText: text, Header: wireHeader(dialed.Response.Header),
		Socket: clientPort(dialed),
	}, nil
}
