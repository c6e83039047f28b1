package workers

import (
	"context"
	"math"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/queues"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
)

// hasEvents says that a Fetcher has scheduled and queue.
func hasEvents(f compat.Flags) bool { return f.Has(compat.ServiceBindingExtraHandlers) }

// eventTarget is a Target that takes events of other kinds than requests and calls: an entrypoint, but no object. answer is
// called once, on any goroutine, with the outcome or why the entrypoint cannot be reached; caller is the context that waits
// for it.
type eventTarget interface {
	Scheduled(caller any, cron string, at time.Time, answer func(outcome string, noRetry bool, err error))
	Queue(caller any, b *queues.Batch, answer func(outcome string, result *queueResult, err error))
}

// outcome names what became of an event.
func outcome(failed error) string {
	if failed != nil {
		return "exception"
	}
	return "ok"
}

// absent answers the error of using a Worker that is not there.
func (t *serviceTarget) absent() error {
	if t.service.Worker == nil {
		return plainRemote((&AbsentError{t.service.Name}).Error())
	}
	return nil
}

// Scheduled has the entrypoint handle a cron trigger.
func (t *serviceTarget) Scheduled(caller any, cron string, at time.Time, answer func(string, bool, error)) {
	if err := t.absent(); err != nil {
		answer("", false, err)
		return
	}
	t.service.Scheduled(caller, cron, at, func(noRetry bool, err error) { answer(outcome(err), noRetry, nil) })
}

// Queue has the entrypoint handle a batch of messages.
func (t *serviceTarget) Queue(caller any, b *queues.Batch, answer func(string, *queueResult, error)) {
	if err := t.absent(); err != nil {
		answer("", nil, err)
		return
	}
	t.service.Queue(caller, b, func(result *queueResult, err error) { answer(outcome(err), result, nil) })
}

// Scheduled has the entrypoint handle a cron trigger once the Worker runs.
func (t *dynamicTarget) Scheduled(caller any, cron string, at time.Time, answer func(string, bool, error)) {
	t.use(func(to *serviceTarget, err error) {
		if err != nil {
			answer("", false, err)
			return
		}
		to.Scheduled(caller, cron, at, answer)
	})
}

// Queue has the entrypoint handle a batch of messages once the Worker runs.
func (t *dynamicTarget) Queue(caller any, b *queues.Batch, answer func(string, *queueResult, error)) {
	t.use(func(to *serviceTarget, err error) {
		if err != nil {
			answer("", nil, err)
			return
		}
		to.Queue(caller, b, answer)
	})
}

// told is the outcome of an event, as what makes the value of it for script.
type told func(*webidl.Realm) any

// event is the call that sends an event. send calls its second argument once.
func (f *Fetcher) event(c *webidl.Call, send func(eventTarget, func(told, error))) (*bindingCall, error) {
	target, ok := f.target.(eventTarget)
	if !ok {
		return nil, internalError(c.Realm)
	}
	return &bindingCall{
		work: func(ctx context.Context) (any, error) {
			type answer struct {
				outcome told
				err     error
			}
			answers := make(chan answer, 1)
			send(target, func(outcome told, err error) { answers <- answer{outcome, err} })
			select {
			case a := <-answers:
				return a.outcome, a.err
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		},
		finish: func(r *webidl.Realm, v any) (any, error) { return v.(told)(r), nil },
	}, nil
}

// scheduled has the entrypoint handle a cron trigger.
func (f *Fetcher) scheduled(c *webidl.Call) (*bindingCall, error) {
	d := c.Dict(0, "ScheduledOptions")
	at := c.Isolate().Host.Now()
	if v, ok := d.Member("scheduledTime"); ok {
		ms, err := dateMember(v, "scheduledTime", "ScheduledOptions")
		if err != nil {
			return nil, err
		}
		at = time.UnixMilli(ms)
	}
	cron, _ := d.String("cron")
	caller := c.Isolate().Scope().Context
	return f.event(c, func(to eventTarget, answer func(told, error)) {
		to.Scheduled(caller, cron, at, func(outcome string, noRetry bool, err error) {
			answer(func(r *webidl.Realm) any {
				o := r.VM.NewObject()
				_ = o.Set("outcome", outcome)
				_ = o.Set("noRetry", noRetry)
				return o
			}, err)
		})
	})
}

// queue has the entrypoint handle a batch of messages.
func (f *Fetcher) queue(c *webidl.Call) (*bindingCall, error) {
	b := &queues.Batch{Queue: c.Realm.Text(c.Need(0, "string")).String()}
	list, ok := c.Need(1, "Array").(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		return nil, c.Bad(1, "Array")
	}
	for n, v := range items(list) {
		o, ok := v.(*goja.Object)
		if !ok {
			return nil, webidl.TypeError("Incorrect type for array element %d: the provided value is not of type 'ServiceBindingQueueMessage'.", n)
		}
		m, err := boundMessage(c.Realm, o)
		if err != nil {
			return nil, err
		}
		b.Messages = append(b.Messages, m)
	}
	var err error
	if b.Metrics, err = boundMetrics(c); err != nil {
		return nil, err
	}
	caller := c.Isolate().Scope().Context
	return f.event(c, func(to eventTarget, answer func(told, error)) {
		to.Queue(caller, b, func(outcome string, result *queueResult, err error) {
			answer(func(r *webidl.Realm) any { return result.value(r, outcome) }, err)
		})
	})
}

// boundMessage reads a message that is sent through a binding.
func boundMessage(r *webidl.Realm, o *goja.Object) (*queues.Message, error) {
	const in = "ServiceBindingQueueMessage"
	m := &queues.Message{ID: r.Text(orUndefined(o.Get("id"))).String(), ContentType: "v8"}
	var err error
	if m.Timestamp, err = dateMember(orUndefined(o.Get("timestamp")), "timestamp", in); err != nil {
		return nil, err
	}
	body, serialized := orUndefined(o.Get("body")), orUndefined(o.Get("serializedBody"))
	var ok bool
	if m.Body, ok = r.Bytes(serialized); !ok && !goja.IsUndefined(serialized) {
		return nil, webidl.TypeError("Incorrect type for the 'serializedBody' field on '%s': the provided value is not of type 'ArrayBuffer or ArrayBufferView'.", in)
	}
	attempts, err := webidl.Unsigned(r.Number(orUndefined(o.Get("attempts"))), math.MaxUint16)
	switch {
	case err != nil:
		return nil, err
	case ok == !goja.IsUndefined(body):
		return nil, webidl.TypeError("Expected one of body or serializedBody for each message")
	case ok:
		m.Body = append([]byte{}, m.Body...)
	default:
		if m.Body, err = jsapi.Codec(r).Serialize(body, clone.Options{Mode: clone.ForStorage, EnhancedErrors: r.Flags.Has(compat.EnhancedErrorSerialization)}); err != nil {
			return nil, jsapi.CloneError(err)
		}
	}
	m.Attempts = int(attempts) - 1 // as a queue counts: those that have failed
	return m, nil
}

// boundMetrics reads what waits behind a batch that is sent through a binding.
func boundMetrics(c *webidl.Call) (m queues.Metrics, err error) {
	metadata := c.Dict(2, "MessageBatchMetadata")
	if metadata == nil {
		return m, nil
	}
	v, _ := metadata.Member("metrics")
	o, ok := v.(*goja.Object)
	if !ok {
		return m, webidl.TypeError("Cannot initialize N7workerd3api19MessageBatchMetricsE with required members from an undefined or null value.")
	}
	count, _ := c.Realm.NewDict(o).Number("backlogCount")
	bytes, _ := c.Realm.NewDict(o).Number("backlogBytes")
	m.Count, m.Bytes = int(count), int(bytes)
	if v := orUndefined(o.Get("oldestMessageTimestamp")); !goja.IsUndefined(v) {
		m.Oldest, err = dateMember(v, "oldestMessageTimestamp", "MessageBatchMetrics")
	}
	return m, err
}

// value answers the result of a batch as whoever sent it sees it.
func (q *queueResult) value(r *webidl.Realm, outcome string) goja.Value {
	object := func(members ...any) *goja.Object {
		o := r.VM.NewObject()
		for n := 0; n < len(members); n += 2 {
			_ = o.Set(members[n].(string), members[n+1])
		}
		return o
	}
	delayed := func(o *goja.Object, retry *queues.Retry) *goja.Object {
		switch {
		case retry != nil && retry.Delay != nil:
			_ = o.Set("delaySeconds", *retry.Delay)
		case r.Flags.Has(compat.EnableFastJsgStruct):
			_ = o.Set("delaySeconds", goja.Undefined())
		}
		return o
	}
	acks, retries := make([]any, len(q.acks)), make([]any, len(q.retried))
	for n, id := range q.acks {
		acks[n] = id
	}
	for n, id := range q.retried {
		retry := q.retries[id]
		retries[n] = delayed(object("msgId", id), &retry)
	}
	return object(
		"outcome", outcome, "ackAll", q.ackAll, "retryBatch", delayed(object("retry", q.retryAll != nil), q.retryAll),
		"explicitAcks", r.VM.NewArray(acks...), "retryMessages", r.VM.NewArray(retries...),
	)
}
