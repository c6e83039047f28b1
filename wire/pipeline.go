package wire

import "sync"

// Pipeline is a Capability that is not known yet. Calls wait in it, in order, and go on to whatever it turns
// out to be. One reference is its maker's.
type Pipeline struct {
	mu      sync.Mutex
	refs    int
	queue   []*Call
	to      Capability // nil until it is known, and after the last release
	failed  error
	known   bool
	sending bool // somebody passes on what has waited
}

// NewPipeline answers a Pipeline with one reference.
func NewPipeline() *Pipeline { return &Pipeline{refs: 1} }

// Resolve says what the Pipeline stands for, whose reference it takes over.
func (p *Pipeline) Resolve(to Capability) {
	p.mu.Lock()
	p.known, p.to, p.sending = true, to, true
	for len(p.queue) > 0 {
		queue := p.queue
		p.queue = nil
		p.mu.Unlock()
		for _, c := range queue {
			to.Call(c)
		}
		p.mu.Lock()
	}
	p.sending = false
	gone := p.refs == 0
	if gone {
		p.to = nil
	}
	p.mu.Unlock()
	if gone {
		to.Release()
	}
}

// Fail says that there will be nothing: calls fail with err.
func (p *Pipeline) Fail(err error) {
	p.mu.Lock()
	p.known, p.failed = true, err
	queue := p.queue
	p.queue = nil
	p.mu.Unlock()
	for _, c := range queue {
		c.fail(err)
	}
}

func (c *Call) fail(err error) {
	c.Args.Close()
	c.Answer(nil, err)
}

// Call passes a call on, or has it wait.
func (p *Pipeline) Call(c *Call) {
	p.mu.Lock()
	switch {
	case !p.known || p.sending:
		p.queue = append(p.queue, c)
		p.mu.Unlock()
	case p.failed != nil:
		p.mu.Unlock()
		c.fail(p.failed)
	default:
		to := p.to
		p.mu.Unlock()
		to.Call(c)
	}
}

// Dup answers one more reference.
func (p *Pipeline) Dup() Capability {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refs++
	return p
}

// Release gives up a reference; with the last one goes what the Pipeline stands for, once what waits was sent.
func (p *Pipeline) Release() {
	p.mu.Lock()
	p.refs--
	var to Capability
	if p.refs == 0 && !p.sending {
		to, p.to = p.to, nil
	}
	p.mu.Unlock()
	if to != nil {
		to.Release()
	}
}
