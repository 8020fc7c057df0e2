package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/oidc"
)

// What the webapps of these tests are called.
const (
	shopClient = "cli_shop"
	shopBack   = "https://shop.example/cb"
)

// newShop is a world with a webapp, that Acme subscribes to and lets visitors open. paul and ext
// have seats, and vera has a grant.
func newShop(t *testing.T) (w *world, grant Request) {
	t.Helper()
	w = newWorld(t)
	w.unsound = true // it was not made by operations
	grant = w.granted(start.Add(-time.Minute), start.Add(4*time.Hour))
	w.write(func(q *db.Queries) error {
		ctx := t.Context()
		w.must(q.InsertWebapp(ctx, db.InsertWebappParams{ID: "app_shop", Key: "shop", Name: "Shop", Skeleton: db.NullText("shop"), Address: "https://shop.example/"}))
		w.must(q.InsertWebappClient(ctx, db.InsertWebappClientParams{WebappID: "app_shop", ClientID: shopClient, RedirectUris: shopBack, LogoutUri: "https://shop.example/logout"}))
		w.must(q.InsertSubscription(ctx, db.InsertSubscriptionParams{AccountID: "acc_Acme", WebappID: "app_shop", Seats: 5, ValidFrom: db.Millis(start.Add(-time.Hour)), ValidTo: db.Millis(start.Add(6 * time.Hour))}))
		w.must(second(q.InsertVisitorWebapp(ctx, db.InsertVisitorWebappParams{AccountID: "acc_Acme", WebappID: "app_shop"})))
		for _, id := range []string{"usr_paul", "usr_ext"} {
			w.must(second(q.InsertUserSubscription(ctx, db.InsertUserSubscriptionParams{AccountID: "acc_Acme", WebappID: "app_shop", UserID: id, ScopeAll: 1, Now: db.Millis(w.clock)})))
		}
		return nil
	})
	return w, grant
}

// verifier is the secret of PKCE, challenge its hash.
var verifier = rand.Text() + rand.Text()

var challenge = func() string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}()

// openShop is a code for a login's sign-in to the webapp.
func (w *world) openShop(login string, scopes ...oidc.Scope) (string, error) {
	w.Helper()
	return w.s.OpenWebapp(w.Context(), w.as(login), Authorization{
		ClientID: shopClient, RedirectURI: shopBack, Scopes: append([]oidc.Scope{oidc.ScopeOpenID}, scopes...), Nonce: "n", Challenge: challenge,
	})
}

func (w *world) shop() OIDCClient {
	w.Helper()
	return must(w.s.ClientByID(w.Context(), shopClient))(w)
}

func (w *world) exchange(code string) (TokenAnswer, error) {
	w.Helper()
	return w.s.ExchangeCode(w.Context(), w.shop(), Exchange{Code: code, RedirectURI: shopBack, Verifier: verifier})
}

// inShop signs a login in to the webapp.
func (w *world) inShop(login string, scopes ...oidc.Scope) TokenAnswer {
	w.Helper()
	return must(w.exchange(must(w.openShop(login, scopes...))(w)))(w)
}

// counts reports whether an access token counts.
func (w *world) counts(a TokenAnswer) bool {
	w.Helper()
	return second(w.s.WebappUser(w.Context(), "", a.AccessToken)) == nil
}

func (w *world) webappSession(a TokenAnswer) db.WebappSession {
	w.Helper()
	return must(w.store.Read.GetWebappSession(w.Context(), a.Claims.SessionID))(w)
}

// shopLasts makes Acme subscribe to the webapp from an instant to another, in milliseconds.
func (w *world) shopLasts(from, to int64) {
	w.Helper()
	w.write(func(q *db.Queries) error {
		return second(q.UpdateSubscription(w.Context(), db.UpdateSubscriptionParams{Seats: 5, ValidFrom: from, ValidTo: to, AccountID: "acc_Acme", WebappID: "app_shop"}))
	})
}
