package handlers

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

func (s *Server) request(c echo.Context) error {
	return s.showRequest(c, http.StatusOK, "", views.Form{})
}

// requestDialog is the form of an act on a request, or what there is to know of it, for a script
// that shows it as a dialog.
func (s *Server) requestDialog(c echo.Context) error {
	q, err := readQuery(c, "act", "back")
	if err != nil {
		return err
	}
	r, err := s.svc.Request(c.Request().Context(), actor(c), c.Param("request"))
	if err != nil {
		return err
	}
	row := requestRows(s.words(c), []access.Request{r}, actor(c))[0]
	if q["back"] == views.BackToStart {
		row.Back = views.BackToStart
	}
	if q["act"] == "" {
		return render(c, http.StatusOK, views.RequestDetails(row))
	}
	if !row.MayAct(q["act"]) {
		return access.ErrNotFound
	}
	return render(c, http.StatusOK, views.RequestDialog(row, q["act"]))
}

// showRequest shows a request's page, with the form of an act as typed and its mistakes.
func (s *Server) showRequest(c echo.Context, status int, act string, f views.Form) error {
	q, err := readQuery(c, "visits", "act", "back")
	if err != nil {
		return err
	}
	me := actor(c)
	h, err := s.svc.History(c.Request().Context(), me, c.Param("request"), q["visits"])
	if err != nil {
		return err
	}
	page := s.page
	if status == http.StatusOK {
		page = s.livePage
	}
	m := views.NewRequest(page(c, requestTitle(h.Request), views.AccountURL(me.AccountID, views.TabExternalAccess)), h, me)
	m.Act, m.Form = cmp.Or(act, q["act"]), m.With(f.Values, f.Mistakes).InZone(s.words(c), me.Zone)
	return render(c, status, views.RequestPage(m))
}

// actOn performs an act on a request. flash says what the act did, from the request as it is
// afterwards.
func (s *Server) actOn(c echo.Context, act string, fields []string, do func(form) (access.Request, error), flash func(access.Request) views.Flash) error {
	var r access.Request
	return s.post(c, append(slices.Clone(fields), "back", views.KeptField, views.RowsField), func(f form) (answer response, err error) {
		r, err = do(f)
		return func(c echo.Context) error { return s.actDone(c, r, f, flash(r)) }, conflictAsMistake(err)
	}, func(c echo.Context, status int, f views.Form) error {
		if f.Mistakes[access.FieldSignature] != "" {
			return s.signAgain(c, status, r, f)
		}
		return s.actAgain(c, status, act, r, f)
	})
}

// actDone answers a successful act: with the request's card if a script asked for it, and otherwise
// with a redirect.
func (s *Server) actDone(c echo.Context, r access.Request, f form, flash views.Flash) error {
	switch {
	case f["back"] == views.BackToStart:
		return s.backToStart(c, flash)
	case isHTMX(c):
		return s.showActedOn(c, http.StatusOK, r, f, flash)
	case f["back"] == "request":
		return s.doneWith(c, views.RequestURL(r.ID), flash)
	}
	return s.doneWith(c, views.AccountURL(accountOfTab(actor(c), r), views.TabExternalAccess), flash)
}

// actAgain answers an act that failed: with the request's card if a script asked for it, and
// otherwise with the request's page. Both keep what was typed.
func (s *Server) actAgain(c echo.Context, status int, act string, r access.Request, f views.Form) error {
	switch {
	case isHTMX(c) && f.Values["back"] == views.BackToStart:
		return s.backToStart(c, views.Flash{Text: mistakesText(f.Mistakes), Stays: true})
	case isHTMX(c):
		return s.showActedOn(c, status, r, f.Values, views.Flash{Text: mistakesText(f.Mistakes), Stays: true})
	}
	return s.showRequest(c, status, act, f)
}

// backToStart leads to the first page after the sign-in, which says what an act did. A script
// follows: around the card, everything on that page depends on requests.
func (s *Server) backToStart(c echo.Context, flash views.Flash) error {
	if !isHTMX(c) {
		return s.doneWith(c, views.StartURL, flash)
	}
	s.flashes.keep(s.sessions.Token(c.Request().Context()), flash, s.svc.Now())
	c.Response().Header().Set("HX-Redirect", views.StartURL)
	return c.NoContent(http.StatusOK)
}

// showActedOn answers a script with the request's current card and what is around it.
func (s *Server) showActedOn(c echo.Context, status int, r access.Request, f form, flash views.Flash) error {
	m, err := s.externalAccessAround(c, r, f)
	if err != nil {
		return err
	}
	flash.Once = m.Once
	return render(c, status, views.ActedOn(views.NewRequestRow(s.words(c), r, actor(c)).With(m.Once), flash, m))
}

// acts has the texts for acts on a request.
func (s *Server) acts(c echo.Context) *words.RequestActs { return &s.words(c).Request.Acts }

// accountOfTab is the account on whose External Access tab the actor sees a request.
func accountOfTab(me access.Actor, r access.Request) string {
	if me.AccountID == r.RequesterAccountID {
		return me.AccountID
	}
	return r.AccountID
}

func (s *Server) grant(c echo.Context) error {
	return s.actOn(c, "grant", grantFields, func(f form) (access.Request, error) {
		return s.svc.GrantLess(c.Request().Context(), actor(c), c.Param("request"), f.terms())
	}, func(r access.Request) views.Flash {
		w := s.acts(c)
		if r.Decision == nil {
			return views.Flash{Text: w.YouSaidYes(r.AccountName)}
		}
		return views.Flash{
			Text: w.Granted(r.RequestedByName, r.CompanyName, views.GrantWhen(r, actor(c).Zone)), Undo: views.ActURL(r.ID, "revoke"),
		}
	})
}

func (s *Server) deny(c echo.Context) error {
	return s.actOn(c, "deny", []string{"reason"}, func(f form) (access.Request, error) {
		return s.svc.Deny(c.Request().Context(), actor(c), c.Param("request"), f["reason"])
	}, func(r access.Request) views.Flash {
		return views.Flash{Text: s.acts(c).Denied(r.RequestedByName, r.CompanyName)}
	})
}

func (s *Server) revoke(c echo.Context) error {
	return s.actOn(c, "revoke", []string{"reason"}, func(f form) (access.Request, error) {
		return s.svc.Revoke(c.Request().Context(), actor(c), c.Param("request"), f["reason"])
	}, func(r access.Request) views.Flash {
		return views.Flash{Text: s.acts(c).Revoked(r.RequestedByName, r.CompanyName)}
	})
}

func (s *Server) withdraw(c echo.Context) error {
	return s.actOn(c, "withdraw", nil, func(form) (access.Request, error) {
		return s.svc.Withdraw(c.Request().Context(), actor(c), c.Param("request"))
	}, func(r access.Request) views.Flash {
		return views.Flash{Text: s.acts(c).Withdrawn(r.RequestedByName, r.CompanyName)}
	})
}

func (s *Server) handBack(c echo.Context) error {
	return s.actOn(c, "hand-back", nil, func(form) (access.Request, error) {
		return s.svc.HandBack(c.Request().Context(), actor(c), c.Param("request"))
	}, func(r access.Request) views.Flash {
		return views.Flash{Text: s.acts(c).Handed(r.RequestedByName, r.CompanyName)}
	})
}

func (s *Server) shorten(c echo.Context) error {
	return s.actOn(c, "shorten", []string{"valid_to", "valid_to_which"}, func(f form) (access.Request, error) {
		return s.svc.Shorten(c.Request().Context(), actor(c), c.Param("request"), f.localTime("valid_to"))
	}, func(r access.Request) views.Flash {
		return views.Flash{Text: s.acts(c).Shortened(r.RequestedByName, r.CompanyName, r.Window.To.In(actor(c).Zone))}
	})
}

func (s *Server) extend(c echo.Context) error {
	return s.actOn(c, "extend", []string{"valid_to", "valid_to_which"}, func(f form) (access.Request, error) {
		return s.svc.Extend(c.Request().Context(), actor(c), c.Param("request"), f.localTime("valid_to"))
	}, func(access.Request) views.Flash {
		return views.Flash{Text: s.acts(c).AskedToExtend}
	})
}
