package orderdesk

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"latchkey/tz"
)

const (
	// browserCookie says which browser began a sign-in, so that nobody ends it in another one.
	browserCookie = "order_desk_browser"
	// pendingFor is how long a sign-in may take, and pendingMost how many can have begun.
	pendingFor  = 15 * time.Minute
	pendingMost = 1000
)

// pending is a sign-in that has begun.
type pending struct {
	browser, nonce, verifier string
	until                    time.Time
	// back is the page to which it leads.
	back string
}

// latchkey is what Latchkey says of itself.
type latchkey struct {
	provider *oidc.Provider
	oauth    oauth2.Config
	// end is where people are sent to sign out.
	end string
}

// context makes the libraries use our client.
func (d *Desk) context(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, d.client)
}

// provider asks Latchkey once where its addresses are.
func (d *Desk) provider(ctx context.Context) (*latchkey, error) {
	d.mu.Lock()
	known := d.latchkey
	d.mu.Unlock()
	if known != nil {
		return known, nil
	}
	p, err := oidc.NewProvider(d.context(context.WithoutCancel(ctx)), d.Issuer)
	if err != nil {
		return nil, err
	}
	var more struct {
		End string `json:"end_session_endpoint"`
	}
	if err := p.Claims(&more); err != nil {
		return nil, err
	}
	endpoint := p.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInHeader
	known = &latchkey{provider: p, end: more.End, oauth: oauth2.Config{
		ClientID: d.ClientID, ClientSecret: d.Secret, Endpoint: endpoint, RedirectURL: d.Address + PathCallback, Scopes: []string{oidc.ScopeOpenID, "profile", "email", "grants"},
	}}
	d.mu.Lock()
	d.latchkey = known
	d.mu.Unlock()
	return known, nil
}

// signIn sends the browser to Latchkey.
func (d *Desk) signIn(w http.ResponseWriter, r *http.Request) { d.sendToLatchkey(w, r, "/") }

// sendToLatchkey sends the browser to Latchkey, to come back to a page.
func (d *Desk) sendToLatchkey(w http.ResponseWriter, r *http.Request, back string) {
	l, err := d.provider(r.Context())
	if err != nil {
		d.Log.Warn("ask Latchkey where to sign in", "error", err.Error())
		d.refuse(w, r, "", http.StatusServiceUnavailable, "Latchkey does not answer", "Order Desk signs people in with Latchkey. Try again in a moment.")
		return
	}
	browser := rand.Text()
	if c, err := r.Cookie(browserCookie); err == nil && len(c.Value) == len(browser) {
		browser = c.Value // another tab may be signing in
	}
	state, p := rand.Text(), pending{browser: browser, nonce: rand.Text(), verifier: oauth2.GenerateVerifier(), until: d.now().Add(pendingFor), back: back}
	d.mu.Lock()
	for old, was := range d.pending {
		if d.now().After(was.until) || len(d.pending) >= pendingMost {
			delete(d.pending, old)
		}
	}
	d.pending[state] = p
	d.mu.Unlock()
	d.setCookie(w, browserCookie, browser)
	http.Redirect(w, r, l.oauth.AuthCodeURL(state, oauth2.S256ChallengeOption(p.verifier), oidc.Nonce(p.nonce)), http.StatusSeeOther)
}

// callback is where Latchkey sends the browser back to.
func (d *Desk) callback(w http.ResponseWriter, r *http.Request) {
	p, ok := d.take(r)
	q := r.URL.Query()
	switch {
	case !ok || q.Get("iss") != d.Issuer:
		d.refuse(w, r, "", http.StatusBadRequest, "This sign-in did not begin here", "It was begun in another browser, or too long ago. Start again.")
		return
	case q.Get("error") == "access_denied":
		d.refuse(w, r, "", http.StatusForbidden, "You cannot use Order Desk", "Latchkey says that you have no seat in Order Desk, and that nobody lets you in as a visitor.")
		return
	case q.Get("error") != "":
		d.Log.Warn("sign-in refused", "error", q.Get("error"))
		d.refuse(w, r, "", http.StatusBadGateway, "You are not signed in", "Latchkey could not sign you in. Start again.")
		return
	}
	s, err := d.exchange(r.Context(), p, q.Get("code"))
	if err != nil {
		d.Log.Warn("sign-in failed", "error", err.Error())
		d.refuse(w, r, "", http.StatusBadGateway, "You are not signed in", "Latchkey's answer could not be used. Start again.")
		return
	}
	d.begin(w, r, s, p.back)
}

// begin signs a browser in, or notes that whoever is signed in came from Latchkey again.
func (d *Desk) begin(w http.ResponseWriter, r *http.Request, s *session, back string) {
	if d.cameAgain(r, s.Claims.SessionID) {
		http.Redirect(w, r, back, http.StatusSeeOther)
		return
	}
	d.forget(r) // whoever was signed in here before
	token, ok := d.add(s)
	if !ok {
		http.Redirect(w, r, "/over", http.StatusSeeOther)
		return
	}
	d.setCookie(w, sessionCookie, token)
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// take takes the sign-in that a browser has begun, once.
func (d *Desk) take(r *http.Request) (p pending, ok bool) {
	c, err := r.Cookie(browserCookie)
	if err != nil {
		return p, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	state := r.URL.Query().Get("state")
	p, ok = d.pending[state]
	if !ok || p.browser != c.Value || d.now().After(p.until) {
		return p, false
	}
	delete(d.pending, state)
	return p, true
}

// exchange exchanges a code for who it is for.
func (d *Desk) exchange(ctx context.Context, p pending, code string) (*session, error) {
	l, err := d.provider(ctx)
	if err != nil {
		return nil, err
	}
	ctx = d.context(ctx)
	tokens, err := l.oauth.Exchange(ctx, code, oauth2.VerifierOption(p.verifier))
	if err != nil {
		return nil, problemOf(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	verified, err := l.provider.VerifierContext(ctx, &oidc.Config{ClientID: d.ClientID, Now: d.now}).Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	if verified.Nonce != p.nonce {
		return nil, errors.New("the ID token is for another sign-in")
	}
	if err := verified.VerifyAccessToken(tokens.AccessToken); err != nil {
		return nil, err
	}
	s := &session{idToken: raw, zone: time.UTC}
	var all map[string]any
	if err := errors.Join(verified.Claims(&s.Claims), verified.Claims(&all)); err != nil {
		return nil, err
	}
	pretty, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return nil, err
	}
	s.raw = string(pretty)
	if zone, err := tz.Load(s.Claims.Zone); err == nil {
		s.zone = zone
	}
	return s, nil
}

// problemOf is the error of an exchange without the answer, in which a token could be.
func problemOf(err error) error {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) {
		return fmt.Errorf("the code was refused: %s", refused.ErrorCode)
	}
	return err
}

// signOut ends the sign-in here, then has Latchkey end it.
func (d *Desk) signOut(w http.ResponseWriter, r *http.Request) {
	s := d.forget(r)
	d.setCookie(w, sessionCookie, "")
	l, err := d.provider(r.Context())
	if s == nil || err != nil {
		http.Redirect(w, r, PathSignedOut, http.StatusSeeOther)
		return
	}
	to := url.Values{"id_token_hint": {s.idToken}, "client_id": {d.ClientID}, "post_logout_redirect_uri": {d.Address + PathSignedOut}}
	http.Redirect(w, r, l.end+"?"+to.Encode(), http.StatusSeeOther)
}

// signedOut is where people come back to who signed out.
func (d *Desk) signedOut(w http.ResponseWriter, r *http.Request) {
	d.show(w, r, http.StatusOK, messagePage(message{
		frame: frame{title: "You are signed out"}, text: "You are signed out of Order Desk and of Latchkey.", button: "Sign in", id: "signed-out",
	}))
}
