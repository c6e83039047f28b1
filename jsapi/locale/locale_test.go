package locale

import (
	"strings"
	"testing"
	"time"
)

// FuzzDecimal: what is read is written again as the same number, whatever digits it has.
func FuzzDecimal(f *testing.F) {
	for _, text := range []string{"0", "-1.50", "1e21", "123456789012345678901234567890.5", ".5", "5.", "0.0001"} {
		f.Add(text)
	}
	plain := &NumberFormat{Style: "decimal", UseGrouping: "false", MinInteger: 1, MaxFraction: 100, MinFraction: 0}
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
