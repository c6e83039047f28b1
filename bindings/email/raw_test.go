package email

import "testing"

func TestSetID(t *testing.T) {
	const refused = "refused: "
	for _, c := range []struct{ name, raw, want string }{
		{"there is one", "A: 1\r\nMessage-ID: <1@x>\r\nB: 2\r\n\r\nHi", "A: 1\r\nMessage-ID: <new@x>\r\nB: 2\r\n\r\nHi"},
		{"in any case", "message-id : <1@x>\n\nHi", "Message-ID: <new@x>\n\nHi"},
		{"folded", "Message-ID:\r\n <1@x>\r\nB: 2\r\n\r\nHi", "Message-ID: <new@x>\r\nB: 2\r\n\r\nHi"},
		{"several", "Message-ID: <1@x>\r\nB: 2\r\nMessage-ID: <2@x>\r\n\r\nHi", "Message-ID: <new@x>\r\nB: 2\r\n\r\nHi"},
		{"there is none", "A: 1\r\n\r\nHi", "Message-ID: <new@x>\r\nA: 1\r\n\r\nHi"},
		{"not of the body", "A: 1\n\nMessage-ID: <1@x>\n", "Message-ID: <new@x>\nA: 1\n\nMessage-ID: <1@x>\n"},
		{"no end", "A: 1\r\n", refused + "could not find end of email headers"},
		{"a fold of nothing", " A: 1\r\n\r\n", refused + "email header block contains an invalid continuation"},
		{"no field", "A\r\n\r\n", refused + "email header block contains an invalid field"},
		{"no name", "A: 1\r\n : 2\r\n: 3\r\n\r\n", refused + "email header block contains an invalid field name"},
	} {
		got, err := setID([]byte(c.raw), "<new@x>")
		if err != nil {
			got = []byte(refused + err.Error())
		}
		if string(got) != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWithoutBcc(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"none", "A: 1\r\n\r\nBcc: x\r\n", "A: 1\r\n\r\nBcc: x\r\n"},
		{"one", "A: 1\r\nbCC : x\r\n y\r\nB: 2\r\n\r\nHi", "A: 1\r\nB: 2\r\n\r\nHi"},
		{"the last", "A: 1\nBcc: x\n\nHi", "A: 1\n\nHi"},
		{"only a header", "Bcc: x", ""},
	} {
		if got := string(withoutBcc([]byte(c.raw))); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
