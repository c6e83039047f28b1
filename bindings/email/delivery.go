package email

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/dodev/dodev/wire"
)

// ErrUnhandled is why a Worker that has no email handler gets no mail.
const ErrUnhandled = Error("Worker does not export an email() handler; message stored without delivery.")

// Delivery is a mail on its way to a Worker, and what came of it. Its methods may be called from any goroutine.
type Delivery struct {
	From, To string // of the envelope
	Raw      []byte
	Message  *Message
	outbox   *Outbox

	mu      sync.Mutex
	outcome outcome
}

// outcome is what whoever posted the mail is told.
type outcome struct {
	Outcome  string    `json:"outcome"`
	Rejected *string   `json:"rejectReason,omitempty"`
	Forwards []forward `json:"forwards"`
	Replies  []reply   `json:"replies"`
	Events   []event   `json:"events"`
}

type forward struct {
	Recipient string      `json:"recipient"`
	Header    [][2]string `json:"headers"`
	ID        string      `json:"messageId"`
}

type reply struct {
	ID     string `json:"messageId"`
	Sender string `json:"sender"`
	Raw    string `json:"raw"`
}

type event struct {
	Type string `json:"type"`
	At   string `json:"timestamp"`
	ID   string `json:"messageId,omitempty"`
}

// Receive answers the delivery of a mail. An Error says what a mail needs that this one lacks.
func (o *Outbox) Receive(from, to string, raw []byte) (*Delivery, error) {
	if len(raw) > MaxSize {
		return nil, Error("Email message size is bigger than the production size limit of 25 MiB.")
	}
	raw = withoutBcc(raw)
	m, err := Parse(raw)
	if err != nil {
		return nil, Error("Email could not be parsed: TypeError: " + err.Error())
	}
	if m.ID == "" {
		return nil, Error("Email could not be parsed: invalid or no message id provided")
	}
	if m.From == nil {
		return nil, errNoFrom
	}
	if err := m.checkNames(); err != nil {
		return nil, err
	}
	if from != *m.From {
		o.observer.Warn("The mail is from " + from + ", but its From header names " + *m.From + ".")
	}
	if !slices.Contains(m.To, to) {
		o.observer.Warn("The mail is to " + to + ", but its To header names " + cmp.Or(strings.Join(m.To, ", "), "nobody") + ".")
	}
	d := &Delivery{From: from, To: to, Raw: raw, Message: m, outbox: o}
	d.outcome = outcome{Outcome: "ok", Forwards: []forward{}, Replies: []reply{}, Events: []event{d.event("received", "")}}
	return d, nil
}

func (d *Delivery) event(kind, id string) event {
	return event{kind, d.outbox.host.Now().UTC().Format("2006-01-02T15:04:05.000Z"), id}
}

// Reject has the mail go back for a reason. The last one counts.
func (d *Delivery) Reject(reason string) {
	d.outbox.observer.Notify("The mail was rejected: " + reason)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.outcome.Rejected = &reason
	d.outcome.Events = append(d.outcome.Events, d.event("reject", ""))
}

// Rejected answers why the mail goes back, nil if it does not.
func (d *Delivery) Rejected() *string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.outcome.Rejected
}

// Forward passes the mail on with further fields, and answers the Message-ID.
func (d *Delivery) Forward(to string, header wire.Header) string {
	id := d.outbox.newID(to)
	d.outbox.observer.Notify("The mail was forwarded to " + to)
	list := [][2]string{}
	for _, f := range header {
		list = append(list, [2]string{f.Name, f.Value})
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.outcome.Forwards = append(d.outcome.Forwards, forward{to, list, id})
	d.outcome.Events = append(d.outcome.Events, d.event("forward", id))
	return id
}

// maxReferences is how many mails a thread may have for a Worker to take part in it.
const maxReferences = 100

// Replyable refuses a mail that no machine should answer.
func (d *Delivery) Replyable() error {
	m, refused := d.Message, Error("Original email is not replyable")
	said := func(name string) string {
		var all []string
		for _, f := range m.Header {
			if f.Name == name {
				all = append(all, strings.ToLower(f.Value))
			}
		}
		return strings.Join(all, ", ")
	}
	if m.has("x-auto-response-suppress") && said("x-auto-response-suppress") != "none" || m.has("auto-submitted") && said("auto-submitted") != "no" {
		return refused
	}
	switch {
	case (m.InReplyTo == "") != (m.References == ""):
		return refused
	case strings.Count(m.References, "@") >= maxReferences:
		d.outbox.observer.Warn("The mail has more than 100 References, so that the Worker cannot reply to it. " +
			"See https://developers.cloudflare.com/email-routing/email-workers/reply-email-workers/")
		return refused
	}
	return nil
}

// Reply answers the mail with one that is written, and answers its Message-ID, which is a new one.
func (d *Delivery) Reply(from string, raw []byte) (string, error) {
	m, err := Parse(raw)
	if err != nil {
		return "", unparsed(err)
	}
	if m.From == nil || *m.From != from {
		return "", errOtherSender
	}
	if m.ID == "" && m.has("message-id") {
		return "", Error("invalid message-id")
	}
	if err := m.checkNames(); err != nil {
		return "", err
	}
	asked := d.Message
	switch {
	case m.has("received"):
		return "", errHeaders
	case m.InReplyTo == "":
		return "", Error("no In-Reply-To header found in reply message")
	case m.InReplyTo != asked.ID:
		return "", Error("In-Reply-To does not match original Message-ID")
	case m.References == "":
		raw = append([]byte("References: "+d.references()+"\r\n"), raw...)
	case !strings.Contains(m.References, asked.ID) || !strings.Contains(m.References, asked.References):
		return "", Error("provided References header is invalid")
	}
	id := d.outbox.newID(from)
	if raw, err = setID(raw, id); err != nil {
		return "", err
	}
	d.replied(id, from, raw)
	return id, nil
}

// references answers those of a reply.
func (d *Delivery) references() string {
	return strings.TrimPrefix(d.Message.References+" "+d.Message.ID, " ")
}

// ReplyDraft answers the mail, and answers the Message-ID.
func (d *Delivery) ReplyDraft(a *Draft) (string, error) {
	a.To, a.CC, a.BCC = []Address{ParseAddress(d.From)}, nil, nil
	if err := a.check(); err != nil {
		return "", err
	}
	id := d.outbox.newID(a.From.Email)
	raw := a.write(id, d.outbox, wire.Header{{Name: "In-Reply-To", Value: d.Message.ID}, {Name: "References", Value: d.references()}})
	d.replied(id, a.From.Shown, raw)
	return id, nil
}

func (d *Delivery) replied(id, sender string, raw []byte) {
	d.outbox.keep(raw, id, "Replied to the mail of "+d.From)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.outcome.Replies = append(d.outcome.Replies, reply{id, sender, strings.ToValidUTF8(string(raw), "\uFFFD")})
	d.outcome.Events = append(d.outcome.Events, d.event("reply", id))
}

// JSON answers what came of the mail. err is why the handler failed, nil if it did not.
func (d *Delivery) JSON(err error) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err != nil {
		d.outcome.Outcome = "exception"
	}
	if err == ErrUnhandled {
		d.outcome.Events = []event{d.event("unhandled", "")}
	}
	text := &strings.Builder{}
	e := json.NewEncoder(text)
	e.SetEscapeHTML(false)
	_ = e.Encode(&d.outcome) // texts always encode
	return strings.TrimSuffix(text.String(), "\n")
}
