package workers

import (
	"io"
	"sync"

	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// hold keeps a context open until the body that leaves it has been read or dropped: script may be what
// produces it. It is called on the loop.
func hold(i *isolate.Isolate, c *isolate.Context, b *wire.Body) {
	if b == nil || b.Stream == nil {
		return
	}
	release := c.Keep()
	b.Stream = &heldBody{ReadCloser: b.Stream, release: func(dropped bool) {
		i.Post(func() {
			if dropped {
				c.Left()
			}
			release()
		})
	}}
}

// heldBody calls release once when it ends.
type heldBody struct {
	io.ReadCloser
	once    sync.Once
	release func(dropped bool)
}

// Read reads on; the end of the content, or a failure, releases.
func (h *heldBody) Read(p []byte) (int, error) {
	n, err := h.ReadCloser.Read(p)
	if err != nil {
		h.once.Do(func() { h.release(false) })
	}
	return n, err
}

// CancelWith drops the rest for a reason and releases.
func (h *heldBody) CancelWith(reason []byte) {
	defer h.once.Do(func() { h.release(true) })
	if told, ok := h.ReadCloser.(interface{ CancelWith(reason []byte) }); ok {
		told.CancelWith(reason)
	}
}

// Close drops the rest and releases.
func (h *heldBody) Close() error {
	defer h.once.Do(func() { h.release(true) })
	return h.ReadCloser.Close()
}
