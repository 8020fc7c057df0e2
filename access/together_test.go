package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// together are the outcomes of an act on several requests.
func (w *world) together(login string, t Together) string {
	w.Helper()
	outcomes, err := w.s.ActTogether(w.Context(), w.as(login), t)
	if err != nil {
		return outcome(err)
	}
	return strings.Join(each(outcomes, func(o Outcome) string { return outcome(o.Err) }), ", ")
}

// TestTogether: each of several requests is decided by itself, with its own entry, whatever becomes
// of the others.
func TestTogether(t *testing.T) {
	for _, c := range []struct {
		name, login string
		act         TogetherAct
		reason      string
		want, then  string
	}{
		{"granted", "sue @ Acme", GrantTogether, "", "done, done, conflict, conflict, not found", "ACTIVE ACTIVE DENIED ACTIVE PENDING"},
		{"denied", "sue @ Acme", DenyTogether, "no", "done, done, conflict, conflict, not found", "DENIED DENIED DENIED ACTIVE PENDING"},
		{"denied without a reason", "sue @ Acme", DenyTogether, " ", "invalid reason", "PENDING PENDING DENIED ACTIVE PENDING"},
		{"revoked", "sue @ Acme", RevokeTogether, "", "conflict, conflict, conflict, done, not found", "PENDING PENDING DENIED ENDED PENDING"},
		{"taken back", "vera @ Vendor", WithdrawTogether, "", "done, done, conflict, conflict, not found", "WITHDRAWN WITHDRAWN DENIED ACTIVE PENDING"},
		{"handed back", "vera @ Vendor", HandBackTogether, "", "conflict, conflict, conflict, done, not found", "PENDING PENDING DENIED ENDED PENDING"},
		{"by the wrong side", "vera @ Vendor", GrantTogether, "", "forbidden, forbidden, forbidden, forbidden, not found", "PENDING PENDING DENIED ACTIVE PENDING"},
		{"by a stranger", "bea @ Borealis", RevokeTogether, "", "not found, not found, not found, not found, conflict", "PENDING PENDING DENIED ACTIVE PENDING"},
		{"with an act that is none", "sue @ Acme", "shorten", "", "not found, not found, not found, not found, not found", "PENDING PENDING DENIED ACTIVE PENDING"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			other := must(w.s.Ask(t.Context(), w.as("Kite"), NewRequest{
				AccountID: "acc_Borealis", CompanyID: "com_Bay", RequestedBy: "usr_kim", ValidFrom: local(start), ValidTo: local(to),
			}))(w)
			list := []Request{w.asked(start, to), w.asked(start, to), w.asked(start, to), w.granted(start, to), other}
			w.must(w.act("deny", "Acme", list[2].ID))
			before := int64(len(w.entries(0)))
			ids := each(list, func(r Request) string { return r.ID })
			equal(t, "outcomes", w.together(c.login, Together{Act: c.act, IDs: append(ids, ids[0]), Reason: c.reason}), c.want)
			equal(t, "then", strings.Join(each(list, func(r Request) string {
				return string(must(w.s.Request(t.Context(), w.as("Root"), r.ID))(w).State(w.clock))
			}), " "), c.then)
			acts := 0
			for _, e := range w.entries(before) {
				if Action(e.Action) != Denied {
					acts++
				}
			}
			equal(t, "entries", acts, strings.Count(c.want, "done"))
			w.isSound()
		})
	}
}

// TestTogetherOnce: sent again with the same key, it does the rest, and nothing twice.
func TestTogetherOnce(t *testing.T) {
	w := newWorld(t)
	a, b := w.asked(start, to), w.asked(start, to)
	equal(t, "the first", w.together("Acme", Together{Act: GrantTogether, IDs: []string{a.ID}, Key: "k"}), "done")
	equal(t, "again, with another", w.together("Acme", Together{Act: GrantTogether, IDs: []string{a.ID, b.ID}, Key: "k"}), "done, done")
	equal(t, "another form", w.together("Acme", Together{Act: GrantTogether, IDs: []string{a.ID, b.ID}, Key: "l"}), "conflict, conflict")
	granted := slices.DeleteFunc(w.entries(0), func(e db.RecordEntry) bool { return Action(e.Action) != RequestGranted })
	equal(t, "entries", len(granted), 2)
}

// TestTogetherObeysEachRule: what one request's rules say holds for that one alone.
func TestTogetherObeysEachRule(t *testing.T) {
	w := newWorld(t)
	long := w.asked(start, start.Add(5*time.Hour))
	short := w.asked(start, start.Add(time.Hour))
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.LongestHours, f.TwoApprovals = "2", true })))
	ids := []string{long.ID, short.ID}
	equal(t, "the first of two people", w.together("sue @ Acme", Together{Act: GrantTogether, IDs: ids}), "invalid valid_to, done")
	equal(t, "it waits for the other", w.request(short.ID).State(w.clock), Pending)
	w.clock = w.clock.Add(time.Second)
	w.oldProofs()
	equal(t, "with an old proof", w.together("paul @ Acme", Together{Act: GrantTogether, IDs: ids}), "failed: the proof is too old")
}

func TestTogetherIsBounded(t *testing.T) {
	w := newWorld(t)
	equal(t, "none", w.together("Acme", Together{Act: GrantTogether}), "invalid requests")
	many := make([]string, MaxTogether+1)
	for i := range many {
		many[i] = fmt.Sprint("req_", i)
	}
	equal(t, "too many", w.together("Acme", Together{Act: GrantTogether, IDs: many}), "invalid requests")
}
