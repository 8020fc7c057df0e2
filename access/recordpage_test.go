package access

import (
	"fmt"
	"testing"
	"time"

	"latchkey/db"
)

// found is the numbers of the entries on all pages of a search, and the number of pages.
func (w *world) found(by Actor, f RecordFilter) (seqs []int64, pages int) {
	w.Helper()
	for before := (RecordPlace{}); pages == 0 || before != (RecordPlace{}); pages++ {
		p := must(w.s.ReadRecord(w.Context(), by, "acc_Acme", f, before))(w)
		seqs = append(seqs, each(p.Records, func(r Record) int64 { return r.Seq })...)
		before = p.Next
	}
	return seqs, pages
}

func TestTheRecordIsSearched(t *testing.T) {
	w := newWorld(t)
	acme, sue, vera := w.as("Acme"), w.as("sue @ Acme"), w.as("vera @ Vendor")
	for i, e := range []struct {
		by Actor
		Entry
	}{
		{acme, Entry{Action: CompanyCreated, ObjectID: "com_1", ObjectName: "Retail"}},
		{sue, Entry{Action: CompanyUpdated, ObjectID: "com_1", ObjectName: "Retail & Co"}},
		{vera, Entry{Action: CompanyRead, ObjectID: "com_1", ObjectName: "Retail"}},
		{vera, Entry{Action: CompaniesRead, ObjectID: "com_2", ObjectName: "100%_sure"}},
		{sue, Entry{Action: RequestGranted, ObjectID: "com_2", ObjectName: "Wholesale"}},
	} {
		w.clock = start.Add(time.Duration(i) * 24 * time.Hour)
		e.by.session = nil
		e.AccountID = "acc_Acme"
		w.must(w.note(e.by, e.Entry))
	}
	w.must(w.note(Actor{Kind: KindUser, AccountID: "acc_Acme", AccountName: "Acme", UserName: "sue"}, Entry{Action: UserCreated, AccountID: "acc_Vendor", ObjectName: "Retailer"}))
	w.must(w.note(Actor{Kind: KindUser, AccountID: "acc_Acme", AccountName: "Acme", UserName: "sue"}, Entry{Action: Denied, AccountID: "acc_Vendor", ObjectName: "Retail"}))
	acme = w.as("Acme")
	for _, c := range []struct {
		filter RecordFilter
		want   []int64
	}{
		{RecordFilter{}, []int64{5, 4, 3, 2, 1, 0}},
		{RecordFilter{Person: "vera"}, []int64{3, 2}},
		{RecordFilter{Person: " VERA @ "}, []int64{3, 2}},
		{RecordFilter{Person: "usr_sue"}, []int64{4, 1}},
		{RecordFilter{Person: "acc_Vendor"}, []int64{3, 2}},
		{RecordFilter{Person: "nobody"}, nil},
		{RecordFilter{Object: "retail"}, []int64{5, 2, 1, 0}},
		{RecordFilter{Object: "com_2"}, []int64{4, 3}},
		{RecordFilter{Object: "%"}, []int64{3}},
		{RecordFilter{Object: "0%_s"}, []int64{3}},
		{RecordFilter{Object: "_"}, []int64{3}},
		{RecordFilter{Actions: []Action{CompanyRead, CompaniesRead, UserRead}}, []int64{3, 2}},
		{RecordFilter{Actions: []Action{RequestGranted}}, []int64{4}},
		{RecordFilter{Actions: []Action{}}, nil},
		{RecordFilter{Person: "sue", Object: "Retail", Actions: []Action{UserCreated, AccountCreated}}, []int64{5}},
		{RecordFilter{From: "2026-03-03", To: "2026-03-04"}, []int64{2, 1}},
		{RecordFilter{From: "2026-03-03", To: "2026-03-04", Person: "sue"}, []int64{1}},
	} {
		got, _ := w.found(acme, c.filter)
		equal(t, fmt.Sprintf("%+v", c.filter), got, c.want)
	}
}

// A page of a search looks at a limited number of entries; all pages together find everything once.
func TestASearchLooksBackInParts(t *testing.T) {
	w := newWorld(t)
	by := w.as("Acme")
	w.s.searchDepth = 10
	var want, all []int64
	for i := range int64(64) {
		w.clock = start.Add(time.Duration(i/3) * time.Second) // some have the same instant
		e := Entry{Action: UserCreated, AccountID: "acc_Acme"}
		if i%20 == 0 {
			e.Action = UsersRead
			want = append([]int64{i}, want...)
		}
		w.must(w.note(by, e))
		all = append([]int64{i}, all...)
	}
	got, pages := w.found(by, RecordFilter{Actions: []Action{UsersRead}})
	equal(t, "found", got, want)
	if pages < 4 || pages > 7 {
		t.Errorf("in %d pages", pages)
	}
	p := must(w.s.ReadRecord(t.Context(), by, "acc_Acme", RecordFilter{Actions: []Action{NoticesChosen}}, RecordPlace{}))(w)
	equal(t, "nothing yet", []any{len(p.Records), p.Since, p.Next}, []any{0, start.Add(18 * time.Second), RecordPlace{db.Millis(start.Add(18 * time.Second)), 0}})
	p = must(w.s.ReadRecord(t.Context(), by, "acc_Acme", RecordFilter{Actions: []Action{}}, RecordPlace{}))(w)
	equal(t, "no action is searched for: no entry is looked at", []any{len(p.Records), p.Since, p.Next}, []any{0, time.Time{}, RecordPlace{}})
	got, pages = w.found(by, RecordFilter{})
	equal(t, "without a search", []any{got, pages}, []any{all, 2})
	w.s.searchDepth = 64
	got, _ = w.found(by, RecordFilter{Actions: []Action{UsersRead}})
	equal(t, "deep enough", got, want)
	w.s.searchDepth = 65
	_, pages = w.found(by, RecordFilter{Actions: []Action{UsersRead}})
	equal(t, "deeper", pages, 1)
}

func TestParseRecordPlace(t *testing.T) {
	for _, p := range []RecordPlace{{1, 0}, {1772442000000, 5}} {
		equal(t, "place", must(ParseRecordPlace(p.String()))(t), p)
	}
	for _, text := range []string{"", "1", "1-", "-1", "01-2", "1-2-3", "1- 2", "a-b", "0-0", "+1-2"} {
		if p, err := ParseRecordPlace(text); err == nil {
			t.Errorf("%q is %v", text, p)
		}
	}
}
