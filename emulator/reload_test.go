package emulator_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/workers"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/wire"
)

// roomProject is a Worker whose requests go to one object, with a version to tell its copies apart.
const roomProject = `
import { DurableObject } from "cloudflare:workers";
export class ROOM extends DurableObject {
	async fetch(request) {
		if (request.url.endsWith("/spin")) for (;;) Math.random();
		const count = (await this.ctx.storage.get("count") ?? 0) + 1;
		await this.ctx.storage.put("count", count);
		return new Response("version %d count " + count);
	}
}
export default { fetch: (request, env) => env.ROOM.get(env.ROOM.idFromName("a")).fetch(request) };
`

// project is a running project in a folder of its own.
type project struct {
	*emulator.Emulator
	t     *testing.T
	entry string
}

func startProject(t *testing.T, h *host.Host) *project {
	t.Helper()
	p := &project{t: t, entry: filepath.Join(t.TempDir(), "worker.js")}
	p.write(1)
	e, err := emulator.Start(t.Context(), emulator.Options{
		Config: config.Options{Path: p.entry, Environ: []string{}}, Host: h, Observer: &observe.Observer{},
	})
	if err != nil {
		t.Fatal(err)
	}
	p.Emulator = e
	t.Cleanup(func() { _ = e.Close() })
	return p
}

func (p *project) write(version int) {
	p.t.Helper()
	if err := os.WriteFile(p.entry, fmt.Appendf(nil, roomProject, version), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// get answers what a request is answered.
func (p *project) get(path string) (string, error) {
	type answer struct {
		text string
		err  error
	}
	done := make(chan answer, 1)
	p.Fetch(&wire.Request{Method: "GET", URL: "http://chat.test" + path}, func(res *wire.Response, err error) {
		if err != nil {
			done <- answer{"", err}
			return
		}
		done <- answer{string(res.Body.Bytes), nil}
	})
	select {
	case a := <-done:
		return a.text, a.err
	case <-time.After(10 * time.Second):
		return "", errors.New("no answer")
	}
}

func TestReloadEndsCodeThatDoesNotYield(t *testing.T) {
	spinning := make(chan struct{})
	var once sync.Once
	h := host.System()
	h.Float = func() float64 { once.Do(func() { close(spinning) }); return 0 }
	p := startProject(t, h)
	failed := make(chan error, 1)
	go func() {
		_, err := p.get("/spin")
		failed <- err
	}()
	<-spinning
	p.write(2)
	if err := p.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-failed; err == nil || err.Error() == "no answer" {
		t.Errorf("the request that was under way: %v", err)
	}
	if got, err := p.get("/"); got != "version 2 count 1" {
		t.Errorf("after the reload: %q, %v", got, err)
	}
}

func TestReloadUnderLoadLosesNoCount(t *testing.T) {
	p := startProject(t, host.System())
	ctx, stop := context.WithCancel(t.Context())
	var clients sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]bool{}
	for range 4 {
		clients.Go(func() {
			for ctx.Err() == nil {
				got, err := p.get("/")
				switch {
				case errors.Is(err, workers.ErrClosed), err != nil && !strings.Contains(err.Error(), "its code was updated"):
					t.Errorf("a request failed: %v", err)
				case err == nil:
					_, count, _ := strings.Cut(got, " count ")
					mu.Lock()
					if seen[count] {
						t.Errorf("count %s was answered twice: a write was lost", count)
					}
					seen[count] = true
					mu.Unlock()
				}
			}
		})
	}
	for version := 2; version < 8; version++ {
		p.write(version)
		if err := p.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	clients.Wait()
	if got, err := p.get("/"); !strings.HasPrefix(got, "version 7 ") {
		t.Errorf("afterwards: %q, %v", got, err)
	}
}

func TestCloseWaitsForAReload(t *testing.T) {
	p := startProject(t, host.System())
	p.write(2)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = p.Reload(t.Context())
	}()
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if got, err := p.get("/"); err == nil || err.Error() == "no answer" {
		t.Errorf("after Close: %q, %v", got, err)
	}
	<-done
	if err := p.Reload(t.Context()); err == nil {
		t.Error("a closed project was reloaded")
	}
}
