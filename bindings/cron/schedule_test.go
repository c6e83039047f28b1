package cron

import (
	"strings"
	"testing"
	"time"
)

// November 2026 begins on a Sunday; August 2026 on a Saturday and ends on a Monday; May 2026 ends on a Sunday.
func TestMatch(t *testing.T) {
	for _, c := range []struct{ expression, yes, no string }{
		{"* * * * *", "2026-11-01 00:00, 2026-02-28 23:59", ""},
		{"*/15 * * * *", "2026-11-01 00:00, 2026-11-01 00:45", "2026-11-01 00:01"},
		{"5/20 * * * *", "2026-11-01 00:05, 2026-11-01 00:45", "2026-11-01 00:20"},
		{"10-20/5 3 * * *", "2026-11-01 03:10, 2026-11-01 03:20", "2026-11-01 03:25, 2026-11-01 03:12"},
		{"0 22-2 * * *", "2026-11-01 22:00, 2026-11-01 01:00", "2026-11-01 03:00, 2026-11-01 21:00"},
		{"0 20-4/3 * * *", "2026-11-01 20:00, 2026-11-01 23:00, 2026-11-01 02:00", "2026-11-01 21:00"},
		{"0,30 1,3 * jan,NOV *", "2026-11-01 03:30, 2026-01-01 01:00", "2026-10-01 01:00"},
		{"0 0 * * 1", "2026-11-01 00:00", "2026-11-02 00:00"},
		{"0 0 * * SUN", "2026-11-01 00:00", "2026-11-02 00:00"},
		{"0 0 * * 7", "2026-11-07 00:00", "2026-11-01 00:00"},
		{"0 0 * * 2-6", "2026-11-02 00:00, 2026-11-06 00:00", "2026-11-01 00:00, 2026-11-07 00:00"},
		{"0 0 * * fri-mon", "2026-11-06 00:00, 2026-11-01 00:00", "2026-11-03 00:00"},
		{"0 0 * * L", "2026-11-07 00:00", "2026-11-01 00:00"},
		{"0 0 * * 6L", "2026-11-27 00:00", "2026-11-20 00:00, 2026-11-28 00:00"},
		{"0 0 * * FRI#2", "2026-11-13 00:00", "2026-11-06 00:00, 2026-11-20 00:00"},
		{"0 0 13 * 6", "2026-11-13 00:00, 2026-11-20 00:00, 2026-10-13 00:00", "2026-11-14 00:00"}, // either
		{"0 0 L * *", "2026-11-30 00:00, 2024-02-29 00:00", "2026-11-29 00:00, 2024-02-28 00:00"},
		{"0 0 L-2 * *", "2026-11-28 00:00", "2026-11-30 00:00"},
		{"0 0 LW * *", "2026-05-29 00:00, 2026-08-31 00:00", "2026-05-31 00:00"},
		{"0 0 L-30W 8 *", "2026-08-03 00:00", "2026-08-01 00:00"},
		{"0 0 1W * *", "2026-08-03 00:00, 2026-11-02 00:00, 2026-12-01 00:00", "2026-08-01 00:00"},
		{"0 0 15W * *", "2026-11-16 00:00, 2026-08-14 00:00", "2026-11-15 00:00"},
		{"0 0 31W 5 *", "2026-05-29 00:00", "2026-05-31 00:00"},
		{"0 0 31W 2 *", "", "2026-02-28 00:00, 2026-02-27 00:00"},
		{"0\t0   1 1 *", "2026-01-01 00:00", "2026-01-02 00:00"},
	} {
		s, err := Parse(c.expression)
		if err != nil {
			t.Error(err)
			continue
		}
		for list, want := range map[string]bool{c.yes: true, c.no: false} {
			for text := range strings.SplitSeq(list, ", ") {
				if text == "" {
					continue
				}
				at, err := time.Parse("2006-01-02 15:04", text)
				if err != nil {
					t.Fatal(err)
				}
				if got := s.Match(at.Add(59 * time.Second)); got != want {
					t.Errorf("%s at %s: got %v", c.expression, text, got)
				}
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for expression, want := range map[string]string{
		"* * * *":       "has 4 fields instead of 5",
		"* * * * * *":   "has 6 fields instead of 5",
		"60 * * * *":    `the minute "60" is not from 0 to 59`,
		"* 24 * * *":    `the hour "24" is not from 0 to 23`,
		"* * 0 * *":     `the day of the month "0" is not from 1 to 31`,
		"* * * 13 *":    `the month "13" is not from 1 to 12`,
		"* * * * 0":     `the day of the week "0" is not from 1 to 7`,
		"* * * * 8":     `the day of the week "8" is not from 1 to 7`,
		"* * * * MON#6": `the number of the week "6" is not from 1 to 5`,
		"*/0 * * * *":   `the minute step "0" is not from 1 to 59`,
		"1- * * * *":    `the minute "" is not`,
		"1,, * * * *":   `the minute "" is not`,
		"* * L-31 * *":  `the offset from the last day "31" is not from 1 to 30`,
		"* * Lx * *":    `the day of the month "Lx" is not one`,
		"* * 1W,2 * *":  `the day of the month "1W" is not`,
		"+1 * * * *":    `the minute "+1" is not`,
		"@daily":        "has 1 fields instead of 5",
	} {
		if _, err := Parse(expression); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", expression, err, want)
		}
	}
}

// An expression that is read can be asked about any time.
func FuzzParse(f *testing.F) {
	f.Add("*/5 1-4,22 LW jan-mar 6#2", int64(0))
	f.Add("0 0 31W 2 7L", int64(1e9))
	f.Fuzz(func(t *testing.T, expression string, at int64) {
		if s, err := Parse(expression); err == nil {
			s.Match(time.Unix(at%(1<<40), 0))
		}
	})
}
