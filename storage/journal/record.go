package journal

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// A group is what was written at once: a head, and records in the order in which they were appended. The head has the
// generation of the file, the length of the records and a checksum.
const headSize = 8 + 4 + 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal fills in the head of a group.
func seal(group []byte, generation uint64) {
	binary.LittleEndian.PutUint64(group, generation)
	binary.LittleEndian.PutUint32(group[8:], uint32(len(group)-headSize))
	binary.LittleEndian.PutUint32(group[12:], checksum(group))
}

func checksum(group []byte) uint32 {
	return crc32.Update(crc32.Checksum(group[:12], castagnoli), castagnoli, group[headSize:])
}

// unseal answers the records of the group that data begins with, and what is behind it; nil if there is no whole one.
func unseal(data []byte) (generation uint64, records, rest []byte) {
	if len(data) < headSize {
		return 0, nil, nil
	}
	generation = binary.LittleEndian.Uint64(data)
	n := int64(binary.LittleEndian.Uint32(data[8:]))
	if n == 0 || n > int64(len(data)-headSize) {
		return 0, nil, nil
	}
	group := data[:headSize+n]
	if checksum(group) != binary.LittleEndian.Uint32(data[12:]) {
		return 0, nil, nil
	}
	return generation, group[headSize:], data[headSize+n:]
}

// The kinds of records. Each is followed by the record's length.
const (
	ownRecord   = 1
	patchRecord = 2

	prefix = 1 + 4
)

// Begin begins a record of the journal's owner. What is appended until [End] is in it.
func Begin(to []byte) (group []byte, at int) { return begin(to, ownRecord) }

func begin(to []byte, kind byte) ([]byte, int) { return append(to, kind, 0, 0, 0, 0), len(to) }

// End ends the record that began at a place.
func End(group []byte, at int) []byte {
	binary.LittleEndian.PutUint32(group[at+1:], uint32(len(group)-at-prefix))
	return group
}

// GuardSize is the length of what tells whether a file is still the one that a patch was written to.
const GuardSize = 32

// BeginPatch begins a patch of a file, whose path is relative to the journal's folder. What is appended until [End] is
// written at the offset, if the file begins with the guard.
func BeginPatch(to []byte, path string, guard [GuardSize]byte, offset int64) (group []byte, at int) {
	to, at = begin(to, patchRecord)
	to = append(to, guard[:]...)
	to = binary.AppendUvarint(to, uint64(offset))
	to = binary.AppendUvarint(to, uint64(len(path)))
	return append(to, path...), at
}

// patch is a patch as it is read.
type patch struct {
	path   string
	guard  [GuardSize]byte
	offset int64
	data   []byte
}

var errRecord = errors.New("a record of the journal cannot be understood")

func parsePatch(record []byte) (p patch, err error) {
	if len(record) < GuardSize {
		return p, errRecord
	}
	p.guard = [GuardSize]byte(record)
	record = record[GuardSize:]
	offset, n := binary.Uvarint(record)
	if n <= 0 {
		return p, errRecord
	}
	record = record[n:]
	length, n := binary.Uvarint(record)
	if n <= 0 || length > uint64(len(record)-n) {
		return p, errRecord
	}
	record = record[n:]
	p.path, p.offset, p.data = string(record[:length]), int64(offset), record[length:]
	return p, nil
}

// each visits the records of a group.
func each(records []byte, visit func(kind byte, record []byte) error) error {
	for len(records) > 0 {
		if len(records) < prefix {
			return errRecord
		}
		n := int64(binary.LittleEndian.Uint32(records[1:]))
		if n > int64(len(records)-prefix) {
			return errRecord
		}
		if err := visit(records[0], records[prefix:prefix+n]); err != nil {
			return err
		}
		records = records[prefix+n:]
	}
	return nil
}
