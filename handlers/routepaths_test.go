package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// pathFor is a URL of a route, with objects made for it.
func (w *world) pathFor(r route, where place, other asker, requestID string) string {
	w.t.Helper()
	invoiceID := ""
	if strings.Contains(r.path, ":invoice") {
		invoiceID = w.invoice(other.sellerID, where.accountID).ID
	}
	userID := where.userID
	if !strings.HasSuffix(r.path, "/why") {
		userID = w.userFor(r, where, other)
	}
	webappID := w.webappFor(r.path, where.accountID)
	path := strings.NewReplacer(":secret", w.secretFor(r.path, webappID), ":account", where.accountID, ":company", where.companyID, ":request", requestID, ":token", "nothing", ":session", "nothing",
		":webapp", webappID, ":user", userID, ":invoice", invoiceID, ":consent", w.consentFor(r.path, where, other)).Replace(r.path)
	if strings.Contains(strings.Replace(path, ":passkey", "", 1), ":") {
		w.t.Fatalf("%s has a parameter that this test does not know", r.path)
	}
	return path
}

// passkeyFor is a passkey of a person, for a URL that contains one.
func (w *world) passkeyFor(r route, p person) string {
	id := w.id("pky")
	if strings.Contains(r.path, ":passkey") {
		w.write(func(q *db.Queries) error {
			return q.InsertPasskey(w.t.Context(), db.InsertPasskeyParams{
				ID: id, AccountID: p.accountID, UserID: db.NullText(p.userID), CredentialID: []byte(id), Credential: "{}", Name: "phone",
			})
		})
	}
	return id
}

// userFor creates a user of an account on whom a route can be tried. The requester did not bring
// that user in, unless the route is about that.
func (w *world) userFor(r route, where place, other asker) string {
	w.t.Helper()
	if !strings.Contains(r.path, ":user") {
		return ""
	}
	owner := ""
	if strings.HasSuffix(r.path, "/prolong") {
		owner = other.userID
	}
	id := w.user(where.accountID, w.id("somebody"), owner)
	if strings.HasSuffix(r.path, "/activate") {
		w.write(func(q *db.Queries) error {
			return errOf(q.UpdateUserActive(w.t.Context(), db.UpdateUserActiveParams{ID: id, Active: false}))
		})
	}
	return id
}

// ownersOnly are acts on users that the table allows to grantees, or to all, but that a guard
// reserves for the account's own people.
var ownersOnly = slices.Concat(neverOthers, []string{"/activate", "/deactivate", "/sessions/end"})

// neverOthers are those of them that not even logins may do that reach all accounts.
var neverOthers = []string{"/setup-link", "/send-link", "/prolong", "/factors/reset", "/factors/keep", "/identity/unlink"}

func endsWithOne(path string, ends []string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(path, end) })
}

// formFor is a form that a route does not find malformed.
func formFor(r route) url.Values {
	switch {
	case r.method != http.MethodPost:
		return nil
	case strings.HasSuffix(r.path, "/settings"):
		return url.Values{"key": {"colour"}, "value": {"blue"}}
	case strings.HasSuffix(r.path, "/subscriptions/:webapp/users"):
		return url.Values{"act": {"assign"}}
	case r.path == views.ProveByProviderURL:
		return one(views.ProveToField, views.RecoveryCodesURL)
	case r.path == "/login/forgotten":
		return url.Values{"kind": {string(access.KindUser)}, "account": {"Acme"}, "user": {"sue"}}
	}
	return nil
}

// webappFor is a webapp that the account subscribes to or, for a URL of the catalogue, one that
// nobody does.
func (w *world) webappFor(path, accountID string) string {
	switch {
	case !strings.Contains(path, ":webapp"):
		return ""
	case strings.Contains(path, ":account"):
		return w.subscription(accountID, 1)
	}
	return w.webapp("Catalogue")
}

// secretFor is a secret of a webapp, for a URL that contains one.
func (w *world) secretFor(path, webappID string) string {
	id := w.id("sec")
	if strings.Contains(path, ":secret") {
		w.write(func(q *db.Queries) error {
			err := q.InsertWebappClient(w.t.Context(), db.InsertWebappClientParams{WebappID: webappID, ClientID: w.id("cli"), RedirectUris: "https://app.example/callback"})
			must(w.t, err)
			return q.InsertWebappSecret(w.t.Context(), db.InsertWebappSecretParams{ID: id, WebappID: webappID, SecretHash: db.HashToken(id), Hint: "abcdef"})
		})
	}
	return id
}

// consentFor is a standing consent of the account, for a URL that contains one.
func (w *world) consentFor(path string, where place, other asker) string {
	if !strings.Contains(path, ":consent") {
		return ""
	}
	return w.consent(where.accountID, w.company(where.accountID, w.id("company")), other.accountID)
}
