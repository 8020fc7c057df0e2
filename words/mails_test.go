package words

import (
	"testing"

	"latchkey/access"
)

// TestMailsNameEverything finds changes of a login, and outcomes of a request, that have no words.
func TestMailsNameEverything(t *testing.T) {
	states := []access.State{access.Pending, access.Lapsed, access.Scheduled, access.Active, access.Expired, access.Refused, access.Withdrawn, access.Ended}
	for _, w := range All {
		for _, c := range access.LoginChanges {
			if w.Mails.ForLogins.What[c] == "" {
				t.Errorf("%s does not say that %s was changed", w.Tag, c)
			}
		}
		for _, s := range states {
			if w.Mails.Digest.Now[s] == "" {
				t.Errorf("%s does not say what %s is", w.Tag, s)
			}
		}
	}
}
