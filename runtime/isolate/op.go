package isolate

// Op is one operation that is under way for a scope: it keeps the context from being idle and brings its
// result back through the boundary.
type Op struct {
	iso   *Isolate
	Scope *Scope
	done  bool
	kept  bool
}

// Begin starts an operation for the running scope. It is called on the loop.
func (i *Isolate) Begin() *Op { return i.BeginFor(i.scope) }

// BeginFor starts an operation for a scope whose code may not be running.
func (i *Isolate) BeginFor(s *Scope) *Op {
	o := &Op{iso: i, Scope: s}
	o.Scope.Context.pending++
	return o
}

// Keep makes the operation one that an answered request stays open for. It is called on the loop.
func (o *Op) Keep() *Op {
	o.kept = true
	o.Scope.Context.kept++
	return o
}

// Context answers the context that the operation belongs to.
func (o *Op) Context() *Context { return o.Scope.Context }

// Deliver ends the operation: f runs as a turn of its scope when the boundary admits it. It is called from
// any goroutine, once; f does not run if the context ended meanwhile.
func (o *Op) Deliver(f func()) {
	o.iso.Post(func() { o.DeliverHere(f) })
}

// DeliverHere is Deliver for code that is on the loop already.
func (o *Op) DeliverHere(f func()) {
	o.Progress(f)
	o.End()
}

// Progress runs f as a turn of the operation's scope, which goes on. It is called on the loop.
func (o *Op) Progress(f func()) {
	c := o.Scope.Context
	if c.ended != nil {
		return
	}
	c.pending++ // until the turn ran, however long the boundary takes
	c.Boundary.Admit(o.Scope, func(err error) {
		if err != nil || c.ended != nil {
			c.pending--
			return
		}
		o.iso.Enter(o.Scope, func() {
			c.pending--
			f()
		})
	})
}

// End ends the operation without a result. It is called on the loop; a second call does nothing.
func (o *Op) End() {
	if o.done {
		return
	}
	o.done = true
	if o.kept {
		o.Scope.Context.kept--
	}
	o.Scope.Context.pending--
	o.Scope.Context.quiet()
}
