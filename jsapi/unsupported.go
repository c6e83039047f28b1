package jsapi

import "github.com/dodev/dodev/jsapi/webidl"

// Unsupported answers the error of a feature that dodev does not have.
func Unsupported(feature string) error {
	return webidl.PlainError("dodev does not support %s yet", feature)
}
