package emulator

import (
	"encoding/json"

	"github.com/dodev/dodev/bindings/analytics"
	"github.com/dodev/dodev/bindings/d1"
	"github.com/dodev/dodev/bindings/kv"
	"github.com/dodev/dodev/bindings/ratelimit"
	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/jsapi/workers"
)

// bindResource makes a binding to something that is kept beside the objects.
func (e *Emulator) bindResource(b config.Resource) (workers.Binding, Row) {
	row := Row{Binding: b.Name + " (" + b.ID + ")", Resource: string(b.Kind), Mode: "local"}
	switch b.Kind {
	case config.KVNamespace:
		return workers.BindKV(b.Name, kv.New(e.shelf, b.ID, e.options.Host.Now)), row
	case config.D1Database:
		return workers.BindD1(b.Name, e.database(b.ID)), row
	case config.RateLimit:
		return workers.BindRateLimit(b.Name, e.limiter(b.ID), b.Limit, b.Period), row
	case config.AnalyticsEngine:
		points := analytics.New(e.shelf, b.ID, e.options.Host.Now)
		return workers.BindAnalytics(b.Name, func(point string) {
			if err := points.Record(point); err != nil {
				e.options.Observer.Warn("the dataset " + b.ID + ": " + err.Error())
			}
		}), row
	case config.VersionMetadata:
		row.Binding = b.Name
		version := workers.BindJSON(b.Name, e.version())
		version.Variable = nil // it is none
		return version, row
	}
	row.Mode = "not supported"
	return workers.BindUnsupported(b.Name, string(b.Kind)), row
}

// database answers a D1 database, which Workers share.
func (e *Emulator) database(id string) *d1.Database {
	if e.databases == nil {
		e.databases = map[string]*d1.Database{}
	}
	db := e.databases[id]
	if db == nil {
		db = d1.Open(e.db, id, e.options.Host.Now)
		e.databases[id] = db
	}
	return db
}

// limiter answers the counts of a rate limiting namespace, which Workers share.
func (e *Emulator) limiter(id string) *ratelimit.Limiter {
	if e.limiters == nil {
		e.limiters = map[string]*ratelimit.Limiter{}
	}
	l := e.limiters[id]
	if l == nil {
		l = ratelimit.New(e.options.Host.Now)
		e.limiters[id] = l
	}
	return l
}

// version answers the metadata of the version that runs, which is another one after every reload.
func (e *Emulator) version() string {
	text, _ := json.Marshal(map[string]string{ // strings always encode
		"id": e.options.Host.UUID(), "tag": "", "timestamp": e.options.Host.Now().UTC().Format("2006-01-02T15:04:05.000Z"),
	})
	return string(text)
}
