package main_test

import (
	"crypto/tls"
	"net"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func browserTwoPages(t *testing.T, env *chatEnv) {
	browser := newChatBrowser(t)
	room := newRoom()
	ann, bob := browser.open(t, env.plain("/")), browser.open(t, env.plain("/"))
	ann.EnterPublic("ann", room)
	ann.AwaitRoster("ann")
	bob.EnterPublic("bob", room)
	bob.AwaitRoster("ann", "bob")
	ann.AwaitRoster("ann", "bob")

	ann.Say("ann", "hello <b>bob</b> & all")
	bob.AwaitLines("ann: hello <b>bob</b> & all")
	bob.Say("bob", "hello ann")
	ann.AwaitLines("ann: hello <b>bob</b> & all", "bob: hello ann")

	bob.Reload()
	ann.AwaitRoster("ann")
	bob.Name("bob") // the address still names the room
	bob.AwaitLines("ann: hello <b>bob</b> & all", "bob: hello ann")
	bob.AwaitRoster("ann", "bob")
	ann.AwaitRoster("ann", "bob")
}

// browserPrivateRoomHTTP clicks the button of a page that came over http. It asks over https, on
// the port that the page came from.
func browserPrivateRoomHTTP(t *testing.T, env *chatEnv) {
	if env.command.peer && !(env.speaks("http") && env.speaks("https")) {
		t.Skip("NOT TESTED: the peer does not speak http and https on one port")
	}
	browserPrivateRoom(t, env, "http")
}

func browserPrivateRoomHTTPS(t *testing.T, env *chatEnv) {
	if env.command.peer && !env.speaks("https") {
		t.Skip("NOT TESTED: the peer does not speak https")
	}
	browserPrivateRoom(t, env, "https")
}

// speaks says whether the server's port answers in a scheme.
func (env *chatEnv) speaks(scheme string) bool {
	if scheme == "https" {
		conn, err := tls.DialWithDialer(&net.Dialer{Timeout: chatPatience}, "tcp", env.base.Host, &tls.Config{InsecureSkipVerify: true})
		if err == nil {
			conn.Close()
		}
		return err == nil
	}
	response, err := chatHTTP.Get(env.address(scheme, "/"))
	if err == nil {
		response.Body.Close()
	}
	return err == nil
}

func browserPrivateRoom(t *testing.T, env *chatEnv, scheme string) {
	browser := newChatBrowser(t)
	ann := browser.open(t, env.address(scheme, "/"))
	asked := ann.OnResponse(env.address("https", "/api/room"))
	ann.Name("ann")
	ann.do("click the private room's button", chromedp.Click(chromedp.CSS("#go-private")))
	ann.AwaitRoster("ann")

	select {
	case status := <-asked:
		if status != 200 {
			t.Errorf("POST %s: status %d, want 200", env.address("https", "/api/room"), status)
		}
	default:
		t.Errorf("the page did not ask %s", env.address("https", "/api/room"))
	}
	link := ann.Evaluate("location.href")
	address, room, _ := strings.Cut(link, "#")
	if address != env.address(scheme, "/") || !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(room) {
		t.Fatalf("the page is at %s, want %s#<64 hex digits>", link, env.address(scheme, "/"))
	}

	bob := browser.open(t, link)
	bob.Name("bob")
	bob.AwaitRoster("ann", "bob")
	bob.Say("bob", "found it")
	ann.AwaitLines("bob: found it")
	ann.Reload()
	ann.Name("ann")
	ann.AwaitLines("bob: found it")
}

// browserServerKilled leaves two pages open while their server dies and comes back: they rejoin
// by themselves and show nothing twice.
func browserServerKilled(t *testing.T, env *chatEnv) {
	browser := newChatBrowser(t)
	room := newRoom()
	ann, bob := browser.open(t, env.plain("/")), browser.open(t, env.plain("/"))
	ann.EnterPublic("ann", room)
	bob.EnterPublic("bob", room)
	ann.AwaitRoster("ann", "bob")
	bob.AwaitRoster("ann", "bob")
	ann.Say("ann", "before")
	bob.Say("bob", "then")
	ann.AwaitLines("ann: before", "bob: then")

	env.Kill(t)
	ann.AwaitRoster()
	bob.AwaitRoster()
	env.Start(t)
	ann.AwaitRoster("ann", "bob")
	bob.AwaitRoster("ann", "bob")
	bob.Say("bob", "after")
	ann.AwaitLines("ann: before", "bob: then", "bob: after")
	bob.AwaitLines("ann: before", "bob: then", "bob: after")
}
