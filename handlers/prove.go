package handlers

import (
	"cmp"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// What matters most needs a fresh proof. The operation finds out, in its transaction: so who may
// not do it, and who made a mistake in the form, hear that first, and nobody proves anything for
// nothing. The answer to a form is then a page, or a dialog, that asks for the proof. It has the
// whole form in hidden fields and sends it again to the same URL, together with the proof. So
// nothing is kept on the server, and what was pressed is done exactly.

// proofFields are the fields with which a form is sent again.
var proofFields = []string{access.FieldProofPasskey, access.FieldProofCode, access.FieldProofRecoveryCode, access.FieldProofPassword}

// takeProof removes the proof from a form. sent says that there was one.
func takeProof(c echo.Context) (typed access.TypedProof, sent bool, err error) {
	if c.Request().Method != http.MethodPost {
		return typed, false, nil
	}
	values, err := readPost(c)
	if err != nil {
		return typed, false, err
	}
	proof := url.Values{}
	for _, name := range proofFields {
		if v, ok := values[name]; ok {
			proof[name] = v
			delete(values, name)
		}
	}
	f, err := strictFields(proof, proofFields)
	return access.TypedProof{
		Passkey: f[access.FieldProofPasskey], Code: f[access.FieldProofCode], RecoveryCode: f[access.FieldProofRecoveryCode],
		Password: f[access.FieldProofPassword],
	}, len(proof) > 0, err
}

// proves asks for a fresh proof if an operation needs one, and takes it in.
func (s *Server) proves(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		typed, sent, err := takeProof(c)
		if err != nil {
			return err
		}
		if sent && !s.svc.HasFreshProof(c.Request().Context(), actor(c)) {
			me, err := s.provedNow(c, typed)
			if err != nil {
				return s.askAgain(c, err)
			}
			c.Set(actorKey, me)
		}
		err = next(c)
		var unsigned *access.Unsigned
		switch {
		case errors.As(err, &unsigned):
			return s.askToSign(c, unsigned, err)
		case !errors.Is(err, access.ErrUnproved):
			return err
		}
		if c.Request().Method != http.MethodPost {
			return c.Redirect(http.StatusSeeOther, views.ProveURL(c.Request().URL.RequestURI(), s.previousPage(c)))
		}
		return s.askForProof(c, http.StatusUnprocessableEntity, views.Form{}, !sent)
	}
}

// provedNow takes in a proof, and returns the actor as it is then. A proof that works once, and is
// sent twice at the same time, is right both times.
func (s *Server) provedNow(c echo.Context, typed access.TypedProof) (access.Actor, error) {
	ctx, me := c.Request().Context(), actor(c)
	proved, err := s.svc.Prove(ctx, me, typed)
	if !errors.As(err, new(*access.Invalid)) {
		return proved, err
	}
	proved, failed := s.svc.Authenticate(ctx, s.sessions.Token(ctx), me.Address)
	if failed != nil || !s.svc.HasFreshProof(c.Request().Context(), proved) {
		return me, err
	}
	me.Proved, me.Proofs = proved.Proved, proved.Proofs
	return me, nil
}

// askAgain asks for a proof again after one that was wrong, or that was not looked at.
func (s *Server) askAgain(c echo.Context, err error) error {
	var invalid *access.Invalid
	a := answerTo(err)
	switch {
	case errors.As(err, &invalid):
		return s.askForProof(c, a.status, withMistakes(s.words(c), nil, invalid), false)
	case errors.As(err, new(*access.TooManyTries)), errors.As(err, new(*access.Busy)):
		c.Response().Header().Set("Retry-After", retryAfter(a.status, err))
		return s.askForProof(c, a.status, views.Form{Mistakes: map[string]string{views.FormMistake: a.sentence(s.words(c))}}, false)
	case errors.Is(err, access.ErrUnproved): // the login has got a second factor meanwhile
		return s.askForProof(c, http.StatusUnprocessableEntity, views.Form{}, false)
	}
	return err
}

// askForProof shows the page that asks for a proof, with everything that was sent, or a dialog if a
// script sent it. first says that the dialog is not open yet.
func (s *Server) askForProof(c echo.Context, status int, f views.Form, first bool) error {
	p, err := s.newProve(c, f)
	if err != nil {
		return err
	}
	values, err := readPost(c)
	if err != nil {
		return err
	}
	p.First = first && values.Get(views.SignField) != views.SignNot // else a dialog is open already
	if err := s.fillProve(c, &p); err != nil {
		return err
	}
	if !p.Dialog {
		return render(c, status, views.ProvePage(p))
	}
	placeDialog(c, p.First)
	return render(c, status, views.ProveDialog(p))
}

// fillProve adds everything that was sent, and where it is sent again.
func (s *Server) fillProve(c echo.Context, p *views.Prove) error {
	values, err := readPost(c)
	if err != nil {
		return err
	}
	p.Dialog, p.Address = isHTMX(c), c.Request().URL.RequestURI()
	if p.Back = localPath(values.Get("from")); p.Back == "" && !p.Dialog {
		p.Back = cmp.Or(s.keepMine(c), withParams(c, routeOf(c).page))
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[name] {
			p.Kept = append(p.Kept, views.Sent{Name: name, Value: value})
		}
	}
	p.Next = values.Get("next")
	return nil
}

// placeDialog says where a dialog goes in the page: to the end of the card, or in place of the one
// that is open.
func placeDialog(c echo.Context, first bool) {
	h := c.Response().Header()
	if first {
		h.Set("HX-Reswap", "beforeend")
	} else {
		h.Set("HX-Retarget", "#"+views.ProveID)
		h.Set("HX-Reswap", "outerHTML")
	}
}

func (s *Server) newProve(c echo.Context, f views.Form) (views.Prove, error) {
	ways, err := s.svc.ProofWays(c.Request().Context(), actor(c))
	return views.Prove{Page: s.page(c, s.words(c).Prove.Title, ""), Form: f, Ways: ways, At: s.svc.PasskeysAt()}, err
}

// provePage asks for a proof before a file leaves. Afterwards it leads to the file, and the browser
// stays on this page.
func (s *Server) provePage(c echo.Context) error {
	q, err := readQuery(c, "next", "from")
	if err != nil {
		return err
	}
	return s.showProve(c, http.StatusOK, views.Form{Values: q})
}

func (s *Server) showProve(c echo.Context, status int, f views.Form) error {
	next, from := landingPage(f.Values["next"]), landingPage(f.Values["from"])
	if s.svc.HasFreshProof(c.Request().Context(), actor(c)) {
		c.Response().Header().Set("Refresh", "0; url="+next)
		return render(c, http.StatusOK, views.DownloadPage(views.Prove{Page: s.page(c, s.words(c).Prove.Leaving, ""), Next: next, Back: from}))
	}
	p, err := s.newProve(c, views.Form{})
	if err != nil {
		return err
	}
	p.Address, p.Back, p.Next, p.First = c.Request().URL.Path, from, next, true
	p.Kept = []views.Sent{{Name: "from", Value: from}, {Name: "next", Value: next}}
	return render(c, status, views.ProvePage(p))
}

func (s *Server) provePasskeyOptions(c echo.Context) error {
	return sendOptions(c, func() ([]byte, error) { return s.svc.ProofPasskeyOptions(c.Request().Context(), actor(c)) })
}

// prove takes in the proof for a file.
func (s *Server) prove(c echo.Context) error {
	return s.post(c, []string{"next", "from"}, func(f form) (response, error) {
		return redirectTo(views.ProveURL(landingPage(f["next"]), localPath(f["from"]))), s.svc.CheckProof(c.Request().Context(), actor(c))
	}, s.showProve)
}
