package emulator_test

import (
	"os"
	"strings"
	"testing"

	"github.com/dodev/dodev/host"
)

// TestFilesDuringReload has a script look into /bundle for the first time while the bundler is at work.
func TestFilesDuringReload(t *testing.T) {
	p := startProject(t, host.System())
	source := `
		import fs from "node:fs";
		export default { fetch: () => new Response(fs.readdirSync("/bundle") + " " + fs.readFileSync("/bundle/worker.js", "utf8").includes("VERSION")) };`
	write := func(version string) {
		t.Helper()
		if err := os.WriteFile(p.entry, []byte(strings.ReplaceAll(source, "VERSION", version)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	if err := p.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	get := func() string {
		text, err := p.get("/")
		if err != nil {
			return err.Error()
		}
		return text
	}
	got := make(chan string, 1)
	go func() { got <- get() }()
	if err := p.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	text := <-got
	if strings.Contains(text, "its code was updated") { // the reload was there first
		text = get()
	}
	if text != "worker.js true" {
		t.Errorf("got %q", text)
	}
}
