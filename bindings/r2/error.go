package r2

import (
	"encoding/hex"
	"fmt"
)

// Error is a refusal, see https://developers.cloudflare.com/r2/api/error-codes/.
type Error struct {
	Code    int
	Message string
}

// Error answers the message with its code, as a script sees it behind the name of what it called.
func (e *Error) Error() string { return fmt.Sprintf("%s (%d)", e.Message, e.Code) }

// The refusals.
var (
	ErrInternal         = &Error{10001, "We encountered an internal error. Please try again."}
	ErrTooLarge         = &Error{100100, "Your proposed upload exceeds the maximum allowed object size."}
	ErrTooSmall         = &Error{10011, "Your proposed upload is smaller than the minimum allowed object size."}
	ErrMetadataTooLarge = &Error{10012, "Your metadata headers exceed the maximum allowed metadata size."}
	ErrName             = &Error{10020, "The specified object name is not valid."}
	ErrLimit            = &Error{10022, "MaxKeys params must be positive integer <= 1000."}
	ErrNoUpload         = &Error{10024, "The specified multipart upload does not exist."}
	ErrPart             = &Error{10025, "One or more of the specified parts could not be found."}
	ErrRange            = &Error{10039, "The requested range is not satisfiable"}
	ErrUpload           = &Error{10048, "There was a problem with the multipart upload."}
)

// badDigest answers the refusal of bytes that are not those whose checksum was given.
func badDigest(algorithm string, given, actual []byte) error {
	return &Error{10037, fmt.Sprintf("The %[1]s checksum you specified did not match what we received.\n"+
		"You provided a %[1]s checksum with value: %[2]s\nActual %[1]s was: %[3]s", algorithm, hex.EncodeToString(given), hex.EncodeToString(actual))}
}
