package access

import (
	"context"
	"fmt"
	"time"

	"latchkey/db"
)

// LogoutStatus is the begin of one more problem. The status of the webapp's answer follows, like
// "status:503".
const LogoutStatus = "status:"

// The other problems.
const (
	LogoutTimeout     LogoutProblem = "timeout"
	LogoutUnreachable LogoutProblem = "unreachable"
	LogoutTLS         LogoutProblem = "tls"
	LogoutNoKey       LogoutProblem = "no_key"
	LogoutOther       LogoutProblem = "other"
)

// LogoutState says how far a webapp was told.
type LogoutState string

// The states.
const (
	LogoutTold      LogoutState = "TOLD"
	LogoutWaiting   LogoutState = "WAITING"
	LogoutGivenUp   LogoutState = "GIVEN_UP"
	LogoutNoAddress LogoutState = "NO_ADDRESS"
)

// WebappLogout is a sign-in to a webapp that is over, and whether the webapp was told.
type WebappLogout struct {
	ID string
	// Person is who was signed in, with the login, and Account its account.
	Person, Account string
	Over            time.Time
	Why             WebappEnd
	State           LogoutState
	// Tries is how often it was tried so far. Next is when it is tried again, and Done when it was
	// told, or given up.
	Tries      int64
	Next, Done time.Time
	// Problem is that of the last try, or "".
	Problem LogoutProblem
}

// WebappLogouts is a page of what ended at a webapp, newest first.
type WebappLogouts struct {
	Webapp Webapp
	// HasAddress says that the webapp has an address that can be told, SignsIn that it signs people
	// in.
	HasAddress, SignsIn bool
	Rows                []WebappLogout
	// Next is the before of the next page, or "".
	Next string
	// Now is the instant for them.
	Now time.Time
}

// WebappLogouts returns what ended at a webapp, and whether it was told. before is the Next of the
// previous page, or "". It needs ManageWebapps. Errors: ErrNotFound, ErrForbidden.
func (s *Service) WebappLogouts(ctx context.Context, by Actor, webappID, before string) (l WebappLogouts, err error) {
	l.Now = s.now()
	w, c, err := s.WebappClient(ctx, by, webappID)
	if err != nil {
		return l, err
	}
	at, id, err := parseLoginPlace(before)
	if err != nil {
		return l, err
	}
	l.Webapp, l.SignsIn, l.HasAddress = w, c.ClientID != "", c.LogoutURI != ""
	rows, err := s.store.Read.ListWebappLogouts(ctx, db.ListWebappLogoutsParams{WebappID: webappID, BeforeAt: at, BeforeID: id, PageSize: pageSize + 1})
	rows, l.Next = cut(rows, pageSize, func(r db.ListWebappLogoutsRow) string { return fmt.Sprintf("%d-%s", r.OverAt.Int64, r.ID) })
	l.Rows = mapped(rows, webappLogoutFrom)
	return l, err
}

// CheckLogoutPlace returns an error for what no list of sign-outs has as Next.
func CheckLogoutPlace(text string) error {
	_, _, err := parseLoginPlace(text)
	return err
}

func webappLogoutFrom(r db.ListWebappLogoutsRow) WebappLogout {
	l := WebappLogout{
		ID: r.ID, Person: personWithLogin(r.FirstName, r.LastName, r.UserName), Account: r.AccountName, Over: db.NullTime(r.OverAt), Why: WebappEnd(r.Why),
		State: LogoutNoAddress, Tries: r.Tries, Problem: LogoutProblem(r.Problem),
	}
	switch {
	case r.ToldAt.Valid:
		l.State, l.Done = LogoutTold, db.NullTime(r.ToldAt)
	case r.GivenUpAt.Valid:
		l.State, l.Done = LogoutGivenUp, db.NullTime(r.GivenUpAt)
	case r.NextTry.Valid:
		l.State, l.Next = LogoutWaiting, db.NullTime(r.NextTry)
	}
	return l
}

// RetryLogout tells a webapp at once, once more, that someone's access ended there. It needs
// ManageWebapps. It changes nothing that the record is about. Errors: ErrNotFound, ErrForbidden;
// ErrConflict if the webapp was told already, or has no address for it.
func (s *Service) RetryLogout(ctx context.Context, by Actor, webappID, id string) error {
	now := s.now()
	if err := s.mayManageWebapps(by, now); err != nil {
		return err
	}
	if by.rehearses {
		return &Invalid{}
	}
	err := s.transact(ctx, by, now, func(t *tx) error {
		if err := t.stillSignedIn(ctx); err != nil {
			return err
		}
		row, err := getWebapp(ctx, t.Queries, webappID)
		if err != nil {
			return err
		}
		n, err := t.RetryWebappLogout(ctx, db.RetryWebappLogoutParams{Now: db.Millis(now), ID: id, WebappID: webappID})
		if err != nil || n == 0 {
			return orConflict(err, NothingToTell{Webapp: row.Name})
		}
		return nil
	})
	if err == nil {
		s.wakeLogouts()
	}
	return err
}
