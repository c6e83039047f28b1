package gate

// Output is the output gate of an object. Each batch of writes gets a number; a message waits for the
// last batch before it.
type Output struct {
	written uint64 // the last batch that messages have to wait for
	durable uint64 // every batch up to here is on disk
	held    []message
	turn    bool // messages wait for the end of the running turn
	fresh   int  // of those held, how many the turn has sent; they are the last
	broken  error
}

type message struct {
	after uint64
	send  func(error)
}

// Write says that the batch seq exists: what is sent from now on waits for it.
func (g *Output) Write(seq uint64) {
	if seq > g.written {
		g.written = seq
	}
}

// Release calls send once every write before now is durable: at once when nothing is under way. send
// gets the gate's error if the writes failed, and then must not send.
func (g *Output) Release(send func(error)) {
	if g.broken != nil {
		send(g.broken)
		return
	}
	if g.turn {
		g.fresh++
	} else if g.durable >= g.written && len(g.held) == 0 {
		send(nil)
		return
	}
	g.held = append(g.held, message{g.written, send})
}

// Hold keeps what is sent from now on until the turn that sends it is over: an abort takes it back. It answers false
// if that is so already.
func (g *Output) Hold() bool {
	if g.turn {
		return false
	}
	g.turn = true
	return true
}

// Over ends the turn.
func (g *Output) Over() {
	g.turn, g.fresh = false, 0
	g.Durable(g.durable)
}

// Open answers whether a message would leave at once.
func (g *Output) Open() bool { return g.broken == nil && g.durable >= g.written && len(g.held) == 0 }

// Holds answers whether a message waits.
func (g *Output) Holds() bool { return len(g.held) > 0 }

// Durable says that every batch up to seq is on disk, and lets go of what waited for them.
func (g *Output) Durable(seq uint64) {
	if seq > g.durable {
		g.durable = seq
	}
	for len(g.held) > 0 && g.broken == nil && g.held[0].after <= g.durable {
		next := g.held[0]
		g.held[0] = message{}
		g.held = g.held[1:]
		next.send(nil)
	}
	if len(g.held) == 0 {
		g.held = nil
	}
}

// Part breaks the gate, but what waits only for batches up to seq, which are on their way, may still leave, unless the
// running turn has sent it: it is held by the gate that Part answers.
func (g *Output) Part(seq uint64, err error) (leaving Output) {
	n := 0
	for n < len(g.held)-g.fresh && g.held[n].after <= seq {
		n++
	}
	leaving = Output{durable: g.durable, written: g.durable, held: g.held[:n:n], broken: g.broken}
	if n > 0 {
		leaving.written = g.held[n-1].after
	}
	g.held = g.held[n:]
	g.Break(err)
	return leaving
}

// Break answers every held message, and every later one, with err.
func (g *Output) Break(err error) {
	if g.broken != nil {
		return
	}
	g.broken = err
	held := g.held
	g.held = nil
	for _, m := range held {
		m.send(err)
	}
}
