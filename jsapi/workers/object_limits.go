package workers

import (
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/storage"
)

// What production refuses to store, in its words. Without limits nothing is refused here; what no backend can
// hold the cache refuses itself.

// sqlite answers whether the object's class is declared with SQLite storage.
func (o *object) sqlite() bool { return o.in.Object.Namespace.SQLite.Load() }

// batch answers why so many keys cannot go into one call. kind is "keys" or "pairs".
func (o *object) batch(n int, kind string) error {
	limit := o.script.worker.Limits.KeyValue.Batch
	if o.sqlite() {
		limit = o.script.worker.Limits.SQLite.Batch
	}
	if limit > 0 && n > limit {
		return webidl.RangeError("Maximum number of %s is %d.", kind, limit)
	}
	return nil
}

// keySize answers why a key is too long.
func (o *object) keySize(key string) error {
	limit := o.script.worker.Limits.KeyValue.Key
	if limit > 0 && len(key) > limit && !o.sqlite() {
		return webidl.RangeError("Keys cannot be larger than %d bytes. A key of size %d was provided.", limit, len(key))
	}
	return nil
}

// pairSize answers why a key and its serialised value cannot be stored.
func (o *object) pairSize(key string, value []byte) error {
	if row := o.script.worker.Limits.SQLite.Row; o.sqlite() {
		if row > 0 && len(key)+len(value) > row {
			return scriptError(storage.ErrTooBig)
		}
		return nil
	}
	if err := o.keySize(key); err != nil {
		return err
	}
	l := o.script.worker.Limits.KeyValue
	if l.Value > 0 && len(value) > l.Value+l.Slack {
		return webidl.RangeError("Values cannot be larger than %d bytes. A value of size %d was provided.", l.Value, len(value))
	}
	return nil
}

// keySizes answers why a batch of keys cannot be read or deleted.
func (o *object) keySizes(list []string) error {
	if err := o.batch(len(list), "keys"); err != nil {
		return err
	}
	for _, key := range list {
		if err := o.keySize(key); err != nil {
			return err
		}
	}
	return nil
}
