package workers

import (
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
)

// alarmInvocationInfo is what alarm(info) gets: its members are its own.
type alarmInvocationInfo struct{}

var alarmInvocationInfoClass = &webidl.Interface[alarmInvocationInfo]{Name: "AlarmInvocationInfo", If: never}

// alarmEvent calls alarm(info).
type alarmEvent struct {
	info    runtime.AlarmInfo
	outcome func(runtime.AlarmOutcome)
}

// Run calls the handler. The alarm counts as done only when what it wrote is durable.
func (e *alarmEvent) Run(in *runtime.Instance, done func()) {
	o := objectOf(in)
	if t, ok := in.Isolate.Scope().Trace.(*trace); ok {
		t.event = &alarmInfo{time.UnixMilli(e.info.ScheduledTime)}
	}
	if o.handler("alarm") == nil {
		in.Isolate.Observer.Warn("Attempted to run a scheduled alarm without a handler, " +
			"did you remember to export an alarm() function?")
		e.outcome(runtime.AlarmDropped)
		done()
		return
	}
	info := webidl.Wrap(o.script.realm, &alarmInvocationInfo{})
	_ = info.Set("retryCount", e.info.RetryCount)
	_ = info.Set("isRetry", e.info.RetryCount > 0)
	_ = info.Set("scheduledTime", e.info.ScheduledTime)
	over := plainRemote("Alarm exceeded its allowed execution time")
	over.overloaded, over.reset = true, true
	stop := limit(in, o.script.worker.Limits.Alarm, over)
	o.call("alarm", func(_ goja.Value, err error) {
		stop()
		if err != nil {
			o.report(err)
			e.outcome(runtime.AlarmFailed)
			done()
			return
		}
		e.outcome(runtime.AlarmSucceeded)
		in.Release(func(error) { done() })
	}, info)
}

// Fail leaves the retry to the schedule, which hears of the reset itself.
func (e *alarmEvent) Fail(error) {}

// limit resets the object with err after a while, unless stop is called before. None is forever.
func limit(in *runtime.Instance, after time.Duration, err *RemoteError) (stop func()) {
	if after == 0 {
		return func() {}
	}
	over := false
	timer := in.Isolate.Host.AfterFunc(after, func() {
		in.Isolate.Post(func() {
			if !over {
				objectOf(in).report(err)
				in.Reset(err)
			}
		})
	})
	return func() {
		over = true
		timer.Stop()
	}
}
