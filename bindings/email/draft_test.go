package email

import (
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"

	"github.com/dodev/dodev/wire"
)

func TestDraft(t *testing.T) {
	o, _ := testOutbox(t)
	text := "QU JD"
	d := &Draft{
		From: NamedAddress(`A "B"`, "a@b.c"), To: []Address{ParseAddress("D <d@e.f>"), ParseAddress("g@h.i")}, CC: []Address{ParseAddress("j@k.l")},
		BCC: []Address{ParseAddress("m@n.o")}, Subject: "Two\r\nX-Bad: lines", Text: "Hello", HTML: "<p>Hello</p>",
		Header: wire.Header{{Name: "X-One", Value: "1"}, {Name: "Subject", Value: "no"}, {Name: "References", Value: "no"}},
		Attachments: []Attachment{
			{Filename: `a".txt`, Type: "text/plain", Base64: &text},
			{Filename: "b", Type: "image/png", Disposition: "inline", ContentID: "i", Bytes: []byte(strings.Repeat("x", 100))},
		},
	}
	m, err := mail.ReadMessage(strings.NewReader(string(d.write("<1@x>", o, wire.Header{{Name: "References", Value: "<0@x>"}}))))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"From": `"A \"B\"" <a@b.c>`, "To": "D <d@e.f>, g@h.i", "Cc": "j@k.l", "Bcc": "", "Subject": "Two  X-Bad: lines", "Message-Id": "<1@x>",
		"Date": "Tue, 14 Nov 2023 22:13:20 GMT", "X-One": "1", "X-Bad": "", "References": "<0@x>",
	} {
		if got := strings.Join(m.Header[name], "|"); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	var got []string
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := strings.Cut(p.Header.Get("Content-Type"), ";")
		if kind == "multipart/alternative" {
			content = nil
		}
		got = append(got, kind+" "+p.FileName()+" "+p.Header.Get("Content-Id")+" "+string(content))
	}
	want := `multipart/alternative   |text/plain a".txt  QUJD|image/png b <i> ` + strings.Repeat("eHh4", 19) + "\r\n" + strings.Repeat("eHh4", 14) + "eA=="
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("parts: got %q, want %q", s, want)
	}
}
