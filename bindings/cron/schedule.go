// Package cron reads the expressions of cron triggers, and says of a minute whether they mean it.
//
// The dialect is the platform's, https://developers.cloudflare.com/workers/configuration/cron-triggers/#supported-cron-expressions,
// which no library speaks: days of the week go from 1, which is Sunday, to 7, ranges may go around the end, and L, W and #
// stand alone in their field. Times are in UTC.
package cron

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Schedule is an expression.
type Schedule struct {
	minutes, hours, months bits
	days, weekdays         func(time.Time) bool // nil is every one
}

// bits is a set of small numbers.
type bits uint64

func (b bits) has(n int) bool { return b&(1<<n) != 0 }

// field is what the values of a part of an expression are.
type field struct {
	name     string
	min, max int
	names    []string // of the values from min on
}

var (
	minuteField  = field{name: "minute", max: 59}
	hourField    = field{name: "hour", max: 23}
	dayField     = field{name: "day of the month", min: 1, max: 31}
	monthField   = field{"month", 1, 12, []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}}
	weekdayField = field{"day of the week", 1, 7, []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}}
	nthField     = field{name: "number of the week", min: 1, max: 5}
	offsetField  = field{name: "offset from the last day", min: 1, max: 30}
)

// Parse reads an expression of five fields.
func Parse(expression string) (*Schedule, error) {
	parts := strings.FieldsFunc(expression, func(c rune) bool { return c == ' ' || c == '\t' })
	if len(parts) != 5 {
		return nil, fmt.Errorf("the cron expression %q has %d fields instead of 5: minute, hour, day of the month, month, day of the week", expression, len(parts))
	}
	s := &Schedule{}
	var errs [5]error
	s.minutes, errs[0] = minuteField.set(parts[0])
	s.hours, errs[1] = hourField.set(parts[1])
	s.days, errs[2] = days(parts[2])
	s.months, errs[3] = monthField.set(parts[3])
	s.weekdays, errs[4] = weekdays(parts[4])
	for _, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("the cron expression %q: %w", expression, err)
		}
	}
	return s, nil
}

// Match answers whether the minute of t is meant.
func (s *Schedule) Match(t time.Time) bool {
	t = t.UTC()
	if !s.minutes.has(t.Minute()) || !s.hours.has(t.Hour()) || !s.months.has(int(t.Month())) {
		return false
	}
	switch {
	case s.days == nil && s.weekdays == nil:
		return true
	case s.days == nil:
		return s.weekdays(t)
	case s.weekdays == nil:
		return s.days(t)
	}
	return s.days(t) || s.weekdays(t)
}

// value reads one value, by its name or number.
func (f *field) value(text string) (int, error) {
	if n := slices.IndexFunc(f.names, func(name string) bool { return strings.EqualFold(name, text) }); n >= 0 {
		return f.min + n, nil
	}
	n, err := strconv.ParseUint(text, 10, 8)
	if err != nil || int(n) < f.min || int(n) > f.max {
		return 0, fmt.Errorf("the %s %q is not from %d to %d", f.name, text, f.min, f.max)
	}
	return int(n), nil
}

// set reads a list of values, ranges and steps.
func (f *field) set(text string) (bits, error) {
	var set bits
	for item := range strings.SplitSeq(text, ",") {
		span, every, stepped := strings.Cut(item, "/")
		from, to := f.min, f.max
		var err error
		if first, last, ranged := strings.Cut(span, "-"); span != "*" {
			if from, err = f.value(first); err != nil {
				return 0, err
			}
			switch {
			case ranged:
				if to, err = f.value(last); err != nil {
					return 0, err
				}
			case !stepped:
				to = from
			}
		}
		step := 1
		if stepped {
			steps := field{name: f.name + " step", min: 1, max: f.max - f.min}
			if step, err = steps.value(every); err != nil {
				return 0, err
			}
		}
		if to < from { // around the end
			to += f.max - f.min + 1
		}
		for n := from; n <= to; n += step {
			set |= 1 << (f.min + (n-f.min)%(f.max-f.min+1))
		}
	}
	return set, nil
}

// days reads the field of days of the month.
func days(text string) (func(time.Time) bool, error) {
	if text == "*" {
		return nil, nil
	}
	body, near := strings.CutSuffix(text, "W")
	if after, last := strings.CutPrefix(body, "L"); last {
		offset := 0
		if after != "" {
			number, ok := strings.CutPrefix(after, "-")
			if !ok {
				return nil, fmt.Errorf("the day of the month %q is not one", text)
			}
			var err error
			if offset, err = offsetField.value(number); err != nil {
				return nil, err
			}
		}
		return func(t time.Time) bool { return t.Day() == meant(t, lastDay(t)-offset, near) }, nil
	}
	if near {
		day, err := dayField.value(body)
		return func(t time.Time) bool { return t.Day() == meant(t, day, true) }, err
	}
	set, err := dayField.set(text)
	return func(t time.Time) bool { return set.has(t.Day()) }, err
}

// weekdays reads the field of days of the week.
func weekdays(text string) (func(time.Time) bool, error) {
	if text == "*" {
		return nil, nil
	}
	if text == "L" {
		text = "SAT"
	}
	if name, last := strings.CutSuffix(text, "L"); last {
		day, err := weekdayField.value(name)
		return func(t time.Time) bool { return weekday(t) == day && t.Day()+7 > lastDay(t) }, err
	}
	if name, number, nth := strings.Cut(text, "#"); nth {
		day, err := weekdayField.value(name)
		if err != nil {
			return nil, err
		}
		week, err := nthField.value(number)
		return func(t time.Time) bool { return weekday(t) == day && (t.Day()-1)/7+1 == week }, err
	}
	set, err := weekdayField.set(text)
	return func(t time.Time) bool { return set.has(weekday(t)) }, err
}

func weekday(t time.Time) int { return int(t.Weekday()) + 1 }

// lastDay answers how many days the month of t has.
func lastDay(t time.Time) int { return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day() }

// meant answers a day of the month of t or, if near says so, the working day of the same month that is closest to it.
// Of a day that the month does not have it answers one that no time has.
func meant(t time.Time, day int, near bool) int {
	last := lastDay(t)
	if !near || day < 1 || day > last {
		return day
	}
	switch time.Date(t.Year(), t.Month(), day, 0, 0, 0, 0, time.UTC).Weekday() {
	case time.Saturday:
		if day == 1 {
			return 3
		}
		return day - 1
	case time.Sunday:
		if day == last {
			return day - 2
		}
		return day + 1
	}
	return day
}
