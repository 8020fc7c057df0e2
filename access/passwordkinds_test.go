package access

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

// TestPasswordsOfEveryKind: no kind of character is demanded or refused, up to 200 of them count,
// and a password is compared as it was typed.
func TestPasswordsOfEveryKind(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("ten unrelated garden words ", 8)[:maxPassword-2] + "xy"
	tries := 0
	signIn := func(p string) string {
		tries++ // each from an address of its own, so that none has to wait
		return outcome(second(w.signIn(credentials("Acme", p, fmt.Sprintf("192.0.2.%d", tries)))))
	}
	for _, p := range []string{
		"lanternquarryvelvet", "93817465028461739", "LANTERNQUARRYVELVET", "-_!?#+*~.,;:<>", " lantern quarry velvet ", "Fenster öffnen", "окно крыша сад лес", "窓を開けてください猫と犬と鳥",
		"🦉🌲🗻🚲🎻🍋🧦🪁🧭🪴🛶🎲", "lantern\tquarry\tvelvet", `"; DROP TABLE users; --`, "<script>quarry velvet</script>", long[:64] + "!", long,
	} {
		equal(t, fmt.Sprintf("setting %q", p), outcome(w.s.SetAccountPassword(t.Context(), TheOperator(), "Acme", p)), "done")
		equal(t, fmt.Sprintf("%q", p), signIn(p), "done")
		for _, other := range []string{strings.ToUpper(p), strings.ToLower(p), strings.TrimSpace(p), norm.NFD.String(p), p[:len(p)-1], p + " ", strings.TrimSuffix(long, "y") + "z"} {
			if other != p {
				equal(t, fmt.Sprintf("%q for %q", other, p), signIn(other), ErrSignIn.Error())
			}
		}
	}
	for p, want := range map[string]Reason{
		"lantern!qua": PasswordShort{Least: MinPassword}, long + "z": TooLong{Most: maxPassword, Has: maxPassword + 1},
	} {
		equal(t, p, wrongField(w.s.SetAccountPassword(t.Context(), TheOperator(), "Acme", p), "password"), want)
	}
	w.clock = w.clock.AddDate(10, 0, 0)
	equal(t, "after ten years", signIn(long), "done")
}

// TestPasswordsWithNamesAreRefused: neither the login's own names nor the program's may be in a
// password, however they are written.
func TestPasswordsWithNamesAreRefused(t *testing.T) {
	w := newWorld(t)
	refused := func(what string, err error, field, name string) {
		t.Helper()
		equal(t, what, wrongField(err, field), Reason(PasswordHasName{Name: name}))
	}
	for _, p := range []string{"lantern Acme quarry", "lanternACMEquarry", "lantern ａｃｍｅ quarry", "lantern ac\u00adme quarry"} {
		refused(p, w.s.ChangeOwnPassword(t.Context(), w.as("sue @ Acme"), password, p, anyToken), "new_password", "Acme")
		refused(p, w.s.SetAccountPassword(t.Context(), TheOperator(), "Acme", p), "password", "Acme")
		refused(p, third(w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "new", Password: p})), "password", "Acme")
	}
	refused("the user", w.s.ChangeOwnPassword(t.Context(), w.as("sue @ Acme"), password, "lantern Sue quarry", anyToken), "new_password", "sue")
	refused("a new user", third(w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "newcomer", Password: "lantern newcomer quarry"})), "password", "newcomer")
	refused("the program", w.s.ChangeOwnPassword(t.Context(), w.as("sue @ Acme"), password, "lantern LatchKey quarry", anyToken), "new_password", "latchkey")
}

// TestPasswordsAreHashedAsOWASPSays: argon2id with 19 MiB, two passes and one lane, and a salt for
// each.
func TestPasswordsAreHashedAsOWASPSays(t *testing.T) {
	w := newWorld(t)
	w.s.costs(passwordParams)
	for _, account := range []string{"Acme", "Vendor"} {
		w.must(w.s.SetAccountPassword(t.Context(), TheOperator(), account, "lantern over a quiet quarry"))
	}
	f := w.forge()
	hashes := f.texts("SELECT password_hash FROM accounts WHERE id IN ('acc_Acme', 'acc_Vendor') ORDER BY id")
	for _, hash := range hashes {
		p, salt, key, err := argon2id.DecodeHash(hash)
		w.must(err)
		equal(t, hash, []any{strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$"), p.Parallelism, len(salt), len(key)}, []any{true, uint8(1), 16, 32})
	}
	if len(hashes) != 2 || hashes[0] == hashes[1] {
		t.Errorf("the same password has the hashes %q", hashes)
	}
}

// TestOldPasswordHashesStillWork: a hash has its parameters with it, so these can change. The next
// password gets the new ones.
func TestOldPasswordHashesStillWork(t *testing.T) {
	w := newWorld(t)
	w.s.costs(passwordParams)
	f := w.forge()
	for _, p := range []*argon2id.Params{
		{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}, {Memory: 46 * 1024, Iterations: 1, Parallelism: 2, SaltLength: 32, KeyLength: 64},
	} {
		f.do("UPDATE accounts SET password_hash = ? WHERE id = 'acc_Acme'", must(argon2id.CreateHash(password, p))(w))
		equal(t, "signing in", outcome(second(f.signIn(credentials("Acme", password, address)))), "done")
		equal(t, "with a wrong password", outcome(second(f.signIn(credentials("Acme", password+"!", address)))), ErrSignIn.Error())
	}
	f.must(f.s.SetAccountPassword(t.Context(), TheOperator(), "Acme", "lantern over a quiet quarry"))
	equal(t, "the new hash", strings.HasPrefix(f.texts("SELECT password_hash FROM accounts WHERE id = 'acc_Acme'")[0], "$argon2id$v=19$m=19456,t=2,p=1$"), true)
}

// TestAPrintedPasswordIsChanged: a password that the operator's tools made lets its owner only
// choose another one.
func TestAPrintedPasswordIsChanged(t *testing.T) {
	w := newWorld(t)
	const printed, own = "lantern over a quiet quarry", "velvet under a loud harbour"
	id, _, err := w.s.CreateAccount(t.Context(), TheOperator(), NewAccount{Name: "New", Password: printed, Printed: true})
	w.must(err)
	tries := 0
	step := func(p string) (half string, h Half) {
		tries++
		a, err := w.s.SignIn(t.Context(), credentials("New", p, fmt.Sprintf("192.0.2.%d", tries)), func() (string, error) { return rand.Text(), nil })
		w.must(err)
		if a.Half != "" {
			h = must(w.s.HalfSignedIn(t.Context(), a.Half))(w)
		}
		return a.Half, h
	}
	for _, what := range []string{"a new account", "a new password"} {
		if what == "a new password" {
			w.must(w.s.PrintAccountPassword(t.Context(), TheOperator(), id, printed))
		}
		half, h := step(printed)
		equal(t, what, []any{h.Step, h.PasswordPrinted(), h.PasswordKnown()}, []any{StepPassword, true, false})
		_, err := w.s.ChooseNewPassword(t.Context(), half, Client{Address: address}, printed, nil)
		equal(t, what+": the same", wrongField(err, "new_password"), Reason(PasswordSame{}))
		_, err = w.s.ChooseNewPassword(t.Context(), half, Client{Address: address}, own, func() (string, error) { return rand.Text(), nil })
		w.must(err)
		if half, h = step(own); half != "" {
			t.Errorf("%s: after the change, %s is asked", what, h.Step)
		}
	}
	w.must(w.s.SetAccountPassword(t.Context(), TheOperator(), id, printed))
	if half, h := step(printed); half != "" {
		t.Errorf("a password that the operator typed: %s is asked", h.Step)
	}
}

// sequence is a source of random bytes that shows how many were taken.
type sequence struct{ taken int }

func (s *sequence) Read(p []byte) (int, error) {
	s.taken += len(p)
	return rand.Read(p)
}

// TestSecretsAreLong: tokens and links have 256 bits from the source that the program gives, and no
// two are the same; the database has only hashes of them.
func TestSecretsAreLong(t *testing.T) {
	w := newWorld(t)
	source := &sequence{}
	w.s.random = source
	seen := map[string]bool{}
	wantLong := func(what, secret string, err error) {
		t.Helper()
		w.must(err)
		b, err := base64.RawURLEncoding.DecodeString(secret)
		w.must(err)
		equal(t, what+": bytes, taken at least, new", []any{len(b), source.taken >= 32, seen[secret]}, []any{32, true, false})
		seen[secret], source.taken = true, 0
	}
	for range 50 {
		token, err := w.s.newToken()
		wantLong("a token", token, err)
	}
	_, link, err := w.s.MakeSetupLink(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul")
	wantLong("a set-up link", link, err)
	address, err := w.s.MakeCalendarFeed(t.Context(), w.as("Acme"))
	wantLong("a calendar address", address, err)
	fresh := newEmptyWorld(t)
	fresh.s.random = source
	setup, err := fresh.s.OfferSetup(t.Context())
	wantLong("a set-up address", setup, err)
	f := w.forge()
	for _, table := range []string{"setup_links", "calendar_feeds"} {
		equal(t, table, f.texts("SELECT CAST(COUNT(*) AS TEXT) FROM "+table+" WHERE length(token_hash) = 32"), []string{"1"})
	}
}

// TestSettingsOfACompanyAreBounded, for whoever adds them.
func TestSettingsOfACompanyAreBounded(t *testing.T) {
	w := newWorld(t)
	add := func(key string) error {
		return w.s.AddSetting(t.Context(), w.as("Acme"), "acc_Acme", "com_North", key, "value", false)
	}
	had := len(must(w.s.Company(t.Context(), w.as("Acme"), "acc_Acme", "com_North"))(w).Settings)
	for i := range maxSettings - had {
		if err := add(fmt.Sprint("key ", i)); err != nil {
			t.Fatalf("setting %d: %v", i, err)
		}
	}
	equal(t, "one more", wrongField(add("one more"), "key"), Reason(TooManySettings{Most: maxSettings}))
	w.must(w.s.RemoveSetting(t.Context(), w.as("Acme"), "acc_Acme", "com_North", "key 0"))
	equal(t, "after one was removed", outcome(add("one more")), "done")
}
