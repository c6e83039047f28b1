package observe

import "time"

// Observer receives records. Its fields may be nil; the methods of Observer may be called on nil.
type Observer struct {
	// OnConsole is told of each line that a script wrote to its console.
	OnConsole func(Console)
	// OnRequest is told of each request from outside that was answered.
	OnRequest func(Request)
	// OnBatch is told of each batch of messages that a queue's consumer was given.
	OnBatch func(Batch)
	// OnCron is told of each cron trigger that the clock fired.
	OnCron func(Cron)
	// OnUncaught is told of each exception that nobody caught.
	OnUncaught func(Uncaught)
	// OnNotice is told of everything else that a person should read.
	OnNotice func(Notice)
	// OnObject is told when an object starts, hibernates, is evicted or reset.
	OnObject func(Object)
}

// Level is how loud a console line is.
type Level uint8

// The levels of the console methods.
const (
	Debug Level = iota
	Log
	Info
	Warn
	Error
)

// Console is one call of a console method, formatted.
type Console struct {
	Level  Level
	Text   string
	Object string // "Class(name or id)", or "" outside an object
	Worker string // whose console it is, "" where there is only one
}

// Request is one answered request from outside.
type Request struct {
	Method, Path string
	Status       int
	StatusText   string
	Took         time.Duration
}

// Batch is one batch of messages that the consumer of a queue was given.
type Batch struct {
	Queue        string
	Acked, Total int
	Took         time.Duration
}

// Cron is one run of a cron trigger by the clock.
type Cron struct {
	Expression string
	Failed     bool
	NoRetry    bool // the handler asked not to be called again
	Took       time.Duration
}

// Uncaught is an exception or rejection that nobody handled. Stack is its V8-format text.
type Uncaught struct {
	Stack     string
	Rejection bool   // a promise nobody caught: a warning, not an error
	Object    string // as in Console
}

// Notice is a message for the person at the terminal.
type Notice struct {
	Warning bool
	Text    string
}

// Object is a step in the life of a Durable Object.
type Object struct {
	Class, ID, Name string
	Step            string // "start", "hibernate", "evict", "reset"
	Reason          error
}

// Console reports a console line.
func (o *Observer) Console(c Console) {
	if o != nil && o.OnConsole != nil {
		o.OnConsole(c)
	}
}

// Request reports an answered request.
func (o *Observer) Request(r Request) {
	if o != nil && o.OnRequest != nil {
		o.OnRequest(r)
	}
}

// Batch reports a batch of messages.
func (o *Observer) Batch(b Batch) {
	if o != nil && o.OnBatch != nil {
		o.OnBatch(b)
	}
}

// Cron reports a cron trigger that ran.
func (o *Observer) Cron(c Cron) {
	if o != nil && o.OnCron != nil {
		o.OnCron(c)
	}
}

// Uncaught reports an exception nobody caught.
func (o *Observer) Uncaught(u Uncaught) {
	if o != nil && o.OnUncaught != nil {
		o.OnUncaught(u)
	}
}

// Warn reports a notice that starts with a warning sign.
func (o *Observer) Warn(text string) {
	if o != nil && o.OnNotice != nil {
		o.OnNotice(Notice{Warning: true, Text: text})
	}
}

// Notify reports a notice that is no warning.
func (o *Observer) Notify(text string) {
	if o != nil && o.OnNotice != nil {
		o.OnNotice(Notice{Text: text})
	}
}

// Object reports a step in an object's life.
func (o *Observer) Object(r Object) {
	if o != nil && o.OnObject != nil {
		o.OnObject(r)
	}
}
