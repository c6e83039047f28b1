package email

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
)

// Outbox keeps what is sent, one file a mail. Its methods may be called from any goroutine.
type Outbox struct {
	folder   string // made with the first mail
	host     *host.Host
	observer *observe.Observer
}

// NewOutbox answers an outbox that keeps its mails in a folder.
func NewOutbox(folder string, h *host.Host, o *observe.Observer) *Outbox {
	return &Outbox{folder, h, o}
}

// keep writes a mail and tells a person of it. What it cannot write it warns of: for the Worker it is sent.
func (o *Outbox) keep(raw []byte, id, what string) {
	path := filepath.Join(o.folder, fileName(id)+".eml")
	err := os.MkdirAll(o.folder, 0o755)
	if err == nil {
		err = os.WriteFile(path, raw, 0o644)
	}
	if err != nil {
		o.observer.Warn(fmt.Sprintf("%s, which could not be kept: %v", what, err))
		return
	}
	o.observer.Notify(what + ": " + path)
}

// fileName answers an id as the name of a file on any system.
func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		if r == '@' || r == '.' || r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, strings.Trim(id, "<>"))
}

// newID makes a Message-ID of the sender's domain.
func (o *Outbox) newID(sender string) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	b := make([]byte, 36)
	o.host.Random(b)
	for n := range b {
		b[n] = letters[int(b[n])%len(letters)]
	}
	return "<" + string(b) + "@" + domain(sender) + ">"
}

var (
	literal = regexp.MustCompile(`^\[(?:[\x21-\x5a\x5e-\x7e]|\\[\x20-\x7e])+\]$`)
	label   = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`)
)

// domain answers that of an address, "localhost" if it has none that a name server could know.
func domain(address string) string {
	if at := strings.LastIndex(address, "@["); at >= 0 && literal.MatchString(address[at+1:]) {
		return address[at+1:]
	}
	at := strings.LastIndex(address, "@")
	name := strings.ToLower(address[at+1:])
	if _, err := netip.ParseAddr(name); at < 0 || len(name) > 254 || err == nil && strings.Contains(name, ":") {
		return "localhost"
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(name, "."), ".") {
		if !label.MatchString(part) {
			return "localhost"
		}
	}
	return name
}
