package access

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/idp/idptest"
)

// Another issuer is another provider: nobody is linked to it, and the secret is not sent there.
func TestAnotherIssuerIsAnotherProvider(t *testing.T) {
	w := newProviderWorld(t, nil)
	w.must(w.linkTo("sue @ Acme", "1"))
	w.must(second(w.signInThere("1")))
	w.provider = idptest.New(t, w.Now)
	w.provider.Claims["sub"] = "1"
	move := func(f *IdentityProviderForm) { f.ClientSecret = "" }
	equal(t, "without the secret", outcome(w.setProvider(move)), "invalid client_secret")
	equal(t, "its calls", len(w.provider.Calls()), 0)
	w.must(w.setProvider(nil))
	equal(t, "the same subject", whyNot(second(w.signInThere("1"))), "not_linked")
	equal(t, "link", outcome(w.linkTo("sue @ Acme", "1")), "done")
	lines := w.recorded(func() { w.must(w.s.RemoveIdentityProvider(t.Context(), w.as("Acme"), "acc_Acme")) })
	equal(t, "entries", lines, []string{"Acme: provider.removed: Acme"})
	equal(t, "again", whyNot(w.s.RemoveIdentityProvider(t.Context(), w.as("Acme"), "acc_Acme")), "no_provider_to_remove")
	for _, who := range []string{"paul @ Acme", "ext @ Acme", "Root", "Borealis"} {
		err := w.s.SetIdentityProvider(t.Context(), w.as(who), "acc_Acme", IdentityProviderForm{})
		if outcome(err) == "done" || strings.HasPrefix(outcome(err), "invalid") {
			t.Errorf("%s: %v", who, err)
		}
	}
}

// The client secret is stored only under a key that is not in the database.
func TestClientSecretsAreSealed(t *testing.T) {
	w := newProviderWorld(t, nil)
	w.must(w.linkTo("sue @ Acme", "1"))
	row := must(w.store.Read.GetIdentityProvider(t.Context(), "acc_Acme"))(w)
	if strings.Contains(string(row.Sealed), "secret") {
		t.Error("it can be read")
	}
	key := must(NewFactorKey(rand.Reader))(w)
	w.s.factorKeys = append(FactorKeys{key}, w.s.factorKeys...)
	equal(t, "resealed", must(w.s.RotateKeys(t.Context(), false))(w), 1)
	w.s.factorKeys = w.s.factorKeys[:1]
	equal(t, "in", outcome(second(w.signInThere("1"))), "done")
	equal(t, "opened", must(w.s.CodesWithoutKey(t.Context(), w.s.factorKeys))(w), 0)
	other := FactorKeys{must(NewFactorKey(rand.Reader))(w)}
	equal(t, "not opened", must(w.s.CodesWithoutKey(t.Context(), other))(w), 1)
	equal(t, "forgotten", must(w.s.ForgetCodes(t.Context(), other))(w), []string{"Acme"})
	equal(t, "gone", must(w.s.ProviderOffer(t.Context(), "Acme"))(w).Provider, "")
}

// If nobody knows what is lost, the report names every provider and every link that comes back.
// What an export shows is taken away all the same.
func TestProvidersThatNobodyChecked(t *testing.T) {
	w := newToldWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	w.provide()
	w.must(w.setProvider(nil))
	w.must(w.linkTo("sue @ Acme", "1"))
	w.must(w.linkTo("paul @ Acme", "2"))
	for _, exported := range []bool{false, true} {
		b, want := w.backup(), "[Acme] [paul @ Acme sue @ Acme]"
		if exported {
			w.must(w.s.UnlinkUser(t.Context(), w.as("Acme"), "acc_Acme", "usr_sue"))
			want = "[Acme] [paul @ Acme]"
		}
		report := must(b.s.Restore(t.Context(), Restore{File: "backup.db", Sum: "aa", Exported: lostEntries(w, b)}))(w)
		equal(t, "unchecked", []any{report.UncheckedProviders, report.UncheckedLinks}, "["+want+"]")
		b.clock = b.clock.Add(time.Second)
	}
}

// A provider or link that was taken away after a backup does not come back with it.
func TestTakenProvidersStayTaken(t *testing.T) {
	for what, c := range map[string]struct {
		act  func(*world)
		says string
	}{
		"the provider": {func(w *world) { w.must(w.s.RemoveIdentityProvider(t.Context(), w.as("Acme"), "acc_Acme")) }, "provider.removed Acme Acme ID: deleted"},
		"its settings": {func(w *world) {
			w.must(w.setProvider(func(f *IdentityProviderForm) { f.Enabled, f.ClientSecret = false, "" }))
		}, "provider.removed Acme Acme ID: changed"},
		"a link": {func(w *world) { w.must(w.s.UnlinkUser(t.Context(), w.as("Acme"), "acc_Acme", "usr_sue")) }, "identity.unlinked sue @ Acme Acme ID: deleted"},
	} {
		for _, keep := range []bool{false, true} {
			r := known
			r.KeepAccess = keep
			var p *idptest.Provider
			_, after, report := restored(t, func(w *world) {
				w.provide()
				p = w.provider
				w.must(w.setProvider(nil))
				w.must(w.linkTo("sue @ Acme", "1"))
			}, c.act, r)
			got := strings.Join(each(report.Factors, revivedText), "\n")
			if !strings.Contains(got, c.says) {
				t.Errorf("%s: the list is %q, want %q", what, got, c.says)
			}
			n := must(after.store.Read.ListIdentitiesToCheck(t.Context(), db.ListIdentitiesToCheckParams{PageSize: 10}))(after)
			equal(t, what+": links", len(n) == 1, keep)
			p.Close()
		}
	}
}
