package access

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/oidc"
)

const testIssuer = "https://latchkey.example"

// published are the IDs of the keys that are published, with - for one that is not.
func (w *world) published() []string {
	w.Helper()
	return mapped(must(w.s.SigningKeys(w.Context()))(w).Set.Keys, func(k oidc.PublicKey) string { return k.ID })
}

func (w *world) signingRows() []db.SigningKey {
	w.Helper()
	return must(w.store.Read.ListSigningKeysToCheck(w.Context(), db.ListSigningKeysToCheckParams{PageSize: 10}))(w)
}

// signs signs an ID token with the current key.
func (w *world) signs() string {
	w.Helper()
	keys := must(w.s.SigningKeys(w.Context()))(w)
	equal(w.T, "the first one signs", keys.Current.ID, keys.Set.Keys[0].ID)
	return must(keys.Current.SignIDToken(oidc.IDToken{Issuer: testIssuer, Audience: "cli_1", SessionID: "sid_1", UserClaims: oidc.UserClaims{Subject: "usr_1"}}))(w)
}

// known says whether a token is verified by what is published.
func (w *world) known(token string) bool {
	w.Helper()
	_, err := oidc.ParseHint(token, must(w.s.SigningKeys(w.Context()))(w).Set, testIssuer)
	return err == nil
}

func TestSigningKeysAreMadeOnce(t *testing.T) {
	w := newEmptyWorld(t)
	equal(t, "before", errors.Is(second(w.s.SigningKeys(t.Context())), ErrNoSigningKey), true)
	lines := w.recorded(func() {
		w.must(w.s.MakeSigningKeys(t.Context()))
		w.must(w.s.MakeSigningKeys(t.Context()))
	})
	equal(t, "recorded once", lines, []string{"operator: signing_key.rotated: "})
	ids := w.published()
	equal(t, "the current and the next one", len(ids), 2)
	equal(t, "what it signs", w.known(w.signs()), true)
	for _, row := range w.signingRows() {
		_, err := oidc.ParsePrivate(row.Sealed)
		equal(t, "sealed", err != nil, true)
		equal(t, "opens for itself only", second(w.s.factorKeys.open(row.ID+"x", row.KeyID, row.Sealed)), errSealed)
		equal(t, "the public half", strings.Contains(row.PublicJwk, `"d"`), false)
	}
}

func TestSigningKeysAreRotated(t *testing.T) {
	w := newEmptyWorld(t)
	w.must(w.s.MakeSigningKeys(t.Context()))
	first, token := w.published(), w.signs()
	rotate := func(leaked bool) []string {
		keys := w.s.factorKeys
		anew := FactorKeys{must(NewFactorKey(rand.Reader))(t)}
		w.s = w.withKeys(anew.And(keys))
		must(w.s.RotateKeys(t.Context(), leaked))(w)
		w.s = w.withKeys(anew) // the file has only the new key afterwards
		return w.published()
	}
	ids := rotate(false)
	equal(t, "three are published", len(ids), 3)
	equal(t, "the next one signs, and the earlier one is published", []string{ids[0], ids[2]}, []string{first[1], first[0]})
	equal(t, "an earlier token", w.known(token), true)
	for _, row := range w.signingRows() {
		equal(t, row.State+" has a private half", len(row.Sealed) > 0, row.State != signingOld)
	}

	w.clock = w.clock.Add(oldKeyPublished - time.Millisecond)
	equal(t, "almost a day later", w.known(token), true)
	w.clock = w.clock.Add(time.Millisecond)
	equal(t, "a day later", w.known(token), false)
	equal(t, "a day later", len(w.published()), 2)
	w.must(w.s.RetireSigningKeys(t.Context()))
	equal(t, "rows", len(w.signingRows()), 2)

	token = w.signs()
	rotate(false)
	before := w.published()
	ids = rotate(true)
	equal(t, "after a leak, there are two", len(ids), 2)
	for _, id := range ids {
		for _, leaked := range before {
			equal(t, "a key that leaked", id == leaked, false)
		}
	}
	equal(t, "a token from before a leak", w.known(token), false)
	equal(t, "a token from after it", w.known(w.signs()), true)
}

// A key that was replaced while the clock was ahead is not published until then.
func TestTheClockIsCorrectedForSigningKeys(t *testing.T) {
	w := newEmptyWorld(t)
	w.must(w.s.MakeSigningKeys(t.Context()))
	now := w.clock
	w.clock = now.Add(365 * 24 * time.Hour)
	must(w.s.RotateKeys(t.Context(), false))(w)
	w.clock = now
	w.must(w.s.AcceptClock(t.Context()))
	w.s = w.withKeys(w.s.factorKeys)
	equal(t, "at once", len(w.published()), 3)
	w.clock = now.Add(oldKeyPublished)
	equal(t, "a day later", len(w.published()), 2)
}

// Another process rotates while this one has opened a key.
func TestARotationCountsAtOnce(t *testing.T) {
	w := newEmptyWorld(t)
	w.must(w.s.MakeSigningKeys(t.Context()))
	token := w.signs()
	other := w.withKeys(w.s.factorKeys)
	must(other.RotateKeys(t.Context(), true))(w)
	equal(t, "the earlier token", w.known(token), false)
	equal(t, "what it signs", w.known(w.signs()), true)
}

func TestSigningKeysThatNothingOpens(t *testing.T) {
	w := newEmptyWorld(t)
	w.must(w.s.MakeSigningKeys(t.Context()))
	right, lost := w.s.factorKeys, FactorKeys{must(NewFactorKey(rand.Reader))(t)}
	must(w.s.RotateKeys(t.Context(), false))(w)
	equal(t, "with the key", must(w.s.SigningKeysWithoutKey(t.Context(), right))(w), 0)
	equal(t, "without it", must(w.s.SigningKeysWithoutKey(t.Context(), lost))(w), 2)
	w.s = w.withKeys(lost)
	_, err := w.s.SigningKeys(t.Context())
	equal(t, "nothing signs", errors.Is(err, ErrNoSigningKey) && errors.Is(err, errNoFactorKey), true)
	lines := w.recorded(func() {
		equal(t, "forgotten", must(w.s.ForgetSigningKeys(t.Context(), right))(w), 0)
		equal(t, "forgotten", must(w.s.ForgetSigningKeys(t.Context(), lost))(w), 2)
		w.must(w.s.MakeSigningKeys(t.Context()))
	})
	equal(t, "recorded", lines, []string{"operator: signing_key.rotated: ", "operator: signing_key.rotated: "})
	equal(t, "two new ones, and the old one", len(w.published()), 3)
	equal(t, "what it signs", w.known(w.signs()), true)
	w.s = w.withKeys(nil)
	equal(t, "a tool makes none", w.s.MakeSigningKeys(t.Context()), nil)
}

// Whoever can write the database adds a key of their own, or makes one look like another.
func TestForgedSigningKeysAreFound(t *testing.T) {
	w := newEmptyWorld(t)
	w.must(w.s.MakeSigningKeys(t.Context()))
	ids := w.published()
	stranger := must(oidc.NewKey())(t)
	public := string(must(stranger.MarshalJSON())(t))
	for _, c := range []struct{ statement, want string }{
		{"INSERT INTO signing_keys (id, public_jwk, sealed, key_id, state, created_at, retires_at) VALUES ('" + stranger.ID + "', '" + public + "', x'', '', 'OLD', 0, 9999999999999)",
			"signing_keys " + stranger.ID + ": it is there, but the record does not know it."},
		{"UPDATE signing_keys SET public_jwk = '" + public + "' WHERE state = 'CURRENT'", "signing_keys " + ids[0] + ": its public key is another one."},
		{"UPDATE signing_keys SET state = 'OLD', retires_at = 9999999999999 WHERE state = 'NEXT'", "signing_keys " + ids[1] + `: state is "OLD", but "NEXT" by entry 0 of the record.`},
		{"DELETE FROM signing_keys WHERE state = 'NEXT'", "signing_keys " + ids[1] + ": it is not there, but it is by entry 0 of the record."},
	} {
		f := w.forge()
		f.do(c.statement)
		found := mapped(must(f.s.CheckRecord(t.Context(), true))(w), func(f Finding) string { return f.What })
		equal(t, c.statement, found, []string{c.want})
	}
}

// A backup has keys that were replaced since, perhaps because others knew them.
func TestARestoreEndsSigningKeys(t *testing.T) {
	_, b, _ := restored(t, func(w *world) { w.must(w.s.MakeSigningKeys(t.Context())) }, func(w *world) { must(w.s.RotateKeys(t.Context(), true))(w) }, known)
	equal(t, "keys", len(b.signingRows()), 0)
	b.must(b.s.MakeSigningKeys(t.Context()))
	equal(t, "new ones", len(b.published()), 2)
}
