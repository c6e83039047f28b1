package bolt

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
)

// inline is the longest key stored as it is: bbolt ends at 32 768 bytes, the
// platform does not. Of a longer key the file's key holds the first inline
// bytes and a hash of all, and the value begins with the rest. Such keys stand
// where they belong among others, but those that share their beginning are in
// the order of their hashes; cursor.run sorts them.
const inline = 32000

var errLongKey = errors.New("a long key's value is malformed")

// appendKey appends the form a key has in the file.
func appendKey(dst []byte, key string) []byte {
	if len(key) <= inline {
		return append(dst, key...)
	}
	sum := sha256.Sum256([]byte(key))
	dst = append(dst, key[:inline]...)
	return append(dst, sum[:]...)
}

// packValue answers the value to store under the key's form.
func packValue(key string, value []byte) []byte {
	if len(key) <= inline {
		return value
	}
	rest := key[inline:]
	packed := make([]byte, 0, binary.MaxVarintLen64+len(rest)+len(value))
	packed = binary.AppendUvarint(packed, uint64(len(rest)))
	packed = append(packed, rest...)
	return append(packed, value...)
}

// unpack answers the key and value behind a stored pair without its head.
func unpack(form, stored []byte) (key string, value []byte, err error) {
	if len(form) <= inline {
		return string(form), stored, nil
	}
	rest, value, err := split(stored)
	return string(form[:inline]) + string(rest), value, err
}

// split divides a long key's stored value.
func split(stored []byte) (rest, value []byte, err error) {
	n, size := binary.Uvarint(stored)
	if size <= 0 || n > uint64(len(stored)-size) {
		return nil, nil, errLongKey
	}
	stored = stored[size:]
	return stored[:n], stored[n:], nil
}

// valueOf answers the value of a stored pair whose key is known.
func valueOf(key string, stored []byte) ([]byte, error) {
	if len(key) <= inline {
		return stored, nil
	}
	_, value, err := split(stored)
	return value, err
}
