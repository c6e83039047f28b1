package email

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
)

// testOutbox answers an outbox of which everything is known, and what it told.
func testOutbox(t *testing.T) (*Outbox, *[]string) {
	var told []string
	h := host.System()
	h.Now = func() time.Time { return time.Unix(1_700_000_000, 0) }
	h.Random = func(b []byte) { clear(b) }
	o := &observe.Observer{OnNotice: func(n observe.Notice) { told = append(told, n.Text) }}
	return NewOutbox(filepath.Join(t.TempDir(), "mail"), h, o), &told
}

func TestDomain(t *testing.T) {
	for address, want := range map[string]string{
		"a@B.c": "b.c", "a@b@c.d": "c.d", "a@[10.0.0.1]": "[10.0.0.1]", "a": "localhost", "": "localhost", "a@": "localhost",
		"a@b_c.d": "localhost", "a@-b.c": "localhost", "a@b.c.": "b.c.", "a@b..c": "localhost", "a@::1": "localhost",
	} {
		if got := domain(address); got != want {
			t.Errorf("domain of %q: got %q, want %q", address, got, want)
		}
	}
}

func TestSend(t *testing.T) {
	o, told := testOutbox(t)
	s := &Sender{Outbox: o, To: []string{"c@d"}}
	id, err := s.Send("a@b", "c@d", []byte("From: a@b\r\nMessage-ID: <1@x>\r\n\r\nHi"))
	if want := "<" + strings.Repeat("A", 36) + "@b>"; err != nil || id != want {
		t.Fatalf("got %q, %v, want %q", id, err, want)
	}
	path := filepath.Join(o.folder, strings.Repeat("A", 36)+"@b.eml")
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "From: a@b\r\nMessage-ID: "+id+"\r\n\r\nHi" {
		t.Errorf("the file has %q, %v", raw, err)
	}
	if len(*told) != 1 || (*told)[0] != "Sent a mail from a@b to c@d: "+path {
		t.Errorf("told %q", *told)
	}
	for _, to := range []string{"d@c", "C@D"} {
		if err := s.Allow("a@b", "c@d", to); err != Error("email to "+to+" not allowed") {
			t.Errorf("to %s: got %v", to, err)
		}
	}
}

func TestSendWithoutADisk(t *testing.T) {
	o, told := testOutbox(t)
	if err := os.WriteFile(o.folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := (&Sender{Outbox: o}).SendDraft(&Draft{From: ParseAddress("a@b")}); err != nil {
		t.Error(err)
	}
	if len(*told) != 1 || !strings.Contains((*told)[0], "could not be kept") {
		t.Errorf("told %q", *told)
	}
}

func TestFileName(t *testing.T) {
	if got := fileName("<a1@[IPv6:::1]\\/>"); got != "a1@_IPv6___1___" {
		t.Errorf("got %q", got)
	}
}
