package main_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"
)

// hostileScripts are the scripts of testdata/hostile, by whether they end by themselves.
type hostileScripts struct{ Ending, Endless []string }

// TestHostile runs scripts that ask for more than there is, each in an object of its own. The server has to outlive
// them, and with a limit of time and isolates of their own, other objects have to answer meanwhile.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes")
	}
	t.Setenv("GOMEMLIMIT", "600MiB") // so little is too much soon
	project, err := filepath.Abs(filepath.Join("testdata", "hostile"))
	if err != nil {
		t.Fatal(err)
	}
	command := newChatCommand(t)
	if command.peer {
		t.Skip("of dodev alone")
	}
	for _, mode := range []struct {
		name  string
		flags []string
		apart bool
	}{
		{"one isolate", nil, false},
		{"isolates of their own", []string{"--cpu-limit", "2s", "--isolate", "object"}, true},
	} {
		t.Run(mode.name, func(t *testing.T) {
			env := newChatEnv(t, chatCommand{words: append(command.words[:len(command.words):len(command.words)], mode.flags...)}, chatProject{dir: project})
			env.Start(t)
			var scripts hostileScripts
			if err := json.Unmarshal([]byte(hostileAnswer(t, env, "/scripts", chatPatience)), &scripts); err != nil {
				t.Fatal(err)
			}
			names, each := scripts.Ending, 1
			if mode.apart { // where it is the endless ones that matter
				names, each = append(scripts.Endless, scripts.Ending...), 2
			}
			if raceDetector {
				each = 6
			}
			if n := len(scripts.Ending) + len(scripts.Endless); n < 60 {
				t.Errorf("only %d scripts", n)
			}
			for i, name := range names {
				if i%each != 0 && (raceDetector || i >= len(scripts.Endless)) {
					continue
				}
				hostileVisit(t, env, name, mode.apart)
				if t.Failed() {
					return
				}
			}
			if mode.apart {
				culprit := regexp.MustCompile(`Victim\(endlessLoop\) has been running for more than a second`)
				if _, err := env.process.awaitLine(culprit); err != nil {
					t.Errorf("nobody is named: %v", err)
				}
			}
		})
	}
}

// hostileVisit runs one script. Another object answers afterwards or, if it is apart, all the time.
func hostileVisit(t *testing.T, env *chatEnv, name string, apart bool) {
	var run sync.WaitGroup
	run.Go(func() {
		client := http.Client{Timeout: 10 * time.Second}
		response, err := client.Get(env.plain("/" + name + "/" + name))
		if err != nil {
			t.Logf("%s: no answer yet", name)
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(io.LimitReader(response.Body, 100))
		t.Logf("%s: %d %s", name, response.StatusCode, body)
	})
	if apart {
		for range 3 {
			if got := hostileAnswer(t, env, "/other/", chatPatience); got != "pong" {
				t.Errorf("meanwhile %s: another object answers %q", name, got)
			}
		}
	}
	run.Wait()
	// What one isolate was ended for may end a request that just begins, too.
	got := ""
	for range 5 {
		if got = hostileAnswer(t, env, "/other/", chatPatience); got == "pong" {
			return
		}
	}
	t.Errorf("after %s: another object answers %q", name, got)
}

func hostileAnswer(t *testing.T, env *chatEnv, path string, patience time.Duration) string {
	client := http.Client{Timeout: patience}
	response, err := client.Get(env.plain(path))
	if err != nil {
		return fmt.Sprint(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(body)
}
