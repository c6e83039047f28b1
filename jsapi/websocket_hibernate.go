package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// Hibernating is a WebSocket that stays connected while its Durable Object is not in memory.
type Hibernating interface {
	// Close sends a Close frame.
	Close(code int, reason string)
	// Closed answers whether this side sent Close.
	Closed() bool
	// Closing answers the code of the peer's Close, 0 while it has sent none.
	Closing() int
	// Attachment answers the serialised attachment, nil if there is none.
	Attachment() []byte
	// SetAttachment keeps a serialised value with the socket.
	SetAttachment([]byte)
}

// Accepted answers whether accept, or its counterpart for hibernation, was called.
func (w *WebSocket) Accepted() bool { return w.state == socketAccepted || w.state == socketHibernating }

// Hibernating answers what the Durable Object keeps of the socket, nil if it does not hibernate.
func (w *WebSocket) Hibernating() Hibernating { return w.hibernated }

// Hibernatable answers why the socket, by what was done with its pair, cannot be accepted for hibernation.
func (w *WebSocket) Hibernatable() error {
	switch {
	case w.Accepted() || w.dialled && w.hangUp == nil:
		return webidl.PlainError("Cannot call `acceptWebSocket()` if the WebSocket was already accepted via `accept()`")
	case w.peer == nil || w.peer.Load():
		return webidl.PlainError("Cannot call `acceptWebSocket()` on this WebSocket because its pair has already been accepted or used in a Response.")
	}
	return nil
}

// Hibernate gives the socket to its Durable Object: accept takes the end and the attachment it has so far.
func (w *WebSocket) Hibernate(accept func(port *wire.Port, attachment []byte) Hibernating) error {
	if err := w.allowed(); err != nil {
		return err
	}
	if w.state != socketFresh {
		return webidl.TypeError("Tried to make an api::WebSocket hibernatable when it was in an incompatible state.")
	}
	w.use(socketHibernating)
	w.hibernated = accept(w.port, w.attachment)
	w.attachment = nil
	return nil
}

// WakeWebSocket answers what a new instance of a Durable Object sees of a socket that it has kept.
func WakeWebSocket(r *webidl.Realm, port *wire.Port, h Hibernating) *goja.Object {
	w := makeWebSocket(r, port)
	*w.protocol, w.extensions = port.Protocol, port.Extensions
	w.state, w.hibernated, w.closedOut = socketHibernating, h, h.Closed()
	return w.wrap()
}
