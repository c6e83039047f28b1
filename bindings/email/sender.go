package email

import (
	"slices"
	"strings"
)

// Sender is a binding that sends mail.
type Sender struct {
	Outbox *Outbox
	// To is whom it may send to, and From who may send; nil is everybody.
	To, From []string
}

// Allow refuses a sender, then any recipient, whom the binding does not allow.
func (s *Sender) Allow(from string, to ...string) error {
	if s.From != nil && !slices.Contains(s.From, from) {
		return Error("email from " + from + " not allowed")
	}
	for _, address := range to {
		if s.To != nil && !slices.Contains(s.To, address) {
			return Error("email to " + address + " not allowed")
		}
	}
	return nil
}

// Send sends a mail that is allowed, and answers its Message-ID, which is a new one.
func (s *Sender) Send(from, to string, raw []byte) (string, error) {
	m, err := Parse(raw)
	if err != nil {
		return "", unparsed(err)
	}
	if m.ID == "" {
		return "", Error("invalid message-id")
	}
	if err := m.checkNames(); err != nil {
		return "", unparsed(err)
	}
	switch {
	case m.From == nil:
		return "", errNoFrom
	case *m.From != from:
		return "", errOtherSender
	case m.has("received"):
		return "", errHeaders
	}
	id := s.Outbox.newID(from)
	if raw, err = setID(raw, id); err != nil {
		return "", err
	}
	s.Outbox.keep(raw, id, "Sent a mail from "+from+" to "+to)
	return id, nil
}

// SendDraft sends a mail that is allowed, and answers its Message-ID.
func (s *Sender) SendDraft(d *Draft) (string, error) {
	if !d.From.Given {
		return "", TypeError("Cannot read properties of undefined (reading 'lastIndexOf')")
	}
	id := s.Outbox.newID(d.From.Email)
	to := slices.Concat(emails(d.To), emails(d.CC), emails(d.BCC))
	s.Outbox.keep(d.write(id, s.Outbox, nil), id, "Sent a mail from "+d.From.Email+" to "+strings.Join(to, ", "))
	return id, nil
}

var (
	errNoFrom      = TypeError("Cannot read properties of undefined (reading 'address')")
	errOtherSender = Error("From: header does not match mail from")
	errHeaders     = Error("invalid headers set")
)

func unparsed(err error) error { return Error("could not parse email: " + err.Error()) }
