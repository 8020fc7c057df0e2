package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// TestChangeLines: known values in an entry are shown in words, and typed text as it is.
func TestChangeLines(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	must(t, err)
	for _, c := range []struct {
		action        access.Action
		before, after map[access.Detail]string
		want          []string
	}{
		{access.RequestAsked, nil, map[access.Detail]string{"access": "edit", "description": "", "extends": "req_1", "valid_from": "2026-06-01T12:00:00Z", "valid_to": "2026-06-01T12:00:01Z"}, []string{
			"access: read and edit", "description: –", "extends: " + en.Record.AccessBefore, "valid from: 1 Jun 2026, 14:00 CEST", "valid until: 1 Jun 2026, 14:00:01 CEST",
		}},
		{access.RequestGranted, map[access.Detail]string{"access": "edit"}, map[access.Detail]string{"access": "read_only"}, []string{"access: read and edit → read-only"}},
		{access.RuleSet, map[access.Detail]string{"read_only": "true", "longest": ""}, map[access.Detail]string{"read_only": "true", "longest": "8h0m0s", "description_required": "false"}, []string{
			"description required: no", "longest access: " + en.Record.NoBound + " → 8 hours", "read-only: yes",
		}},
		{access.RuleRemoved, map[access.Detail]string{"read_only": "false"}, nil, []string{"read-only: no → –"}},
		{access.SettingChanged, map[access.Detail]string{"read-only": "true"}, map[access.Detail]string{"read-only": "2026-06-01T12:00:00Z"}, []string{"read-only: true → 2026-06-01T12:00:00Z"}},
		{access.NoticesChosen, map[access.Detail]string{"requests": "NOW"}, map[access.Detail]string{"requests": "DIGEST"}, []string{en.Profile.Topics["requests"] + ": " + en.Profile.Choices[access.ChoiceNow] + " → " + en.Profile.Choices[access.ChoiceDigest]}},
		{access.InvoiceCreated, nil, map[access.Detail]string{"messages": "1250000", "net": "-43125.50", "price": "0.0345", "period_from": "2026-05-01", "period_to": "2026-05-31", "due": "2026-06-15"}, []string{
			"due: 15 Jun 2026", "messages: 1,250,000", "net: -43,125.50", "period from: 1 May 2026", "period to: 31 May 2026", "price: 0.0345",
		}},
		{access.CompanyUpdated, map[access.Detail]string{"name": "2026-06-01T12:00:00Z"}, map[access.Detail]string{"name": "true"}, []string{"name: 2026-06-01T12:00:00Z → true"}},
		{access.SignInFailed, nil, map[access.Detail]string{"waits": "2m0s"}, []string{"address blocked for: 2 minutes"}},
	} {
		if got := views.ChangeLines(en, access.Record{Action: c.action, Before: c.before, After: c.after}, berlin); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.action, got, c.want)
		}
	}
}

// TestDeputiesAreTold: someone's deputy reads that on their own page, unless the deputy can no
// longer decide.
func TestDeputiesAreTold(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	sueID, maxID := w.user(id, "sue", "", access.Superuser), w.user(id, "max", "", access.Superuser)
	sue, admin := w.signIn(id, sueID), w.signIn(id, "")
	deputy := w.able(id, maxID)
	w.wantNot(w.get("/profile", deputy), "You're standing in for")
	w.want(w.post("/profile/deputy", url.Values{"deputy": {maxID}, "away_from": {"2026-06-02T08:00"}, "away_to": {"2026-06-09T08:00"}}, sue), http.StatusSeeOther)
	w.want(w.get("/profile", deputy), http.StatusOK, "2 Jun 2026, 08:00", en.Profile.GoesToYou("sue")).has(`:contains("You're standing in for sue") > strong:matches(^sue$)`)
	w.want(w.get("/profile", sue), http.StatusOK, "max is standing in for you: ").saysNot(en.Profile.DeputyIdle("max"), "You're standing in for")
	w.want(w.post("/accounts/"+id+"/users/"+maxID+"/deactivate", nil, admin), http.StatusSeeOther)
	w.want(w.get("/profile", sue), http.StatusOK, en.Profile.DeputyIdle("max"))

	kimID, tomID := w.user(id, "kim", "", access.Superuser), w.user(id, "tom", "", access.Superuser)
	tom := w.able(id, tomID)
	away := url.Values{"deputy": {tomID}, "away_from": {"2026-06-02T08:00"}, "away_to": {"2026-06-09T08:00"}}
	w.want(w.post("/profile/deputy", away, w.signIn(id, kimID)), http.StatusSeeOther)
	w.want(w.get("/profile", tom), http.StatusOK).has(`:contains("You're standing in for kim") > strong:matches(^kim$)`)
	w.want(w.post("/accounts/"+id+"/users/"+kimID+"/deactivate", nil, admin), http.StatusSeeOther)
	w.wantNot(w.get("/profile", tom), "You're standing in for")
}

// able gives a user a password, which every deputy needs, and signs it in.
func (w *world) able(accountID, userID string) *http.Cookie {
	w.t.Helper()
	cookie := w.signIn(accountID, "")
	w.write(func(q *db.Queries) error {
		err := q.UpdateUserPassword(w.t.Context(), db.UpdateUserPasswordParams{ID: userID, PasswordHash: "set"})
		if err != nil {
			return err
		}
		cookie.Value = w.id("token")
		return q.InsertSession(w.t.Context(), db.InsertSessionParams{
			TokenHash: db.HashToken(cookie.Value), AccountID: accountID, UserID: db.NullText(userID), Epoch: 1, Data: sessionData,
			ExpiresAt: db.Millis(noon.Add(access.DefaultSessionLifetime)),
		})
	})
	return cookie
}

// TestTooFewForTwo: the page of rules warns if two people must approve but there are not two.
func TestTooFewForTwo(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	sueID, maxID := w.user(id, "sue", "", access.Superuser), w.user(id, "max", "", access.Superuser)
	rules, sue := views.AccountURL(id, views.TabRules), w.signIn(id, sueID)
	rule := url.Values{"company_id": {""}, "longest_hours": {""}, "from": {""}, "to": {""}, "approvals": {"2"}, "day_Monday": {"on"}}
	w.want(w.post(rules, rule, sue), http.StatusSeeOther)
	w.wantNot(w.get(rules, sue), en.Rules.TooFew("Acme"))
	w.want(w.post("/accounts/"+id+"/users/"+maxID+"/deactivate", nil, sue), http.StatusSeeOther)
	w.want(w.get(rules, sue), http.StatusOK, en.Rules.TooFew("Acme")).has(saying("a[href='/accounts/"+id+"/users']", en.Rules.SeeUsers))
}

// TestEvidenceForm: the form of an evidence pack has the days that it covers.
func TestEvidenceForm(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	admin := w.signIn(id, "")
	w.want(w.get("/accounts/"+id+"/audit", admin), http.StatusOK).has("#pack-from[name=from][value='2026-05-02'][required]", "#pack-to[name=to][value='2026-06-01'][required]")
}
