package testrunner

import (
	"context"
	"errors"
	"time"

	"github.com/dodev/dodev/emulator"
)

// Result is one case that ended.
type Result struct {
	// Name is the export that has the test handler.
	Name string
	// Err is why it failed; nil if it passed.
	Err  error
	Took time.Duration
}

// Summary is a whole run.
type Summary struct{ Passed, Failed int }

// Run starts the project of o, runs every case and reports each as it ends. An error means that there was no
// run, or that it did not come to its end.
func Run(ctx context.Context, o emulator.Options, report func(Result)) (sum Summary, err error) {
	e, err := emulator.Start(ctx, o)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	stop := context.AfterFunc(ctx, func() { e.Interrupt(context.Cause(ctx)) })
	defer stop()
	if e.ServiceWorker() {
		return sum, errors.New("Tests are not currently supported with Service Workers syntax.")
	}
	for _, name := range e.Tests() {
		began := o.Host.Now()
		ended := make(chan error, 1)
		e.Test(name, func(err error) { ended <- err })
		r := Result{Name: name}
		select {
		case r.Err = <-ended:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			return sum, context.Cause(ctx)
		}
		r.Took = o.Host.Now().Sub(began)
		if r.Err != nil {
			sum.Failed++
		} else {
			sum.Passed++
		}
		report(r)
	}
	return sum, nil
}

// Text is what to show of why a case failed: the stack of what was thrown, if there is one.
func Text(err error) string {
	var thrown interface{ StackText() string }
	if errors.As(err, &thrown) {
		return thrown.StackText()
	}
	return err.Error()
}
