package server

import (
	"errors"
	"io"
	"net/http"

	"github.com/dodev/dodev/bindings/email"
)

// email has the Worker handle a mail, and answers what came of it.
func (s *Server) email(c *conn, w http.ResponseWriter, r *http.Request) {
	began := s.host.Now()
	query := r.URL.Query()
	from, to := query.Get("from"), query.Get("to")
	body := requestBody(r)
	if from == "" || to == "" || body == nil {
		refuse(c, w, http.StatusBadRequest, "", "Invalid email. Your request must include URL parameters specifying the `from` and `to` addresses, as well as an email in the body")
		return
	}
	raw, err := io.ReadAll(io.LimitReader(body.Reader(), email.MaxSize+1))
	if err != nil {
		return // the client left
	}
	app := s.current(r.Context())
	if app == nil {
		return
	}
	type handled struct {
		delivery *email.Delivery
		err      error
	}
	done := make(chan handled, 1)
	app.Email(from, to, raw, func(d *email.Delivery, err error) { done <- handled{d, err} })
	select {
	case got := <-done:
		s.emailed(c, w, r, got.delivery, got.err, func() { s.failed(c, w, r, began, got.err) })
	case <-r.Context().Done():
	case <-s.force:
	}
}

// emailed answers what came of a mail; fail, that something threw.
func (s *Server) emailed(c *conn, w http.ResponseWriter, r *http.Request, d *email.Delivery, err error, fail func()) {
	var refused email.Error
	status := http.StatusOK
	if err != nil {
		status = http.StatusInternalServerError
	}
	switch {
	case d != nil && r.URL.Query().Get("format") == "json":
		reply(c, w, status, "", "application/json", d.JSON(err))
	case err == email.ErrUnhandled:
		refuse(c, w, status, "", err.Error())
	case d == nil && errors.As(err, &refused):
		refuse(c, w, http.StatusBadRequest, "", refused.Error())
	case err != nil:
		fail()
	case d.Rejected() != nil:
		refuse(c, w, http.StatusBadRequest, "", "Worker rejected email with the following reason: "+*d.Rejected())
	default:
		refuse(c, w, status, "", "Worker successfully processed email")
	}
}
