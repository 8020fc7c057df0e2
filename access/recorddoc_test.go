package access

import (
	"context"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// docRows returns the rows of the table in docs/record.md whose first column has the given heading,
// without backquotes.
func docRows(t *testing.T, first string) (rows [][]string) {
	t.Helper()
	for line := range strings.Lines(recordDoc(t)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i, c := range cells {
			cells[i] = strings.TrimSpace(c)
		}
		switch {
		case cells[0] == first && len(cells) > 1:
			rows = [][]string{}
		case rows != nil && len(cells) < 2:
			return rows
		case rows != nil && !strings.HasPrefix(cells[0], "-"):
			cells[0] = strings.Trim(cells[0], "`")
			rows = append(rows, cells)
		}
	}
	t.Fatalf("docs/record.md has no table of %s", first)
	return nil
}

var readRecordDoc = sync.OnceValues(func() ([]byte, error) { return os.ReadFile("../docs/record.md") })

func recordDoc(t *testing.T) string {
	t.Helper()
	text, err := readRecordDoc()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestRecordDoc: docs/record.md names every action, detail and permission, with its old phrase.
func TestRecordDoc(t *testing.T) {
	was := func(old string) string {
		if old == "" {
			return "–"
		}
		return old
	}
	var want [][]string
	for _, a := range Actions {
		want = append(want, []string{string(a), was(a.OldPhrase())})
	}
	want[slices.Index(Actions, Denied)][1] = "denied" // always was a code
	equal(t, "actions", firstTwo(docRows(t, "action")), want)

	olds := map[Detail]string{
		DetailPeriodFrom: "period", DetailPeriodTo: "period", DetailRepeated: "times: … more", DetailVarious: "on: others than before",
		DetailAccessKept: "access: kept as in the backup",
	}
	for old, d := range oldDetails {
		olds[d] = old
	}
	for _, d := range []Detail{DetailCause, DetailWhy, DetailWhyAt, DetailWhyBy, DetailWhyReason, DetailLanguage, DetailProof, DetailPasskey, DetailSecondFactor, DetailEmailAccepted, DetailEmailDoubted, DetailPasswordDays, DetailSessions, DetailSince,
		DetailClientID, DetailPublic, DetailRedirectURIs, DetailAfterLogoutURIs, DetailLogoutURI, DetailHint, DetailWebapps,
		DetailSigningKey, DetailNextSigningKey, DetailOldSigningKey,
		DetailFingerprint, DetailDecision, DetailAuthenticatorData, DetailClientData, DetailSignature, DetailCredential,
		DetailProvider, DetailIssuer, DetailClientSecret, DetailScopes, DetailGroupsClaim, DetailGroups, DetailFactorValues, DetailEnabled, DetailRequired, DetailCreates, DetailSubject, DetailHow, DetailTicket} {
		olds[d] = "–"
	}
	want = nil
	for _, d := range slices.Sorted(slices.Values(Details)) {
		old, ok := olds[d]
		if !ok {
			old = string(d)
		}
		want = append(want, []string{string(d), old})
	}
	equal(t, "details", firstTwo(docRows(t, "detail")), want)

	want = nil
	for _, phrase := range slices.Sorted(maps.Keys(oldFunctions)) {
		want = append(want, []string{string(oldFunctions[phrase]), phrase})
	}
	slices.SortFunc(want, slices.Compare)
	equal(t, "functions", firstTwo(docRows(t, "permission")), want)
}

func firstTwo(rows [][]string) [][]string {
	return mapped(rows, func(row []string) []string { return row[:2] })
}

var docCode = regexp.MustCompile("`([a-z_0-9]+)`")

// documented returns the details that docs/record.md lists for each action. Any action may also
// have restoreDetails, and the passkey of an account login.
func documented(t *testing.T) map[Action][]Detail {
	t.Helper()
	all := map[Action][]Detail{}
	for _, row := range docRows(t, "action") {
		for _, code := range docCode.FindAllStringSubmatch(row[2], -1) {
			all[Action(row[0])] = append(all[Action(row[0])], Detail(code[1]))
		}
	}
	return all
}

// restoreDetails are the additional details of an entry that a restore wrote.
var restoreDetails = []Detail{DetailCause, DetailBackupOf, DetailWhy, DetailWhyAt, DetailWhyBy, DetailWhyReason}

// wantDocumented requires docs/record.md to list every detail of every entry under its action.
func (w *world) wantDocumented(restored []Detail) {
	w.Helper()
	all := documented(w.T)
	for e, err := range (storedLog{context.WithoutCancel(w.Context()), w.store.Read}).Entries(0) {
		w.must(err)
		a := actionOf(e.Action)
		for _, text := range []string{e.Before, e.After} {
			for d := range detailsOf(a, text) {
				if !isVerbatim(a) && !slices.Contains(all[a], d) && !slices.Contains(restored, d) && d != DetailPasskey {
					w.Errorf("entry %d, %s: docs/record.md does not name the detail %s", e.Seq, a, d)
				}
			}
		}
	}
}

func TestDetailsOfPhrasesAreDocumented(t *testing.T) {
	recordOfPhrases(t).wantDocumented([]Detail{DetailReason})
}
