package workers

import (
	"slices"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/queues"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
)

// queueController is the MessageBatch that a queue handler is told.
type queueController struct {
	batch    *queues.Batch
	messages *goja.Object
	result   *queueResult
}

// queueResult is what the handler says of its messages.
type queueResult struct {
	ackAll   bool
	retryAll *queues.Retry
	acks     []string // the messages' ids, in the order of the calls
	retried  []string // likewise
	retries  map[string]queues.Retry
}

var queueControllerClass = &webidl.Interface[queueController]{
	Name: "QueueController",
	Fields: []webidl.Field[queueController]{
		{Name: "messages", Value: func(b *queueController, _ *webidl.Realm) any { return b.messages }},
		{Name: "queue", Value: func(b *queueController, _ *webidl.Realm) any { return b.batch.Queue }},
		{Name: "metadata", Value: func(b *queueController, r *webidl.Realm) any {
			o := r.VM.NewObject()
			_ = o.Set("metrics", queueMetrics(r, b.batch.Metrics))
			return o
		}},
	},
	Operations: []webidl.Operation[queueController]{
		{Name: "retryAll", Run: (*queueController).retryAll},
		{Name: "ackAll", Run: (*queueController).ackAll},
	},
	If: never,
}

// queueMessageValue is one Message of a batch.
type queueMessageValue struct {
	message *queues.Message
	body    goja.Value
	result  *queueResult
}

var queueMessageClass = &webidl.Interface[queueMessageValue]{
	Name: "QueueMessage",
	Fields: []webidl.Field[queueMessageValue]{
		{Name: "id", Value: func(m *queueMessageValue, _ *webidl.Realm) any { return m.message.ID }},
		{Name: "timestamp", Value: func(m *queueMessageValue, r *webidl.Realm) any { return r.Date(time.UnixMilli(m.message.Timestamp)) }},
		{Name: "body", Value: func(m *queueMessageValue, _ *webidl.Realm) any { return m.body }},
		{Name: "attempts", Value: func(m *queueMessageValue, _ *webidl.Realm) any { return m.message.Attempts + 1 }},
	},
	Operations: []webidl.Operation[queueMessageValue]{
		{Name: "retry", Run: (*queueMessageValue).retry},
		{Name: "ack", Run: (*queueMessageValue).ack},
	},
	If: never,
}

// retryOption reads the options of a retry.
func retryOption(c *webidl.Call) (queues.Retry, error) {
	seconds, ok, err := delayOption(c.Dict(0, "QueueRetryOptions"))
	if err != nil || !ok {
		return queues.Retry{}, err
	}
	return queues.Retry{Delay: &seconds}, nil
}

func (b *queueController) retryAll(c *webidl.Call) (any, error) {
	retry, err := retryOption(c)
	switch {
	case err != nil:
		return nil, err
	case b.result.ackAll:
		noEffect(c, "Received a call to retryAll() after ackAll() was already called. Calling retryAll() after calling ackAll() has no effect.")
	default:
		b.result.retryAll = &retry
	}
	return nil, nil
}

func (b *queueController) ackAll(c *webidl.Call) (any, error) {
	if b.result.retryAll != nil {
		noEffect(c, "Received a call to ackAll() after retryAll() was already called. Calling ackAll() after calling retryAll() has no effect.")
		return nil, nil
	}
	b.result.ackAll = true
	return nil, nil
}

func (m *queueMessageValue) retry(c *webidl.Call) (any, error) {
	retry, err := retryOption(c)
	if err != nil {
		return nil, err
	}
	id := m.message.ID
	switch {
	case m.result.ackAll:
		noEffect(c, "Received a call to retry() on message "+id+" after ackAll() was already called. Calling retry() on a message after calling ackAll() has no effect.")
	case slices.Contains(m.result.acks, id):
		noEffect(c, "Received a call to retry() on message "+id+" after ack() was already called. Calling retry() on a message after calling ack() has no effect.")
	default:
		if _, ok := m.result.retries[id]; !ok {
			m.result.retried = append(m.result.retried, id)
		}
		m.result.retries[id] = retry
	}
	return nil, nil
}

func (m *queueMessageValue) ack(c *webidl.Call) (any, error) {
	id := m.message.ID
	_, retried := m.result.retries[id]
	switch {
	case m.result.ackAll:
	case m.result.retryAll != nil:
		noEffect(c, "Received a call to ack() on message "+id+" after retryAll() was already called. Calling ack() on a message after calling retryAll() has no effect.")
	case retried:
		noEffect(c, "Received a call to ack() on message "+id+" after retry() was already called. Calling ack() on a message after calling retry() has no effect.")
	case !slices.Contains(m.result.acks, id):
		m.result.acks = append(m.result.acks, id)
	}
	return nil, nil
}

// noEffect warns of a call that comes too late.
func noEffect(c *webidl.Call, text string) { c.Realm.Isolate.Observer.Warn(text) }

// Queue has the Worker's default export handle a batch of messages.
func (w *Worker) Queue(b *queues.Batch, answer func(queues.Result)) {
	failed := func(err error) { answer(queues.Result{Failed: true}) }
	w.post(func(s *script) {
		result := newQueueResult()
		q := s.begin(Service{Worker: w}, nil, func(err error) {
			s.iso.Observer.Uncaught(observe.Uncaught{Stack: asUncaught(err).Stack})
			failed(err)
		})
		s.queue(q, b, result, func() {
			tell := func() { answer(queues.Result{RetryAll: result.retryAll, Retries: result.retries}) }
			if s.realm.Flags.Has(compat.QueueConsumerNoWaitForWaitUntil) {
				tell()
			} else {
				q.context.AtEnd(func(error) { tell() })
			}
		})
	}, failed)
}

// Queue has the entrypoint handle a batch of messages that caller, a context, may wait for. answer is told how it ended, with
// what was given to waitUntil, and what the handler says of the messages. What failed is reported.
func (v Service) Queue(caller any, b *queues.Batch, answer func(*queueResult, error)) {
	result := newQueueResult()
	v.Worker.post(func(s *script) {
		q, over := s.judged(v, caller, func(err error) { answer(result, err) })
		s.queue(q, b, result, over)
	}, func(err error) { answer(result, err) })
}

func newQueueResult() *queueResult { return &queueResult{retries: map[string]queues.Retry{}} }

func (s *script) queue(q *request, b *queues.Batch, result *queueResult, answer func()) {
	if q.trace != nil {
		q.trace.event = &queueInfo{b.Queue, len(b.Messages)}
	}
	s.iso.Enter(q.scope(), func() {
		done := q.returned(answer)
		defer s.iso.AfterTurn(q.context.OnQuietOnce)
		controller, err := s.queueController(b, result)
		if err != nil {
			done(nil, err)
			return
		}
		q.deliver("queue", webidl.Wrap(s.realm, controller), done)
	})
}

// queueController makes the values of a batch.
func (s *script) queueController(b *queues.Batch, result *queueResult) (*queueController, error) {
	list := make([]goja.Value, len(b.Messages))
	for n, m := range b.Messages {
		body, err := s.queueBody(m)
		if err != nil {
			return nil, err
		}
		list[n] = webidl.Wrap(s.realm, &queueMessageValue{m, body, result})
	}
	return &queueController{b, s.realm.Value(list).(*goja.Object), result}, nil
}

func (s *script) queueBody(m *queues.Message) (goja.Value, error) {
	switch m.ContentType {
	case "text":
		return s.iso.VM.ToValue(jsapi.Text(s.realm, m.Body)), nil
	case "bytes":
		return s.realm.Uint8Array(append([]byte{}, m.Body...)), nil
	case "json":
		return jsapi.ParseJSON(s.realm, string(m.Body))
	}
	v, err := jsapi.Codec(s.realm).Deserialize(m.Body)
	if err != nil {
		return nil, jsapi.CloneError(err)
	}
	return v, nil
}
