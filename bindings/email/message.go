// Package email is what stands behind a binding that sends mail, and what a Worker is told of mail that it gets. Nothing is
// delivered: what would leave is a file to look at.
package email

import (
	"bytes"
	"mime"
	"net/mail"
	"strings"

	"github.com/dodev/dodev/wire"
)

// MaxSize is how many bytes a mail may have that a Worker gets.
const MaxSize = 25 << 20

// Error is why a mail is refused, in the platform's words.
type Error string

// Error is the words.
func (e Error) Error() string { return string(e) }

// TypeError is a refusal that the platform's local runtime makes by stumbling over what is not there.
type TypeError string

// Error is the words.
func (e TypeError) Error() string { return string(e) }

// Message is what the header of a mail says.
type Message struct {
	Header wire.Header // with names in lower case
	From   *string     // the address of the first sender; nil if nobody is named
	To     []string    // the addresses
	// ID, InReplyTo and References are what a thread of mails is made of; "" is none.
	ID, InReplyTo, References string
}

// Parse reads the header of a mail. It is as lenient as the platform: what is no field is one without a value, and of fields
// that should be there once the last one counts.
func Parse(raw []byte) (*Message, error) {
	if len(raw) == 0 {
		return nil, TypeError("Cannot read properties of undefined (reading 'value')")
	}
	m := &Message{}
	for _, line := range fields(raw) {
		name, value, _ := strings.Cut(strings.Join(strings.Fields(line), " "), ":")
		m.Header = append(m.Header, wire.Field{Name: strings.ToLower(strings.TrimSpace(name)), Value: strings.TrimSpace(value)})
	}
	if from := m.last("from"); from != "" {
		m.From = &addresses(from)[0]
	}
	for _, f := range m.Header {
		if f.Name == "to" && f.Value != "" {
			m.To = append(m.To, addresses(f.Value)...)
		}
	}
	m.ID, m.InReplyTo, m.References = decode(m.last("message-id")), decode(m.last("in-reply-to")), decode(m.last("references"))
	return m, nil
}

// fields answers the lines of a header, those that are folded as one.
func fields(raw []byte) []string {
	var list []string
	for line := range bytes.Lines(raw) {
		text := strings.ToValidUTF8(string(bytes.TrimRight(line, "\r\n")), "\uFFFD")
		if text == "" {
			break
		}
		if len(list) > 0 && strings.ContainsRune(" \t\f\v\r", rune(text[0])) {
			list[len(list)-1] += "\n" + text
			continue
		}
		list = append(list, text)
	}
	return list
}

// last answers the value of the last field of a name.
func (m *Message) last(name string) string {
	for n := len(m.Header) - 1; n >= 0; n-- {
		if m.Header[n].Name == name {
			return m.Header[n].Value
		}
	}
	return ""
}

// has answers whether there is a field of a name.
func (m *Message) has(name string) bool { return len(m.Header.Without(name)) < len(m.Header) }

// checkNames refuses a header that cannot be a Headers object.
func (m *Message) checkNames() error {
	for _, f := range m.Header {
		if !isToken(f.Name) {
			return TypeError("Invalid header name.")
		}
		if strings.ContainsRune(f.Value, 0) {
			return TypeError("Invalid header value.")
		}
	}
	return nil
}

// isToken answers whether a text is one, https://www.rfc-editor.org/rfc/rfc7230#section-3.2.6.
func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	})
}

// decode answers a value whose encoded words are read, https://www.rfc-editor.org/rfc/rfc2047.
func decode(value string) string {
	if text, err := new(mime.WordDecoder).DecodeHeader(value); err == nil {
		return text
	}
	return value
}

// addresses answers those that a value names, without what they are called; at least one, which is "" where there is none.
func addresses(value string) []string {
	list, err := mail.ParseAddressList(value)
	if err != nil { // of which more is made than the standard allows
		return []string{plainAddress(value)}
	}
	var all []string
	for _, a := range list {
		all = append(all, a.Address)
	}
	return all
}

// plainAddress finds the first address in a text.
func plainAddress(value string) string {
	if _, rest, ok := strings.Cut(value, "<"); ok {
		address, _, _ := strings.Cut(rest, ">")
		return strings.TrimSpace(address)
	}
	for _, word := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" ,;", r) }) {
		if strings.Contains(word, "@") {
			return word
		}
	}
	return ""
}
