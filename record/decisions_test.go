package record

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// receipt is a receipt of a log's entries about a request, with the other entries that it needs.
func (m *memory) receipt(form Form, entries ...Entry) string {
	m.Helper()
	var b bytes.Buffer
	w := Writer{Form: form, About: About{AccountID: "acc_Acme", Account: "Acme", RequestID: "req_1"}, Head: m.sign(), Signer: m.signer, Log: m}
	w.Begin(&b)
	m.must(w.Write(entries, func(Entry) *Entry { return nil }))
	m.must(w.Seal())
	return b.String()
}

// found is what Verify and VerifyExport find in a log with these entries. Both must find the same.
func found(t *testing.T, entries ...Entry) (Decisions, error) {
	t.Helper()
	m := newMemory(t)
	for _, e := range entries {
		m.append(e)
	}
	v, err := Verify(m, Kept{})
	for _, form := range forms {
		x, exported := m.verify(m.receipt(form, m.entries...))
		if (err == nil) != (exported == nil) || err != nil && !strings.Contains(exported.Error(), err.Error()) {
			t.Errorf("Verify says %v, and VerifyExport of %s %v", err, form, exported)
		}
		if err == nil {
			equal(t, "it is as exported", reflect.DeepEqual(x.Decisions, v.Decisions), true)
		}
	}
	return v.Decisions, err
}

func wants(t *testing.T, what string, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}

// registered is the entry that adds a passkey to a login of Acme.
func registered(s Signature, login string) Entry {
	return Entry{ActorAccountID: "acc_Acme", ActorUserID: "usr_" + login, Action: passkeyAdded, ObjectID: "pky_" + login, After: fmt.Sprintf(`{"fingerprint":%q}`, Fingerprint(s.PublicKey))}
}

// Whatever else was signed than what the entries say is found. The rest is listed, with why.
func TestEachValueOfADecisionIsCompared(t *testing.T) {
	p := passkeys(t)["P-256"]
	notCompared := map[string]string{
		"account_name": "the account is", "requested_by": "the person's name with the login is", "rule": "no entry names the rule that applied",
		"nonce": "it is random", "people": "one and no number are the same",
		"not_before": "there is an exact beginning",
	}
	right := aDecision()
	for i, v := range right.values() {
		d := aDecision()
		switch value := d.values()[i]; v.name {
		case "until":
			must(0, value.read(decidedAt.Format(time.RFC3339Nano)))(t)
		case "at", "not_before", "valid_from", "valid_to":
			must(0, value.read(decidedAt.Add(30*time.Hour).Format(time.RFC3339Nano)))(t)
		case "length":
			d.ValidTo = time.Time{}
			must(0, value.read("30h"))(t)
		case "people":
			d.People = 0
		default:
			must(0, value.read("x"))(t)
		}
		s := p.signs(t, d, nil)
		_, err := found(t, askedEntry(), registered(s, "sue"), signedEntry(t, s, nil))
		equal(t, v.name+" is compared", err != nil, notCompared[v.name] == "")
	}
}

// What was asked for must be what was signed: who gets access, to what, and for how long.
func TestWhatWasAskedForIsWhatWasSigned(t *testing.T) {
	s := passkeys(t)["P-256"].signs(t, aDecision(), nil)
	said := func(was, is string) func(e *Entry) {
		return func(e *Entry) { e.After = strings.Replace(e.After, was, is, 1) }
	}
	for want, change := range map[string]func(e *Entry){
		"": func(*Entry) {},
		`has "Mallory (mallory)" as requested_by, and what was signed is "Vera Voss (vera)"`: said("Vera Voss (vera)", "Mallory (mallory)"),
		`has "Vera Voss (vera2)" as requested_by`:                                            said("Vera Voss (vera)", "Vera Voss (vera2)"),
		"its access is , and what was signed is edit":                                        func(e *Entry) { e.After = "" },
		`has "req_9" as extends, and what was signed is "req_0"`:                             said("req_0", "req_9"),
		`has "" as extends`:                                             said(`"extends":"req_0",`, ""),
		`has "com_S" as company`:                                        func(e *Entry) { e.ObjectID = "com_S" },
		`has "acc_B" as account`:                                        func(e *Entry) { e.AccountID = "acc_B" },
		`has "acc_Evil" as requesting account`:                          func(e *Entry) { e.ActorAccountID = "acc_Evil" },
		`in entry 0 by vera @ Evil, and what was signed is of "Vendor"`: func(e *Entry) { e.ActorName = "vera @ Evil" },
		`in entry 0 by My Vendor`:                                       func(e *Entry) { e.ActorName = "My Vendor" },
		"its valid_to is 2026-03-02T15:00:30Z":                          said("T14:", "T15:"),
		"its valid_from is 2026-03-02T09:00:30Z":                        said("T10:", "T09:"),
		"its access is read_only":                                       said("edit", "read_only"),
		"nobody asked for the request req_1":                            func(e *Entry) { e.Action = "request.withdrawn" },
		"nobody asked for the request req_1, or it was decided before":  func(e *Entry) { e.RequestID = "req_2" },
	} {
		asked := askedEntry()
		change(&asked)
		if strings.HasPrefix(want, "nobody") { // a file need not have everything
			m := newMemory(t)
			m.append(asked)
			m.append(registered(s, "sue"))
			m.append(signedEntry(t, s, nil))
			wants(t, "the whole log", second(Verify(m, Kept{})), want)
			x := must(m.verify(m.export(JSONLines, Head{}, m.entries...)))(t)
			equal(t, "asked", x.Decisions.Each[0].Asked == nil, true)
			continue
		}
		d, err := found(t, asked, registered(s, "sue"), signedEntry(t, s, nil))
		if want != "" {
			wants(t, "changed", err, want)
			continue
		}
		equal(t, "signed", []any{err, d.Signed, *d.Each[0].Asked, *d.Each[0].Registered}, []any{nil, 1, 0, 1})
		equal(t, "window", []time.Time{d.Each[0].Begins, d.Each[0].Ends}, []time.Time{aDecision().ValidFrom, aDecision().ValidTo})
	}
}

// A request that was asked for before there were codes can be granted with a signature afterwards.
// Meanwhile, the person may have got a name.
func TestARequestOfPhrasesIsComparedToo(t *testing.T) {
	s := passkeys(t)["P-256"].signs(t, aDecision(), nil)
	asked := askedEntry()
	asked.Action, asked.After = "access requested", `{"access":"edit","prolongs":"req_0","requested by":"vera","valid from":"2026-03-02T10:00:30Z"}`
	d, err := found(t, asked, registered(s, "sue"), signedEntry(t, s, nil))
	equal(t, "signed", []any{err, d.Signed}, []any{nil, 1})
	asked.After = strings.Replace(asked.After, "vera", "mallory", 1)
	_, err = found(t, asked, registered(s, "sue"), signedEntry(t, s, nil))
	wants(t, "another person", err, `has "mallory" as requested_by, and what was signed is "vera"`)
}

// Who grants less signs less, and the entry must say so.
func TestLessIsSignedAndSaid(t *testing.T) {
	p, d := passkeys(t)["P-256"], aDecision()
	d.ValidTo, d.Access = d.ValidTo.Add(-time.Hour), "read_only"
	s := p.signs(t, d, nil)
	less := map[string]string{"valid_to": "2026-03-02T13:00:30Z", "access": "read_only"}
	_, err := found(t, askedEntry(), registered(s, "sue"), signedEntry(t, s, less))
	equal(t, "said", err, nil)
	for name := range less {
		_, err := found(t, askedEntry(), registered(s, "sue"), signedEntry(t, s, map[string]string{name: less[name]}))
		wants(t, "only "+name+" said", err, "not this decision: its ")
	}
}

// Who signs as one of two people does not grant alone: another login has approved before.
func TestOneOfTwoPeopleDoesNotGrantAlone(t *testing.T) {
	keys, d := passkeys(t), aDecision()
	d.People, d.Nonce = 2, "sue"
	s := keys["P-256"].signs(t, d, nil)
	d.Decider, d.Nonce = "pia @ Acme", "pia"
	of := keys["Ed25519"].signs(t, d, nil)
	approval := func(change func(e *Entry)) Entry {
		e := signedEntry(t, of, nil)
		e.Action, e.ActorUserID, e.ActorName = requestApproved, "usr_pia", "pia @ Acme"
		if change(&e); e.After == "" || e.RequestID != "req_1" || e.ActorUserID == "usr_sue" {
			e.After = `{"person":"Pia"}` // not signed
		}
		return e
	}
	const alone = "nobody else had approved the request"
	for what, c := range map[string]struct {
		before []Entry
		want   string
	}{
		"nobody":               {nil, alone},
		"herself":              {[]Entry{approval(func(e *Entry) { e.ActorUserID, e.ActorName = "usr_sue", "sue @ Acme" })}, alone},
		"herself, renamed":     {[]Entry{approval(func(e *Entry) { e.ActorUserID, e.ActorName = "usr_sue", "susan @ Acme" })}, alone},
		"of another request":   {[]Entry{approval(func(e *Entry) { e.RequestID = "req_2" })}, alone},
		"another":              {[]Entry{approval(func(*Entry) {})}, ""},
		"another, not signed":  {[]Entry{approval(func(e *Entry) { e.After = "" })}, ""},
		"another, in a phrase": {[]Entry{approval(func(e *Entry) { e.Action, e.After = "access request approved by one of two", "" })}, ""},
		"another, then denied": {[]Entry{approval(func(*Entry) {}), {Action: requestDenied, RequestID: "req_1"}, askedEntry()}, alone},
		"her, by her name":     {[]Entry{approval(func(e *Entry) { e.ActorUserID, e.ActorName, e.After = hidden, "sue @ Acme", "" })}, alone},
		"a hidden one":         {[]Entry{approval(func(e *Entry) { e.ActorUserID, e.After = hidden, "" })}, ""},
	} {
		entries := append([]Entry{askedEntry(), registered(s, "sue"), registered(of, "pia")}, c.before...)
		x, err := found(t, append(entries, signedEntry(t, s, nil))...)
		if c.want != "" {
			wants(t, what, err, c.want)
			continue
		}
		equal(t, what, []any{err, *x.Each[len(x.Each)-1].Approved}, []any{nil, 3})
	}
}

// A signature counts once. Nobody decides again with it, whatever happened in between.
func TestASignatureCountsOnce(t *testing.T) {
	keys, d := passkeys(t), aDecision()
	s := keys["P-256"].signs(t, d, nil)
	granted := signedEntry(t, s, nil)
	revoked := Entry{Action: "request.revoked", RequestID: "req_1"}
	again := signedEntry(t, keys["P-256"].signs(t, d, nil), nil) // the same decision, another signature
	d.People = 2
	two := keys["P-256"].signs(t, d, nil)
	approved := signedEntry(t, two, nil)
	approved.Action = requestApproved
	for what, then := range map[string][]Entry{
		"at once":                  {granted, granted},
		"after it was revoked":     {granted, revoked, granted},
		"asked for again":          {granted, revoked, askedEntry(), granted},
		"signed again":             {granted, again},
		"as the second of two":     {approved, signedEntry(t, two, nil)},
		"as another one's of both": {approved, approved},
	} {
		_, err := found(t, append([]Entry{askedEntry(), registered(s, "sue")}, then...)...)
		wants(t, what, err, "was signed before, in entry 2: a signature counts once")
	}
	d = aDecision()
	d.Nonce = "BBBB"
	second := signedEntry(t, keys["P-256"].signs(t, d, nil), nil)
	v, err := found(t, askedEntry(), registered(s, "sue"), granted, askedEntry(), second)
	equal(t, "another one", []any{err, v.Signed}, []any{nil, 2})
}

// Who has a passkey and does not sign is named, as long as they have it.
func TestWhoDidNotSignAlthoughTheyCould(t *testing.T) {
	s := passkeys(t)["P-256"].signs(t, aDecision(), nil)
	added, nameless := registered(s, "sue"), registered(s, "sue")
	nameless.ObjectID, nameless.After = "pky_2", `{"name":"phone"}`
	removed := Entry{Action: passkeyRemoved, ObjectID: "pky_sue"}
	reset := Entry{Action: factorsReset, AccountID: "acc_Acme", ObjectID: "usr_sue"}
	granted := signedEntry(t, s, nil)
	granted.After = `{"state":"ACTIVE"}`
	approved := granted
	approved.Action = requestApproved
	own, shared := granted, added // an account login
	own.ActorUserID, shared.ActorUserID = "", ""
	for what, c := range map[string]struct {
		entries []Entry
		want    []int64
	}{
		"without one":                {[]Entry{granted}, nil},
		"with one":                   {[]Entry{added, granted}, []int64{1}},
		"with one of before":         {[]Entry{nameless, granted}, []int64{1}},
		"as one of two":              {[]Entry{added, approved, granted}, []int64{1, 2}},
		"before":                     {[]Entry{granted, added}, nil},
		"removed":                    {[]Entry{added, removed, granted}, nil},
		"one of two removed":         {[]Entry{added, nameless, removed, granted}, []int64{3}},
		"reset":                      {[]Entry{added, nameless, reset, granted}, nil},
		"reset, and then again":      {[]Entry{added, reset, nameless, granted}, []int64{3}},
		"another's":                  {[]Entry{registered(s, "pia"), granted}, nil},
		"another's reset":            {[]Entry{added, {Action: factorsReset, AccountID: "acc_Acme", ObjectID: "usr_pia"}, granted}, []int64{2}},
		"an account login":           {[]Entry{shared, own}, []int64{1}},
		"an account login's, user":   {[]Entry{shared, granted}, nil},
		"an account login, reset":    {[]Entry{shared, {Action: factorsReset, AccountID: "acc_Acme", ObjectID: "acc_Acme"}, own}, nil},
		"by standing consent, later": {[]Entry{added, {Action: requestConsented, ActorAccountID: "acc_Acme", ActorUserID: "usr_sue"}}, nil},
	} {
		d, err := found(t, c.entries...)
		equal(t, what, fmt.Sprint(d.Waived, err), fmt.Sprint(c.want, nil))
	}
}

// A passkey that is gone signs nothing more, in whatever way it went, and excuses no other key.
func TestAPasskeyThatIsGone(t *testing.T) {
	s := passkeys(t)["P-256"].signs(t, aDecision(), nil)
	reset := Entry{Action: factorsReset, AccountID: "acc_Acme", ObjectID: "usr_sue"}
	granted := signedEntry(t, s, nil)
	_, err := found(t, askedEntry(), registered(s, "sue"), reset, granted)
	wants(t, "after a reset", err, "signed with a passkey that was removed before, in entry 2")
	nameless := registered(s, "sue")
	nameless.After = `{"name":"phone"}`
	for what, gone := range map[string]Entry{"removed": {Action: passkeyRemoved, ObjectID: "pky_sue"}, "reset": reset} {
		m := newMemory(t)
		for _, e := range []Entry{askedEntry(), nameless, gone, granted} {
			m.append(e)
		}
		wants(t, "one of before, "+what, second(Verify(m, Kept{})), "signed with a key that was never registered")
	}
}
