package form

import (
	"fmt"
	"strings"
	"testing"
)

// show writes entries in one line.
func show(list []Entry) string {
	var parts []string
	for _, e := range list {
		if e.File != nil {
			parts = append(parts, fmt.Sprintf("%s=%s(%s)%q", e.Name, e.File.Name, e.File.Type, e.File.Content))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s=%q", e.Name, e.Value))
	}
	return strings.Join(parts, " ")
}

func TestParse(t *testing.T) {
	const a = "Content-Disposition: form-data; name=\"a\"\r\n"
	for _, c := range []struct{ name, body, want string }{
		{"one field", "--x\r\n" + a + "\r\nv\r\n--x--\r\n", `a="v"`},
		{"line end after the last boundary may be missing", "--x\r\n" + a + "\r\nv\r\n--x--", `a="v"`},
		{"bare line feeds", "--x\nContent-Disposition: form-data; name=\"a\"\n\nv\n--x--\n", `a="v"`},
		{"text around", "before\r\n--x\r\n" + a + "\r\nv\r\n--x--\r\nafter", `a="v"`},
		{"no fields", "--x--\r\n", ""},
		{"empty value", "--x\r\n" + a + "\r\n\r\n--x--", `a=""`},
		{"value of line ends", "--x\r\n" + a + "\r\n\r\n\r\n\r\n--x--", `a="\r\n\r\n"`},
		{"dashes in the value", "--x\r\n" + a + "\r\n--y--\r\n--x--", `a="--y--"`},
		{"two fields", "--x\r\n" + a + "\r\n1\r\n--x\r\n" + a + "\r\n2\r\n--x--", `a="1" a="2"`},
		{"file", "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"n.txt\"\r\ncontent-type: text/plain\r\n\r\n\x00\xff\r\n--x--", `f=n.txt(text/plain)"\x00\xff"`},
		{"file without a type", "--x\r\nContent-Disposition: form-data; name=f; filename=n\r\n\r\nv\r\n--x--", `f=n()"v"`},
		{"type of a text", "--x\r\nContent-Type: text/plain\r\n" + a + "\r\nv\r\n--x--", `a="v"`},
		{"escaped quote", "--x\r\nContent-Disposition: form-data; name=\"a\\\"b;c\"\r\n\r\nv\r\n--x--", `a"b;c="v"`},
		{"percent signs stay", "--x\r\nContent-Disposition: form-data; name=\"a%22\"\r\n\r\nv\r\n--x--", `a%22="v"`},
		{"nothing", "", "No initial boundary string (or you have a truncated message)."},
		{"no header end", "--x\r\n" + a + "--x--", "No multipart message header termination found."},
		{"no end", "--x\r\n" + a + "\r\nv\r\n", "No subsequent boundary string after multipart message."},
		{"no colon", "--x\r\nContent-Disposition form-data\r\n\r\nv\r\n--x--", "FormData part had invalid headers."},
		{"no disposition", "--x\r\nX: y\r\n\r\nv\r\n--x--", "No valid Content-Disposition header found in FormData part."},
		{"no name", "--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--", "Content-Disposition header in FormData part is missing a name."},
		{"attachment", "--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nv\r\n--x--",
			`Content-Disposition header for FormData part must have the value "form-data", possibly followed by parameters. Got: "attachment"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := Parse([]byte(c.body), "x")
			got := show(list)
			if err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("Parse(%q)\n got %s\nwant %s", c.body, got, c.want)
			}
		})
	}
}

func TestEncode(t *testing.T) {
	got := string(Encode([]Entry{
		{Name: "a\r\n\"b", Value: "1\n2"},
		{Name: "f", File: &File{Name: "n\"", Content: []byte("zz")}},
	}, "x"))
	want := "--x\r\nContent-Disposition: form-data; name=\"a%0D%0A%22b\"\r\n\r\n1\n2\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"n%22\"\r\nContent-Type: application/octet-stream\r\n\r\nzz\r\n--x--"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nv\r\n--x--"))
	f.Add([]byte("--x\nContent-Disposition: form-data; name=f; filename=\"n\"\n\n\n--x--"))
	f.Add([]byte("--x--"))
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := Parse(body, "x")
		if err != nil {
			return
		}
		// A boundary that cannot occur in the fields gives them back, but for what the encoder escapes.
		const boundary = "7Fq-never-3Zk"
		for _, e := range list {
			if strings.ContainsAny(e.Name, "\"\\\r\n") || strings.Contains(string(body), boundary) ||
				e.File != nil && (e.File.Type == "" || strings.ContainsAny(e.File.Name, "\"\\\r\n")) {
				return
			}
		}
		again, err := Parse(Encode(list, boundary), boundary)
		if err != nil || show(again) != show(list) {
			t.Errorf("%q\nparses to %s\nand again %s (%v)", body, show(list), show(again), err)
		}
	})
}
