package main_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// request answers a response and its body.
func (env *chatEnv) request(t *testing.T, method, path string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(method, env.plain(path), nil)
	if err != nil {
		t.Fatal(err)
	}
	// Some servers show an error as a page to whoever accepts one.
	request.Header.Set("Accept", "application/json")
	response, err := chatHTTP.Do(request)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return response, string(body)
}

func chatServesPage(t *testing.T, env *chatEnv) {
	paths := []string{"/", "/?from=somewhere"}
	if !env.project.oldURLs {
		paths = append(paths, "//double")
	}
	for _, path := range paths {
		response, body := env.request(t, "GET", path)
		if response.StatusCode != 200 {
			t.Errorf("GET %s: status %d, want 200", path, response.StatusCode)
		}
		if got, want := response.Header.Get("Content-Type"), "text/html;charset=UTF-8"; got != want {
			t.Errorf("GET %s: Content-Type %q, want %q", path, got, want)
		}
		if !strings.Contains(body, `id="chatlog"`) || !strings.Contains(body, "</script>") {
			t.Errorf("GET %s: not the chat page:\n%.200s", path, body)
		}
	}
	response, body := env.request(t, "HEAD", "/")
	if response.StatusCode != 200 || body != "" {
		t.Errorf("HEAD /: status %d and body %q, want 200 and none", response.StatusCode, body)
	}
}

func chatAnswersRoutes(t *testing.T, env *chatEnv) {
	room := "/api/room/" + newRoom()
	hex := strings.Repeat("0123456789abcdef", 4)
	doubled := struct {
		status int
		body   string
	}{405, "Method not allowed"}
	if env.project.oldURLs {
		doubled.status, doubled.body = 404, "Not found"
	}
	for _, c := range []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/nowhere", 404, "Not found"},
		{"POST", "/nowhere", 404, "Not found"},
		{"GET", "/favicon.png", 404, "Not found"},
		{"GET", "/api", 404, "Not found"},
		{"GET", "/api/", 404, "Not found"},
		{"GET", "/api/rooms", 404, "Not found"},
		{"GET", "/API/room", 404, "Not found"},
		{"GET", "/api/room", 405, "Method not allowed"},
		{"GET", "/api/room/", 405, "Method not allowed"},
		{"PUT", "/api/room", 405, "Method not allowed"},
		{"DELETE", "/api/room", 405, "Method not allowed"},
		{"GET", "/api/room//websocket", doubled.status, doubled.body},
		{"GET", room, 404, "Not found"},
		{"GET", room + "/", 404, "Not found"},
		{"GET", room + "/other", 404, "Not found"},
		{"GET", room + "/websocket/more", 404, "Not found"},
		{"GET", room + "/websocket", 400, "expected websocket"},
		{"POST", room + "/websocket?a=b", 400, "expected websocket"},
		{"GET", "/api/room/" + strings.Repeat("n", 32) + "/websocket", 400, "expected websocket"},
		{"GET", "/api/room/" + strings.Repeat("n", 33) + "/websocket", 404, "Name too long"},
		{"GET", "/api/room/" + hex + "0/websocket", 404, "Name too long"},
		{"GET", "/api/room/" + strings.ToUpper(hex) + "/websocket", 404, "Name too long"},
	} {
		response, body := env.request(t, c.method, c.path)
		if response.StatusCode != c.status || body != c.body {
			t.Errorf("%s %s: got %d %q, want %d %q", c.method, c.path, response.StatusCode, body, c.status, c.body)
		}
		if got, want := response.Header.Get("Content-Type"), "text/plain;charset=UTF-8"; got != want {
			t.Errorf("%s %s: Content-Type %q, want %q", c.method, c.path, got, want)
		}
	}
}

var chatRoomID = regexp.MustCompile(`^[0-9a-f]{64}$`)

func chatMakesPrivateIDs(t *testing.T, env *chatEnv) {
	known := map[string]bool{}
	for _, path := range []string{"/api/room", "/api/room", "/api/room/"} {
		response, id := env.request(t, "POST", path)
		if response.StatusCode != 200 || !chatRoomID.MatchString(id) {
			t.Errorf("POST %s: got %d %q, want 200 and 64 hex digits", path, response.StatusCode, id)
		}
		if got := response.Header.Get("Access-Control-Allow-Origin"); got != "*" {
			t.Errorf("POST %s: Access-Control-Allow-Origin %q, want *", path, got)
		}
		if known[id] {
			t.Errorf("POST %s: id %s a second time", path, id)
		}
		known[id] = true
	}
}

func chatShowsErrorStacks(t *testing.T, env *chatEnv) {
	const want = "TypeError: Durable Object ID is not valid for this namespace.\n    at "
	path := roomPath(strings.Repeat("0", 64))

	response, body := env.request(t, "GET", path)
	if response.StatusCode != 500 || !strings.HasPrefix(body, want) {
		t.Errorf("GET %s: got %d %q, want 500 %q...", path, response.StatusCode, body, want)
	}

	guest := env.dial(t, path, chatDialOptions{})
	if got := guest.Next().String(); !strings.HasPrefix(got, "error "+want) {
		t.Errorf("WebSocket %s: got %q, want %q...", path, got, "error "+want)
	}
	guest.Expect("closed 1011 Uncaught exception during session setup")
}

func chatRefusesHandshakes(t *testing.T, env *chatEnv) {
	for _, c := range []struct {
		path   string
		status int
	}{
		{"/", 200},
		{"/nowhere", 404},
		{"/api/room", 405},
		{"/api/room/" + newRoom(), 404},
		{"/api/room/" + newRoom() + "/other", 404},
		{roomPath(strings.Repeat("n", 33)), 404},
	} {
		client, response, err := dialChat(env.socket(c.path), chatDialOptions{})
		switch {
		case err == nil:
			client.hangUp()
			t.Errorf("WebSocket %s: opened, want status %d", c.path, c.status)
		case response == nil:
			t.Errorf("WebSocket %s: %v, want status %d", c.path, err, c.status)
		case response.StatusCode != c.status:
			t.Errorf("WebSocket %s: status %d, want %d", c.path, response.StatusCode, c.status)
		}
	}
}
