package workers

import (
	"errors"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// scheduledController is what a scheduled handler is told.
type scheduledController struct {
	cron    string
	at      time.Time
	noRetry func()
}

var scheduledControllerClass = &webidl.Interface[scheduledController]{
	Name: "ScheduledController",
	Attributes: []webidl.Attribute[scheduledController]{
		{Name: "cron", Own: true, Get: func(s *scheduledController, _ *webidl.Call) (any, error) { return s.cron, nil }},
		{Name: "scheduledTime", Own: true, Get: func(s *scheduledController, _ *webidl.Call) (any, error) { return s.at.UnixMilli(), nil }},
	},
	Operations: []webidl.Operation[scheduledController]{
		{Name: "noRetry", Run: func(s *scheduledController, _ *webidl.Call) (any, error) {
			s.noRetry()
			return nil, nil
		}},
	},
	If: never,
}

// Scheduled has the Worker's default export handle a cron trigger. answer is told how it ended, with what was given to
// waitUntil, and whether the handler asked not to be called again. What failed is reported.
func (w *Worker) Scheduled(cron string, at time.Time, answer func(noRetry bool, err error)) {
	Service{Worker: w}.Scheduled(nil, cron, at, answer)
}

// Scheduled has the entrypoint handle a cron trigger that caller, a context, may wait for.
func (v Service) Scheduled(caller any, cron string, at time.Time, answer func(noRetry bool, err error)) {
	v.Worker.post(func(s *script) { s.scheduled(v, caller, cron, at, answer) }, func(err error) { answer(false, err) })
}

func (s *script) scheduled(service Service, caller any, cron string, at time.Time, answer func(noRetry bool, err error)) {
	noRetry := false
	q, over := s.judged(service, caller, func(err error) { answer(noRetry, err) })
	if q.trace != nil {
		q.trace.event = &scheduledInfo{at, cron}
	}
	s.iso.Enter(q.scope(), func() {
		done := q.returned(over)
		defer s.iso.AfterTurn(q.context.OnQuietOnce)
		never := func() { noRetry = true }
		if s.worker.ServiceWorker {
			s.dispatchScheduled(cron, at, never, done)
			return
		}
		q.deliver("scheduled", webidl.Wrap(s.realm, &scheduledController{cron, at, never}), func(v goja.Value, err error) {
			if errors.Is(err, errNoScheduled) {
				never() // it would not be there then, either
			}
			done(v, err)
		})
	})
}
