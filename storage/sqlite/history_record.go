package sqlite

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
)

const (
	recordMagic = 0x64644831
	headerSize  = 44
)

// header is what a record of a history says of its pages. Each of those is a number and its bytes.
type header struct {
	Magic    uint32
	Epoch    uint32
	Seq      uint64
	Time     int64 // when it was committed, ms
	PageSize uint32
	Total    uint32 // pages of the database then
	Pages    uint32 // in the record
	Sum      uint32
	_        uint32
}

var errHistoryDamaged = errors.New("the history of this object is damaged")

func (r header) length() int64 { return headerSize + int64(r.Pages)*(int64(r.PageSize)+4) }

// encode answers the record whole.
func (r header) encode(pages []byte) []byte {
	r.Magic, r.Sum = recordMagic, crc32.ChecksumIEEE(pages)
	b := make([]byte, headerSize, headerSize+len(pages))
	_, _ = binary.Encode(b, binary.BigEndian, r) // a header always fits
	return append(b, pages...)
}

// readHeader answers the header at a place, false if there is no whole record.
func readHeader(f *os.File, at, size int64) (r header, ok bool, err error) {
	if at+headerSize > size {
		return r, false, nil
	}
	var b [headerSize]byte
	if _, err := f.ReadAt(b[:], at); err != nil {
		return r, false, err
	}
	_, _ = binary.Decode(b[:], binary.BigEndian, &r)
	return r, r.Magic == recordMagic && at+r.length() <= size, nil
}

// scan visits the headers of a segment.
func scan(f *os.File, visit func(at int64, r header) bool) error {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	for at := int64(0); ; {
		r, ok, err := readHeader(f, at, size)
		if err != nil || !ok || !visit(at, r) {
			return err
		}
		at += r.length()
	}
}

func firstRecord(path string) (first header, err error) {
	f, err := os.Open(path)
	if err != nil {
		return first, err
	}
	found := false
	err = scan(f, func(_ int64, r header) bool { first, found = r, true; return false })
	if err == nil && !found {
		err = errHistoryDamaged
	}
	return first, errors.Join(err, f.Close())
}

// pagesOf reads and checks the pages of a record.
func pagesOf(f *os.File, at int64, r header) ([]byte, error) {
	b := make([]byte, r.length()-headerSize)
	if _, err := f.ReadAt(b, at+headerSize); err != nil {
		return nil, err
	}
	if crc32.ChecksumIEEE(b) != r.Sum {
		return nil, errHistoryDamaged
	}
	return b, nil
}
