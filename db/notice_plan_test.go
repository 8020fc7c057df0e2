package db

import (
	"slices"
	"testing"
)

// TestWhatIsReadOftenIsFound: what every page, every stream and every turn of the sender reads is found by an index, however many
// requests there are.
func TestWhatIsReadOftenIsFound(t *testing.T) {
	s := open(t, made(t), Exclusive)
	for name, c := range map[string]struct {
		text  string
		wants []string
	}{
		"CountWaitingRequests": {countWaitingRequests, []string{"SEARCH w USING INDEX access_requests_by_account_end (account_id=? AND valid_to>?)"}},
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
