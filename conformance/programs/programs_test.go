// Package programs runs whole projects, written as a user would write them, on dodev and on the platform's own
// "wrangler dev", and compares what somebody sees who talks to them over HTTP and WebSocket.
//
// Each folder is a project; the file with its name and "_test.go" is the guest that visits it. The transcript of
// the visit on "wrangler dev" is in the folder's want.txt. README.md says how to record it.
package programs

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite every want.txt with what wrangler dev answers (needs DODEV_PEERS)")

// A program is one project and a visit to it.
type program struct {
	name    string       // of its folder
	visit   func(*guest) // what is said to it
	configs []string     // of its Workers, the first in front; wrangler.json if there are none
	slow    string       // says what the visit has to wait for; -short leaves it out
	gap     string       // says why dodev's transcript is another one
}

// programs is every project, and at the same time the list of known gaps.
var programs = []program{
	{name: "agents", visit: visitAgents},
	{name: "assets", visit: visitAssets, configs: []string{"wrangler.json", "auto/wrangler.json", "force/wrangler.json", "drop/wrangler.json", "none/wrangler.json", "spa/wrangler.json", "missing/wrangler.json", "ruled/wrangler.json", "based/wrangler.json", "modern/wrangler.json", "ahead/wrangler.json"}},
	{name: "bindings", visit: visitBindings},
	{name: "cache", visit: visitCache},
	{name: "booking", visit: visitBooking},
	{name: "capability", visit: visitCapability, configs: []string{"wrangler.toml"}},
	{name: "email", visit: visitEmail},
	{name: "events", visit: visitEvents},
	{name: "drizzle", visit: visitDrizzle, configs: []string{"wrangler.jsonc"}},
	{name: "hono", visit: visitHono},
	{name: "itty", visit: visitItty, configs: []string{"wrangler.toml"}},
	{name: "libraries", visit: visitLibraries},
	{name: "packages", visit: visitPackages},
	{name: "party", visit: visitParty},
	{name: "reload", visit: visitReload},
	{name: "room", visit: visitRoom, configs: []string{"wrangler.jsonc"}, slow: "a room to fall asleep"},
	{name: "servers", visit: visitServers},
	{name: "shared", visit: visitShared, configs: []string{"shop/wrangler.json", "warehouse/wrangler.json"}},
}

// TestPrograms visits every program on dodev, and on wrangler dev if there is one.
func TestPrograms(t *testing.T) {
	dodev := buildDodev(t)
	wrangler, err := findWrangler(os.Getenv("DODEV_PEERS"))
	if err != nil {
		t.Fatal(err)
	}
	if *update && wrangler == nil {
		t.Fatal("-update records wrangler dev: name the folder with its node_modules in DODEV_PEERS")
	}
	for _, p := range programs {
		t.Run(p.name, func(t *testing.T) {
			if p.slow != "" && testing.Short() {
				t.Skipf("-short: it waits for %s", p.slow)
			}
			t.Parallel()
			project := newProject(t, p)
			golden := filepath.Join(p.name, "want.txt")
			if wrangler != nil {
				t.Run("wrangler", func(t *testing.T) {
					got, err := transcript(t, p, wrangler, project)
					if *update && err == nil {
						err = os.WriteFile(golden, []byte(got), 0o644)
					}
					if err != nil {
						t.Fatalf("%v\n%s", err, got)
					}
					compare(t, golden, got)
				})
			}
			t.Run("dodev", func(t *testing.T) {
				got, err := transcript(t, p, dodev, project)
				switch {
				case p.gap == "" && err != nil:
					t.Fatalf("%v\n%s", err, got)
				case p.gap == "":
					compare(t, golden, got)
				case err == nil && got == read(t, golden):
					t.Errorf("the gap %q is closed: take it out of the table", p.gap)
				default:
					t.Skipf("known gap: %s", p.gap)
				}
			})
		})
	}
}

// transcript visits a program on a server of its own and answers what was said.
func transcript(t *testing.T, p program, kind serverKind, project string) (said string, err error) {
	t.Helper()
	server := newServer(t, kind, project, p.configs)
	if err := server.start(); err != nil {
		return "", err
	}
	g := &guest{server: server}
	p.visit(g)
	g.leave()
	stopped := server.stop()
	if g.err != nil {
		return g.said.String(), fmt.Errorf("%w\nthe server's last output:\n%s", g.err, server.tail())
	}
	return g.said.String(), stopped
}

// compare fails with the first line that differs, and shows those before it.
func compare(t *testing.T, golden, got string) {
	t.Helper()
	if diff := difference(got, read(t, golden)); diff != "" {
		t.Errorf("%s: %s", golden, diff)
	}
}

func read(t *testing.T, golden string) string {
	t.Helper()
	recorded, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	return string(recorded)
}

// difference shows the first line of two transcripts that is not the same, or answers "".
func difference(got, want string) string {
	if got == want {
		return ""
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	at := 0
	for at < min(len(g), len(w)) && g[at] == w[at] {
		at++
	}
	line := func(of []string) string {
		if at < len(of) {
			return of[at]
		}
		return "(its end)"
	}
	gl, wl := line(g), line(w)
	same := 0
	for same < min(len(gl), len(wl)) && gl[same] == wl[same] {
		same++
	}
	if same > 200 { // a long line is shown from shortly before the difference
		gl, wl = "..."+gl[same-80:], "..."+wl[same-80:]
	}
	return fmt.Sprintf("line %d differs, after\n%s\n got: %s\nwant: %s", at+1, strings.Join(w[max(0, at-8):at], "\n"), gl, wl)
}
