package workers

import (
	"time"

	"github.com/dodev/dodev/jsapi/webidl"
)

// scheduledController is what a scheduled handler is told.
type scheduledController struct {
	cron string
	at   time.Time
}

var scheduledControllerClass = &webidl.Interface[scheduledController]{
	Name: "ScheduledController",
	Attributes: []webidl.Attribute[scheduledController]{
		{Name: "scheduledTime", Get: func(s *scheduledController, _ *webidl.Call) (any, error) { return s.at.UnixMilli(), nil }},
		{Name: "cron", Get: func(s *scheduledController, _ *webidl.Call) (any, error) { return s.cron, nil }},
	},
	Operations: []webidl.Operation[scheduledController]{
		{Name: "noRetry", Run: func(*scheduledController, *webidl.Call) (any, error) { return nil, nil }},
	},
	If: never,
}

// Scheduled has the Worker's default export handle a cron trigger.
func (w *Worker) Scheduled(cron string, at time.Time, answer func(error)) {
	w.post(func(s *script) { s.scheduled(Service{Worker: w}, cron, at, answer) }, answer)
}

func (s *script) scheduled(service Service, cron string, at time.Time, answer func(error)) {
	q := s.begin(service, nil, answer)
	if q.trace != nil {
		q.trace.event = &scheduledInfo{at, cron}
	}
	s.iso.Enter(q.scope(), func() {
		done := q.returned(func() { answer(nil) })
		defer s.iso.AfterTurn(q.context.OnQuietOnce)
		if s.worker.ServiceWorker {
			s.dispatchScheduled(cron, at, done)
			return
		}
		q.deliver("scheduled", webidl.Wrap(s.realm, &scheduledController{cron, at}), done)
	})
}
