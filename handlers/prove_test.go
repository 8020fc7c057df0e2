package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/access/passkeytest"
	"latchkey/db"
	"latchkey/views"
	"latchkey/words"
)

// cheapHash is a hash of goodPassword that is quick to compare.
const cheapHash = "$argon2id$v=19$m=64,t=1,p=1$LQAt1r8VHJDsNOZO/kBtig$DojKZM2Ys7ExztUMWKkOQq3KRyq/mjawEzI71yHmE1c"

// oldProof is a new session of a session's login, whose password is goodPassword, with a proof that
// is too old.
func (w *world) oldProof(session *http.Cookie) *http.Cookie {
	w.t.Helper()
	w.kept(session)
	who := w.session(session)
	w.write(func(q *db.Queries) error {
		if who.UserID != "" {
			return q.UpdateUserPassword(w.t.Context(), db.UpdateUserPasswordParams{PasswordHash: cheapHash, ID: who.UserID})
		}
		return q.UpdateAccountPassword(w.t.Context(), db.UpdateAccountPasswordParams{PasswordHash: cheapHash, ID: who.AccountID})
	})
	return w.kept(w.signIn(who.AccountID, who.UserID))
}

// session is who is signed in.
func (w *world) session(cookie *http.Cookie) db.GetSessionActorRow {
	w.t.Helper()
	who, err := w.store.Read.GetSessionActor(w.t.Context(), db.GetSessionActorParams{TokenHash: db.HashToken(cookie.Value), Now: db.Millis(w.now())})
	must(w.t, err)
	return who
}

// kept is a session that has outlived a new password.
func (w *world) kept(session *http.Cookie) *http.Cookie {
	w.t.Helper()
	hash := db.HashToken(session.Value)
	w.write(func(q *db.Queries) error {
		return q.RenewSession(w.t.Context(), db.RenewSessionParams{NewHash: hash, SeenAt: w.clock.Load(), TokenHash: hash})
	})
	return session
}

// asksForProof reports whether an answer asks for a proof.
func asksForProof(p page) bool { return p.count("input[name^=proof_]") > 0 }

// proof is a form together with a proof.
func proof(form url.Values, password string) url.Values {
	sent := url.Values{}
	for name, v := range form {
		sent[name] = v
	}
	sent.Set(access.FieldProofPassword, password)
	return sent
}

// asked are the routes that asked for a proof.
type asked map[string]bool

// ask sends a form with an old proof. If it asks for one, it is done with that, exactly as typed.
func (a asked) ask(w *world, route, action string, form url.Values, session *http.Cookie) {
	w.t.Helper()
	before := w.changed()
	answer := w.post(action, form, session)
	if p := w.page(answer); !asksForProof(p) {
		if answer.Code == http.StatusForbidden {
			p.saysNot(en.Errors.Pages[words.Unproved].Sentence)
		}
		return
	}
	a[route] = true
	for range 2 { // a wrong proof changes nothing
		w.want(answer, http.StatusUnprocessableEntity, en.Prove.Title)
		sent := w.formOn(answer, action)
		sent.Del(access.FieldProofPassword)
		same(w.t, sent.Encode(), form.Encode(), "%s: the form on the page", route)
		answer = w.post(action, proof(sent, "wrong"), session)
	}
	same(w.t, w.entriesBut(before, access.WrongCurrentPassword), 0, "%s: entries before the proof", route)
	before = w.changed()
	answer = w.post(action, proof(w.formOn(answer, action), goodPassword), session)
	if answer.Code != http.StatusSeeOther && answer.Code != http.StatusOK {
		w.t.Errorf("%s with a proof: status %d\n%s", route, answer.Code, answer.Body)
	}
	if route != "/prove" && route != views.BeginCodeURL && route != views.LinkIdentityURL && w.entriesBut(before, access.SessionProved) == 0 {
		w.t.Errorf("%s with a proof did nothing", route)
	}
}

// TestTheTableSaysWhatAsksForAProof sends every form, and opens every page, with a proof that is
// too old: exactly those routes ask for one that the table says.
func TestTheTableSaysWhatAsksForAProof(t *testing.T) {
	long(t)
	did := asked{}
	everyTyping(t, func(w *world, f typing) {
		w.t = t
		session := w.oldProof(f.cookie)
		form := edited(w.formWith(w.get(f.page, session), f.action, f.typed), f.typed)
		if form.Has(views.StepField) {
			form = w.formOn(w.post(f.action, form, session), f.action)
		}
		w.serve(access.DefaultFreshFor)
		did.ask(w, f.route, f.action, form, session)
		w.serve(0)
	})
	did.withoutTyping(t)
	did.ofLettingIn(t)
	did.ofPasskeys(t)
	did.ofCodes(t)
	for _, r := range routes {
		if did[r.method+r.path] {
			did[r.path] = true
		}
		if r.method == http.MethodPost && r.fresh != did[r.path] {
			t.Errorf("POST %s: fresh is %t, and that it asks is %t", r.path, r.fresh, did[r.path])
		}
		if r.method == http.MethodGet && r.fresh != did[r.method+r.path] {
			t.Errorf("GET %s: fresh is %t, and that it asks is %t", r.path, r.fresh, did[r.method+r.path])
		}
	}
}

// withoutTyping tries the forms that are only buttons, and the pages.
func (a asked) withoutTyping(t *testing.T) {
	w := newWorld(t)
	help, _ := w.account("Help desk", access.Support)
	seller, _ := w.account("Seller", access.Sales)
	other := asker{help, w.user(help, "helper", ""), seller}
	for i, p := range w.people() {
		if account := "/accounts/" + p.accountID; i == 0 { // it has a rule, and a freeze
			rule := w.formOn(w.get(account+"/rules/edit", p.cookie), account+"/rules")
			w.want(w.post(account+"/rules", edited(rule, one("longest_hours", "8")), p.cookie), http.StatusSeeOther)
			w.want(w.post(account+"/freeze", one("reason", "because"), p.cookie), http.StatusSeeOther)
		}
		session := w.oldProof(p.cookie)
		where := place{"own", p.accountID, w.company(p.accountID, w.id("company")), true, false, w.user(p.accountID, w.id("colleague"), "")}
		for _, r := range routes {
			// the form of a passkey asks for what its options need
			if r.need.who == forAll || a[r.path] || r.endless || strings.Contains(r.path, ":passkey") || strings.HasPrefix(r.path, views.PasskeysURL) {
				continue
			}
			path := w.pathFor(r, where, other, w.request(where.accountID, where.companyID, other.accountID, other.userID, false))
			w.serve(access.DefaultFreshFor)
			if r.method == http.MethodPost {
				a.ask(w, r.path, path, formFor(r), session)
			} else if to := w.get(path, session).Header().Get("Location"); strings.HasPrefix(to, "/prove?") {
				a[r.method+r.path] = true
			}
			w.serve(0)
			session = w.kept(w.signIn(p.accountID, p.userID))
		}
	}
	a.ofAnother(w)
	a.ofAPassword(w)
	a.ofSentLinks(w)
	a.ofLostFactors(w)
	a.ofAProvider(w)
}

// ofLettingIn: an account is enabled, a standing consent lets someone in who asks, and the hours of
// a rule are moved with their clock.
func (a asked) ofLettingIn(t *testing.T) {
	d := newDesk(t)
	account := "/accounts/" + d.customer
	week := url.Values{"company_id": {d.company}, "requester": {"Help desk"}, "longest_hours": {"2"}, "valid_to": {"2026-07-01T00:00"}}
	for _, day := range []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"} {
		week.Set("day_"+day, "on")
	}
	d.want(d.post(account+"/consents", week, d.admin), http.StatusSeeOther)
	root, _ := d.account("Root", access.Administrator)
	off, _ := d.account("Off")
	admin := d.signIn(root, "")
	d.want(d.post("/accounts/"+off+"/disable", nil, admin), http.StatusSeeOther)
	company := account + "/companies/" + d.company
	for _, c := range []struct {
		route, action string
		form          url.Values
		session       *http.Cookie
	}{
		{"/access-requests", "/access-requests", d.asking(), d.miaCookie},
		{"/accounts/:account/enable", "/accounts/" + off + "/enable", nil, admin},
		{"/accounts/:account/companies/:company", company, edited(d.formOn(d.get(company+"/edit", d.admin), company), one("time_zone", "Asia/Tokyo")), d.admin},
	} {
		session := d.oldProof(c.session)
		d.serve(access.DefaultFreshFor)
		a.ask(d.world, c.route, c.action, c.form, session)
		d.serve(0)
	}
}

// ofLostFactors: an account asks for a reset of its user's second factors.
func (a asked) ofLostFactors(w *world) {
	w.t.Helper()
	id, _ := w.account("Lost")
	user := w.user(id, "tom", "")
	w.write(func(q *db.Queries) error {
		return q.InsertPasskey(w.t.Context(), db.InsertPasskeyParams{ID: "pky_2", AccountID: id, UserID: db.NullText(user), CredentialID: []byte("lost"), Credential: "{}", Name: "key"})
	})
	w.serve(access.DefaultFreshFor)
	a.ask(w, "/accounts/:account/users/:user/factors/reset", "/accounts/"+id+"/users/"+user+"/factors/reset", nil, w.oldProof(w.signIn(id, "")))
	w.serve(0)
}

// ofAnother: an ADMINISTRATOR makes a set-up link for an account without a password, and changes
// the e-mail address of a user.
func (a asked) ofAnother(w *world) {
	w.t.Helper()
	root, _ := w.account("Root", access.Administrator)
	id, _ := w.account("Newcomer")
	session := w.oldProof(w.signIn(root, ""))
	user := "/accounts/" + id + "/users/" + w.user(id, "tom", "")
	w.serve(access.DefaultFreshFor)
	a.ask(w, "/accounts/:account/setup-link", "/accounts/"+id+"/setup-link", nil, session)
	session = w.kept(w.signIn(root, ""))
	form := w.formOn(w.get(user, session), user)
	w.want(w.post(user, edited(form, one("first_name", "Tom")), session), http.StatusSeeOther)
	a.ask(w, "/accounts/:account/users/:user", user, edited(w.formOn(w.get(user, session), user), one("email", "tom@example.com")), session)
	w.serve(0)
}

// ofAPassword: a password is changed by the current one, but that does not prove enough for a login
// with a second factor.
func (a asked) ofAPassword(w *world) {
	w.t.Helper()
	id, _ := w.account("Two factors")
	session := w.oldProof(w.signIn(id, ""))
	w.write(func(q *db.Queries) error {
		return q.InsertPasskey(w.t.Context(), db.InsertPasskeyParams{ID: "pky_1", AccountID: id, CredentialID: []byte("key"), Credential: "{}", Name: "key", Person: "Pat"})
	})
	w.serve(access.DefaultFreshFor)
	form := url.Values{"current_password": {goodPassword}, "new_password": {"several other garden words"}}
	answer := w.post("/profile/password", form, session)
	p := w.want(answer, http.StatusUnprocessableEntity, en.Prove.Title)
	same(w.t, p.count("input[name="+access.FieldProofPassword+"]"), 0, "fields for the password")
	a["/profile/password"] = true
	w.want(w.post("/profile/password", proof(form, goodPassword), session), http.StatusUnprocessableEntity)
	w.serve(0)
}

// ofPasskeys: the first passkey of a login takes its password, and any change after that the
// passkey.
func (a asked) ofPasskeys(t *testing.T) {
	w := newPasskeyWorld(t)
	w.serve(access.DefaultFreshFor)
	must(t, w.svc.EnablePasskeys(passkeyPage))
	session := newSession(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}))
	later := func() { w.setClock(w.now().Add(access.DefaultFreshFor + time.Millisecond)) }
	device := passkeytest.New(passkeyPage)
	w.setClock(w.now().Add(access.DefaultFreshFor - time.Minute))
	answer := device.Register(w.options(views.NewPasskeyOptionsURL, session))
	w.setClock(w.now().Add(2 * time.Minute))
	a.ask(w, views.PasskeysURL, views.PasskeysURL, url.Values{"answer": {answer}, "name": {"phone"}, "person": {"Anna Adams"}}, session)
	later()
	remove := w.page(w.get(views.SecurityURL, session)).attr("form[action^='"+views.PasskeysURL+"/'][action$='/remove']", "action")
	form := one(views.OnceField, "key")
	p := w.want(w.post(remove, form, session), http.StatusUnprocessableEntity).
		has("form[hidden][data-passkey=get][data-now][data-options='"+views.ProvePasskeyOptionsURL+"'][action='"+remove+"'] input[type=hidden][name=once][value=key]", "[name=proof_passkey][data-answer]")
	same(t, p.count("[name=proof_password], [name=proof_code]"), 0, "fields for what the login has not")
	sign := func() url.Values {
		return edited(one(access.FieldProofPasskey, device.Sign(w.options(views.ProvePasskeyOptionsURL, session))), form)
	}
	w.want(w.post(remove, edited(one(access.FieldProofPasskey, "nothing"), form), session), http.StatusUnprocessableEntity, en.Reason(access.PasskeyNotAccepted{})).
		has("form[data-passkey]:not([data-now]) #proof_passkey-mistake")
	w.want(w.post(remove, sign(), session), http.StatusSeeOther)
	a[views.PasskeysURL+"/:passkey/remove"] = true
}

// ofCodes: the first codes of a login take its password, and any change after that a code.
func (a asked) ofCodes(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	w.serve(access.DefaultFreshFor)
	session := w.sessionOfAcme()
	w.want(w.post(views.BeginCodeURL, nil, session), http.StatusSeeOther)
	phone := app{w, strings.ReplaceAll(strings.Join(w.page(w.get(views.CodeURL, session)).texts("code.secret"), ""), " ", "")}
	later := func() { w.setClock(w.now().Add(access.DefaultFreshFor + time.Millisecond)) }
	later()
	a.ask(w, views.CodeURL, views.CodeURL, one("code", phone.code(0)), session)
	for _, address := range []string{views.RecoveryCodesURL, views.RemoveCodeURL} {
		later()
		p := w.want(w.post(address, nil, session), http.StatusUnprocessableEntity, en.Prove.Title).
			has("form[action='"+address+"'] input[name=proof_code][autofocus][autocomplete=one-time-code]", "details form[action='"+address+"'] [name=proof_recovery_code]")
		same(t, p.count("[name=proof_password], [name=proof_passkey]"), 0, "fields for what the login has not")
		for field, mistake := range map[string]access.Reason{access.FieldProofCode: access.WrongCode{}, access.FieldProofRecoveryCode: access.WrongRecoveryCode{}} {
			w.want(w.post(address, one(field, "000000"), session), http.StatusUnprocessableEntity, en.Reason(mistake)).has("[name=" + field + "][aria-invalid]")
		}
		if answer := w.post(address, one(access.FieldProofCode, phone.code(0)), session); answer.Code != http.StatusSeeOther && answer.Code != http.StatusOK {
			t.Errorf("%s with a code: status %d", address, answer.Code)
		}
		a[address] = true
	}
}

// entriesBut counts the entries after the first n, except those of an action.
func (w *world) entriesBut(n int, not access.Action) (count int) {
	w.t.Helper()
	rows, err := w.store.Read.ListRecordEntriesFrom(w.t.Context(), db.ListRecordEntriesFromParams{FromSeq: int64(n), PageSize: 10_000})
	must(w.t, err)
	for _, r := range rows {
		if r.Action != string(not) {
			count++
		}
	}
	return count
}
