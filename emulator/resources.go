package emulator

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/dodev/dodev/bindings/analytics"
	"github.com/dodev/dodev/bindings/d1"
	"github.com/dodev/dodev/bindings/email"
	"github.com/dodev/dodev/bindings/kv"
	"github.com/dodev/dodev/bindings/queues"
	"github.com/dodev/dodev/bindings/r2"
	"github.com/dodev/dodev/bindings/ratelimit"
	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/jsapi/workers"
	"github.com/dodev/dodev/observe"
)

// bindResource makes a binding to something that is kept beside the objects. secret is the variable of its name, which
// is the value of a secret of a store; nil if there is none.
func (e *Emulator) bindResource(b config.Resource, secret *string) (workers.Binding, Row) {
	row := Row{Binding: b.Name + " (" + b.ID + ")", Resource: string(b.Kind), Mode: "local"}
	switch b.Kind {
	case config.KVNamespace:
		return workers.BindKV(b.Name, kv.New(e.shelf, b.ID, e.options.Host.Now)), row
	case config.D1Database:
		return workers.BindD1(b.Name, e.database(b.ID)), row
	case config.R2Bucket:
		return workers.BindR2(b.Name, e.bucket(b.ID)), row
	case config.QueueProducer:
		return workers.BindQueue(b.Name, e.queue(b.ID), b.Delay), row
	case config.RateLimit:
		return workers.BindRateLimit(b.Name, e.limiter(b.ID), b.Limit, b.Period), row
	case config.AnalyticsEngine:
		return workers.BindAnalytics(b.Name, e.dataset(b.ID).Record), row
	case config.Hyperdrive:
		d, err := workers.ParseDatabase(b.Connection)
		if err != nil {
			return workers.BindUnsupported(b.Name, string(b.Kind)), row
		}
		return workers.BindHyperdrive(b.Name, d), row
	case config.StoredSecret:
		row.Binding = b.Name + " (" + b.ID + "/" + b.Secret + ")"
		return workers.BindSecret(b.Name, b.Secret, secret), row
	case config.SendEmail:
		row.Binding = b.Name + " (" + cmp.Or(strings.Join(b.Recipients, ", "), "unrestricted") + ")"
		if b.Senders != nil {
			row.Binding += " - senders: " + strings.Join(b.Senders, ", ")
		}
		return workers.BindEmail(b.Name, &email.Sender{Outbox: e.outbox, To: b.Recipients, From: b.Senders}), row
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

// dataset answers a dataset of Analytics Engine, which Workers share.
func (e *Emulator) dataset(name string) *analytics.Dataset {
	return shared(&e.datasets, name, func() *analytics.Dataset {
		return analytics.New(e.shelf, name, e.options.Host.Now, func(err error) {
			e.options.Observer.Warn("the dataset " + name + ": " + err.Error())
		})
	})
}

// queue answers a queue, which Workers share.
func (e *Emulator) queue(name string) *queues.Queue {
	return shared(&e.queues, name, func() *queues.Queue { return queues.Open(e.shelf, name, e.options.Host) })
}

// consume gives every queue the Worker of the project that consumes it.
func (e *Emulator) consume(p *project) error {
	consumers := map[string]*queues.Consumer{}
	for _, w := range p.workers {
		if w.code == nil {
			continue
		}
		for _, c := range w.config.Consumers {
			if consumers[c.Queue] != nil {
				return &ConsumersError{Queue: c.Queue}
			}
			consumers[c.Queue] = e.consumer(w, c)
			e.queue(c.Queue) // which may have messages from before
		}
	}
	for name, q := range e.queues {
		if err := q.Consume(consumers[name]); err != nil {
			return err
		}
	}
	return nil
}

// consumer hands the batches of a queue to a Worker. What is not configured is as in the platform's local runtime.
func (e *Emulator) consumer(w *worker, c config.QueueConsumer) *queues.Consumer {
	or := func(given *int, standard int) int {
		if given != nil {
			return *given
		}
		return standard
	}
	to := &queues.Consumer{
		BatchSize: or(c.BatchSize, 5), Timeout: time.Duration(or(c.BatchTimeout, 1)) * time.Second, Retries: or(c.Retries, 2), RetryDelay: or(c.RetryDelay, 0),
		Deliver: w.code.Queue,
		Report: func(acked, total int, took time.Duration) {
			e.options.Observer.Batch(observe.Batch{Queue: c.Queue, Acked: acked, Total: total, Took: took})
		},
	}
	if c.DeadLetter != "" {
		to.DeadLetter = e.queue(c.DeadLetter)
	}
	to.Lost = func(m *queues.Message, attempts int) {
		what := fmt.Sprintf("Dropped message %q on queue %q after %d failed attempts", m.ID, c.Queue, attempts)
		if c.DeadLetter != "" {
			what = fmt.Sprintf("Moving message %q on queue %q to dead letter queue %q after %d failed attempts", m.ID, c.Queue, c.DeadLetter, attempts)
		}
		e.options.Observer.Warn(what)
	}
	return to
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
