package emulator

import (
	"encoding/json"
	"path/filepath"

	"github.com/dodev/dodev/bindings/analytics"
	"github.com/dodev/dodev/bindings/d1"
	"github.com/dodev/dodev/bindings/kv"
	"github.com/dodev/dodev/bindings/r2"
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
	case config.R2Bucket:
		return workers.BindR2(b.Name, e.bucket(b.ID)), row
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
	return shared(&e.databases, id, func() *d1.Database { return d1.Open(e.db, id, e.options.Host.Now) })
}

// bucket answers an R2 bucket, which Workers share.
func (e *Emulator) bucket(name string) *r2.Bucket {
	return shared(&e.buckets, name, func() *r2.Bucket { return r2.Open(e.shelf, filepath.Join(e.folder, "r2"), name, e.options.Host) })
}

// limiter answers the counts of a rate limiting namespace, which Workers share.
func (e *Emulator) limiter(id string) *ratelimit.Limiter {
	return shared(&e.limiters, id, func() *ratelimit.Limiter { return ratelimit.New(e.options.Host.Now) })
}

// shared answers what goes by a name, and makes it when it is first asked for.
func shared[T any](all *map[string]T, name string, make func() T) T {
	if *all == nil {
		*all = map[string]T{}
	}
	t, ok := (*all)[name]
	if !ok {
		t = make()
		(*all)[name] = t
	}
	return t
}

// version answers the metadata of the version that runs, which is another one after every reload.
func (e *Emulator) version() string {
	text, _ := json.Marshal(map[string]string{ // strings always encode
		"id": e.options.Host.UUID(), "tag": "", "timestamp": e.options.Host.Now().UTC().Format("2006-01-02T15:04:05.000Z"),
	})
	return string(text)
}
