package workers

import (
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// promised makes an operation answer a promise. Before capture_async_api_throws what fails at once throws.
func promised[T any](run func(*T, *webidl.Call) (any, error)) func(*T, *webidl.Call) (any, error) {
	captured := webidl.Promise(run)
	return func(t *T, c *webidl.Call) (any, error) {
		if c.Realm.Flags.Has(compat.CaptureAsyncAPIThrows) {
			return captured(t, c)
		}
		v, err := run(t, c)
		if err != nil {
			return nil, err
		}
		return c.Realm.Resolved(v), nil
	}
}
