package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// Who has a passkey signs the decision itself with it. The page's script says where it is, so that
// the answer to a GRANT is a page, or a dialog, that asks for the signature: it shows what will be
// signed, and sends the same form again together with the signature, or without one. Whatever has
// no script, or no passkey, decides without one at once.

// grantFields are the fields of a GRANT: its terms, and its signature. All are optional.
var grantFields = []string{
	"valid_from", "valid_from_which", "valid_to", "valid_to_which", "length", "read_only", views.SignField, views.DecisionField, access.FieldSignature,
}

// terms are what is granted, and how it is signed.
func (f form) terms() access.Terms {
	return access.Terms{
		ValidFrom: f.localTime("valid_from"), ValidTo: f.localTime("valid_to"), Length: f["length"], ReadOnly: f["read_only"] != "",
		Signing: access.Signing{At: f[views.SignField], Decision: f[views.DecisionField], Answer: f[access.FieldSignature]},
	}
}

// signOptions sends what a browser needs to sign a decision, to a script.
func (s *Server) signOptions(c echo.Context) error {
	f, err := readForm(c, append([]string{"back", views.KeptField, views.RowsField}, grantFields...)...)
	if err != nil {
		return err
	}
	b, err := s.svc.DecisionOptions(c.Request().Context(), actor(c), c.Param("request"), f.terms())
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, echo.MIMEApplicationJSON, b)
}

// askToSign shows the page, or the dialog, that asks to sign a decision, with everything that was
// sent. why is unsigned, or what contains it.
func (s *Server) askToSign(c echo.Context, unsigned *access.Unsigned, why error) error {
	values, err := readPost(c)
	if err != nil {
		return err
	}
	var f views.Form
	if refused := new(refusedSignature); errors.As(why, &refused) {
		f = refused.form
	}
	p, err := s.newProve(c, f)
	if err == nil {
		p.First = !values.Has(access.FieldSignature)
		err = s.fillProve(c, &p)
	}
	if err != nil {
		return err
	}
	p.Title = s.words(c).Prove.Sign.Title
	sign := views.NewSign(p, unsigned.Request, actor(c))
	if !p.Dialog {
		return render(c, http.StatusUnprocessableEntity, views.SignPage(sign))
	}
	placeDialog(c, p.First)
	return render(c, http.StatusUnprocessableEntity, views.SignDialog(sign))
}

// refusedSignature is an *access.Unsigned after a signature that did not count, with the form.
type refusedSignature struct {
	*access.Unsigned
	form views.Form
}

func (r *refusedSignature) Unwrap() error { return r.Unsigned }

// signAgain asks again for a signature after one that did not count, if it can still be given.
func (s *Server) signAgain(c echo.Context, status int, r access.Request, f views.Form) error {
	unsigned, err := s.svc.ToSign(c.Request().Context(), actor(c), c.Param("request"), form(f.Values).terms())
	if err != nil {
		return s.actAgain(c, status, "grant", r, f)
	}
	return &refusedSignature{unsigned, f}
}
