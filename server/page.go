package server

import (
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/dodev/dodev/wire"
)

// thrown is an exception that a Worker did not catch.
type thrown interface {
	StackText() string
	FirstLine() string
}

const (
	plainText = "text/plain;charset=UTF-8"
	htmlText  = "text/html;charset=utf-8"
)

// failed answers a request whose Worker threw: with the stack for tools, with a page for people.
func (s *Server) failed(c *conn, w http.ResponseWriter, r *http.Request, began time.Time, err error) {
	first, stack := err.Error(), err.Error()
	if t, ok := err.(thrown); ok {
		first, stack = t.FirstLine(), t.StackText()
	}
	s.log(r, began, http.StatusInternalServerError, "")
	kind, text := plainText, stack
	if wantsPage(r) {
		kind, text = htmlText, errorPage(r, first, stack)
	}
	s.respond(c, w, r, &wire.Response{
		Status: http.StatusInternalServerError,
		Header: wire.Header{{Name: "Content-Type", Value: kind}},
		Body:   wire.BytesBody([]byte(text)),
	})
}

// wantsPage answers whether an error is shown as HTML.
func wantsPage(r *http.Request) bool {
	if strings.Contains(strings.ToLower(r.UserAgent()), "curl/") {
		return false
	}
	for _, v := range r.Header["Accept"] {
		for _, kind := range []string{"text/html", "text/*", "*/*"} {
			if strings.Contains(strings.ToLower(v), kind) {
				return true
			}
		}
	}
	return false
}

func errorPage(r *http.Request, first, stack string) string {
	frames := strings.TrimPrefix(strings.TrimPrefix(stack, first), "\n")
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>An error has occurred</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { margin: 3rem auto; max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1rem; font-weight: 600; opacity: .7; }
h2 { font-size: 1.4rem; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { background: #8881; border-left: .25rem solid #d33; overflow: auto; padding: 1rem; }
</style>
</head>
<body>
<h1>An error has occurred in ` + html.EscapeString(r.Method+" "+r.RequestURI) + `</h1>
<h2>` + html.EscapeString(first) + `</h2>
<pre>` + html.EscapeString(frames) + `</pre>
</body>
</html>
`
}

// refuse answers without asking an App; reason replaces the status line's text when it is not empty.
func refuse(c *conn, w http.ResponseWriter, status int, reason, text string) {
	reply(c, w, status, reason, plainText, text)
}

// reply answers a text of some type.
func reply(c *conn, w http.ResponseWriter, status int, reason, contentType, text string) {
	h := w.Header()
	h["Date"] = nil
	h["Content-Type"] = []string{contentType}
	h["Content-Length"] = []string{strconv.Itoa(len(text))}
	if reason != "" {
		c.say(reason)
	}
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // a client that left does not read why
}
