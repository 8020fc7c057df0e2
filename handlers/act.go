package handlers

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) request(c echo.Context) error {
	q, err := readQuery(c, "visits")
	if err != nil {
		return err
	}
	return s.showRequest(c, http.StatusOK, "", q["visits"], nil, &access.Invalid{})
}

// showRequest shows a request's page, with the form of an act as it was typed and what is wrong with it.
func (s *Server) showRequest(c echo.Context, status int, act, visits string, f form, invalid *access.Invalid) error {
	me := actor(c)
	h, err := s.svc.History(c.Request().Context(), me, c.Param("request"), visits)
	if err != nil {
		return err
	}
	page := s.page
	if status == http.StatusOK {
		page = s.livePage
	}
	m := views.NewRequest(page(c, requestTitle(h.Request), views.AccountURL(me.AccountID, views.TabExternalAccess)), h, me)
	m.Act, m.Form = act, m.With(f, invalid.Fields).InZone(me.Zone)
	return render(c, status, views.RequestPage(m))
}

// requestDone answers an act on a request: its row for a script that asked for it, and otherwise a page; where it failed, the request's
// page, with what was typed.
func (s *Server) requestDone(c echo.Context, act string, f form, r access.Request, err error, told views.Told) error {
	me := actor(c)
	var invalid *access.Invalid
	status := http.StatusOK
	switch {
	case errors.As(err, &invalid):
		status, told = again(invalid), views.Told{Text: mistakesText(invalid)}
	case errors.Is(err, access.ErrConflict):
		a := answerTo(err)
		status, told = a.status, views.Told{Text: a.sentence}
		invalid = &access.Invalid{Fields: map[string]string{views.FormMistake: a.sentence}}
	case err != nil:
		return err
	}
	switch {
	case isHTMX(c):
		m, err := s.around(c, r, f)
		if err != nil {
			return err
		}
		told.Once = m.Once
		return render(c, status, views.ActedOn(views.NewRequestRow(r, me).With(m.Once), told, m))
	case status != http.StatusOK:
		return s.showRequest(c, status, act, "", f, invalid)
	case f["back"] == "request":
		return s.doneWith(c, views.RequestURL(r.ID), told)
	}
	return s.doneWith(c, views.AccountURL(tabOf(me, r), views.TabExternalAccess), told)
}

// tabOf is the account on whose External Access tab the actor sees a request.
func tabOf(me access.Actor, r access.Request) string {
	if me.AccountID == r.RequesterAccountID {
		return me.AccountID
	}
	return r.AccountID
}

func (s *Server) grant(c echo.Context) error {
	f, err := readForm(c, "back", views.KeptField, "valid_from", "valid_from_which", "valid_to", "valid_to_which", "length", "read_only")
	if err != nil {
		return err
	}
	me := actor(c)
	r, err := s.svc.GrantLess(c.Request().Context(), me, c.Param("request"), access.Terms{
		ValidFrom: access.LocalTime{Text: f["valid_from"], Which: f["valid_from_which"]},
		ValidTo:   access.LocalTime{Text: f["valid_to"], Which: f["valid_to_which"]}, Length: f["length"], ReadOnly: f["read_only"] != "",
	})
	var told views.Told
	switch {
	case err != nil:
	case r.Decision == nil:
		told.Text = "You said yes. Somebody else of " + r.AccountName + " must as well."
	default:
		told.Undo = views.ActURL(r.ID, "revoke")
		told.Text = "Granted: " + r.RequestedByName + " has access to " + r.CompanyName + " " + whenText(r, me) + "."
	}
	return s.requestDone(c, "grant", f, r, err, told)
}

// requestAct is an operation of access on a request.
type requestAct func(ctx context.Context, by access.Actor, id string, f form) (access.Request, error)

// actOn reads a form, does an act and answers; told is what it did, with {person}, {company} and {end} of the request as it is then.
func (s *Server) actOn(c echo.Context, name, told string, fields []string, do requestAct) error {
	f, err := readForm(c, append(fields, "back", views.KeptField)...)
	if err != nil {
		return err
	}
	r, err := do(c.Request().Context(), actor(c), c.Param("request"), f)
	return s.requestDone(c, name, f, r, err, views.Told{Text: strings.NewReplacer(
		"{person}", r.RequestedByName, "{company}", r.CompanyName, "{end}", views.NewExactMoment(r.Window.To, actor(c).Zone).Text,
	).Replace(told)})
}

func (s *Server) deny(c echo.Context) error {
	return s.actOn(c, "deny", "Denied: the request of {person} for {company}.", []string{"reason"}, func(ctx context.Context, by access.Actor, id string, f form) (access.Request, error) {
		return s.svc.Deny(ctx, by, id, f["reason"])
	})
}

func (s *Server) revoke(c echo.Context) error {
	return s.actOn(c, "revoke", "Revoked: this access of {person} to {company} is over.", []string{"reason"}, func(ctx context.Context, by access.Actor, id string, f form) (access.Request, error) {
		return s.svc.Revoke(ctx, by, id, f["reason"])
	})
}

func (s *Server) withdraw(c echo.Context) error {
	return s.actOn(c, "withdraw", "Withdrawn: the request of {person} for {company} is taken back.", nil, func(ctx context.Context, by access.Actor, id string, _ form) (access.Request, error) {
		return s.svc.Withdraw(ctx, by, id)
	})
}

func (s *Server) handBack(c echo.Context) error {
	return s.actOn(c, "hand-back", "Handed back: this access of {person} to {company} is over.", nil, func(ctx context.Context, by access.Actor, id string, _ form) (access.Request, error) {
		return s.svc.HandBack(ctx, by, id)
	})
}

func (s *Server) shorten(c echo.Context) error {
	return s.actOn(c, "shorten", "Shortened: this access of {person} to {company} ends {end}.", []string{"valid_to", "valid_to_which"}, func(ctx context.Context, by access.Actor, id string, f form) (access.Request, error) {
		return s.svc.Shorten(ctx, by, id, access.LocalTime{Text: f["valid_to"], Which: f["valid_to_which"]})
	})
}

func (s *Server) extend(c echo.Context) error {
	told := "Asked to prolong it. What is granted stays as it is; the customer's administrators decide."
	return s.actOn(c, "extend", told, []string{"valid_to", "valid_to_which"}, func(ctx context.Context, by access.Actor, id string, f form) (access.Request, error) {
		return s.svc.Extend(ctx, by, id, access.LocalTime{Text: f["valid_to"], Which: f["valid_to_which"]})
	})
}
