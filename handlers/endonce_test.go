package handlers

import (
	"net/http"
	"net/url"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// endings are the forms that end something, or begin it again, from their pages.
func endings(w *world) []making {
	root, _ := w.account("Ending root", access.Administrator)
	acme, company := w.account("Ending")
	_, _ = w.account("Ending help desk", access.Support)
	lost, _ := w.account("Lost")
	disabled, _ := w.account("Disabled")
	frozen, _ := w.account("Frozen")
	sue, lin := w.user(acme, "sue", "", access.Superuser), w.user(acme, "lin", "")
	admin, own, super := w.signIn(root, ""), w.signIn(acme, ""), w.signIn(acme, sue)
	account, users := "/accounts/"+acme, "/accounts/"+acme+"/users/"
	tom, tim, pat, kim := users+w.user(acme, "tom", ""), users+w.user(acme, "tim", ""), w.user(acme, "pat", ""), w.user(acme, "kim", "")
	off := users + w.user(acme, "off", "")
	sam := w.user(acme, "sam", "", access.Superuser)
	app, payroll := "/webapps/"+w.webapp("Ending"), account+"/subscriptions/"+w.subscription(acme, 5)
	companies, passkey := account+"/companies/", views.PasskeysURL+"/pky_own"
	w.write(func(q *db.Queries) error {
		for id, user := range map[string]string{"pky_own": "", "pky_pat": pat, "pky_kim": kim} {
			must(w.t, q.InsertPasskey(w.t.Context(), db.InsertPasskeyParams{ID: id, AccountID: acme, UserID: db.NullText(user), CredentialID: []byte(id), Credential: "{}", Name: "key"}))
		}
		must(w.t, errOf(q.PutPendingCode(w.t.Context(), db.PutPendingCodeParams{LoginID: acme, AccountID: acme, Sealed: []byte("x"), KeyID: "x", Holder: []byte("x")})))
		return errOf(q.ConfirmCode(w.t.Context(), db.ConfirmCodeParams{LoginID: acme, Sealed: []byte("x"), ConfirmedAt: db.NullMillis(w.now())}))
	})
	w.linked(acme, lin, sue)
	for action, form := range map[string]url.Values{
		companies + company + "/settings/new": one("key", "ending"), users + kim + "/factors/reset": nil, off + "/deactivate": nil,
		"/profile/calendar": nil,
	} {
		w.formDone(action, form, own)
	}
	rules := account + "/rules"
	w.formDone(rules, edited(w.formOn(w.get(rules+"/edit", own), rules), one("longest_hours", "8")), own)
	consents := url.Values{"requester": {"Ending help desk"}, "longest_hours": {"2"}, "valid_to": {"2026-07-01T10:00"}}
	w.formDone(account+"/consents", edited(w.formOn(w.get(account+"/consents/new", own), account+"/consents"), consents), own)
	w.formDone("/profile/deputy", url.Values{"deputy": {sam}, "away_from": {"2026-06-01T10:00"}, "away_to": {"2026-06-09T10:17"}}, super)
	w.formDone("/accounts/"+disabled+"/disable", nil, admin)
	w.formDone("/accounts/"+frozen+"/freeze", one("reason", "because"), w.signIn(frozen, ""))
	consent := w.page(w.get(account+"/rules", own)).attr("form[action^='"+account+"/consents/'][action$='/end']", "action")
	signs, stops := "/webapps/"+w.signingIn(admin), "/webapps/"+w.signingIn(admin)
	secret := w.page(w.get(signs+"/sign-in", admin)).attr("form[action^='"+signs+"/secrets/']", "action")
	mailed := w.user(acme, "mia", "")
	w.enableMail()
	w.write(func(q *db.Queries) error {
		return errOf(q.UpdateUserData(w.t.Context(), db.UpdateUserDataParams{ID: mailed, AccountID: acme, Email: "mia@ending.example", TimeZone: "UTC"}))
	})
	return []making{
		{"/webapps/:webapp/secrets/:secret/end", signs + "/sign-in", secret, admin, nil},
		{"/webapps/:webapp/sign-in/remove", stops + "/sign-in", stops + "/sign-in/remove", admin, nil},
		{views.SendConfirmationURL, views.ProfileURL, views.SendConfirmationURL, w.signIn(acme, mailed), nil},
		{"/profile/deputy/end", "/profile", "/profile/deputy/end", super, nil},
		{"/profile/calendar/remove", "/profile", "/profile/calendar/remove", own, nil},
		{"/profile/security/passkeys/:passkey/remove", views.SecurityURL, passkey + "/remove", own, nil},
		{views.RemoveCodeURL, views.SecurityURL, views.RemoveCodeURL, own, nil},
		{"/accounts/:account/disable", "/accounts/" + lost + "/edit", "/accounts/" + lost + "/disable", admin, nil},
		{"/accounts/:account/enable", "/accounts/" + disabled + "/edit", "/accounts/" + disabled + "/enable", admin, nil},
		{"/accounts/:account/delete", "/accounts/" + lost + "/edit", "/accounts/" + lost + "/delete", admin, one("name", "Lost")},
		{"/accounts/:account/companies/:company/settings/delete", companies + company + "/settings", companies + company + "/settings/delete", own, nil},
		{"/accounts/:account/rules/remove", account + "/rules", account + "/rules/remove", own, nil},
		{"/accounts/:account/consents/:consent/end", account + "/rules", consent, own, nil},
		{"/accounts/:account/companies/:company/delete", companies + company + "/edit", companies + company + "/delete", own, nil},
		{"/accounts/:account/users/:user/activate", off, off + "/activate", own, nil},
		{"/accounts/:account/users/:user/deactivate", tom, tom + "/deactivate", own, nil},
		{"/accounts/:account/users/:user/delete", tim, tim + "/delete", own, nil},
		{"/accounts/:account/users/:user/factors/reset", users + pat, users + pat + "/factors/reset", own, nil},
		{"/accounts/:account/users/:user/factors/keep", users + kim, users + kim + "/factors/keep", own, nil},
		{"/accounts/:account/unfreeze", "/accounts/" + frozen + "/rules", "/accounts/" + frozen + "/unfreeze", w.signIn(frozen, ""), nil},
		{"/webapps/:webapp/delete", app, app + "/delete", admin, nil},
		{views.UnlinkIdentityURL, views.SecurityURL, views.UnlinkIdentityURL, super, nil},
		{"/accounts/:account/users/:user/identity/unlink", users + lin, users + lin + "/identity/unlink", own, nil},
		{"/accounts/:account/identity-provider/remove", account + "/identity-provider", account + "/identity-provider/remove", own, nil},
		{"/accounts/:account/subscriptions/:webapp/delete", payroll, payroll + "/delete", admin, nil},
	}
}

// formDone sends a form that is only needed for another one.
func (w *world) formDone(action string, form url.Values, cookie *http.Cookie) {
	w.t.Helper()
	if answer := w.post(action, form, cookie); answer.Code != http.StatusSeeOther && answer.Code != http.StatusOK {
		w.t.Fatalf("%s: status %d\n%s", action, answer.Code, answer.Body)
	}
}
