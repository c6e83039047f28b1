package email

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, raw, from, to, id, references string }{
		{"plain", "From: a@b.c\r\nTo: d@e.f\r\nMessage-ID: <1@x>\r\n\r\nHi", "a@b.c", "d@e.f", "<1@x>", ""},
		{"bare lines", "From: a@b.c\nTo: d@e.f\nMessage-ID: <1@x>\n\nHi", "a@b.c", "d@e.f", "<1@x>", ""},
		{"names", "From: \"A, B\" <a@b.c>\r\nTo: D <d@e.f>, g@h.i\r\n\r\n", "a@b.c", "d@e.f g@h.i", "", ""},
		{"an encoded name", "From: =?utf-8?q?M=C3=A9?= <a@b.c>\r\n\r\n", "a@b.c", "", "", ""},
		{"a comment", "From: a@b.c (A)\r\n\r\n", "a@b.c", "", "", ""},
		{"a name that is not quoted", "From: A. [B] <a@b.c>\r\n\r\n", "a@b.c", "", "", ""},
		{"a name without sense", "From: call me a@b.c\r\n\r\n", "a@b.c", "", "", ""},
		{"nobody", "From: nobody\r\n\r\n", "", "", "", ""},
		{"folds", "From: A\r\n <a@b.c>\r\nReferences: <1@x>\r\n\t<2@x>\r\n\r\n", "a@b.c", "", "", "<1@x> <2@x>"},
		{"the last one counts", "From: a@b.c\r\nFrom: d@e.f\r\n\r\n", "d@e.f", "", "", ""},
		{"several lists", "From: a@b.c\r\nTo: d@e.f\r\nTo: g@h.i\r\n\r\n", "a@b.c", "d@e.f g@h.i", "", ""},
		{"no field", "From: a@b.c\r\nalone\r\n\r\n", "a@b.c", "", "", ""},
		{"only a header", "From: a@b.c", "a@b.c", "", "", ""},
		{"not of the body", "From: a@b.c\r\n\r\nTo: d@e.f\r\n", "a@b.c", "", "", ""},
	} {
		m, err := Parse([]byte(c.raw))
		if err != nil || m.From == nil {
			t.Errorf("%s: got %+v, %v", c.name, m, err)
			continue
		}
		if got := strings.Join(m.To, " "); *m.From != c.from || got != c.to || m.ID != c.id || m.References != c.references {
			t.Errorf("%s: got from %q to %q id %q references %q", c.name, *m.From, got, m.ID, m.References)
		}
	}
	if m, err := Parse([]byte("Hello")); err != nil || m.From != nil || m.Header[0].Name != "hello" {
		t.Errorf("no mail: got %+v, %v", m, err)
	}
	if _, err := Parse(nil); err == nil {
		t.Error("nothing at all is a mail")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("From: A <a@b.c>\r\nBcc: x\r\n y\r\n\r\nHi")
	f.Fuzz(func(t *testing.T, raw string) {
		if m, err := Parse([]byte(raw)); (err != nil) != (raw == "") {
			t.Errorf("got %+v, %v", m, err)
		}
		if len(withoutBcc([]byte(raw))) > len(raw) {
			t.Error("a mail grows by what it loses")
		}
		with, err := setID([]byte(raw), "<new@x>")
		if err != nil {
			return
		}
		if again, err := setID(with, "<new@x>"); err != nil || string(again) != string(with) {
			t.Errorf("setID of %q: got %q, then %q, %v", raw, with, again, err)
		}
	})
}
