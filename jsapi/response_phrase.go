package jsapi

import "net/http"

// phrases are the reasons that the platform words in its own way, or does not know.
var phrases = map[int]string{
	http.StatusRequestEntityTooLarge: "Payload Too Large", http.StatusRequestURITooLong: "URI Too Long",
	http.StatusRequestedRangeNotSatisfiable: "Range Not Satisfiable", http.StatusTooEarly: "Client Error",
}

// reasonPhrase answers what a status says where the Response does not.
func reasonPhrase(status int) string {
	text := phrases[status]
	if text == "" {
		text = http.StatusText(status)
	}
	switch {
	case text != "":
	case status >= 200 && status < 300:
		text = "Successful"
	case status >= 300 && status < 400:
		text = "Redirection"
	case status >= 400 && status < 500:
		text = "Client Error"
	case status >= 500 && status < 600:
		text = "Server Error"
	}
	return text
}
