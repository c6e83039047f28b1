package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// schedulerClass is the platform's part of https://wicg.github.io/scheduling-apis/.
var schedulerClass = &webidl.Interface[Scheduler]{
	Name: "Scheduler",
	If:   never,
	Operations: []webidl.Operation[Scheduler]{
		{Name: "wait", Run: webidl.Promise((*Scheduler).wait)},
	},
}

// Scheduler is the class of the global scheduler.
type Scheduler struct{}

// wait answers a promise that is fulfilled after a delay, or rejected with the reason of a signal.
func (*Scheduler) wait(c *webidl.Call) (any, error) {
	delay := c.Number(0)
	signal, err := SignalOption(c.Dict(1, "WaitOptions"), "WaitOptions")
	if err != nil {
		return nil, err
	}
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	r := c.Realm
	if signal != nil && signal.Aborted() {
		return nil, waitReason(signal.Reason())
	}
	d, forget := r.NewPromise(), func() {}
	t := r.Isolate.SetTimer(milliseconds(delay), false, func() {
		forget()
		d.Resolve(nil)
	})
	if signal != nil {
		forget = signal.OnAbort(func() {
			t.Clear()
			d.Reject(waitReason(signal.Reason()))
		})
	}
	return d, nil
}

// waitReason answers a signal's reason as an error; one that is no object arrives as the message of an Error.
func waitReason(v goja.Value) error {
	if _, ok := v.(*goja.Object); ok {
		return webidl.Throw(v)
	}
	return webidl.PlainError("%s", v.String())
}
