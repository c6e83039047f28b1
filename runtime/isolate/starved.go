package isolate

// A request that nothing of its own brings on need not hang: it may wait for a promise that another request of the
// isolate is about to settle, as those do that share what one of them loads. The engine does not tell who waits for
// which promise, so as long as any other request goes on by itself, this one is starved and no more.

// OnQuietOnce calls OnQuiet if nothing is under way any more, here or where it could be waited for.
func (c *Context) OnQuietOnce() {
	switch {
	case c.pending != 0 || c.ended != nil || c.OnQuiet == nil:
	case c.mayWait() && c.othersGoOn():
		c.iso.starved = append(c.iso.starved, c)
	default:
		c.OnQuiet()
	}
}

// mayWait says that c is a request that could wait for another one. One that an object has called for could be what
// all others wait for: whom an object calls for is not known.
func (c *Context) mayWait() bool {
	for at := c; at != nil; at = at.Caller {
		if at.Object {
			return false
		}
	}
	return !c.answered && !c.Global
}

// othersGoOn says that another request has something under way that does not wait for c or a starved one. Callers in
// another isolate are taken to wait for nothing else.
func (c *Context) othersGoOn() bool {
	stuck := append([]*Context{c}, c.iso.starved...)
	blocked := map[*Context]int{} // how much of what is under way is a call of one that is stuck
	for n := 0; n < len(stuck); n++ {
		caller := stuck[n].Caller
		if caller == nil {
			continue
		}
		if blocked[caller]++; caller.iso != c.iso || blocked[caller] == caller.pending-caller.waits {
			stuck = append(stuck, caller)
		}
	}
	for other := range c.iso.contexts {
		own := other.pending - other.waits - blocked[other]
		if other != c && own > 0 && !other.Object && !other.Global && (!other.answered || other.waits > 0) {
			return true
		}
	}
	return false
}

// feed looks at those that are starved again, now that something has ended.
func (i *Isolate) feed() {
	starved := i.starved
	i.starved = nil
	for _, c := range starved {
		c.OnQuietOnce()
	}
}
