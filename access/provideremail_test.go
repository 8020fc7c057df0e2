package access

import (
	"testing"

	"latchkey/db"
)

// An address that a provider states is one that nobody of the account has seen: it is not
// confirmed, however sure the provider is, and no link goes there before its user says that it is
// right. Then a link confirms it.
func TestAProvidersAddressIsNotConfirmed(t *testing.T) {
	w := newProviderWorld(t, func(f *IdentityProviderForm) { f.Creates = true })
	w.enableMail()
	claims := w.provider.Claims
	claims["preferred_username"], claims["email"], claims["email_verified"] = "nina", "nina@acme.example", true
	w.sent()
	w.must(second(w.signInThere("nina-1")))
	equal(t, "mails", len(w.sent()), 0)
	row := must(w.store.Read.GetUserByName(t.Context(), db.GetUserByNameParams{AccountID: "acc_Acme", NameKey: "nina"}))(w)
	nina := w.as("nina @ Acme")
	own := func() OwnEmail { return must(ownEmail(t.Context(), w.store.Read, nina.login(), w.clock))(w) }
	page := func() UserPage { return must(w.s.User(t.Context(), w.as("Acme"), "acc_Acme", row.ID))(w) }
	equal(t, "her address", own(), OwnEmail{Address: "nina@acme.example", Outside: true})
	equal(t, "her page", []any{page().EmailOutside, page().EmailConfirmedAt.IsZero()}, []any{true, true})
	equal(t, "a link", whyNot(second(w.s.SendConfirmation(t.Context(), nina))), "email_from_outside")
	equal(t, "a link for a password", whyNot(second(w.s.SendUserLink(t.Context(), w.as("Acme"), "acc_Acme", row.ID))), "email_from_outside")
	w.must(second(w.signInThere("nina-1")))
	equal(t, "after another sign-in", own().Outside, true)

	w.sent()
	w.must(w.s.UpdateUser(t.Context(), nina, "acc_Acme", row.ID, UserData{Email: "nina@acme.example", TimeZone: "UTC", EmailAccepted: true}))
	equal(t, "known, not confirmed", []bool{own().Outside, own().ConfirmedAt.IsZero()}, []bool{false, true})
	equal(t, "confirmed", w.confirm(linkIn(t, w.sent())), "done")
	equal(t, "her address then", own().ConfirmedAt, w.clock)
	equal(t, "her page then", page().EmailConfirmedAt, w.clock)

	// what a provider says later changes nothing
	claims["email"], claims["email_verified"] = "eve@evil.example", true
	w.must(second(w.signInThere("nina-1")))
	equal(t, "later", []any{own().Address, own().ConfirmedAt}, []any{"nina@acme.example", w.clock})
}
