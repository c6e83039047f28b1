package ratelimit

import (
	"testing"
	"time"
)

func TestWindows(t *testing.T) {
	now := time.Unix(1_700_000_040, 0) // the first second of a minute
	l := New(func() time.Time { return now })
	for _, step := range []struct {
		at     time.Duration
		key    string
		period int
		want   bool
	}{
		{0, "a", 60, true}, {0, "a", 60, true}, {0, "a", 60, false}, {0, "b", 60, true}, {0, "a", 10, true},
		{59 * time.Second, "a", 60, false}, {59 * time.Second, "a", 10, true}, {time.Minute, "a", 60, true},
	} {
		now = time.Unix(1_700_000_040, 0).Add(step.at)
		if got := l.Take(step.key, 2, step.period, 1); got != step.want {
			t.Errorf("Take(%q) in %d seconds at %v: got %v", step.key, step.period, step.at, got)
		}
	}
}
