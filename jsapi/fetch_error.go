package jsapi

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// LostConnection is the failure of a connection: its exception says that another try may succeed.
type LostConnection struct{}

var errLost = &LostConnection{}

// Error is the exception's message.
func (*LostConnection) Error() string { return "Network connection lost." }

// Exception answers the Error with its mark.
func (e *LostConnection) Exception(r *webidl.Realm) goja.Value {
	o := r.NewError("Error", e.Error())
	_ = o.Set("retryable", true)
	return o
}

// internalError hides from the script, as the platform does, what it tells the developer.
type internalError struct{ why string }

// Error is the developer's text.
func (e *internalError) Error() string { return e.why }

// Exception answers an Error with a reference that is printed along with the reason.
func (e *internalError) Exception(r *webidl.Realm) goja.Value {
	message := "internal error; reference = " + r.Isolate.Host.Reference()
	warn(r, e.why+" ("+message+")")
	return r.NewError("Error", message)
}

// setupFailure answers why a connection could not be made at all: a name that nobody knows, or a server that
// nobody vouches for.
func setupFailure(err error) (string, bool) {
	var (
		dns       *net.DNSError
		record    tls.RecordHeaderError
		verify    *tls.CertificateVerificationError
		authority x509.UnknownAuthorityError
	)
	if errors.As(err, &dns) || errors.As(err, &record) || errors.As(err, &verify) || errors.As(err, &authority) {
		return err.Error(), true
	}
	return "", false
}
