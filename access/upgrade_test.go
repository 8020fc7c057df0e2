package access

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"latchkey/record"
)

// What began while the record had phrases, and was still open at its end.
const (
	grantOfPhrases   = "req_01KQSC90MGF0GEWXRP9W83Z919"
	waitingOfPhrases = "req_01KQSCCD18JS8AR0B1B0FMAS2B"
	halfOfPhrases    = "req_01KQSCDH5GS3Z9Y9DDYYE2ZG3Y"
)

// goneOn is recordOfPhrases, in which everything that was open continues with codes.
func goneOn(t *testing.T) *world {
	t.Helper()
	w := recordOfPhrases(t)
	w.clock = w.clock.Add(time.Minute)
	account := func(name string) string {
		return must(w.store.Read.GetAccountByRef(t.Context(), accountRef(name)))(w).ID
	}
	acme, borealis, north := account("Acme"), account("Borealis"), "com_01KJPWSM2RNYEGCTZBP5HS728B"
	vera, sue := w.as("vera @ Vendor"), w.as("sue @ Acme")

	_, err := w.s.Company(t.Context(), vera, acme, north)
	w.must(err)
	w.must(w.s.AddSetting(t.Context(), sue, acme, north, "no bound", "4 hours from GRANT", false))
	w.must(w.s.SetRule(t.Context(), sue, acme, RuleForm{LongestHours: "5", Hours: HoursForm{Weekdays: []time.Weekday{1, 2}, From: "22:00", To: "06:00"}}))
	w.must(w.s.RemoveRule(t.Context(), sue, acme, ""))
	_, err = w.s.GrantLess(t.Context(), sue, waitingOfPhrases, Terms{Length: "1.5", ReadOnly: true})
	w.must(err)
	_, err = w.s.Grant(t.Context(), w.as("paul @ Acme"), halfOfPhrases)
	w.must(err)
	_, err = w.s.Revoke(t.Context(), sue, grantOfPhrases, "done")
	w.must(err)
	bea := w.as("bea @ Borealis")
	w.must(w.s.GiveConsent(t.Context(), bea, borealis, ConsentForm{
		CompanyID: "com_01KJPWX0FGVAVHQ79FZP7W9F2M", Requester: "Vendor", LongestHours: "2", ValidTo: local(w.clock.Add(48 * time.Hour)),
		Hours: HoursForm{Weekdays: []time.Weekday{0, 1, 2, 3, 4, 5, 6}},
	}))
	w.clock = w.clock.Add(time.Minute)
	return w
}

// The record continues with codes after phrases: check finds nothing, everything verifies, and both
// are shown as one.
func TestTheRecordGoesOnWithCodes(t *testing.T) {
	w := goneOn(t)
	for _, f := range must(w.s.Check(t.Context(), true))(w) {
		t.Error(f.What)
	}
	w.must(second(w.s.VerifyRecord(t.Context(), nil)))
	checkpoints, _, err := record.SplitHeads(phrases(t, "heads"))
	w.must(err)
	_, err = w.s.VerifyAgainst(t.Context(), record.Kept{Checkpoints: checkpoints, PublicKeys: strings.Fields(phrases(t, "public-keys"))})
	w.must(err)

	_, err = w.s.SignHead(t.Context())
	w.must(err)
	for _, id := range []string{grantOfPhrases, waitingOfPhrases, halfOfPhrases} {
		var b bytes.Buffer
		w.must(w.s.Receipt(t.Context(), w.as("sue @ Acme"), id, func() io.Writer { return &b }))
		_, err := record.VerifyExport(&b, strings.Fields(phrases(t, "public-keys")), nil)
		w.must(err)
	}
}

// A page that was read before and after there were codes is one page in the report, and the acts
// are one story.
func TestReportOfPhrasesAndCodes(t *testing.T) {
	w := goneOn(t)
	r := must(w.s.Report(t.Context(), w.as("sue @ Acme"), grantOfPhrases, ReportPlace{}))(w)
	equal(t, "pages", len(r.Pages), 1)
	equal(t, "the page", []any{r.Pages[0].Action, r.Pages[0].ObjectName, r.Pages[0].Times}, []any{CompanyRead, "North", int64(2)})
	var acts []Action
	for _, a := range r.Acts {
		acts = append(acts, a.Action)
	}
	equal(t, "acts", acts, []Action{RequestAsked, RequestGranted, GrantRevoked})
	equal(t, "its length", []string{r.Acts[1].Before[DetailLength], r.Acts[1].After[DetailState]}, []string{"4h0m0s", "ACTIVE"})

	r = must(w.s.Report(t.Context(), w.as("sue @ Acme"), waitingOfPhrases, ReportPlace{}))(w)
	last := r.Acts[len(r.Acts)-1]
	equal(t, "granted less", []any{last.Action, last.Before[DetailLength], last.Before[DetailAccess], last.After[DetailAccess]},
		[]any{RequestGranted, "4h0m0s", AccessEdit, AccessReadOnly})
}

// The statement that counts pages knows each phrase's code.
func TestPagesReadHaveTheirCodes(t *testing.T) {
	for a := range readActions {
		if code := strings.ReplaceAll(strings.ReplaceAll(a.OldPhrase(), " page read", ".read"), "secret ", ""); code != string(a) {
			t.Errorf("%s is %s for the statement", a, code)
		}
	}
	for _, a := range Actions {
		if read := strings.HasSuffix(a.OldPhrase(), " page read") || strings.HasSuffix(string(a), ".read"); read != readActions[a] {
			t.Errorf("%s reads a page: %v for the statement", a, read)
		}
	}
}
