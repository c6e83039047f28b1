package gate

// Input is the input gate of an object, or of one of its critical sections. Events enter one at a time,
// and only while nothing holds it.
type Input struct {
	// Later, if set, is how waiters are let in once nothing holds the gate any more: outside of whatever code
	// gave it back, so that each of them is inside, and may hold the gate itself, before the next.
	Later func(letIn func())

	parent   *Input // nil: the object itself
	held     int    // operations and sections that keep everyone else out
	sections []func(error)
	waiting  []func(error)
	broken   error
	running  bool // waiters are being admitted further up the stack
	left     bool // the section is over: its parent stands in for it
}

// Admit calls turn when the gate lets it in: at once if it is open, else later in order of arrival. turn
// gets the gate's error if it broke instead.
func (g *Input) Admit(turn func(error)) {
	g = g.live()
	if g.broken != nil {
		turn(g.broken)
		return
	}
	if g.held > 0 || len(g.waiting) > 0 || len(g.sections) > 0 {
		g.waiting = append(g.waiting, turn)
		return
	}
	turn(nil)
}

// Open answers whether an event would be let in now.
func (g *Input) Open() bool { return g.broken == nil && g.held == 0 && len(g.waiting) == 0 }

// Hold keeps everyone out until the answered function is called.
func (g *Input) Hold() (release func()) {
	g.live().held++
	done := false
	return func() {
		if done {
			return
		}
		done = true
		at := g.live()
		at.held--
		at.admit()
	}
}

// Enter starts a critical section as soon as nothing holds the gate, before any waiting event. The
// section is a gate of its own: what belongs to it enters there.
func (g *Input) Enter(start func(section *Input, err error)) {
	g = g.live()
	enter := func(err error) {
		if err != nil {
			start(nil, err)
			return
		}
		at := g.live() // g may have been left while this section waited
		at.held++
		start(&Input{parent: at, Later: at.Later}, nil)
	}
	if g.broken != nil {
		enter(g.broken)
		return
	}
	if g.held > 0 || len(g.sections) > 0 {
		g.sections = append(g.sections, enter)
		return
	}
	enter(nil)
}

// Leave ends the section g. then runs first, still inside: the code that waited for the section goes on
// before any event that queued up meanwhile. What still waits inside the section moves to its parent, and so
// does what still holds it.
func (g *Input) Leave(then func()) {
	then()
	if g.parent == nil || g.left || g.broken != nil {
		return
	}
	p := g.parent.live()
	g.left = true
	p.sections = append(g.sections, p.sections...)
	p.waiting = append(g.waiting, p.waiting...)
	p.held += g.held - 1
	g.sections, g.waiting, g.held = nil, nil, 0
	p.admit()
}

// Depth answers how many sections that are not over g is in, itself included.
func (g *Input) Depth() int {
	depth := 0
	for at := g.live(); at.parent != nil; at = at.parent.live() {
		depth++
	}
	return depth
}

// live answers the gate that stands for g: itself, or its nearest parent once sections are over.
func (g *Input) live() *Input {
	for g.left {
		g = g.parent
	}
	return g
}

// Break answers every waiter, now and later, with err.
func (g *Input) Break(err error) {
	if g.broken != nil {
		return
	}
	g.broken = err
	for len(g.sections)+len(g.waiting) > 0 {
		queue := append(g.sections, g.waiting...)
		g.sections, g.waiting = nil, nil
		for _, turn := range queue {
			turn(err)
		}
	}
	if g.parent != nil {
		g.parent.Break(err)
	}
}

// Broken answers the error that broke the gate, or nil.
func (g *Input) Broken() error { return g.broken }

// admit sees to it that waiters get in.
func (g *Input) admit() {
	switch {
	case g.held > 0 || len(g.sections)+len(g.waiting) == 0:
	case g.Later != nil:
		g.Later(g.letIn)
	default:
		g.letIn()
	}
}

// letIn lets waiters in for as long as nothing holds the gate.
func (g *Input) letIn() {
	if g.running {
		return
	}
	g.running = true
	for g.broken == nil && g.held == 0 {
		switch {
		case len(g.sections) > 0:
			next := g.sections[0]
			g.sections = g.sections[1:]
			next(nil)
		case len(g.waiting) > 0:
			next := g.waiting[0]
			g.waiting[0] = nil
			g.waiting = g.waiting[1:]
			next(nil)
		default:
			g.sections, g.waiting = nil, nil
			g.running = false
			return
		}
	}
	g.running = false
}
