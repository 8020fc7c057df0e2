package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/access/passkeytest"
	"latchkey/db"
	"latchkey/views"
)

// A device makes a passkey only after a fresh proof, so that none is left on it that was not added.
// The form asks for the proof, and then goes on with what was typed.
func TestANewPasskeyAsksForTheProofFirst(t *testing.T) {
	w := newPasskeyWorld(t)
	w.serve(access.DefaultFreshFor)
	must(t, w.svc.EnablePasskeys(passkeyPage))
	acme := w.sessionOfAcme()
	w.setClock(w.now().Add(access.DefaultFreshFor + time.Minute))
	w.want(w.post(views.NewPasskeyOptionsURL, nil, acme), http.StatusForbidden)
	asked := w.post(views.PasskeysURL, url.Values{"answer": {""}, "name": {"work laptop"}, "person": {"Anna Adams"}}, acme)
	w.want(asked, http.StatusUnprocessableEntity, en.Prove.Title)
	form := w.want(w.post(views.PasskeysURL, proof(w.formOn(asked, views.PasskeysURL), goodPassword), acme), http.StatusOK).
		has("form[data-passkey=create][data-now] [name=name][value='work laptop']", "[name=person][value='Anna Adams']")
	form.hasNot(".mistake:not(:empty)")
	answer := passkeytest.New(passkeyPage).Register(w.options(views.NewPasskeyOptionsURL, acme))
	w.want(w.post(views.PasskeysURL, url.Values{"answer": {answer}, "name": {"work laptop"}, "person": {"Anna Adams"}}, acme), http.StatusOK, en.Security.Recovery.Keep)
	w.want(w.get(views.SecurityURL, acme), http.StatusOK, "work laptop").has("form[data-passkey=create]:not([data-now])")
}

// A login with as many passkeys as it can have is told so, in place of a form that can only fail.
func TestNoFormForOnePasskeyTooMany(t *testing.T) {
	w := newPasskeyWorld(t)
	acme := w.sessionOfAcme()
	full := en.Reason(access.TooManyPasskeys{Most: access.MaxPasskeys})
	account := w.session(acme).AccountID
	for i := range access.MaxPasskeys {
		w.want(w.get(views.SecurityURL, acme), http.StatusOK).saysNot(full).has("form[data-passkey=create]")
		w.write(func(q *db.Queries) error {
			return q.InsertPasskey(t.Context(), db.InsertPasskeyParams{ID: w.id("pky"), AccountID: account, CredentialID: fmt.Append(nil, i), Credential: "{}", Name: "key", Person: "Anna"})
		})
	}
	w.want(w.get(views.SecurityURL, acme), http.StatusOK, full).hasNot("form[data-passkey=create]")
	w.want(w.post(views.NewPasskeyOptionsURL, nil, acme), http.StatusConflict, full)
}

// Where a passkey cannot be used, the first other way is the main one. A script makes it stand
// back.
func TestThereIsOneMainWayToProve(t *testing.T) {
	w := newPasskeyWorld(t)
	w.addPasskey(w.sessionOfAcme())
	half := w.half("Acme")
	w.want(w.get(views.SecondFactorURL, half), http.StatusOK).
		has("details[open][data-beside=passkey-second] button:not([data-variant])[data-beside=passkey-second]")
	w.want(w.post(views.RecoveryCodeURL, url.Values{"recovery_code": {"ABCD"}}, half), http.StatusUnprocessableEntity).has("details[open]:not([data-beside])")

	other, _ := w.account("Other")
	own := w.signIn(other, "")
	w.addPasskey(own)
	asks := func(what, has string) {
		w.t.Helper()
		w.serve(access.DefaultFreshFor)
		must(t, w.svc.EnablePasskeys(passkeyPage))
		w.setClock(w.now().Add(access.DefaultFreshFor + time.Minute))
		t.Log(what)
		w.want(w.post(views.RecoveryCodesURL, nil, own), http.StatusUnprocessableEntity, en.Prove.Title).has(has)
		w.serve(0)
	}
	asks("a passkey", "details[open][data-beside=prove-passkey] button:not([data-variant])[data-beside=prove-passkey]")
	w.post(views.BeginCodeURL, nil, own)
	w.want(w.post(views.CodeURL, w.codeOn(w.get(views.CodeURL, own)), own), http.StatusSeeOther)
	asks("codes, too", "form:has([name=proof_code]) button:not([data-variant])[data-beside=prove-passkey]")
}
