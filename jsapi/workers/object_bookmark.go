package workers

import (
	"math"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// history answers why the object has none: a class that is not kept as SQLite.
func (s *Storage) history(c *webidl.Call, operation string) error {
	if err := s.check(c, operation); err != nil {
		return err
	}
	if !s.object.in.Object.Namespace.SQLite.Load() {
		return webidl.PlainError("This Durable Object's storage back-end does not implement point-in-time recovery.")
	}
	return nil
}

// getCurrentBookmark answers the bookmark of the present. The local platform answers zeros; this is what production does.
func (s *Storage) getCurrentBookmark(c *webidl.Call) (any, error) {
	if err := s.history(c, "getCurrentBookmark"); err != nil {
		return nil, err
	}
	text, err := s.cache().Bookmark()
	return text, scriptError(err)
}

// waitForBookmark waits for what only a replica lacks.
func (s *Storage) waitForBookmark(c *webidl.Call) (any, error) {
	if err := s.check(c, "waitForBookmark"); err != nil {
		return nil, err
	}
	c.Need(0, "string")
	return nil, nil
}

// getBookmarkForTime answers the bookmark of a Date or a number of milliseconds.
func (s *Storage) getBookmarkForTime(c *webidl.Call) (any, error) {
	if err := s.history(c, "getBookmarkForTime"); err != nil {
		return nil, err
	}
	v := c.Need(0, "date")
	if o, ok := v.(*goja.Object); ok && o.ClassName() != "Date" || !ok && !goja.IsNumber(v) {
		return nil, c.Bad(0, "date")
	}
	ms := v.ToFloat()
	if math.IsNaN(ms) || math.IsInf(ms, 0) {
		return nil, webidl.TypeError("The value cannot be converted because it is not a valid Date.")
	}
	text, err := s.cache().BookmarkAt(webidl.ToInteger(ms))
	return text, scriptError(err)
}

// onNextSessionRestoreBookmark has the object begin its next life with what it stored at a bookmark.
func (s *Storage) onNextSessionRestoreBookmark(c *webidl.Call) (any, error) {
	if err := s.history(c, "onNextSessionRestoreBookmark"); err != nil {
		return nil, err
	}
	text := c.Realm.Text(c.Need(0, "string")).String()
	undo, err := s.cache().RestoreNext(text)
	return undo, scriptError(err)
}
