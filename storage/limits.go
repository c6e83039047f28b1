package storage

import "errors"

// MaxRow is how large one stored pair may be, in bytes: the length limit of the
// platform's local SQLite, measured. It covers the key, the serialized value
// and the few bytes in which SQLite notes their lengths, so an empty key leaves
// 8 388 636 bytes for the value. Keys have no limit of their own.
const MaxRow = 8<<20 + 34

// ErrTooBig reports a pair larger than MaxRow, in the platform's words.
var ErrTooBig = errors.New("string or blob too big: SQLITE_TOOBIG")

// CheckSize answers ErrTooBig if a pair with these lengths cannot be stored.
func CheckSize(key, value int) error {
	// https://www.sqlite.org/fileformat2.html#record_format: the header holds
	// its own length, then a varint serial type for text and one for the blob.
	header := 1 + varint(13+2*key) + varint(12+2*value)
	if header+key+value > MaxRow {
		return ErrTooBig
	}
	return nil
}

func varint(n int) int {
	size := 1
	for n >>= 7; n > 0; n >>= 7 {
		size++
	}
	return size
}
