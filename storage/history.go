package storage

// Bookmark answers the bookmark of the present. What was written before is committed first, unless a transaction is
// open; the object is kept as a database, and its history is, from the first call on.
func (c *Cache) Bookmark() (string, error) {
	if err := c.Move(); err != nil {
		return "", err
	}
	c.Flush()
	if c.broken != nil {
		return "", c.broken
	}
	text, err := c.session.Bookmark()
	if err == nil {
		c.Flush()
	}
	return text, err
}

// BookmarkAt answers the bookmark of a moment in the past, in milliseconds since the epoch.
func (c *Cache) BookmarkAt(ms int64) (string, error) {
	if err := c.Move(); err != nil {
		return "", err
	}
	return c.session.BookmarkAt(ms)
}

// RestoreNext has the object's next life begin with what it stored at a bookmark, and answers the bookmark of the
// moment before that.
func (c *Cache) RestoreNext(bookmark string) (undo string, err error) {
	if err := c.Move(); err != nil {
		return "", err
	}
	return c.session.Restore(bookmark)
}

// restored writes the alarm of an earlier state, for everybody to hear of it.
func (c *Cache) restored() {
	a, err := c.session.Alarm(c.options.Object)
	if err == nil {
		err = c.changeAlarm(a, true)
	}
	if err != nil {
		c.fail(err)
	}
}
