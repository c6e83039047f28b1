package email

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/wire"
)

// Draft is a mail that is still to be written.
type Draft struct {
	From        Address
	To, CC, BCC []Address
	ReplyTo     *Address
	Subject     string
	Text, HTML  string // "" is none
	Header      wire.Header
	Attachments []Attachment
}

// Address is somebody in a Draft.
type Address struct {
	Shown string // as it stands in a mail
	Email string
	Given bool // false where the Email is missing
}

var addressInText = regexp.MustCompile(`<([^>]+)>\s*$`)

// ParseAddress answers an address that is written as in a mail.
func ParseAddress(text string) Address {
	if m := addressInText.FindStringSubmatch(text); m != nil {
		return Address{text, strings.TrimSpace(m[1]), true}
	}
	return Address{text, strings.TrimSpace(text), true}
}

// NamedAddress answers an address with a name.
func NamedAddress(name, email string) Address {
	return Address{`"` + quoted.Replace(name) + `" <` + email + ">", email, true}
}

var quoted = strings.NewReplacer(`"`, `\"`, `\`, `\\`)

func emails(list []Address) (all []string) {
	for _, a := range list {
		all = append(all, a.Email)
	}
	return all
}

func shown(list []Address) string {
	var all []string
	for _, a := range list {
		all = append(all, a.Shown)
	}
	return strings.Join(all, ", ")
}

// Attachment is something that comes with a mail.
type Attachment struct {
	Filename, Type, ContentID string
	Disposition               string  // "" is "attachment"
	Bytes                     []byte  // the content,
	Base64                    *string // unless it is this
}

// content answers what is attached, and whether it is well written.
func (a *Attachment) content() (string, bool) {
	if a.Base64 == nil {
		return base64.StdEncoding.EncodeToString(a.Bytes), true
	}
	text := strings.Join(strings.Fields(*a.Base64), "")
	_, err := base64.StdEncoding.DecodeString(text)
	return text, err == nil
}

// managed are the fields that a Draft's header has no say in.
var managed = []string{"bcc", "cc", "content-transfer-encoding", "content-type", "date", "from", "message-id", "mime-version", "reply-to", "subject", "to"}

// control answers whether a text has a control character.
func control(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// check refuses what cannot be written as it is.
func (d *Draft) check() error {
	texts := []string{d.From.Shown, d.Subject}
	for _, a := range d.To {
		texts = append(texts, a.Shown)
	}
	if d.ReplyTo != nil {
		texts = append(texts, d.ReplyTo.Shown)
	}
	for _, a := range d.Attachments {
		texts = append(texts, a.Filename, a.ContentID)
	}
	if slices.ContainsFunc(texts, control) {
		return errHeaders
	}
	for _, a := range d.Attachments {
		family, kind, _ := strings.Cut(a.Type, "/")
		inline := a.Disposition == "inline"
		if !isToken(family) || !isToken(kind) || a.Disposition != "" && a.Disposition != "attachment" && !inline || inline && a.ContentID == "" {
			return Error("invalid attachment")
		}
	}
	for _, f := range d.Header {
		if control(f.Value) || !isToken(f.Name) || strings.EqualFold(f.Name, "received") {
			return errHeaders
		}
	}
	for _, a := range d.Attachments {
		if _, ok := a.content(); !ok {
			return Error("invalid attachment content")
		}
	}
	return nil
}

// write answers the mail, https://www.rfc-editor.org/rfc/rfc2045. more are fields that the Draft's own do not replace.
func (d *Draft) write(id string, o *Outbox, more wire.Header) []byte {
	m := &writer{host: o.host}
	m.field("From", d.From.Shown)
	m.field("To", shown(d.To))
	if len(d.CC) > 0 {
		m.field("Cc", shown(d.CC))
	}
	if d.ReplyTo != nil {
		m.field("Reply-To", d.ReplyTo.Shown)
	}
	m.field("Subject", d.Subject)
	m.field("Message-ID", id)
	m.field("Date", o.host.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"))
	m.field("MIME-Version", "1.0")
	for _, f := range more {
		m.field(f.Name, f.Value)
	}
	for _, f := range d.Header {
		if name := strings.ToLower(f.Name); !slices.Contains(managed, name) && len(more.Without(name)) == len(more) {
			m.field(name, f.Value)
		}
	}
	if len(d.Attachments) == 0 {
		m.content(d)
		return m.text
	}
	boundary := m.boundary("Mixed")
	m.line("--" + boundary)
	m.content(d)
	m.line("")
	for _, a := range d.Attachments {
		m.line("--" + boundary)
		m.attachment(&a)
	}
	m.line("--" + boundary + "--")
	return m.text
}

// writer writes a mail.
type writer struct {
	host *host.Host
	text []byte
}

func (m *writer) line(text string) { m.text = append(append(m.text, text...), '\r', '\n') }

// field writes a field, in which there is no line that its writer did not mean.
func (m *writer) field(name, value string) {
	m.line(name + ": " + strings.NewReplacer("\r", " ", "\n", " ").Replace(value))
}

// boundary ends a header whose body has parts, and answers what stands between these.
func (m *writer) boundary(kind string) string {
	boundary := "----=_" + kind + "_" + m.host.UUID()
	media := "mixed"
	if kind != "Mixed" {
		media = "alternative"
	}
	m.field("Content-Type", fmt.Sprintf("multipart/%s; boundary=%q", media, boundary))
	m.line("")
	return boundary
}

// content writes what a person reads; both ways, if there are two.
func (m *writer) content(d *Draft) {
	const text, html = "text/plain; charset=utf-8", "text/html; charset=utf-8"
	part := func(kind, content string) {
		m.field("Content-Type", kind)
		m.line("")
		m.text = append(m.text, content...)
	}
	switch {
	case d.HTML == "":
		part(text, d.Text)
	case d.Text == "":
		part(html, d.HTML)
	default:
		boundary := m.boundary("Part")
		m.line("--" + boundary)
		part(text, d.Text)
		m.line("\r\n--" + boundary)
		part(html, d.HTML)
		m.line("\r\n--" + boundary + "--")
	}
}

func (m *writer) attachment(a *Attachment) {
	name := quoted.Replace(a.Filename)
	m.field("Content-Type", a.Type+`; name="`+name+`"`)
	disposition := a.Disposition
	if disposition == "" {
		disposition = "attachment"
	}
	m.field("Content-Disposition", disposition+`; filename="`+name+`"`)
	m.field("Content-Transfer-Encoding", "base64")
	if disposition == "inline" && a.ContentID != "" {
		m.field("Content-ID", "<"+strings.Trim(a.ContentID, "<>")+">")
	}
	m.line("")
	text, ok := a.content()
	if !ok { // sent as it is, as text
		text = base64.StdEncoding.EncodeToString([]byte(*a.Base64))
	}
	for ; len(text) > 76; text = text[76:] {
		m.line(text[:76])
	}
	m.line(text)
}
