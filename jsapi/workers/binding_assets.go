package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/assets"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// BindAssets answers a binding to the Worker's own static assets,
// https://developers.cloudflare.com/workers/static-assets/binding/.
func BindAssets(name string, site *assets.Site) Binding {
	return Binding{Name: name, Make: func(e *Environment) (goja.Value, error) {
		return webidl.Wrap(e.script.realm, &Fetcher{target: &assetsTarget{site}}), nil
	}}
}

// assetsTarget is static assets, whether or not the Worker has its requests first.
type assetsTarget struct{ site *assets.Site }

// Fetch answers a request with a file.
func (t *assetsTarget) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	go func() {
		res := t.site.Fetch(req)
		leaveWith(req, res)
		answer(res, nil)
	}()
}

// Call refuses: files have no methods.
func (t *assetsTarget) Call(c *wire.Call) {
	c.Args.Close()
	c.Answer(nil, assetsOnly(c))
}

// Connect refuses too.
func (t *assetsTarget) Connect(c *wire.Connection) {
	c.Refuse(plainRemote(missingHandler("connect").(*webidl.Error).Message))
}

// assetsOnly is why a call fails where there is no script.
func assetsOnly(c *wire.Call) error {
	name := ""
	if len(c.Path) > 0 {
		name = c.Path[0]
	}
	e := noMember(name).(*webidl.Error)
	return &RemoteError{Stack: e.Error(), Message: e.Error(), class: e.Class, plain: e.Message, remote: true}
}
