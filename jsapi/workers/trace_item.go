package workers

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// The classes of what a tail handler is given. Their members are own properties.
type (
	traceItem struct{}
	fetchInfo struct {
		request  *tracedRequest
		response *traceResponse // nil if there was none
	}
	tracedRequest struct {
		method, url string
		header      map[string]string
		cf          string // JSON; "" is none
	}
	traceResponse struct{ status int }
	rpcInfo       struct{ path []string }
	scheduledInfo struct {
		at   time.Time
		cron string
	}
	alarmInfo struct{ at time.Time }
	queueInfo struct {
		queue string
		size  int
	}
)

var (
	traceItemClass     = &webidl.Interface[traceItem]{Name: "TraceItem", If: never}
	fetchInfoClass     = &webidl.Interface[fetchInfo]{Name: "FetchEventInfo", If: never}
	traceResponseClass = &webidl.Interface[traceResponse]{Name: "TraceResponse", Tag: "Response", If: never}
	traceRequestClass  = &webidl.Interface[tracedRequest]{
		Name: "TraceRequest", Tag: "Request", If: never,
		Operations: []webidl.Operation[tracedRequest]{{Name: "getUnredacted", Run: (*tracedRequest).unredacted}},
	}
	rpcInfoClass        = &webidl.Interface[rpcInfo]{Name: "JsRpcEventInfo", If: never}
	scheduledInfoClass  = &webidl.Interface[scheduledInfo]{Name: "ScheduledEventInfo", If: never}
	queueInfoClass      = &webidl.Interface[queueInfo]{Name: "QueueEventInfo", If: never}
	alarmInfoClass      = &webidl.Interface[alarmInfo]{Name: "AlarmEventInfo", If: never}
	traceLogClass       = &webidl.Interface[traceLog]{Name: "TraceLog", If: never}
	traceExceptionClass = &webidl.Interface[traceException]{Name: "TraceException", If: never}
)

// set defines an own property; nil is undefined.
func (s *script) set(o *goja.Object, name string, v any) {
	if text, ok := v.(string); ok && text == "" {
		v = nil
	}
	_ = o.Set(name, s.realm.Value(v))
}

// item answers the TraceItem of a trace.
func (t *trace) item(s *script) *goja.Object {
	o := webidl.Wrap(s.realm, &traceItem{})
	s.set(o, "wallTime", 0)
	s.set(o, "cpuTime", 0)
	s.set(o, "truncated", false)
	s.set(o, "executionModel", t.model)
	s.set(o, "outcome", t.outcome)
	s.set(o, "durableObjectId", t.objectID)
	for _, name := range []string{"preview", "tailAttributes", "scriptTags", "dispatchNamespace", "scriptVersion"} {
		s.set(o, name, nil)
	}
	s.set(o, "entrypoint", t.entrypoint)
	s.set(o, "scriptName", goja.Null())
	s.set(o, "diagnosticsChannelEvents", []goja.Value{})
	exceptions := []goja.Value{}
	for _, e := range t.exceptions {
		x := webidl.Wrap(s.realm, &e)
		s.set(x, "stack", e.stack)
		s.set(x, "name", e.name)
		_ = x.Set("message", e.message)
		s.set(x, "timestamp", e.at)
		exceptions = append(exceptions, x)
	}
	s.set(o, "exceptions", exceptions)
	logs := []goja.Value{}
	for _, l := range t.logs {
		x := webidl.Wrap(s.realm, &l)
		s.set(x, "errorInfo", nil)
		s.set(x, "message", s.parseJSON(l.message))
		s.set(x, "level", l.level)
		s.set(x, "timestamp", l.at)
		logs = append(logs, x)
	}
	s.set(o, "logs", logs)
	s.set(o, "eventTimestamp", t.at)
	s.set(o, "event", t.info(s))
	return o
}

// info answers what kind of event it was.
func (t *trace) info(s *script) goja.Value {
	switch e := t.event.(type) {
	case *fetchInfo:
		o := webidl.Wrap(s.realm, e)
		s.set(o, "request", e.request.object(s, true))
		if e.response != nil {
			r := webidl.Wrap(s.realm, e.response)
			s.set(r, "status", e.response.status)
			s.set(o, "response", r)
		} else {
			s.set(o, "response", nil)
		}
		return o
	case *rpcInfo:
		o := webidl.Wrap(s.realm, e)
		s.set(o, "rpcMethod", strings.Join(e.path, "."))
		return o
	case *scheduledInfo:
		o := webidl.Wrap(s.realm, e)
		s.set(o, "scheduledTime", e.at.UnixMilli())
		s.set(o, "cron", e.cron)
		return o
	case *queueInfo:
		o := webidl.Wrap(s.realm, e)
		s.set(o, "queue", e.queue)
		s.set(o, "batchSize", e.size)
		return o
	case *alarmInfo:
		o := webidl.Wrap(s.realm, e)
		s.set(o, "scheduledTime", e.at)
		return o
	}
	return s.iso.VM.NewObject()
}

// traceRequest notes a request.
func traceRequest(req *wire.Request) *tracedRequest {
	t := &tracedRequest{method: req.Method, url: req.URL, header: map[string]string{}, cf: string(req.CF)}
	for _, f := range req.Header {
		name := strings.ToLower(f.Name)
		if before, ok := t.header[name]; ok {
			t.header[name] = before + ", " + f.Value
			continue
		}
		t.header[name] = f.Value
	}
	return t
}

// object answers the request, with what may be secret covered.
func (t *tracedRequest) object(s *script, covered bool) *goja.Object {
	o := webidl.Wrap(s.realm, t)
	url, headers := t.url, s.iso.VM.NewObject()
	for _, name := range slices.Sorted(maps.Keys(t.header)) {
		value := t.header[name]
		if covered && secretName.MatchString(name) {
			value = redacted
		}
		_ = headers.Set(name, value)
	}
	if covered {
		url = secretText.ReplaceAllString(url, redacted)
	}
	s.set(o, "url", url)
	s.set(o, "method", t.method)
	s.set(o, "headers", headers)
	if t.cf != "" {
		s.set(o, "cf", s.parseJSON(t.cf))
	} else {
		s.set(o, "cf", nil)
	}
	return o
}

func (t *tracedRequest) unredacted(c *webidl.Call) (any, error) {
	return t.object(of(c.Realm), false), nil
}

const redacted = "REDACTED"

var (
	// secretName matches the headers whose values are covered.
	secretName = regexp.MustCompile("^(?:cookie|set-cookie)$|auth|jwt|key|secret|token")
	// secretText matches what looks like an id in hexadecimal digits.
	secretText = regexp.MustCompile(`[0-9a-fA-F](?:[0-9a-fA-F_-]{30,})[0-9a-fA-F]`)
)
