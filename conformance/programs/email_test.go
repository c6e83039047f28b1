package programs

import (
	"regexp"
	"strings"
)

// visitEmail sends mail from a Worker, and mail to it.
func visitEmail(g *guest) {
	for _, chapter := range []string{"shape", "send", "build"} {
		g.title(chapter)
		g.get("/" + chapter)
	}
	mail := func(fields ...string) string {
		return "From: One <one@example.com>\r\nTo: two@example.com\r\n" + strings.Join(fields, "\r\n") + "\r\n\r\nHello\r\n"
	}
	const to = "/cdn-cgi/handler/email?from=one@example.com&to=two@example.com"
	post := func(query, mail string) {
		g.post(to+query, mail, header{name: "Content-Type"})
		g.get("/heard")
	}
	id := "Message-ID: <asked@example.com>"
	g.title("to a Worker")
	post("", mail(id, "Subject: =?utf-8?q?H=C3=A9?=", "X-Long: a\r\n  b", "X-Two: 1", "X-Two: 2", "Bcc: hidden@example.com"))
	for _, act := range []string{"forward", "reject", "rejectLate", "rejectTwice", "rejectNothing", "rejectEmpty", "rejectNumber", "reply", "built", "late", "value"} {
		post("", mail(id, "X-Act: "+act))
	}
	post("", mail(id, "X-Act: reply", "References: <a@example.com>", "In-Reply-To: <a@example.com>"))

	g.title("what may be replied to")
	for _, fields := range []string{
		"Auto-Submitted: auto-replied", "Auto-Submitted: no", "X-Auto-Response-Suppress: All", "X-Auto-Response-Suppress: None",
		"In-Reply-To: <a@example.com>", "References: <a@example.com>",
		"In-Reply-To: <a@example.com>\r\nReferences:" + strings.Repeat(" <a@b>", 99), "In-Reply-To: <a@example.com>\r\nReferences:" + strings.Repeat(" <a@b>", 100),
	} {
		post("", mail(id, "X-Act: answer", fields))
	}

	g.title("what is no mail")
	g.post("/cdn-cgi/handler/email", mail(id), header{name: "Content-Type"})
	g.post("/cdn-cgi/handler/email?from=a@b.c", mail(id))
	g.post("/cdn-cgi/handler/email?from=a@b.c&to=", mail(id))
	g.get(to)
	g.post(to, "")
	g.post(to, "Hello")
	g.post(to, mail("Subject: x"))
	g.post(to, mail("Message-ID: "))
	g.do("PUT", to, mail(id))
	g.get("/heard")
	g.post("/cdn-cgi/local/email?from=one@example.com&to=two@example.com", mail(id))
	g.post("/cdn-cgi/handler/email?from=x&to=y", mail(id))
	g.get("/heard")

	g.title("as JSON")
	ask := func(query, act string, headers ...header) string {
		return (&guest{server: g.server}).post(to+query, mail(id, "X-Act: "+act), headers...)
	}
	for _, act := range []string{"value", "reject", "forward", "built", "throw"} {
		g.write("%s: %s\n", act, timeless(ask("&format=json", act)))
	}

	g.title("failures")
	first, _, _ := strings.Cut(ask("", "throw", header{"Accept", "text/plain"}), "\n")
	g.write("%s\n", first)
	g.edit("index.js", "email(m, env", "noEmail(m, env")
	g.until(func() string { return ask("", "value") }, "does not export")
	g.write("%s\n", timeless(ask("&format=json", "value")))
}

// changing is what differs from run to run in what is told of a mail.
var changing = regexp.MustCompile(`[A-Za-z0-9]{36}@|\d{4}-\d\d-\d\dT[0-9:.]+Z|\w{3}, \d\d \w{3} \d{4} [0-9:]{8} GMT|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// timeless answers a text without it.
func timeless(text string) string { return changing.ReplaceAllString(text, "*") }
