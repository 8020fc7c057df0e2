package access

import (
	"context"
	"time"

	"latchkey/db"
)

// GranteeFactors says which of the two logins that a grant lets in have a second factor: the person
// who is responsible, and the account login of their account. An account login without a password
// counts as having one, because nobody can sign in with it.
type GranteeFactors struct{ Person, Account bool }

// both reports whether nobody gets in by a password alone. Nil is unknown.
func (f *GranteeFactors) both() bool { return f != nil && f.Person && f.Account }

// readFactors fills in Factors.
func (r *Request) readFactors(ctx context.Context, q *db.Queries) error {
	row, err := q.GetGranteeFactors(ctx, r.RequestedBy)
	if db.IsNotFound(err) {
		return nil
	}
	r.Factors = &GranteeFactors{Person: row.Person != 0, Account: row.Account != 0}
	return err
}

// addFactors fills in Factors of waiting requests to an account, or by one, with one statement.
func (s *Service) addFactors(ctx context.Context, waiting []Request, of requestSides, now time.Time) error {
	rows, err := s.store.Read.ListGranteeFactors(ctx, db.ListGranteeFactorsParams{TargetAccount: of.target, AskingAccount: of.asking, Now: db.Millis(now)})
	factors := map[string]*GranteeFactors{}
	for _, row := range rows {
		factors[row.UserID] = &GranteeFactors{Person: row.Person != 0, Account: row.Account != 0}
	}
	for i := range waiting {
		waiting[i].Factors = factors[waiting[i].RequestedBy]
	}
	return err
}

// noSecondFactor is the reason against a request whose rule demands a second factor.
func (r Request) noSecondFactor() RuleSecondFactor {
	why := RuleSecondFactor{Account: r.AccountName}
	if r.Factors == nil || !r.Factors.Person {
		why.Person = r.RequestedByName
	}
	if r.Factors == nil || !r.Factors.Account {
		why.AccountLogin = r.RequesterAccountName
	}
	return why
}
