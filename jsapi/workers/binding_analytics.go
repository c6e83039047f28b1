package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// BindAnalytics answers a binding to a dataset, each of whose points is handed to record as JSON.
func BindAnalytics(name string, record func(point string)) Binding {
	return bindValue(name, func() *analyticsDataset { return &analyticsDataset{record} })
}

// analyticsDataset is an AnalyticsEngineDataset, https://developers.cloudflare.com/analytics/analytics-engine/.
type analyticsDataset struct{ record func(string) }

var analyticsDatasetClass = &webidl.Interface[analyticsDataset]{
	Name:       "LocalAnalyticsEngineDataset",
	Tag:        "Object",
	Operations: []webidl.Operation[analyticsDataset]{{Name: "writeDataPoint", Run: (*analyticsDataset).write}},
	If:         never,
}

// write records a point once what was written before it is durable. Like the local platform it checks nothing.
func (a *analyticsDataset) write(c *webidl.Call) (any, error) {
	if err := jsapi.RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	point := "{}"
	if c.Given(0) {
		v, err := jsapi.WriteJSON(c.Realm, c.Arg(0))
		if err != nil {
			return nil, err
		}
		if !goja.IsUndefined(v) {
			point = v.String()
		}
	}
	c.Realm.Isolate.Scope().Context.Boundary.Release(func(err error) {
		if err == nil {
			a.record(point)
		}
	})
	return nil, nil
}
