package encoding_test

import (
	"errors"
	"testing"
	"unicode/utf16"

	"github.com/dodev/dodev/jsapi/encoding"
)

func text(t encoding.Text) string {
	if t.Units != nil {
		return string(utf16.Decode(t.Units))
	}
	return t.String
}

func TestLabels(t *testing.T) {
	for label, want := range map[string]string{
		"utf8": "utf-8", " UTF-8\n": "utf-8", "unicode-1-1-utf-8": "utf-8", "latin1": "windows-1252", "ascii": "windows-1252",
		"utf-16": "utf-16le", "utf-16be": "utf-16be", "sjis": "shift_jis", "gb2312": "gbk", "gb18030": "gb18030", "big5": "big5",
		"euc-kr": "euc-kr", "euc-jp": "euc-jp", "iso-2022-jp": "iso-2022-jp", "koi8-r": "koi8-r", "x-user-defined": "x-user-defined",
		"iso-8859-8-i": "iso-8859-8-i", "replacement": "", "hz-gb-2312": "", "nope": "", "": "",
	} {
		got := ""
		if d, ok := encoding.NewDecoder(label, encoding.Options{}); ok {
			got = d.Name
		}
		if got != want {
			t.Errorf("label %q: got %q, want %q", label, got, want)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name, label, in string
		options         encoding.Options
		want            string
		fails           bool
	}{
		{name: "plain", label: "utf-8", in: "h€😀", want: "h€😀"},
		{name: "byte order mark", label: "utf-8", in: "\xef\xbb\xbfA", want: "A"},
		{name: "only the first mark", label: "utf-8", in: "\xef\xbb\xbf\xef\xbb\xbfA", want: "\uFEFFA"},
		{name: "mark kept", label: "utf-8", in: "\xef\xbb\xbfA", options: encoding.Options{IgnoreBOM: true}, want: "\uFEFFA"},
		{name: "maximal broken sequences", label: "utf-8", in: "\xf0\x9f\x98A\xe2\x82\xff\xed\xa0\x80", want: "\uFFFDA\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
		{name: "fatal", label: "utf-8", in: "a\xff", options: encoding.Options{Fatal: true}, fails: true},
		{name: "fatal and cut", label: "utf-8", in: "\xe2\x82", options: encoding.Options{Fatal: true}, fails: true},
		{name: "little endian", label: "utf-16le", in: "\xff\xfeA\x00\x3d\xd8\x00\xde", want: "A😀"},
		{name: "big endian", label: "utf-16be", in: "\xfe\xff\x00A", want: "A"},
		{name: "odd byte", label: "utf-16le", in: "A\x00A", want: "A\uFFFD"},
		{name: "lone surrogate", label: "utf-16le", in: "\x00\xd8A\x00", want: "\uFFFDA"},
		{name: "fatal surrogate", label: "utf-16le", in: "\x00\xd8A\x00", options: encoding.Options{Fatal: true}, fails: true},
		{name: "Windows", label: "windows-1252", in: "\x80\xe9\x81", want: "€é\u0081"},
		{name: "Japanese", label: "shift_jis", in: "\x93\xfa\x96\x7b", want: "日本"},
		{name: "Chinese", label: "gb18030", in: "\xc8\xd5\xb1\xbe", want: "日本"},
		{name: "user defined", label: "x-user-defined", in: "a\x80", want: "a\uF780"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, ok := encoding.NewDecoder(c.label, c.options)
			if !ok {
				t.Fatalf("no encoding %q", c.label)
			}
			got, err := d.Decode([]byte(c.in), false)
			if errors.Is(err, encoding.ErrMalformed) != c.fails {
				t.Fatalf("%q: error %v, want one: %v", c.in, err, c.fails)
			}
			if text(got) != c.want {
				t.Errorf("%q: got %q, want %q", c.in, text(got), c.want)
			}
		})
	}
}

func TestKeepSurrogates(t *testing.T) {
	d, _ := encoding.NewDecoder("utf-16le", encoding.Options{KeepSurrogates: true})
	got, err := d.Decode([]byte("\x00\xd8A\x00"), false)
	if err != nil || len(got.Units) != 2 || got.Units[0] != 0xd800 || got.Units[1] != 'A' {
		t.Errorf("lone surrogate: got %x, %v; want d800 0041", got.Units, err)
	}
}

// FuzzPieces holds that it does not matter where a text is cut.
func FuzzPieces(f *testing.F) {
	for _, s := range []string{"\xef\xbb\xbfh€😀", "\xf0\x9f\x98", "\xff\xfeA\x00\x3d\xd8\x00\xde", "\x93\xfa\x96\x7b", "\x1b$B\x46\x7c\x1b(B"} {
		for n, label := range []string{"utf-8", "utf-16le", "utf-16be", "shift_jis", "gbk"} {
			f.Add(s, label, n)
		}
	}
	f.Fuzz(func(t *testing.T, s, label string, at int) {
		whole, ok := encoding.NewDecoder(label, encoding.Options{})
		if !ok {
			return
		}
		switch whole.Name {
		case "utf-8", "utf-16le", "utf-16be", "windows-1252":
		default:
			return // the tables of the older encodings are not ours
		}
		want, _ := whole.Decode([]byte(s), false)
		at = max(0, min(at, len(s)))
		pieces, _ := encoding.NewDecoder(label, encoding.Options{})
		first, _ := pieces.Decode([]byte(s[:at]), true)
		second, _ := pieces.Decode([]byte(s[at:]), false)
		if got := text(first) + text(second); got != text(want) {
			t.Errorf("%s %q cut at %d: got %q, want %q", label, s, at, got, text(want))
		}
	})
}

func TestBase64(t *testing.T) {
	for _, c := range []struct {
		in, want string
		ok       bool
	}{
		{"aGk=", "hi", true}, {" a\tG\nk = ", "hi", true}, {"aGk", "hi", true}, {"", "", true}, {"aGlh", "hia", true},
		{"aGkaa", "", false}, {"*", "", false}, {"a", "", false}, {"=", "", false}, {"aGk==", "", false}, {"aG=k", "", false}, {"ab==", "i", true},
	} {
		b, ok := encoding.Base64(c.in)
		if ok != c.ok || ok && string(b) != c.want {
			t.Errorf("%q: got %q, %v; want %q, %v", c.in, b, ok, c.want, c.ok)
		}
	}
}
