package emulator

import (
	"errors"
	"sync"
	"time"

	"github.com/dodev/dodev/bindings/cron"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
)

// errNoScript is why a Worker that has only assets handles no cron triggers.
var errNoScript = errors.New("Handler does not export a scheduled() function")

// scheduled runs the Worker's scheduled handler.
func (w *worker) scheduled(cron string, at time.Time, done func(noRetry bool, err error)) {
	if w.code == nil {
		done(false, errNoScript)
		return
	}
	w.code.Scheduled(cron, at, done)
}

// trigger is a cron trigger of a Worker.
type trigger struct {
	worker     *worker
	expression string
	schedule   *cron.Schedule
}

// triggers answers the cron triggers of a project, and warns of those that the platform would refuse.
func (e *Emulator) triggers(p *project) []trigger {
	var list []trigger
	for _, w := range p.workers {
		if w.code == nil && len(w.config.Crons) > 0 {
			e.options.Observer.Warn("triggers.crons: " + w.config.Name + " has only assets, and no scheduled handler to run; give it a script (main), or leave the triggers out.")
			continue
		}
		for _, expression := range w.config.Crons {
			s, err := cron.Parse(expression)
			if err != nil {
				e.options.Observer.Warn("triggers.crons: " + err.Error())
				continue
			}
			list = append(list, trigger{w, expression, s})
		}
	}
	return list
}

// follow has the clock fire the triggers of a project from now on, or tells that it does not.
func (e *Emulator) follow(p *project) {
	list := e.triggers(p)
	switch {
	case e.options.Crons:
		e.clock.use(list)
	case len(list) > 0:
		e.options.Observer.Warn("Cron triggers are not run by the clock without --crons.\n" +
			"Run one by hand: request /cdn-cgi/handler/scheduled from the dev server.")
	}
}

// clock fires cron triggers. It looks at the time once a minute, so that it does not matter if that is set or the
// machine sleeps: what was missed is not made up for.
type clock struct {
	host     *host.Host
	observer *observe.Observer

	mu       sync.Mutex
	triggers []trigger
	timer    host.Timer // nil while there is nothing to fire
	last     time.Time  // the minute that was looked at
	closed   bool
}

// use replaces the triggers.
func (c *clock) use(triggers []trigger) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.triggers = triggers
	if c.timer == nil && len(triggers) > 0 {
		c.last = c.host.Now().Truncate(time.Minute) // which has begun
		c.wait()
	}
}

// wait sets the timer to the next minute.
func (c *clock) wait() {
	now := c.host.Now()
	c.timer = c.host.AfterFunc(now.Truncate(time.Minute).Add(time.Minute).Sub(now), c.tick)
}

func (c *clock) tick() {
	c.mu.Lock()
	list, at := c.triggers, c.host.Now().Truncate(time.Minute)
	if c.closed {
		list = nil
	}
	if c.timer = nil; len(list) > 0 {
		c.wait()
	}
	if at.Equal(c.last) { // the timer was early
		list = nil
	}
	c.last = at
	c.mu.Unlock()
	for _, t := range list {
		if t.schedule.Match(at) {
			c.fire(t, at)
		}
	}
}

// fire runs one trigger.
func (c *clock) fire(t trigger, at time.Time) {
	began := c.host.Now()
	t.worker.scheduled(t.expression, at, func(noRetry bool, err error) {
		c.observer.Cron(observe.Cron{Expression: t.expression, Failed: err != nil, NoRetry: noRetry, Took: c.host.Now().Sub(began)})
	})
}

// close keeps anything more from being fired.
func (c *clock) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.timer != nil {
		c.timer.Stop()
	}
}
