package workers

import (
	"context"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/queues"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
)

// BindQueue answers a binding to a queue. delay is how many seconds a message waits that does not say so itself.
func BindQueue(name string, q *queues.Queue, delay int) Binding {
	return bindValue(name, func() *workerQueue { return &workerQueue{q, delay} })
}

// workerQueue is a Queue, https://developers.cloudflare.com/queues/configuration/javascript-apis/.
type workerQueue struct {
	queue *queues.Queue
	delay int
}

var workerQueueClass = &webidl.Interface[workerQueue]{
	Name: "WorkerQueue",
	Operations: []webidl.Operation[workerQueue]{
		{Name: "metrics", Run: asked((*workerQueue).metrics)},
		{Name: "send", Run: asked((*workerQueue).send)},
		{Name: "sendBatch", Run: asked((*workerQueue).sendBatch)},
	},
	If: never,
}

// queueContentType checks a content type, which is compared without case.
func queueContentType(name string) (string, error) {
	switch lower := strings.ToLower(name); lower {
	case "text", "bytes", "json", "v8":
		return lower, nil
	}
	return "", webidl.TypeError("Unsupported queue message content type: %s", name)
}

// queueMessage makes a message of a value. take says that the buffer of bytes is taken from the script.
func queueMessage(r *webidl.Realm, v goja.Value, contentType string, take bool) (*queues.Message, error) {
	if v == nil || goja.IsUndefined(v) {
		return nil, webidl.TypeError("Message body cannot be undefined")
	}
	if contentType == "" {
		if contentType = "v8"; r.Flags.Has(compat.QueuesJSONMessages) {
			contentType = "json"
		}
	}
	m := &queues.Message{ContentType: contentType}
	switch contentType {
	case "text":
		if !goja.IsString(v) {
			return nil, webidl.TypeError(`Content Type "text" requires a value of type string, but received: %s`, typeOf(v))
		}
		m.Body = []byte(v.String())
	case "bytes":
		b, ok := r.Bytes(v)
		if !ok || !r.IsView(v) {
			return nil, webidl.TypeError(`Content Type "bytes" requires a value of type ArrayBufferView, but received: %s`, typeOf(v))
		}
		m.Body = append([]byte{}, b...)
		if buffer, ok := webidl.Buffer(v.(*goja.Object).Get("buffer")); take && ok {
			buffer.Detach()
		}
	case "json":
		text, err := jsapi.WriteJSON(r, v)
		if err != nil {
			return nil, err
		}
		m.Body = []byte(text.String())
	default:
		b, err := jsapi.Codec(r).Serialize(v, clone.Options{Mode: clone.ForStorage, EnhancedErrors: r.Flags.Has(compat.EnhancedErrorSerialization)})
		if err != nil {
			return nil, jsapi.CloneError(err)
		}
		m.Body = b
	}
	return m, nil
}

// delayOption reads delaySeconds; ok is false if it is not given.
func delayOption(d *webidl.Dict) (seconds int, ok bool, err error) {
	n, ok := d.Number("delaySeconds")
	if !ok {
		return 0, false, nil
	}
	seconds, err = webidl.Int32(n)
	return seconds, true, err
}

// metrics answers how much waits in the queue.
func (q *workerQueue) metrics(*webidl.Call) (*bindingCall, error) {
	return &bindingCall{
		work:   func(context.Context) (any, error) { return q.queue.Metrics(), nil },
		finish: func(r *webidl.Realm, v any) (any, error) { return queueMetrics(r, v.(queues.Metrics)), nil },
	}, nil
}

func queueMetrics(r *webidl.Realm, m queues.Metrics) *goja.Object {
	o := r.VM.NewObject()
	_ = o.Set("backlogCount", m.Count)
	_ = o.Set("backlogBytes", m.Bytes)
	_ = o.Set("oldestMessageTimestamp", goja.Undefined())
	if m.Oldest != 0 {
		_ = o.Set("oldestMessageTimestamp", r.Date(time.UnixMilli(m.Oldest)))
	}
	return o
}

// sent answers how much waited, in the shape of a SendResponse.
func sent(r *webidl.Realm, v any) (any, error) {
	metadata, o := r.VM.NewObject(), r.VM.NewObject()
	_ = metadata.Set("metrics", queueMetrics(r, v.(queues.Metrics)))
	_ = o.Set("metadata", metadata)
	return o, nil
}

// send sends one message.
func (q *workerQueue) send(c *webidl.Call) (*bindingCall, error) {
	body := c.Need(0, "Value")
	d := c.Dict(1, "SendOptions")
	typ, delay := "", q.delay
	if name, ok := d.String("contentType"); ok {
		var err error
		if typ, err = queueContentType(name); err != nil {
			return nil, err
		}
	}
	seconds, ok, err := delayOption(d)
	if err != nil {
		return nil, err
	}
	if ok {
		delay = seconds
	}
	m, err := queueMessage(c.Realm, body, typ, true)
	if err != nil {
		return nil, err
	}
	failed := queueFailure(c.Realm, "send")
	return &bindingCall{
		work: func(context.Context) (any, error) {
			if err := queues.CheckMessage(len(m.Body), delay); err != nil {
				return nil, failed(err)
			}
			return q.queue.Send([]*queues.Message{m}, []int{delay})
		},
		finish: sent,
	}, nil
}

// queueFailure answers a refusal as script sees it: by its text, or since 2026-03-12 by a code.
func queueFailure(r *webidl.Realm, action string) func(error) error {
	coded := r.Flags.Has(compat.QueueExposeErrorCodes)
	return func(err error) error {
		if coded {
			return webidl.PlainError("Unknown Internal Error (15000)")
		}
		return webidl.PlainError("Queue %s failed: %s", action, err.Error())
	}
}

// sendBatch sends several messages, all or none.
func (q *workerQueue) sendBatch(c *webidl.Call) (*bindingCall, error) {
	v, ok := c.Need(0, "Sequence").(*goja.Object)
	if !ok || v.GetSymbol(goja.SymIterator) == nil {
		return nil, c.Bad(0, "Sequence")
	}
	common := q.delay
	seconds, ok, err := delayOption(c.Dict(1, "SendBatchOptions"))
	if err != nil {
		return nil, err
	}
	if ok {
		common = seconds
	}
	var list []*queues.Message
	var delays []int
	var failure error
	c.Realm.VM.ForOf(v, func(item goja.Value) bool {
		o, isObject := item.(*goja.Object)
		if !isObject {
			failure = webidl.TypeError("Incorrect type: the provided value is not of type 'MessageSendRequest'.")
			return false
		}
		d := c.Realm.NewDict(o)
		typ, delay := "", common
		if name, ok := d.String("contentType"); ok {
			if typ, failure = queueContentType(name); failure == nil && typ != name {
				failure = webidl.TypeError("Unsupported queue message content type: %s", name) // only here case counts
			}
			if failure != nil {
				return false
			}
		}
		seconds, ok, err := delayOption(d)
		if failure = err; err != nil {
			return false
		}
		if ok {
			delay = seconds
		}
		var m *queues.Message
		if m, failure = queueMessage(c.Realm, o.Get("body"), typ, false); failure != nil {
			return false
		}
		list, delays = append(list, m), append(delays, delay)
		return true
	})
	if failure != nil {
		return nil, failure
	}
	if len(list) == 0 {
		return nil, webidl.TypeError("sendBatch() requires at least one message")
	}
	failed := queueFailure(c.Realm, "sendBatch")
	return &bindingCall{
		work: func(context.Context) (any, error) {
			if err := queues.CheckBatch(list, delays); err != nil {
				return nil, failed(err)
			}
			return q.queue.Send(list, delays)
		},
		finish: sent,
	}, nil
}
