package workers

import (
	"math"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/ratelimit"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// BindRateLimit answers a binding that allows limit uses of a key in a period, which is in seconds.
func BindRateLimit(name string, l *ratelimit.Limiter, limit, period int) Binding {
	return bindValue(name, func() *rateLimit { return &rateLimit{l, limit, period} })
}

// rateLimit is a RateLimit, https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/.
type rateLimit struct {
	limiter       *ratelimit.Limiter
	limit, period int
}

var rateLimitClass = &webidl.Interface[rateLimit]{
	Name:       "Ratelimit",
	Tag:        "Object",
	Operations: []webidl.Operation[rateLimit]{{Name: "limit", Run: webidl.Promise((*rateLimit).take)}},
	If:         never,
}

var rateLimitOptions = []string{"key", "limit", "period", "delta"}

// take counts one use, or delta of them, and answers whether it was allowed.
func (l *rateLimit) take(c *webidl.Call) (any, error) {
	if err := jsapi.RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	o, ok := c.Arg(0).(*goja.Object)
	if !ok {
		return nil, webidl.PlainError("invalid rate limit options")
	}
	if bad := slices.DeleteFunc(o.Keys(), func(k string) bool { return slices.Contains(rateLimitOptions, k) }); len(bad) > 0 {
		return nil, webidl.PlainError("bad rate limit options: [%s]", strings.Join(bad, ","))
	}
	key, limit, period := "", float64(l.limit), l.period
	if v := o.Get("key"); v != nil && !goja.IsUndefined(v) {
		if !goja.IsString(v) {
			return nil, webidl.PlainError("invalid key: %s", v)
		}
		key = v.String()
	}
	if v := o.Get("limit"); v != nil && !goja.IsUndefined(v) {
		if !goja.IsNumber(v) {
			return nil, webidl.PlainError("limit must be a number: %s", v)
		}
		limit = v.ToFloat()
	}
	if v := o.Get("period"); v != nil && !goja.IsUndefined(v) {
		if !goja.IsNumber(v) {
			return nil, webidl.PlainError("period must be a number: %s", v)
		}
		if f := v.ToFloat(); f != 10 && f != 60 {
			return nil, webidl.PlainError("unsupported period: %s", v)
		}
		period = int(v.ToInteger())
	}
	delta := uint32(1)
	if v := o.Get("delta"); v != nil && !goja.IsUndefined(v) {
		var err error
		switch delta, err = webidl.Unsigned(c.Realm.Number(v), math.MaxUint32); {
		case err != nil:
			return nil, err
		case delta == 0:
			return nil, webidl.RangeError("delta must be non-zero")
		}
	}
	answer := c.Realm.VM.NewObject()
	_ = answer.Set("success", l.limiter.Take(key, limit, period, delta))
	return answer, nil
}
