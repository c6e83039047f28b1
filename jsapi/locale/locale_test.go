package locale

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// FuzzDecimal: what is read is written again as the same number, whatever digits it has.
func FuzzDecimal(f *testing.F) {
	for _, text := range []string{"0", "-1.50", "1e21", "123456789012345678901234567890.5", ".5", "5.", "0.0001"} {
		f.Add(text)
	}
	english, err := Find("en")
	if err != nil {
		f.Fatal(err)
	}
	plain := &NumberFormat{Locale: english, Style: "decimal", UseGrouping: "false", MinInteger: 1, MaxFraction: 100, MinFraction: 0}
	f.Fuzz(func(t *testing.T, text string) {
		d, ok := Parse(text)
		if !ok || d.exponent > 400 || d.exponent-len(d.digits) < -100 {
			return
		}
		written := Text(plain.Parts(d))
		again, ok := Parse(strings.Replace(written, "∞", "Infinity", 1))
		if !ok || again != d {
			t.Errorf("%q is written %q", text, written)
		}
	})
}

func TestZone(t *testing.T) {
	at := time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)
	for name, want := range map[string]string{
		"UTC": "UTC +0000", "etc/utc": "UTC +0000", "europe/berlin": "Europe/Berlin +0200", "america/port_of_spain": "America/Port_of_Spain -0400",
		"Asia/Kolkata": "Asia/Calcutta +0530", "+0130": "+01:30 +0130", "-08": "-08:00 -0800", "Local": "", "": "", "X/Y": "", "+25:00": "", "Z": "",
	} {
		got := ""
		if z, ok := Zone(name); ok {
			got = z.String() + at.In(z).Format(" -0700")
		}
		if got != want {
			t.Errorf("Zone(%q) is %q, want %q", name, got, want)
		}
	}
}

func TestBest(t *testing.T) {
	for _, test := range []struct{ tags, service, want string }{
		{"de-AT", "", "de-AT"}, {"de-XX", "", "de"}, {"xx", "", "en-US"}, {"xx fr-CH", "", "fr-CH"}, {"en-GB", "PluralRules", "en"}, {"be", "", "en-US"},
		{"be", "PluralRules", "be"}, {"zh-TW", "Collator", "zh-TW"},
	} {
		if got := Best(strings.Fields(test.tags), test.service); got != test.want {
			t.Errorf("Best(%q, %q) is %q, want %q", test.tags, test.service, got, test.want)
		}
	}
}

// TestFind: whatever the platform has is found, or is said to be missing.
func TestFind(t *testing.T) {
	open()
	missing := 0
	for tag := range library.available {
		l, err := Find(tag)
		var none *MissingError
		switch {
		case errors.As(err, &none):
			missing++
		case err != nil:
			t.Errorf("%s: %v", tag, err)
		case len(l.list("symbols")) < 7 || len(l.list("weekdays 0")) != 7 || l.text("date yMd") == "" || l.Clock()[0] == "":
			t.Errorf("%s has no texts", tag)
		}
	}
	if missing > len(library.available)/20 {
		t.Errorf("%d of %d locales are missing", missing, len(library.available))
	}
	if _, err := Find("fa"); err == nil || !strings.Contains(err.Error(), "locale fa") {
		t.Errorf("Find(fa): %v", err)
	}
}
