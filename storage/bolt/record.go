package bolt

import (
	"encoding/binary"
	"errors"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/journal"
)

// What a record of the journal says of a batch, in its first byte.
const (
	deletesAll byte = 1 << iota
	changesAlarm
	setsAlarm
	knowsName
)

// appendBatch appends a batch as a record.
func appendBatch(group []byte, b *storage.Batch) []byte {
	group, at := journal.Begin(group)
	flags := flag(b.DeleteAll, deletesAll) | flag(b.AlarmChanged, changesAlarm) | flag(b.Alarm.Set, setsAlarm) | flag(b.Name.Known, knowsName)
	group = append(group, flags, byte(b.Place))
	group = append(group, b.Object.ID[:]...)
	group = appendText(group, b.Object.Namespace)
	group = appendText(group, b.Name.Text)
	group = binary.AppendVarint(group, b.Alarm.Time)
	for _, w := range b.Writes {
		group = appendText(group, w.Key)
		if w.Value == nil {
			group = append(group, 0)
			continue
		}
		group = binary.AppendUvarint(group, uint64(len(w.Value))+1)
		group = append(group, w.Value...)
	}
	return journal.End(group, at)
}

func flag(set bool, bit byte) byte {
	if set {
		return bit
	}
	return 0
}

func appendText(to []byte, text string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(text))), text...)
}

var errBatch = errors.New("a batch in the journal cannot be understood")

// parseBatch reads a record. The batch's values are in it.
func parseBatch(record []byte) (*storage.Batch, error) {
	b := new(storage.Batch)
	if len(record) < 2+len(b.Object.ID) {
		return nil, errBatch
	}
	flags := record[0]
	b.DeleteAll, b.AlarmChanged = flags&deletesAll != 0, flags&changesAlarm != 0
	b.Alarm.Set, b.Name.Known = flags&setsAlarm != 0, flags&knowsName != 0
	b.Place = storage.Place(record[1])
	b.Object.ID = [32]byte(record[2:])
	r := reader{rest: record[2+len(b.Object.ID):]}
	b.Object.Namespace, b.Name.Text, b.Alarm.Time = string(r.bytes(r.uint())), string(r.bytes(r.uint())), r.int()
	for len(r.rest) > 0 && !r.failed {
		w := storage.Write{Key: string(r.bytes(r.uint()))}
		if n := r.uint(); n > 0 {
			w.Value = r.bytes(n - 1)
		}
		b.Writes = append(b.Writes, w)
	}
	if r.failed {
		return nil, errBatch
	}
	return b, nil
}

// reader takes a record apart.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) uint() uint64 {
	n, length := binary.Uvarint(r.rest)
	r.skip(length)
	return n
}

func (r *reader) int() int64 {
	n, length := binary.Varint(r.rest)
	r.skip(length)
	return n
}

func (r *reader) skip(n int) {
	if r.failed = r.failed || n <= 0; !r.failed {
		r.rest = r.rest[n:]
	}
}

func (r *reader) bytes(n uint64) []byte {
	if r.failed = r.failed || n > uint64(len(r.rest)); r.failed {
		return []byte{}
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}
