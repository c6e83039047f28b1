package runtime

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
)

// ID is the 256-bit id of an object: 16 bytes derived from a name or drawn at random, and 16 that prove
// which namespace they belong to.
type ID [32]byte

// String is the id as 64 lower-case hexadecimal digits.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// The two ways in which a text is no id of a namespace.
var (
	ErrBadID     = errors.New("Invalid Durable Object ID: must be 64 hex digits")
	ErrForeignID = errors.New("Durable Object ID is not valid for this namespace.")
)

// maxName is the longest name, in bytes, that an object is told as its own.
const maxName = 1024

// Keyring derives the ids of one namespace. It has no state that changes.
type Keyring struct{ key [32]byte }

// NewKeyring answers the ids of the namespace with a unique key, such as "worker-Class".
func NewKeyring(uniqueKey string) Keyring { return Keyring{sha256.Sum256([]byte(uniqueKey))} }

// Jurisdictions are the places that objects can be confined to.
var Jurisdictions = []string{"eu", "fedramp", "fedramp-high", "us"}

// In answers the ids of a jurisdiction's part of the namespace. No id is of two parts.
func (k Keyring) In(jurisdiction string) Keyring {
	if jurisdiction == "" {
		return k
	}
	h := hmac.New(sha256.New, k.key[:])
	h.Write([]byte("jurisdiction " + jurisdiction))
	return Keyring{[32]byte(h.Sum(nil))}
}

// Jurisdiction answers the part of the namespace that an id belongs to; "" is the whole.
func (k Keyring) Jurisdiction(id ID) string {
	if k.seal([16]byte(id[:16])) == id {
		return ""
	}
	for _, j := range Jurisdictions {
		if k.In(j).seal([16]byte(id[:16])) == id {
			return j
		}
	}
	return ""
}

// FromName answers the id that a name always has.
func (k Keyring) FromName(name string) ID { return k.seal(k.mac([]byte(name))) }

// FromRandom answers the id made of 16 random bytes.
func (k Keyring) FromRandom(base [16]byte) ID { return k.seal(base) }

// Parse answers the id that a text of 64 hexadecimal digits names, if it belongs to the namespace.
func (k Keyring) Parse(text string) (ID, error) {
	var id ID
	if len(text) != 64 {
		return id, ErrBadID
	}
	if _, err := hex.Decode(id[:], []byte(strings.ToLower(text))); err != nil {
		return ID{}, ErrBadID
	}
	if k.seal([16]byte(id[:16])) != id {
		return ID{}, ErrForeignID
	}
	return id, nil
}

func (k Keyring) mac(b []byte) (sum [16]byte) {
	h := hmac.New(sha256.New, k.key[:])
	h.Write(b)
	copy(sum[:], h.Sum(nil))
	return sum
}

func (k Keyring) seal(base [16]byte) (id ID) {
	mac := k.mac(base[:])
	copy(id[:16], base[:])
	copy(id[16:], mac[:])
	return id
}
