package wire

// Sink takes the bytes of somebody else's stream. One of its methods is called at a time, when the one before is
// done; they do not block. done is called once, on any goroutine.
type Sink interface {
	// Write takes bytes, which the caller does not change.
	Write(b []byte, done func(error))
	// Close says that there will be no more.
	Close(done func(error))
	// Abort says that the rest will not come. It may be called while another method is under way, and after the
	// end.
	Abort(why error)
}
