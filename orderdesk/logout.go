package orderdesk

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

const (
	// logoutEvent is what makes a token a logout token, and logoutType the type of one.
	logoutEvent = "http://schemas.openid.net/event/backchannel-logout"
	logoutType  = "logout+jwt"
	// tokenAge is how old a logout token may be, and clockSkew how far ahead Latchkey's clock may
	// be.
	tokenAge  = 5 * time.Minute
	clockSkew = time.Minute
	// logoutForm is how large the form of a logout token may be.
	logoutForm = 16 << 10
)

// logout is told by Latchkey that a sign-in is over (OpenID Connect Back-Channel Logout 1.0,
// section 2.5). A sign-in that Order Desk does not know is over, too.
func (d *Desk) logout(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, logoutForm)
	sid, err := d.logoutToken(r.Context(), r.PostFormValue("logout_token"))
	if err != nil {
		d.Log.Warn("a logout token was refused", "error", err.Error())
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]string{"error": "invalid_request", "error_description": err.Error()})
		return
	}
	d.end(sid)
	w.WriteHeader(http.StatusOK)
}

// logoutToken is the sid of a logout token that is valid, and was not seen before.
func (d *Desk) logoutToken(ctx context.Context, raw string) (sid string, err error) {
	if err := checkType(raw); err != nil {
		return "", err
	}
	l, err := d.provider(ctx)
	if err != nil {
		return "", err
	}
	// the signature, iss, aud and exp
	token, err := l.provider.VerifierContext(d.context(ctx), &oidc.Config{ClientID: d.ClientID, Now: d.now}).Verify(d.context(ctx), raw)
	if err != nil {
		return "", err
	}
	var c struct {
		ID        string                     `json:"jti"`
		SessionID string                     `json:"sid"`
		Nonce     *json.RawMessage           `json:"nonce"`
		Events    map[string]json.RawMessage `json:"events"`
	}
	if err := token.Claims(&c); err != nil {
		return "", err
	}
	var event map[string]any
	now := d.now()
	switch {
	case c.Nonce != nil:
		return "", errors.New("it has a nonce: it is an ID token")
	case json.Unmarshal(c.Events[logoutEvent], &event) != nil || event == nil:
		return "", errors.New("it is not about a logout")
	case c.SessionID == "" || c.ID == "" || token.Subject == "":
		return "", errors.New("it has no sid, no jti or no sub")
	case token.IssuedAt.After(now.Add(clockSkew)) || now.Sub(token.IssuedAt) > tokenAge:
		return "", fmt.Errorf("it was issued at %s", token.IssuedAt.UTC().Format(time.RFC3339))
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	forgetOld(d.told, now)
	if _, seen := d.told[c.ID]; seen {
		return "", errors.New("it was sent before")
	}
	d.told[c.ID] = token.Expiry.Add(tokenAge)
	return c.SessionID, nil
}

// checkType refuses another kind of token, whoever signed it.
func checkType(raw string) error {
	head, _, _ := strings.Cut(raw, ".")
	text, err := base64.RawURLEncoding.DecodeString(head)
	var header struct {
		Type string `json:"typ"`
	}
	if err == nil {
		err = json.Unmarshal(text, &header)
	}
	if err != nil || !strings.EqualFold(strings.TrimPrefix(strings.ToLower(header.Type), "application/"), logoutType) {
		return errors.New("it is not a logout token")
	}
	return nil
}
