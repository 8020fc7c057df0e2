package db

import (
	"slices"
	"strings"
	"testing"
)

// sorts are the statements with a limit that sort more rows than they return, and why those are
// few.
var sorts = map[string]string{
	"DeleteOldestSessions": "the few sessions of one login",
	"ListAccounts":         "the page, and the accounts that live grants open: every other is read in order",
	"ListRecord":           "a page of either part",
	"ListRecordToExport":   "a page of either part",
	"ListClosedRequests":   "a page of either part",
	"ListGrantsBetween":    "a page of either part",
	"ListPagesRead":        "the pages read under one grant",
	"ListOpenedWebapps":    "the webapps opened under one grant",
	"ListExtensions":       "what extends one grant",
	"ListDeputyFor":        "whom one user stands in for",
	"ListWaitingRequests":  "what waits for one account",
	"ListVisibleRequests":  "a page of one part; what waits, or is open, everywhere at this moment",
	"ListGrantsNow":        "a page",
	"ListWaitingOf":        "a page",
	"GetEqualRequest":      "what waits in one person's name",
	"ListLastAsked":        "the newest requests of one login",
	"ListLiveGrants":       "the live grants of one login",
	"GetAccount":           "the live grants of one login",
	"GetUser":              "the live grants of one login",
	"GetCompany":           "the live grants of one login",
	"GetSubscription":      "the live grants of one login",
	"ListWebappDoors":      "the roles of one user",
	"ListWebappDoorsDue":   "the roles of one user",
	"GetVisitorGrantOf":    "the live grants of one user",
	"GetExternalBehind":    "those whom one role hangs on",
	"ListUsers":            "the page: its users are found in order",
	"ListSubscribers":      "the page: its users are found in order",
	"ListInvoicesOfPeriod": "the invoices of one account for days since one",
	"ListTroubledMails":    "the mails that the operator has to look at",

	"FindVisibleAccounts":  "those whose name fits: the best stand first",
	"FindVisibleCompanies": "those whose name fits: the best stand first",
	"FindVisibleUsers":     "those whose name fits: the best stand first",
	"FindVisibleRequests":  "the few that were found",
	"FilterRequests":       "a limited number that a search looks at; what waits or is open",
}

// TestPagesAreReadInOrder: a page of a long list must be the next rows of an index, not the first
// rows of a sort of everything.
func TestPagesAreReadInOrder(t *testing.T) {
	s := open(t, made(t), Exclusive)
	texts := allStatements(t)
	for name, text := range texts {
		if !strings.Contains(text, "LIMIT") {
			continue
		}
		if sorted := slices.Contains(plan(t, s, text), "USE TEMP B-TREE FOR ORDER BY"); sorted != (sorts[name] != "") {
			t.Errorf("%s: sorts: %v, which sorts knows as %q", name, sorted, sorts[name])
		}
	}
	for _, c := range []struct{ name, part, want string }{
		{"ListAccounts", "every_account", "SEARCH a USING INDEX sqlite_autoindex_accounts_2 (name_key>?)"},
		{"ListNewestAccounts", "page", "SEARCH a USING INDEX sqlite_autoindex_accounts_1 (id<?)"},
		{"ListUsers", "found", "SEARCH u USING COVERING INDEX users_by_search (account_id=? AND name_key>?)"},
		{"ListSubscribers", "page", "SEARCH u USING COVERING INDEX users_by_search (account_id=? AND name_key>?)"},
		{"ListUsersByLogin", "page", "SEARCH u USING INDEX users_by_login (account_id=? AND <expr><?)"},
		{"ListExternalUsers", "page", "SEARCH u USING INDEX users_external (account_id=? AND name_key>?)"},
		{"CountWaitingOf", "waiting", "SEARCH w USING INDEX access_requests_waiting_of (requested_by=? AND account_id=? AND valid_to>?)"},
		{"ListRecord", "about", "SEARCH e USING COVERING INDEX audit_entries_by_account (account_id=? AND at>? AND at<?)"},
		{"ListRecord", "by_it", "SEARCH e USING COVERING INDEX audit_entries_by_actor (actor_account_id=? AND at>? AND at<?)"},
		{"GetRecordFloor", "about", "SEARCH e USING COVERING INDEX audit_entries_by_account (account_id=? AND at<?)"},
		{"GetRecordFloor", "by_it", "SEARCH e USING COVERING INDEX audit_entries_by_actor (actor_account_id=? AND at<?)"},
		{"ListRecordToExport", "about", "SEARCH e USING COVERING INDEX audit_entries_by_account (account_id=? AND at>? AND at<?)"},
		{"ListRecordToExport", "by_it", "SEARCH e USING COVERING INDEX audit_entries_by_actor (actor_account_id=? AND at>? AND at<?)"},
		{"ListClosedRequests", "t", "SEARCH w USING INDEX access_requests_by_account (account_id=? AND id<?)"},
		{"ListClosedRequests", "s", "SEARCH w USING INDEX access_requests_by_requester (requester_account_id=? AND id<?)"},
		{"ListVisibleRequests", "every_request", "SEARCH w USING INDEX sqlite_autoindex_access_requests_1 (id<?)"},
		{"GetRequestFloor", "every_request", "SEARCH w USING COVERING INDEX sqlite_autoindex_access_requests_1 (id<?)"},
		{"GetRequestFloor", "t", "SEARCH w USING COVERING INDEX access_requests_by_account (account_id=? AND id<?)"},
		{"GetRequestFloor", "s", "SEARCH w USING COVERING INDEX access_requests_by_requester (requester_account_id=? AND id<?)"},
		{"GetRequestFloor", "m", "SEARCH w USING COVERING INDEX access_requests_by_user (requested_by=? AND id<?)"},
		{"ListVisibleRequests", "own", "SEARCH w USING INDEX access_requests_by_account (account_id=? AND id<?)"},
		{"ListLastAsked", "by_user", "SEARCH w USING INDEX access_requests_by_user (requested_by=?)"},
		{"ListLastAsked", "by_account", "SEARCH w USING INDEX access_requests_by_requester (requester_account_id=?)"},
		{"ListGrantsBetween", "t", "SEARCH w USING COVERING INDEX access_requests_granted (account_id=? AND valid_from<?)"},
		{"ListGrantsBetween", "s", "SEARCH w USING COVERING INDEX access_requests_granted_to (requester_account_id=? AND valid_from<?)"},
	} {
		details := plan(t, s, texts[c.name])
		from, to := slices.Index(details, "CO-ROUTINE "+c.part), slices.Index(details, "SCAN "+c.part)
		if from < 0 || to < from+2 || details[from+1] != c.want || slices.ContainsFunc(details[from:to], isSort) {
			t.Errorf("%s: the part %s is read like this, want %s:\n%s", c.name, c.part, c.want, strings.Join(details, "\n"))
		}
	}
}

// TestOnesOwnRequestsAreFoundByThePerson: a list of someone's own requests reads no others.
func TestOnesOwnRequestsAreFoundByThePerson(t *testing.T) {
	s := open(t, made(t), Exclusive)
	if details := plan(t, s, filterRequests); !slices.Contains(details, "SEARCH w USING INDEX access_requests_by_user (requested_by=? AND id>? AND id<?)") {
		t.Errorf("not found by the person:\n%s", strings.Join(details, "\n"))
	}
}

// TestWhatWaitsEverywhereIsFoundByItsEnd: waiting requests at any account are found by an index of
// waiting requests.
func TestWhatWaitsEverywhereIsFoundByItsEnd(t *testing.T) {
	s := open(t, made(t), Exclusive)
	for _, want := range []string{"SEARCH w USING INDEX access_requests_undecided (valid_to>?)", "SEARCH w USING INDEX access_requests_by_end (valid_to>?)"} {
		if details := plan(t, s, listVisibleRequests); !slices.Contains(details, want) {
			t.Errorf("%s is not in the plan:\n%s", want, strings.Join(details, "\n"))
		}
	}
}

func isSort(detail string) bool { return strings.HasPrefix(detail, "USE TEMP B-TREE") }

// TestWhatIsReadOftenIsFound: what every page, every stream and every run of the mail sender reads
// is found by an index, however many requests there are.
func TestWhatIsReadOftenIsFound(t *testing.T) {
	s := open(t, made(t), Exclusive)
	for name, c := range map[string]struct {
		text  string
		wants []string
	}{
		"ListVisitorGrants":    {listVisitorGrants, []string{"SEARCH r USING INDEX access_requests_by_user (requested_by=?)", "SEARCH r USING INDEX sqlite_autoindex_access_requests_1 (id=?)"}},
		"CountWaitingRequests": {countWaitingRequests, []string{"SEARCH w USING INDEX access_requests_by_account_end (account_id=? AND valid_to>?)"}},
		"ListGrantsNow":        {listGrantsNow, []string{"SEARCH r USING INDEX access_requests_by_account_end (account_id=? AND valid_to>?)"}},
		"ListWaitingOf":        {listWaitingOf, []string{"SEARCH w USING INDEX access_requests_by_requester_end (requester_account_id=? AND valid_to>?)"}},
		"GetNextBoundary": {getNextBoundary, []string{
			"SEARCH w USING INDEX access_requests_by_account_end (account_id=? AND valid_to>?)", "SEARCH w USING INDEX access_requests_by_requester_end (requester_account_id=? AND valid_to>?)",
		}},
		"IsReadOnly":         {isReadOnly, []string{"SEARCH r USING INDEX access_requests_by_requester_end (requester_account_id=? AND valid_to>?)"}},
		"GetAccount":         {getAccount, []string{"SEARCH r USING INDEX access_requests_by_requester_end (requester_account_id=? AND valid_to>?)"}},
		"ListTimelyRequests": {listTimelyRequests, []string{"SEARCH q USING INDEX access_requests_by_end (valid_to>? AND valid_to<?)"}},
		"DeleteOldMails":     {deleteOldMails, []string{"SEARCH mails USING INDEX mails_by_age (created_at<?)"}},
		"ListDeciders":       {listDeciders, []string{"SEARCH r USING INDEX user_roles_of_account (account_id=?)"}},
		"ListHands":          {listHands, []string{"SEARCH w USING COVERING INDEX sqlite_autoindex_ways_in_1 (user_id=?)"}},
		"GetFirstFacts":      {getFirstFacts, []string{"SEARCH r USING INDEX user_roles_of_account (account_id=? AND role=?)"}},
		"ListSettingChanges": {listSettingChanges, []string{"SEARCH audit_entries USING INDEX audit_entries_settings (object_id=? AND seq<?)"}},
		"ListRequestActs":    {listRequestActs, []string{"SEARCH audit_entries USING INDEX audit_entries_acts (request_id=?)"}},
		"GetDueMail":         {getDueMail, []string{"SEARCH mails USING INDEX mails_by_state (state=? AND next_try<?)"}},
		"ListDueHeldMails":   {listDueHeldMails, []string{"SEARCH m USING INDEX mails_by_state (state=? AND next_try<?)"}},
	} {
		details := plan(t, s, c.text)
		for _, want := range c.wants {
			if !slices.Contains(details, want) {
				t.Errorf("%s is read like this, want %s:\n%q", name, want, details)
			}
		}
	}
}
