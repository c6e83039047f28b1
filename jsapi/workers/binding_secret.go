package workers

import (
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// BindSecret answers a binding to a secret of a store, https://developers.cloudflare.com/secrets-store/. value is nil if
// it has none here; secret is its name in the store.
func BindSecret(name, secret string, value *string) Binding {
	return bindValue(name, func() *storedSecret { return &storedSecret{secret, value} })
}

// storedSecret is a secret of a store.
type storedSecret struct {
	name  string
	value *string
}

var storedSecretClass = &webidl.Interface[storedSecret]{
	Name:       "Fetcher", // which it is on the platform's local runtime
	Operations: []webidl.Operation[storedSecret]{{Name: "get", Run: webidl.Promise((*storedSecret).get)}},
	If:         never,
}

// get answers the value.
func (s *storedSecret) get(c *webidl.Call) (any, error) {
	if err := jsapi.RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	if s.value == nil {
		return nil, webidl.PlainError("Secret \"%s\" not found", s.name)
	}
	return *s.value, nil
}
