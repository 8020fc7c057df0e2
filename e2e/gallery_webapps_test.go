package e2e

import (
	"fmt"
	"net/url"
	"testing"

	"latchkey/oidc"
)

// deskWords are what Order Desk sends with a browser: :client is its id, and :desk where it is.
// :wish is its wish to sign someone in, and :again its wish that they prove again who they are.
// :app is its id in the catalogue.
func (d *demo) deskWords(desk registered) []string {
	wish := url.Values{
		"client_id": {desk.clientID}, "redirect_uri": {d.OrderDesk + "/callback"}, "response_type": {"code"}, "scope": {"openid profile"},
		"code_challenge": {"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"}, "code_challenge_method": {"S256"},
	}.Encode()
	return []string{
		":app", desk.id, ":client", desk.clientID, ":desk", url.QueryEscape(d.OrderDesk), ":wish", wish,
		":again", url.QueryEscape(oidc.PathAuthorize + "?" + wish + "&prompt=login"),
	}
}

// endSignIns makes a list of sign-ins to Order Desk that are over, in each state.
func (d *demo) endSignIns(t *testing.T, desk registered) {
	t.Helper()
	for i, set := range []struct{ user, why, uri, tries, next, told, givenUp, problem string }{
		{"tom", "SESSION", "https://x", "0", "NULL", "over.at + 400", "NULL", ""},
		{"aylin", "GRANT", "https://x", "3", "unixepoch() * 1000 + 7200000", "NULL", "NULL", "status:503"},
		{"anna", "SEAT", "https://x", "24", "NULL", "NULL", "over.at + 86400000", "unreachable"},
		{"karl", "SUBSCRIPTION", "", "0", "NULL", "NULL", "NULL", ""},
	} {
		execute(t, d.DB, fmt.Sprintf(`INSERT INTO webapp_sessions (id, webapp_id, client_id, account_id, user_id, session_hash, seat, opened_at, look_at, used,
				logout_uri, over_at, why, tries, next_try, told_at, given_up_at, problem)
			SELECT 'sid_01J0000000000000000000000%d', '%s', '%s', account_id, id, ZEROBLOB(32), 1, over.at - 3600000, over.at, 1,
				'%s', over.at, '%s', %s, %s, %s, %s, '%s'
			FROM users, (SELECT (unixepoch() - %d) * 1000 AS at) AS over WHERE name = '%s'`,
			i, desk.id, desk.clientID, set.uri, set.why, set.tries, set.next, set.told, set.givenUp, set.problem, 60+i*i*40_000, set.user))
	}
}

// giveBack takes a user's own seat of Order Desk.
func (d *demo) giveBack(t *testing.T, c *client, account, user string) {
	t.Helper()
	id, _ := d.ids(t, account, "")
	page := "/accounts/" + id + "/subscriptions"
	page = c.get(t, page).find(t, "a[href^='"+page+"/app_']:contains('Order Desk')").AttrOr("href", "")
	box := c.get(t, page).find(t, "input[name^=user_][aria-label="+user+"]").AttrOr("name", "")
	leads(t, c.send(t, page+"/users", url.Values{"act": {"take"}, box: {"on"}}), page)
}
