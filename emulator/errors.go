package emulator

import (
	"fmt"
	"strings"
)

// SameNameError is two Workers of one process with one name.
type SameNameError struct {
	Name  string
	Files [2]string
}

// Error names the files.
func (s *SameNameError) Error() string {
	return fmt.Sprintf("%s and %s both name their Worker %q: Workers that run together need names of their own.",
		s.Files[0], s.Files[1], s.Name)
}

// ServiceWorkerError is a Durable Object binding in a script that can define no classes.
type ServiceWorkerError struct{}

// Error is wrangler's text.
func (*ServiceWorkerError) Error() string {
	return "You seem to be trying to use Durable Objects in a Worker written as a service-worker.\n" +
		"You can use Durable Objects defined in other Workers by specifying a `script_name` in your wrangler.toml, where " +
		"`script_name` is the name of the Worker that implements that Durable Object."
}

// MissingClassError is a binding to classes that the entry does not export.
type MissingClassError struct {
	Classes []string
	Entry   string
}

// Error is wrangler's text.
func (m *MissingClassError) Error() string {
	return fmt.Sprintf("Your Worker depends on the following Durable Objects, which are not exported in your entrypoint file: %s.\n"+
		"You should export these objects from your entrypoint, %s.", strings.Join(m.Classes, ", "), m.Entry)
}

// LinkError is a binding to a part of a running Worker that it does not export.
type LinkError struct {
	Worker, Binding   string
	Service           string
	Class, Entrypoint string // the one that is missing
}

// Error is workerd's text.
func (l *LinkError) Error() string {
	if l.Class != "" {
		return fmt.Sprintf("Worker %q's binding %q refers to a Durable Object namespace named %q in service %q, "+
			"but no such Durable Object namespace is defined by that service.", l.Worker, l.Binding, l.Class, l.Service)
	}
	return fmt.Sprintf("Worker %q's binding %q refers to service %q with a named entrypoint %q, but %q has no such named "+
		"entrypoint.", l.Worker, l.Binding, l.Service, l.Entrypoint, l.Service)
}

// ConsumersError is a queue that more than one Worker wants the messages of.
type ConsumersError struct{ Queue string }

// Error says so.
func (c *ConsumersError) Error() string {
	return fmt.Sprintf("The queue %q has more than one consumer: its messages go to one Worker. Remove it from the queues.consumers "+
		"of all but one.", c.Queue)
}
