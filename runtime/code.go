package runtime

import (
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// Event is one thing that happens to an object: a request, an alarm, a message, a call.
type Event interface {
	// Run delivers the event, within a turn of the instance's scope. done is called once, on the loop, when
	// whatever it started is over.
	Run(in *Instance, done func())
	// Fail tells whoever sent the event that it will not be answered. It is called instead of Run, or after
	// it when the instance was reset before done. It is called on any goroutine.
	Fail(err error)
}

// Code is what the objects of a namespace run.
type Code interface {
	// Isolate answers the isolate for a new instance of an object.
	Isolate(o *Object) (*isolate.Isolate, error)
	// Construct makes the script's instance, within a turn of the instance's scope. The error it answers
	// resets the object.
	Construct(in *Instance) error
	// Ended is told, on the loop, that an instance is over.
	Ended(in *Instance)
	// Alarm answers the event of a due alarm. failed is called on the loop when the handler did not succeed.
	Alarm(info AlarmInfo, outcome func(AlarmOutcome)) Event
	// Message, Closed and Failed answer the events of a hibernatable socket. After the last two have run the
	// socket is forgotten.
	Message(s *Socket, m *wire.Message) Event
	Closed(s *Socket, code int, reason string, clean bool) Event
	Failed(s *Socket, err error) Event
}

// Tracer is Code that wants to know what the code of an event does.
type Tracer interface {
	// Trace answers what goes along with the event's code, nil for nothing; over is called when it is over.
	Trace(in *Instance, ev Event) (trace any, over func())
}

// AlarmInfo is what an alarm handler is told.
type AlarmInfo struct {
	ScheduledTime int64 // ms since the epoch
	RetryCount    int
}

// AlarmOutcome is how an alarm handler ended.
type AlarmOutcome uint8

// The ends of an alarm handler: it succeeded, it is to be tried again, it is given up at once.
const (
	AlarmSucceeded AlarmOutcome = iota
	AlarmFailed
	AlarmDropped
)
