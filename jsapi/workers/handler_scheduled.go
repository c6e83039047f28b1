package workers

import (
	"time"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
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
	w.post(func(s *script) { s.scheduled(Service{Worker: w}, cron, at, answer) }, func(err error) { answer(false, err) })
}

func (s *script) scheduled(service Service, cron string, at time.Time, answer func(noRetry bool, err error)) {
	noRetry, told := false, false
	tell := func(err error) {
		if !told {
			told = true
			answer(noRetry, err)
		}
	}
	q := s.begin(service, nil, func(err error) {
		s.iso.Observer.Uncaught(observe.Uncaught{Stack: asUncaught(err).Stack})
		tell(err)
	})
	if q.trace != nil {
		q.trace.event = &scheduledInfo{at, cron}
	}
	q.failing(tell)
	s.iso.Enter(q.scope(), func() {
		done := q.returned(func() { q.context.AtEnd(func(error) { tell(nil) }) })
		defer s.iso.AfterTurn(q.context.OnQuietOnce)
		never := func() { noRetry = true }
		if s.worker.ServiceWorker {
			s.dispatchScheduled(cron, at, never, done)
			return
		}
		q.deliver("scheduled", webidl.Wrap(s.realm, &scheduledController{cron, at, never}), done)
	})
}
