package access

import (
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access/passkeytest"
	"latchkey/db"
)

// factorAdders are the ways in which a session adds a second factor to its login.
var factorAdders = map[Proof]func(*world, Actor) error{
	ProofPasskey: func(w *world, by Actor) error {
		options, err := w.s.NewPasskeyOptions(w.Context(), by)
		if err != nil {
			return err
		}
		return second(w.s.AddPasskey(w.Context(), by, newPasskey(passkeytest.New(passkeyPage).Register(options))))
	},
	ProofCode: func(w *world, by Actor) error {
		if err := w.s.BeginCode(w.Context(), by); err != nil {
			return err
		}
		secret := must(codeText.DecodeString(strings.Join(must(w.s.PendingCode(w.Context(), by))(w).Groups, "")))(w)
		return second(w.s.ConfirmCode(w.Context(), by, must(codeOf(secret, w.clock.Unix()/30))(w)))
	},
}

// signedInTwice is a world where a login has two sessions, both just begun by password, and others
// have one each.
func signedInTwice(t *testing.T, login string) (w *world, own, other string, in func(token string) bool) {
	t.Helper()
	w = newPasskeyWorld(t)
	w.s.freshFor = DefaultFreshFor
	w.as("paul @ Acme")
	own, other = w.session(login), w.session(login)
	return w, own, other, func(token string) bool {
		_, err := w.s.Authenticate(t.Context(), token, address)
		return err == nil
	}
}

// The first second factor is the proof of the session that added it, which goes on without being
// asked again. It ends the login's other sessions, because their password alone proves nothing any
// more, and nobody else's. Another factor ends nothing.
func TestTheFirstFactorIsTheProofOfItsSession(t *testing.T) {
	for _, login := range []string{"sue @ Acme", "Acme"} {
		for proof, add := range factorAdders {
			w, own, other, in := signedInTwice(t, login)
			requested(w)
			w.clock = w.clock.Add(time.Minute)
			by := must(w.s.Authenticate(t.Context(), own, address))(w)
			what := login + " adds " + string(proof)
			lines := w.recorded(func() { equal(t, what, outcome(add(w, by)), "done") })
			equal(t, what+": entries", actionsIn(lines), "added sessions.ended factor.recovery_made")
			equal(t, what+": in", []bool{in(own), in(other), in(w.sessions["paul @ Acme"])}, []bool{true, false, true})
			by = must(w.s.Authenticate(t.Context(), own, address))(w)
			equal(t, what+": proofs", []any{by.Proofs.List, by.Proved}, []any{[]Proof{ProofPassword, proof}, w.clock})
			equal(t, what+": page", w.s.CheckProof(t.Context(), by), nil)
			equal(t, what+": grant", outcome(second(w.s.Grant(t.Context(), by, w.latest()))), "done")

			third := w.session(login)
			for next, add := range factorAdders {
				if next == proof {
					continue
				}
				lines = w.recorded(func() { equal(t, what+", then "+string(next), outcome(add(w, by)), "done") })
				equal(t, what+", then "+string(next)+": entries", actionsIn(lines), "added")
			}
			equal(t, what+": a later one", []bool{in(own), in(third)}, []bool{true, true})
		}
	}
}

// actionsIn are the actions in the lines of recorded. That a factor was added is "added".
func actionsIn(lines []string) string {
	var actions []string
	for _, line := range lines {
		action := strings.Split(line, ": ")[1]
		if strings.HasSuffix(action, "_added") {
			action = "added"
		}
		actions = append(actions, action)
	}
	return strings.Join(actions, " ")
}

// A factor that is added on the way in ends all sessions by password alone, too.
func TestTheFirstFactorOnTheWayInEndsSessions(t *testing.T) {
	w := newWorld(t)
	w.session("Vendor")
	w.required()
	half, token := w.arrive("Vendor")
	pending := must(w.s.CodeToAdd(t.Context(), half.Half))(w)
	secret := must(codeText.DecodeString(strings.Join(pending.Groups, "")))(w)
	_, _, err := w.s.AddCode(t.Context(), half.Half, Client{Address: address}, must(codeOf(secret, w.clock.Unix()/30))(w), newToken(&token))
	w.must(err)
	by := must(w.s.Authenticate(t.Context(), token, address))(w)
	list := must(w.s.Sessions(t.Context(), by))(w)
	equal(t, "sessions", each(list, func(s Session) string { return s.Proofs.String() }), "[PASSWORD CODE]")
	ended := slices.ContainsFunc(w.entries(0), func(e db.RecordEntry) bool { return e.Action == string(SessionsEnded) })
	equal(t, "recorded", ended, true)
}

// Whoever removes a factor may do so because someone else has it. So the login's other sessions
// end, and what someone has begun with its password, whether or not it was the last factor.
func TestARemovedFactorEndsOtherSessions(t *testing.T) {
	for what, remove := range map[string]func(*world, Actor) error{
		"a passkey": func(w *world, by Actor) error {
			return w.s.RemovePasskey(w.Context(), by, must(w.s.Passkeys(w.Context(), by))(w)[0].ID)
		},
		"codes":    func(w *world, by Actor) error { return w.s.RemoveCode(w.Context(), by) },
		"the last": func(w *world, by Actor) error { return w.s.RemoveCode(w.Context(), by) },
	} {
		w, own, _, in := signedInTwice(t, "sue @ Acme")
		by := must(w.s.Authenticate(t.Context(), own, address))(w)
		w.must(factorAdders[ProofCode](w, by))
		if what != "the last" {
			by = must(w.s.Authenticate(t.Context(), own, address))(w)
			w.must(factorAdders[ProofPasskey](w, by))
		}
		other := w.session("sue @ Acme")
		half, _ := w.arrive("sue @ Acme")
		lines := w.recorded(func() { equal(t, what, outcome(remove(w, by)), "done") })
		equal(t, what+": ended", strings.Contains(strings.Join(lines, " "), "sue @ Acme: sessions.ended: sue"), true)
		equal(t, what+": in", []bool{in(own), in(other), in(w.sessions["paul @ Acme"])}, []bool{true, false, true})
		equal(t, what+": half", second(w.s.HalfSignedIn(t.Context(), half.Half)), ErrNotFound)
	}
}

// The mail about a factor says that it signed the login out elsewhere, and only if it did.
func TestTheMailAboutAFactorSaysWhatItEnded(t *testing.T) {
	w, own, _, _ := signedInTwice(t, "sue @ Acme")
	w.enableMail()
	ended := map[SecurityEvent]int64{}
	w.s.letters = func(l Letter) Written {
		ended[l.Login.Security.Event] = l.Login.Security.Ended
		return Written{Subject: "news", Body: "news"}
	}
	by := must(w.s.Authenticate(t.Context(), own, address))(w)
	w.must(factorAdders[ProofCode](w, by))
	by = must(w.s.Authenticate(t.Context(), own, address))(w)
	w.must(factorAdders[ProofPasskey](w, by))
	w.session("sue @ Acme")
	w.session("sue @ Acme")
	w.must(w.s.RemovePasskey(t.Context(), by, must(w.s.Passkeys(t.Context(), by))(w)[0].ID))
	w.must(w.s.RemoveCode(t.Context(), by))
	equal(t, "ended", ended, map[SecurityEvent]int64{SecurityCodesAdded: 1, SecurityPasskeyAdded: 0, SecurityPasskeyRemoved: 2, SecurityCodesRemoved: 0})
}
