package emulator_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
)

const cronProject = `export default {
	scheduled(controller, env) {
		console.log(env.VERSION + ": " + controller.cron + " at " + new Date(controller.scheduledTime).toISOString());
		if (env.VERSION === "two") throw new Error("thrown");
	},
};`

func cronConfig(version, crons string) string {
	return "name = \"a\"\nmain = \"worker.js\"\ncompatibility_date = \"2026-11-17\"\nvars = { VERSION = \"" + version + "\" }\n[triggers]\ncrons = [" + crons + "]\n"
}

// The clock of synctest begins at midnight, 1 January 2000, a Saturday.
func TestCronsFollowTheClock(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("worker.js", cronProject)
	write("wrangler.toml", cronConfig("one", `"*/2 * * * *", "3 * * * SAT", "* * * * MON", "wrong"`))
	synctest.Test(t, func(t *testing.T) {
		console, ran, warned := make(chan string, 9), make(chan observe.Cron, 9), make(chan string, 9)
		e, err := emulator.Start(t.Context(), emulator.Options{
			Config: config.Options{Path: filepath.Join(dir, "wrangler.toml"), Environ: []string{}}, PersistTo: t.TempDir(),
			Host: host.System(), Crons: true, Observer: &observe.Observer{
				OnConsole: func(c observe.Console) { console <- c.Text }, OnCron: func(c observe.Cron) { ran <- c },
				OnNotice: func(n observe.Notice) { warned <- n.Text },
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		expect := func(want string, failed bool, at time.Duration) {
			t.Helper()
			if got := <-console; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if c := <-ran; c.Failed != failed {
				t.Errorf("%s: got %+v", want, c)
			}
			if got := time.Since(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).Truncate(time.Minute); got != at*time.Minute {
				t.Errorf("%s: it is %s", want, got)
			}
		}
		if got, want := <-warned, `triggers.crons: the cron expression "wrong" has 1 fields instead of 5: minute, hour, day of the month, month, day of the week`; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		expect("one: */2 * * * * at 2000-01-01T00:02:00.000Z", false, 2)
		expect("one: 3 * * * SAT at 2000-01-01T00:03:00.000Z", false, 3)
		expect("one: */2 * * * * at 2000-01-01T00:04:00.000Z", false, 4)
		write("wrangler.toml", cronConfig("two", `"7 * * * *"`))
		if err := e.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		expect("two: 7 * * * * at 2000-01-01T00:07:00.000Z", true, 7)
	})
}
