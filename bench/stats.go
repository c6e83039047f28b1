package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// quantile is the nearest-rank quantile of values; of none it is not a number.
func quantile[T ~float64 | ~int64](values []T, q float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.SortedFunc(slices.Values(values), cmp.Compare)
	rank := int(math.Ceil(q * float64(len(sorted))))
	return float64(sorted[max(rank, 1)-1])
}

// median is the middle of values, or what is between the two in the middle.
func median[T ~float64 | ~int64](values []T) float64 {
	if len(values)%2 == 1 {
		return quantile(values, 0.5)
	}
	half := float64(len(values)) / 2
	return (quantile(values, 0.5) + quantile(values, (half+1)/float64(len(values)))) / 2
}

// A unit says how a value is written.
type unit int

const (
	plain unit = iota
	seconds
	perSecond
	kilobytes
	megabytes
)

func (u unit) format(value float64) string {
	switch u {
	case seconds:
		return duration(time.Duration(value * float64(time.Second)))
	case perSecond:
		return thousands(value) + "/s"
	case kilobytes:
		return fmt.Sprintf("%.1f KB", value/(1<<10))
	case megabytes:
		return fmt.Sprintf("%.1f MB", value/(1<<20))
	}
	return fmt.Sprintf("%.2f", value)
}

// duration writes three digits of a duration, in a unit that suits it.
func duration(d time.Duration) string {
	value, name := float64(d)/float64(time.Microsecond), "µs"
	if d >= time.Second {
		value, name = d.Seconds(), "s"
	} else if d >= time.Millisecond {
		value, name = float64(d)/float64(time.Millisecond), "ms"
	}
	switch {
	case value < 9.995:
		return fmt.Sprintf("%.2f %s", value, name)
	case value < 99.95:
		return fmt.Sprintf("%.1f %s", value, name)
	}
	return fmt.Sprintf("%.0f %s", value, name)
}

// thousands writes a whole number with its digits in groups.
func thousands(value float64) string {
	digits := fmt.Sprintf("%.0f", value)
	var groups []string
	for len(digits) > 3 {
		groups = append(groups, digits[len(digits)-3:])
		digits = digits[:len(digits)-3]
	}
	groups = append(groups, digits)
	slices.Reverse(groups)
	return strings.Join(groups, " ")
}

// A bar is what a measure has to clear: a ratio to bare workerd, or a value of its own.
type bar struct {
	limit  float64
	least  bool
	toPeer bool
}

func atMost(limit float64) bar      { return bar{limit: limit} }
func atMostPeer(limit float64) bar  { return bar{limit: limit, toPeer: true} }
func atLeastPeer(limit float64) bar { return bar{limit: limit, least: true, toPeer: true} }

func (b bar) format(u unit) string {
	sign := "≤"
	if b.least {
		sign = "≥"
	}
	if b.toPeer {
		return fmt.Sprintf("%s %sx", sign, factor(b.limit))
	}
	return sign + " " + u.format(b.limit)
}

// factor writes a factor with as many digits as it has, at least one behind the point.
func factor(x float64) string {
	if digits := strconv.FormatFloat(x, 'f', -1, 64); strings.Contains(digits, ".") {
		return digits
	}
	return fmt.Sprintf("%.1f", x)
}

// verdict compares our value with the bar. The peer's is not a number where there is none.
func (b bar) verdict(ours, peer float64) string {
	if b.toPeer {
		ours /= peer
	}
	switch {
	case math.IsNaN(ours):
		return ""
	case b.least && ours >= b.limit, !b.least && ours <= b.limit:
		return "pass"
	}
	return "**miss**"
}
