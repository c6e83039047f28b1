package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/dodev/dodev/observe"
)

// newLog answers an observer that prints what is important enough.
func newLog(t *terminal, at level) *observe.Observer {
	o := &observe.Observer{}
	if at >= levelError {
		o.OnUncaught = func(u observe.Uncaught) {
			if !u.Rejection {
				t.Error("Uncaught " + uncaught(u))
			} else if at >= levelWarn {
				t.Warn("Unhandled promise rejection: " + uncaught(u))
			}
		}
	}
	if at >= levelWarn {
		o.OnNotice = func(n observe.Notice) {
			switch {
			case n.Warning:
				t.Warn(n.Text)
			case at >= levelInfo:
				t.Line(n.Text)
			}
		}
	}
	if at >= levelInfo {
		o.OnRequest = func(r observe.Request) { t.Line(requestLine(&t.stdout, r)) }
		o.OnCron = func(c observe.Cron) { t.Line(cronLine(&t.stdout, c)) }
		o.OnBatch = func(b observe.Batch) { t.Line(batchLine(&t.stdout, b)) }
	}
	o.OnConsole = func(c observe.Console) {
		text := c.Text
		if c.Worker != "" {
			text = "[" + c.Worker + "] " + text
		}
		switch {
		case c.Level == observe.Error && at >= levelError:
			t.Error(text)
		case c.Level == observe.Warn && at >= levelWarn:
			t.Warn(text)
		case c.Level == observe.Info && at >= levelInfo, c.Level <= observe.Log && at >= levelLog:
			t.Line(text)
		}
	}
	return o
}

// uncaught is an exception's text and where it happened.
func uncaught(u observe.Uncaught) string {
	if u.Object == "" {
		return u.Stack
	}
	return strings.TrimRight(u.Stack, "\n") + "\n    in " + u.Object
}

// requestLine is one request as wrangler prints it.
func requestLine(s *stream, r observe.Request) string {
	status := fmt.Sprintf("%d %s", r.Status, r.StatusText)
	if r.StatusText == "" {
		status = fmt.Sprint(r.Status)
	}
	colour := green
	switch {
	case r.Status >= 500:
		colour = red
	case r.Status >= 400:
		colour = yellow
	case r.Status >= 300:
		colour = cyan
	}
	return r.Method + " " + r.Path + " " + s.paint(colour, status) + " " + s.paint(dim, took(r.Took))
}

func took(d time.Duration) string {
	return fmt.Sprintf("(%dms)", d.Round(time.Millisecond).Milliseconds())
}

// cronLine is one run of a cron trigger.
func cronLine(s *stream, c observe.Cron) string {
	outcome := s.paint(green, "ok")
	if c.Failed {
		outcome = s.paint(red, "exception")
	}
	if c.NoRetry {
		outcome += ", no retry"
	}
	return "CRON " + c.Expression + " " + outcome + " " + s.paint(dim, took(c.Took))
}

// batchLine is one batch of a queue as wrangler prints it.
func batchLine(s *stream, b observe.Batch) string {
	colour := red
	switch {
	case b.Acked == b.Total:
		colour = green
	case b.Acked > 0:
		colour = yellow
	}
	return "QUEUE " + b.Queue + " " + s.paint(colour, fmt.Sprintf("%d/%d", b.Acked, b.Total)) + " " + s.paint(dim, took(b.Took))
}
