package main_test

import (
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A chatBrowser is one headless Chromium.
type chatBrowser struct{ ctx context.Context }

func newChatBrowser(t *testing.T) *chatBrowser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		skipUnlessRequired(t, "browser", "no Chromium or Chrome in PATH")
	}
	options := slices.Concat(chromedp.DefaultExecAllocatorOptions[:], []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.IgnoreCertErrors,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.WSURLReadTimeout(2 * chatPatience),
	})
	allocator, cancelAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancelAllocator)
	ctx, cancel := chromedp.NewContext(allocator)
	// Cancel waits until the browser has ended, and so has stopped writing to its folder.
	t.Cleanup(func() {
		defer cancel()
		if err := chromedp.Cancel(ctx); err != nil {
			t.Logf("end the browser: %v", err)
		}
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return &chatBrowser{ctx: ctx}
}

// A chatPage is one tab.
type chatPage struct {
	t   *testing.T
	ctx context.Context
	url string
}

func (b *chatBrowser) open(t *testing.T, url string) *chatPage {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	t.Cleanup(cancel)
	p := &chatPage{t: t, ctx: ctx, url: url}
	var mu sync.Mutex
	var problems []string
	err := chromedp.Listen(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch event := event.(type) {
		case *runtime.EventExceptionThrown:
			problems = append(problems, fmt.Sprintf("%s %v", event.ExceptionDetails.Text, event.ExceptionDetails.Exception))
		case *page.EventJavascriptDialogOpening:
			problems = append(problems, "dialog: "+event.Message)
		}
	})
	if err != nil {
		t.Fatalf("open a page: %v", err)
	}
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, problem := range problems {
			t.Errorf("page %s: %s", url, problem)
		}
	})
	p.do("open "+url,
		call(network.Enable, network.EnableParams{}),
		// A tab in the background would lose the focus.
		call(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
		chromedp.Navigate(url))
	return p
}

// call is a protocol command as a step.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, command, params)
		return err
	})
}

func (p *chatPage) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, chatPatience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatalf("page %s: %s: %v", p.url, what, err)
	}
}

// OnResponse answers a channel that gets the status of the first response from url.
func (p *chatPage) OnResponse(url string) <-chan int64 {
	p.t.Helper()
	status := make(chan int64, 1)
	err := chromedp.Listen(p.ctx, func(event any) {
		if event, ok := event.(*network.EventResponseReceived); ok && event.Response.URL == url {
			select {
			case status <- event.Response.Status:
			default:
			}
		}
	})
	if err != nil {
		p.t.Fatalf("page %s: listen: %v", p.url, err)
	}
	return status
}

// Name fills in the first form.
func (p *chatPage) Name(name string) {
	p.t.Helper()
	p.do("name "+name, chromedp.SendKeys(chromedp.CSS("#name-input"), name+"\r"))
}

// EnterPublic fills in both forms.
func (p *chatPage) EnterPublic(name, room string) {
	p.t.Helper()
	p.Name(name)
	p.do("enter "+room,
		chromedp.SendKeys(chromedp.CSS("#room-name"), room),
		chromedp.Click(chromedp.CSS("#go-public")))
}

func (p *chatPage) Reload() {
	p.t.Helper()
	p.do("reload", chromedp.Reload())
}

// Evaluate answers the string that an expression is.
func (p *chatPage) Evaluate(expression string) string {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, chatPatience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		p.t.Fatalf("page %s: %s: %v", p.url, expression, err)
	}
	return value
}

const (
	pageRoster = `[...document.querySelectorAll("#roster p")].map(p => p.innerText).sort().join("\n")`
	// Lines that somebody said, without the page's own remarks.
	pageLines = `[...document.querySelectorAll("#chatlog p:has(.username)")].map(p => p.textContent).join("\n")`
	pageLimit = `String((document.querySelector("#chatlog").innerText.match(/rate-limited/g) ?? []).length)`
)

// AwaitRoster waits until exactly these people, sorted, are listed.
func (p *chatPage) AwaitRoster(names ...string) {
	p.t.Helper()
	p.await("the roster", pageRoster, strings.Join(names, "\n"))
}

// AwaitLines waits until exactly these lines are shown.
func (p *chatPage) AwaitLines(lines ...string) {
	p.t.Helper()
	p.await("the lines", pageLines, strings.Join(lines, "\n"))
}

func (p *chatPage) await(what, expression, want string) {
	p.t.Helper()
	got := ""
	for start := time.Now(); time.Since(start) < chatPatience; {
		if got = p.Evaluate(expression); got == want {
			return
		}
		p.changed()
	}
	p.t.Fatalf("page %s: %s are %q, want %q", p.url, what, got, want)
}

// changed waits for the page to change, or a moment.
func (p *chatPage) changed() {
	p.do("wait for a change", chromedp.Evaluate[chromedp.Void](`new Promise(done => {
		const observer = new MutationObserver(finish);
		const timer = setTimeout(finish, 100);
		observer.observe(document.body, { childList: true, subtree: true });
		function finish() { observer.disconnect(); clearTimeout(timer); done(true); }
	})`, chromedp.EvalAwaitPromise))
}

// Say types a message until the page shows it: both pages have one address, so the limiter may
// refuse one for a while.
func (p *chatPage) Say(name, text string) {
	p.t.Helper()
	for start := time.Now(); time.Since(start) < chatPatience; {
		refusals := p.Evaluate(pageLimit)
		p.do("say "+text, chromedp.SendKeys(chromedp.CSS("#chat-input"), text+"\r"))
		for p.Evaluate(pageLimit) == refusals {
			if slices.Contains(strings.Split(p.Evaluate(pageLines), "\n"), fmt.Sprintf("%s: %s", name, text)) {
				return
			}
			if time.Since(start) > chatPatience {
				break
			}
			p.changed()
		}
	}
	p.t.Fatalf("page %s: %s may not say %q", p.url, name, text)
}
