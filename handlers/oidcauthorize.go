package handlers

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/oidc"
	"latchkey/views"
	"latchkey/words"
)

// authorizing is a webapp's wish to sign someone in, from a client and for an address that are
// known: so errors can be told there.
type authorizing struct {
	oidc.AuthorizeRequest
	client access.OIDCClient
	// since is when the browser was sent away to prove who is there, or zero.
	since time.Time
}

// errWebapp is a wish of a webapp that is not known here, or whose address is not, or that does not
// say so.
var errWebapp = errors.New("this webapp, or its address, is not known")

// sinceField is the parameter by which this server notes in an address when it sent a browser away
// for a proof. It counts only with all other parameters as they were.
const sinceField = "latchkey_since"

// maxWish is how long the parameters of a webapp's wish may be, in bytes.
const maxWish = 16 << 10

// readAuthorizing reads the parameters of a wish. refused is an error for the client, at its
// redirect URI; err one for a page. Errors: errWebapp, errMalformed.
func (s *Server) readAuthorizing(c echo.Context, query string) (a authorizing, refused *oidc.Error, err error) {
	q, err := url.ParseQuery(query)
	if err != nil || len(query) > maxWish {
		return a, nil, errMalformed
	}
	r, refused := oidc.ParseAuthorize(q)
	if refused != nil && refused.Page {
		return a, nil, errWebapp
	}
	client, err := s.svc.ClientByID(c.Request().Context(), r.ClientID)
	if errors.Is(err, access.ErrNotFound) || err == nil && !slices.Contains(client.RedirectURIs, r.RedirectURI) {
		err = errWebapp
	}
	since := q.Get(sinceField)
	q.Del(sinceField)
	return authorizing{AuthorizeRequest: r, client: client, since: s.svc.AskedAt(actor(c), q.Encode(), since)}, refused, err
}

// answerWebapp sends the browser back to a webapp with an answer.
func (s *Server) answerWebapp(c echo.Context, a authorizing, answer oidc.Answer) error {
	return c.Redirect(http.StatusSeeOther, s.webappAnswer(a, answer))
}

// webappAnswer is the address of a webapp with an answer.
func (s *Server) webappAnswer(a authorizing, answer oidc.Answer) string {
	answer.State, answer.Issuer = a.State, s.issuer()
	return answer.URL(a.RedirectURI)
}

// refuseWebapp sends the browser back to a webapp with an error.
func (s *Server) refuseWebapp(c echo.Context, a authorizing, code oidc.ErrorCode, description string) error {
	return s.answerWebapp(c, a, oidc.Answer{Error: &oidc.Error{Code: code, Description: description}})
}

// authorize signs someone in to a webapp, or leads them through what is missing and back to here.
func (s *Server) authorize(c echo.Context) error {
	switch {
	case c.Request().Method == http.MethodHead:
		return c.NoContent(http.StatusOK) // it would open the webapp
	case strings.HasPrefix(c.Request().Header.Get("Sec-Purpose"), "prefetch"):
		return c.NoContent(http.StatusServiceUnavailable) // the browser comes again when someone goes there
	}
	a, refused, err := s.readAuthorizing(c, c.Request().URL.RawQuery)
	if err != nil {
		return err
	}
	if refused != nil {
		return s.answerWebapp(c, a, oidc.Answer{Error: refused})
	}
	me, signedIn := c.Get(actorKey).(access.Actor)
	s.speak(c, me.Language, a.UILocales)
	silent := a.Asks(oidc.PromptNone)
	switch {
	case !signedIn && silent:
		return s.refuseWebapp(c, a, oidc.LoginRequired, "nobody is signed in")
	case !signedIn:
		return c.Redirect(http.StatusSeeOther, views.LoginAfterURL("", s.authorizeAgain(c, c.Request().URL.RawQuery)))
	case !silent && isPart(c.Request()):
		return s.refuseWebapp(c, a, oidc.InteractionRequired, "this is no place for a page")
	case a.IDTokenHint != "" && !s.mayBeHinted(c, a, me):
		return s.refuseWebapp(c, a, oidc.LoginRequired, "somebody else is signed in")
	}
	if done, err := s.leadToProof(c, a, me, silent); done || err != nil {
		return err
	}
	code, err := s.svc.OpenWebapp(c.Request().Context(), me, access.Authorization{
		ClientID: a.ClientID, RedirectURI: a.RedirectURI, Scopes: a.Scopes, Nonce: a.Nonce, Challenge: a.Challenge,
	})
	var no *access.WebappRefused
	switch {
	case errors.As(err, &no) && silent:
		return s.refuseWebapp(c, a, oidc.AccessDenied, "they may not open this webapp")
	case errors.As(err, &no):
		return s.showWebappRefused(c, a, no)
	case err != nil:
		return err
	}
	return s.answerWebapp(c, a, oidc.Answer{Code: code})
}

// isPart reports whether a browser fetches something as a part of a page, like a picture or a
// frame, so that nobody goes there. Without a header that says so, somebody does.
func isPart(r *http.Request) bool {
	dest := r.Header.Get("Sec-Fetch-Dest")
	return dest != "" && dest != "document"
}

// mayBeHinted reports whether the actor may be whom an ID token is about that the webapp shows. One
// that cannot be read, like one from long ago, may be about anyone, but not if nobody can be asked.
func (s *Server) mayBeHinted(c echo.Context, a authorizing, me access.Actor) bool {
	keys, err := s.svc.SigningKeys(c.Request().Context())
	if err != nil {
		return false
	}
	hint, err := oidc.ParseHint(a.IDTokenHint, keys.Set, s.issuer())
	if err != nil {
		return !a.Asks(oidc.PromptNone)
	}
	return hint.Subject == me.UserID
}

// leadToProof sends someone to prove again who they are, or more than a password, if the webapp
// asks for that. done says that the answer was sent.
func (s *Server) leadToProof(c echo.Context, a authorizing, me access.Actor, silent bool) (done bool, err error) {
	provedSince := !a.since.IsZero() && !me.Proved.Before(a.since)
	old := a.MaxAge != nil && (*a.MaxAge == 0 || s.svc.Now().Sub(me.Proved) > *a.MaxAge)
	again := (a.Asks(oidc.PromptLogin) || old) && !provedSince
	more := a.wantsMore(me)
	if more {
		ways, err := s.svc.ProofWays(c.Request().Context(), me)
		if err != nil {
			return false, err
		}
		if atProvider := ways.Provider != "" && !provedSince; !ways.Any() && !atProvider {
			return true, s.refuseWebapp(c, a, oidc.UnmetAuthenticationRequirements, "they have no second factor")
		}
	}
	switch {
	case !again && !more:
		return false, nil
	case silent:
		return true, s.refuseWebapp(c, a, oidc.LoginRequired, "they have to prove who they are")
	}
	return true, c.Redirect(http.StatusSeeOther, views.WebappProveURL(s.authorizeAgain(c, c.Request().URL.RawQuery)))
}

// wantsMore reports whether a webapp wants a second factor of someone who proved without one.
func (a authorizing) wantsMore(me access.Actor) bool {
	return slices.Contains(a.ACRValues, oidc.SecondFactor) && !slices.Contains(a.ACRValues, oidc.SingleFactor) && !me.Proofs.Two()
}

// authorizeAgain is the address of a wish, to come back to after a proof of whoever is there now.
func (s *Server) authorizeAgain(c echo.Context, query string) string {
	q, _ := url.ParseQuery(query) // it was read before
	q.Del(sinceField)
	q.Set(sinceField, s.svc.AskedNow(actor(c), q.Encode()))
	return oidc.PathAuthorize + "?" + q.Encode()
}

// authorizePost takes a wish in a form. A browser sends no cookie with a form of another site, so
// it is led here with the same parameters in the address. It reads nothing and does nothing else.
func (s *Server) authorizePost(c echo.Context) error {
	return leadToGet(c, oidc.PathAuthorize)
}

func leadToGet(c echo.Context, path string) error {
	values, err := readPost(c)
	if err != nil {
		return err
	}
	query := values.Encode()
	if len(query) > maxWish || c.Request().URL.RawQuery != "" {
		return errMalformed
	}
	return c.Redirect(http.StatusSeeOther, path+"?"+query)
}

// showWebappRefused says why someone may not open a webapp, and leads back to it.
func (s *Server) showWebappRefused(c echo.Context, a authorizing, no *access.WebappRefused) error {
	back := s.webappAnswer(a, oidc.Answer{Error: &oidc.Error{Code: oidc.AccessDenied, Description: "they may not open this webapp"}})
	return render(c, http.StatusForbidden, views.WebappRefusalPage(views.WebappRefusal{
		Page: s.page(c, s.words(c).WebappRefusal.Title(no.Webapp.Name), ""), WebappRefused: *no, Back: back,
	}))
}

// wishIn are the parameters of a webapp's wish in an address of ours. ok is false if it is no such
// address.
func wishIn(address string) (query string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Path != oidc.PathAuthorize || localPath(address) == "" {
		return "", false
	}
	return u.RawQuery, true
}

// leadsOn lets the forms of a page lead on to the webapp that someone is on the way to: browsers
// also look at where the answer to a form redirects to. The page speaks as speak says. next is
// where it leads, and chosen the language of whoever reads it, or "". a is what the webapp wants,
// or empty.
func (s *Server) leadsOn(c echo.Context, next, chosen string) (a authorizing) {
	query, ok := wishIn(next)
	if !ok || s.issuer() == "" {
		return a
	}
	a, _, err := s.readAuthorizing(c, query)
	if err != nil {
		return authorizing{}
	}
	letForms(c, originOf(a.RedirectURI))
	s.speak(c, chosen, a.UILocales)
	return a
}

// speak chooses the language of a page on the way to a webapp: the one that its reader chose, or
// else the first of ours that the webapp asks for, or else the browser's.
func (s *Server) speak(c echo.Context, chosen string, asked []string) {
	w := words.Of(cmp.Or(chosen, words.Accepted(strings.Join(asked, ","))), c.Request().Header.Get("Accept-Language"))
	c.Set(wordsKey, w)
}

// letForms adds an origin to those that the forms of a page may lead to.
func letForms(c echo.Context, origin string) {
	if origin != "" {
		c.Response().Header().Set("Content-Security-Policy", strings.Replace(csp, "form-action 'self'", "form-action 'self' "+origin, 1))
	}
}

// webappProvePage asks for a proof that a webapp wants.
func (s *Server) webappProvePage(c echo.Context) error {
	q, err := readQuery(c, "then")
	if err != nil {
		return err
	}
	s.leadsOn(c, q["then"], actor(c).Language)
	return s.showWebappProve(c, http.StatusOK, views.Form{}, q["then"])
}

func (s *Server) showWebappProve(c echo.Context, status int, f views.Form, then string) error {
	query, ok := wishIn(then)
	if !ok {
		return errMalformed
	}
	a, _, err := s.readAuthorizing(c, query)
	if err != nil {
		return err
	}
	if a.since.IsZero() { // like on a page of an earlier session
		then = s.authorizeAgain(c, query)
	}
	p, err := s.newProve(c, f)
	if err != nil {
		return err
	}
	if a.wantsMore(actor(c)) && p.Ways.Provider != "" { // a password would be in vain
		p.Ways.Password = false
	}
	p.Address, p.First, p.Webapp = views.WebappProve, status == http.StatusOK, a.client.Webapp.Name
	p.Kept = []views.Sent{{Name: "then", Value: then}}
	p.Back = s.webappAnswer(a, oidc.Answer{Error: &oidc.Error{Code: oidc.AccessDenied, Description: "they did not prove who they are"}})
	return render(c, status, views.ProvePage(p))
}

// webappProve takes in the proof, however fresh the one before is.
func (s *Server) webappProve(c echo.Context) error {
	typed, _, err := takeProof(c)
	if err != nil {
		return err
	}
	f, err := readForm(c, "then")
	if err != nil {
		return err
	}
	s.leadsOn(c, f["then"], actor(c).Language)
	_, err = s.svc.Prove(c.Request().Context(), actor(c), typed)
	var invalid *access.Invalid
	a := answerTo(err)
	switch {
	case err == nil:
		return c.Redirect(http.StatusSeeOther, landingPage(f["then"]))
	case errors.As(err, &invalid) && s.provedMeanwhile(c, f["then"]): // it was sent twice, and works once
		return c.Redirect(http.StatusSeeOther, landingPage(f["then"]))
	case errors.As(err, &invalid):
		return s.showWebappProve(c, a.status, withMistakes(s.words(c), nil, invalid), f["then"])
	case errors.As(err, new(*access.TooManyTries)), errors.As(err, new(*access.Busy)):
		c.Response().Header().Set("Retry-After", retryAfter(a.status, err))
		return s.showWebappProve(c, a.status, views.Form{Mistakes: map[string]string{views.FormMistake: a.sentence(s.words(c))}}, f["then"])
	case errors.Is(err, access.ErrUnproved): // the login has got a second factor meanwhile
		return s.showWebappProve(c, http.StatusUnprocessableEntity, views.Form{}, f["then"])
	}
	return err
}

// provedMeanwhile reports whether the actor has proved what the webapp wants since they were sent
// away for that.
func (s *Server) provedMeanwhile(c echo.Context, then string) bool {
	ctx := c.Request().Context()
	u, err := url.Parse(then)
	if err != nil {
		return false
	}
	a, _, err := s.readAuthorizing(c, u.RawQuery)
	if err != nil || a.since.IsZero() {
		return false
	}
	me, err := s.svc.Authenticate(ctx, s.sessions.Token(ctx), actor(c).Address)
	return err == nil && !me.Proved.Before(a.since)
}
