package access

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"latchkey/access/passkeytest"
	"latchkey/db"
	"latchkey/record"
)

// newSigningWorld is a world with passkeys, in which the record is signed, too.
func newSigningWorld(t *testing.T) *world {
	t.Helper()
	w := newPasskeyWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	return w
}

// sign signs a decision with a device. The result are the terms with the signature.
func (w *world) sign(login string, d *passkeytest.Device, id string, terms Terms) Terms {
	w.Helper()
	options := must(w.s.DecisionOptions(w.Context(), w.as(login), id, terms))(w)
	terms.Signing.Decision, terms.Signing.Answer = d.SignDecision(options)
	return terms
}

// receiptOf is the verified receipt of a request.
func (w *world) receiptOf(login, id string) record.Export {
	w.Helper()
	var b bytes.Buffer
	w.must(w.s.Receipt(w.Context(), w.as(login), id, func() io.Writer { return &b }))
	return must(w.verify(b.String()))(w)
}

// lastOf is the last entry with an action.
func (w *world) lastOf(a Action) db.RecordEntry {
	w.Helper()
	var last db.RecordEntry
	for _, e := range w.entries(0) {
		if e.Action == string(a) {
			last = e
		}
	}
	return last
}

// Every decision by which a person gives access can be signed, and its receipt alone proves it, for
// both sides.
func TestASignedDecisionVerifiesByItsReceipt(t *testing.T) {
	eleven := local(at("2026-03-02T11:00:00Z"))
	for what, c := range map[string]struct {
		ask         func(w *world) Request
		terms       Terms
		login, says string
	}{
		"a window": {func(w *world) Request { return w.asked(from, to) }, Terms{}, "sue @ Acme",
			"access: edit\naccount: acc_Acme\naccount_name: Acme\nat: 2026-03-02T09:00:59Z\ncompany: com_North\ncompany_name: North\ndecider: sue @ Acme\ndecider_kind: USER\nnonce: …\n" +
				"origin: https://admin.example.com\npeople: 1\nrequest: …\nrequested_by: usr_vera\nrequested_by_name: vera\nrequesting_account: acc_Vendor\nrequesting_account_name: Vendor\n" +
				"until: 2026-03-02T09:05:59Z\nvalid_from: 2026-03-02T10:00:00Z\nvalid_to: 2026-03-02T12:00:00Z\n"},
		"an account login": {func(w *world) Request { return w.asked(from, to) }, Terms{}, "Acme", "decider: Acme\ndecider_kind: ACCOUNT\n"},
		"less":             {func(w *world) Request { return w.asked(from, to) }, Terms{ValidTo: eleven, ReadOnly: true}, "sue @ Acme", "valid_to: 2026-03-02T11:00:00Z\n"},
		"read-only":        {func(w *world) Request { return w.asked(from, to) }, Terms{ReadOnly: true}, "sue @ Acme", "access: read_only\n"},
		"a length":         {func(w *world) Request { return w.askedFor(FourHours) }, Terms{}, "sue @ Acme", "length: 4h0m0s\n"},
		"a shorter length": {func(w *world) Request { return w.askedFor(FourHours) }, Terms{Length: "1.5"}, "sue @ Acme", "length: 1h30m0s\n"},
		"a length later":   {func(w *world) Request { return w.askedFor(FourHours) }, Terms{ValidFrom: eleven}, "sue @ Acme", "not_before: 2026-03-02T11:00:00Z\n"},
		"a length until":   {func(w *world) Request { return w.askedFor(FourHours) }, Terms{ValidTo: eleven}, "sue @ Acme", "valid_to: 2026-03-02T11:00:00Z\n"},
		"an extension": {func(w *world) Request {
			g := w.granted(start, to)
			return must(w.s.Extend(w.Context(), w.as("vera @ Vendor"), g.ID, local(to.Add(time.Hour))))(w)
		}, Terms{}, "sue @ Acme", "extends: req_"},
	} {
		t.Run(what, func(t *testing.T) {
			w := newSigningWorld(t)
			d := w.addPasskey(c.login)
			r := c.ask(w)
			w.clock = w.clock.Add(59 * time.Second) // the minute ends between the question and the answer
			terms := w.sign(c.login, d, r.ID, c.terms)
			w.clock = w.clock.Add(2 * time.Minute)
			r = must(w.s.GrantLess(t.Context(), w.as(c.login), r.ID, terms))(w)
			decision := record.Decision{}
			for _, reader := range []string{"Acme", "vera @ Vendor"} {
				x := w.receiptOf(reader, r.ID)
				equal(t, reader+" reads", []int{x.Decisions.Signed, x.Decisions.Unsigned, x.Decisions.Unregistered}, []int{1, 0, 1})
				equal(t, reader+" reads what was asked for", x.Decisions.Each[0].Asked != nil, true)
				decision = x.Decisions.Each[0].Decision
			}
			equal(t, "window", []time.Time{decision.Begins(r.Decision.At), decision.Ends(r.Decision.At)}, []time.Time{r.Window.From, r.Window.To})
			if !strings.Contains(text(decision), c.says) {
				t.Errorf("%s\ndoes not say %s", text(decision), c.says)
			}
			after := detailsOf(RequestGranted, w.lastOf(RequestGranted).After)
			equal(t, "proof", after[DetailProof], ProofPasskey)
			verified := must(w.s.VerifyAgainst(t.Context(), record.Kept{}))(w)
			equal(t, "in the record", []int{verified.Decisions.Signed, verified.Decisions.Unregistered}, []int{1, 0})
			said := verified.Decisions.Each[0]
			equal(t, "said", []time.Time{said.Begins, said.Ends}, []time.Time{r.Window.From, r.Window.To})
		})
	}
}

// text is a decision without what differs each time.
func text(d record.Decision) string {
	d.Nonce, d.Request = "…", "…"
	return d.Text()
}

// If two people must approve, both sign.
func TestTwoPeopleSign(t *testing.T) {
	w := newSigningWorld(t)
	w.addUser(worldUser{login: "pia @ Acme", roles: []Role{Superuser}}, time.Time{})
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
	sue, pia := w.addPasskey("sue @ Acme"), w.addPasskey("pia @ Acme")
	eleven := local(at("2026-03-02T11:00:00Z"))
	for _, c := range []struct {
		first, then Terms
		says        string
	}{
		{Terms{Length: "3"}, Terms{}, "[sue @ Acme 2 3h0m0s phone pia @ Acme 2 3h0m0s phone]"},
		{Terms{}, Terms{ReadOnly: true, Length: "2"}, "[sue @ Acme 2 4h0m0s phone pia @ Acme 2 2h0m0s phone]"},
		{Terms{ValidTo: local(at("2026-03-02T13:00:00Z"))}, Terms{ValidTo: local(at("2026-03-02T12:30:00Z"))}, "[sue @ Acme 2 0s phone pia @ Acme 2 0s phone]"},
		{Terms{ValidFrom: eleven}, Terms{}, "[sue @ Acme 2 4h0m0s phone pia @ Acme 2 4h0m0s phone]"},
	} {
		r := w.askedFor(FourHours)
		r = must(w.s.GrantLess(t.Context(), w.as("sue @ Acme"), r.ID, w.sign("sue @ Acme", sue, r.ID, c.first)))(w)
		equal(t, "after one", r.State(w.clock), Pending)
		w.clock = w.clock.Add(10 * time.Minute)
		r = must(w.s.GrantLess(t.Context(), w.as("pia @ Acme"), r.ID, w.sign("pia @ Acme", pia, r.ID, c.then)))(w)
		equal(t, "after two", r.Decision != nil, true)
		for _, reader := range []string{"Acme", "vera @ Vendor"} {
			x := w.receiptOf(reader, r.ID)
			equal(t, reader+" reads", each(x.Decisions.Each, func(d record.SignedDecision) string {
				return fmt.Sprint(d.Decision.Decider, " ", d.Decision.People, " ", d.Decision.Length, " ", d.Passkey)
			}), c.says)
			last := x.Decisions.Each[1]
			equal(t, "window", []time.Time{last.Begins, last.Ends}, []time.Time{r.Window.From, r.Window.To})
			equal(t, "who else", *last.Approved, x.Decisions.Each[0].Seq)
		}
	}
	equal(t, "in the record", must(w.s.VerifyAgainst(t.Context(), record.Kept{}))(w).Decisions.Signed, 8)
}

// A signature counts for one decision only, and only once, in time, for whoever was asked.
func TestASignatureThatDoesNotCount(t *testing.T) {
	grant := func(w *world, login string, id string, terms Terms) error {
		return second(w.s.GrantLess(w.Context(), w.as(login), id, terms))
	}
	for what, c := range map[string]struct {
		try  func(w *world, d *passkeytest.Device, r Request) error
		want Reason
	}{
		"nothing": {func(w *world, _ *passkeytest.Device, r Request) error {
			return grant(w, "sue @ Acme", r.ID, Terms{Signing: Signing{Answer: "{}"}})
		}, NotThisDecision{}},
		"no answer": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{})
			terms.Signing.Answer = ""
			return grant(w, "sue @ Acme", r.ID, terms)
		}, PasskeyNotAccepted{}},
		"an hour longer": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{ValidTo: local(to.Add(-time.Hour))})
			terms.ValidTo = LocalTime{}
			return grant(w, "sue @ Acme", r.ID, terms)
		}, NotThisDecision{}},
		"an hour longer in the text, too": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{ValidTo: local(to.Add(-time.Hour))})
			terms.ValidTo, terms.Signing.Decision = LocalTime{}, strings.Replace(terms.Signing.Decision, "valid_to: 2026-03-02T11", "valid_to: 2026-03-02T12", 1)
			return grant(w, "sue @ Acme", r.ID, terms)
		}, NotThisDecision{}},
		"to edit": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{ReadOnly: true})
			terms.ReadOnly = false
			return grant(w, "sue @ Acme", r.ID, terms)
		}, NotThisDecision{}},
		"another request": {func(w *world, d *passkeytest.Device, r Request) error {
			return grant(w, "sue @ Acme", w.asked(from, to).ID, w.sign("sue @ Acme", d, r.ID, Terms{}))
		}, NotThisDecision{}},
		"another login": {func(w *world, d *passkeytest.Device, r Request) error {
			return grant(w, "Acme", r.ID, w.sign("sue @ Acme", d, r.ID, Terms{}))
		}, NotThisDecision{}},
		"another login's passkey": {func(w *world, _ *passkeytest.Device, r Request) error {
			return grant(w, "sue @ Acme", r.ID, w.sign("sue @ Acme", w.addPasskey("Acme"), r.ID, Terms{}))
		}, PasskeyNotAccepted{}},
		"another session": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{})
			delete(w.sessions, "sue @ Acme")
			return grant(w, "sue @ Acme", r.ID, terms)
		}, NotThisDecision{}},
		"another rule": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{})
			w.must(w.s.SetRule(w.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.LongestHours = "200" })))
			return grant(w, "sue @ Acme", r.ID, terms)
		}, NotThisDecision{}},
		"a proof": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{})
			terms.Signing.Answer = d.Sign(must(w.s.ProofPasskeyOptions(w.Context(), w.as("sue @ Acme")))(w))
			return grant(w, "sue @ Acme", r.ID, terms)
		}, NotThisDecision{}},
		"an own challenge": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{})
			parsed := must(record.ParseDecision(terms.Signing.Decision))(w)
			parsed.Nonce = strings.Repeat("A", len(parsed.Nonce))
			terms.Signing = Signing{Decision: parsed.Text(), Answer: d.Sign(fmt.Appendf(nil, `{"challenge":%q}`, encode(record.Challenge(parsed.Text()))))}
			return grant(w, "sue @ Acme", r.ID, terms)
		}, NotThisDecision{}},
		"late": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{})
			w.clock = w.clock.Add(challengeLifetime)
			return grant(w, "sue @ Acme", r.ID, terms)
		}, SignedTooLate{}},
		"spent": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{})
			w.write(func(q *db.Queries) error { return (&tx{Queries: q, now: w.clock}).spendChallenges(w.Context()) })
			return grant(w, "sue @ Acme", r.ID, terms)
		}, SignedBefore{}},
		"a removed passkey": {func(w *world, d *passkeytest.Device, r Request) error {
			terms := w.sign("sue @ Acme", d, r.ID, Terms{})
			w.removePasskey("sue @ Acme")
			return grant(w, "sue @ Acme", r.ID, terms)
		}, PasskeyNotAccepted{}},
		"another page": {func(w *world, d *passkeytest.Device, r Request) error {
			d.Page = "https://evil.example.com"
			return grant(w, "sue @ Acme", r.ID, w.sign("sue @ Acme", d, r.ID, Terms{}))
		}, PasskeyNotAccepted{}},
		"nobody verified": {func(w *world, d *passkeytest.Device, r Request) error {
			d.Unverified = true
			return grant(w, "sue @ Acme", r.ID, w.sign("sue @ Acme", d, r.ID, Terms{}))
		}, PasskeyNotAccepted{}},
		"a copy": {func(w *world, d *passkeytest.Device, r Request) error {
			stolen := d.Copy()
			w.must(second(w.s.Prove(w.Context(), w.as("sue @ Acme"), TypedProof{Passkey: d.Sign(must(w.s.ProofPasskeyOptions(w.Context(), w.as("sue @ Acme")))(w))})))
			return grant(w, "sue @ Acme", r.ID, w.sign("sue @ Acme", stolen, r.ID, Terms{}))
		}, PasskeyNotAccepted{}},
	} {
		t.Run(what, func(t *testing.T) {
			w := newSigningWorld(t)
			d := w.addPasskey("sue @ Acme")
			r := w.asked(from, to)
			err := c.try(w, d, r)
			var invalid *Invalid
			if !errors.As(err, &invalid) || invalid.Fields[FieldSignature] != c.want {
				t.Errorf("%v, want %T", err, c.want)
			}
			equal(t, "state", must(w.s.Request(t.Context(), w.as("Acme"), r.ID))(w).State(w.clock), Pending)
			refused := w.lastOf(ProofRefused).Seq > 0
			equal(t, "recorded", refused || w.lastOf(PasskeyRefused).Seq > 0, c.want == PasskeyNotAccepted{})
		})
	}
}

// Whoever has a passkey where it works is asked to sign before anything is decided. All others
// decide as they are.
func TestWhoIsAskedToSign(t *testing.T) {
	for what, c := range map[string]struct {
		passkey bool
		at      string
		terms   Terms
		want    string
	}{
		"with a passkey":           {true, passkeyPage, Terms{}, "failed: the decision is not signed"},
		"with a mistake":           {true, passkeyPage, Terms{ValidTo: local(to.Add(time.Hour))}, "invalid valid_to"},
		"without":                  {false, passkeyPage, Terms{}, "done"},
		"at another address":       {true, "http://localhost", Terms{}, "done"},
		"a script, or no passkeys": {true, "", Terms{}, "done"},
	} {
		w := newSigningWorld(t)
		if c.passkey {
			w.addPasskey("sue @ Acme")
		}
		r := w.asked(from, to)
		c.terms.Signing.At = c.at
		recorded := w.recorded(func() {
			equal(t, what, outcome(second(w.s.GrantLess(t.Context(), w.as("sue @ Acme"), r.ID, c.terms))), c.want)
		})
		equal(t, what+": recorded", len(recorded), map[bool]int{true: 1}[c.want == "done"])
		if c.want == "done" {
			x := w.receiptOf("Acme", r.ID)
			equal(t, what+": signed", []int{x.Decisions.Signed, x.Decisions.Unsigned}, []int{0, 1})
			w.clock = w.clock.Add(time.Minute)
			w.addPasskey("sue @ Acme") // which she did not have then
			acts := must(w.s.History(t.Context(), w.as("vera @ Vendor"), r.ID, ""))(w).Acts
			equal(t, what+": waived", []bool{acts[0].Waived, acts[1].Waived}, []bool{false, c.passkey})
			equal(t, what+": named", len(must(w.s.VerifyAgainst(t.Context(), record.Kept{}))(w).Decisions.Waived), map[bool]int{true: 1}[c.passkey])
			continue
		}
		equal(t, what+": options", outcome(second(w.s.DecisionOptions(t.Context(), w.as("vera @ Vendor"), r.ID, Terms{}))), "forbidden")
		equal(t, what+": options for a stranger", outcome(second(w.s.DecisionOptions(t.Context(), w.as("bea @ Borealis"), r.ID, Terms{}))), "not found")
	}
	w := newSigningWorld(t)
	r := w.asked(from, to)
	equal(t, "options without a passkey", outcome(second(w.s.DecisionOptions(t.Context(), w.as("Acme"), r.ID, Terms{}))), "not found")
	equal(t, "nothing was decided", must(w.s.Request(t.Context(), w.as("Acme"), r.ID))(w).State(w.clock), Pending)
}

// A signature is a fresh proof, too: nothing else is asked.
func TestASignatureIsAFreshProof(t *testing.T) {
	w := newSigningWorld(t)
	w.s.freshFor = DefaultFreshFor
	d := w.addPasskey("sue @ Acme")
	r := w.asked(from, to)
	w.clock = w.clock.Add(DefaultFreshFor + millisecond)
	equal(t, "without", outcome(second(w.s.Grant(t.Context(), w.as("sue @ Acme"), r.ID))), "failed: the proof is too old")
	w.must(second(w.s.GrantLess(t.Context(), w.as("sue @ Acme"), r.ID, w.sign("sue @ Acme", d, r.ID, Terms{}))))
	equal(t, "afterwards", w.s.HasFreshProof(t.Context(), w.as("sue @ Acme")), true)
}

// What the record and the tables say must be what was signed.
func TestNobodyMakesUpASignedGrant(t *testing.T) {
	w := newSigningWorld(t)
	d := w.addPasskey("sue @ Acme")
	r := w.asked(from, to)
	w.must(second(w.s.GrantLess(t.Context(), w.as("sue @ Acme"), r.ID, w.sign("sue @ Acme", d, r.ID, Terms{}))))
	w.unsound = true
	w.write(func(q *db.Queries) error {
		return second(q.ShortenGrant(t.Context(), db.ShortenGrantParams{ID: r.ID, AccountID: "acc_Acme", ValidTo: db.Millis(to.Add(-time.Hour)), Now: db.Millis(w.clock), ChangedBy: "sue"}))
	})
	found := must(w.s.Check(t.Context(), true))(w)
	if len(found) == 0 || !strings.Contains(fmt.Sprint(found), "valid_to") {
		t.Error(found)
	}
	// the operator, who has everything but the passkey, copies the signature to another GRANT
	signed := w.lastOf(RequestGranted)
	other := w.asked(from, to)
	w.write(func(q *db.Queries) error {
		e := record.Entry(signed)
		e.RequestID = other.ID
		return second(record.Append(storedLog{t.Context(), q}, e))
	})
	_, err := w.s.VerifyAgainst(t.Context(), record.Kept{})
	if err == nil || !strings.Contains(err.Error(), "not this decision: its request is "+other.ID) {
		t.Error(err)
	}
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
