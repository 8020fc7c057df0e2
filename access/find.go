package access

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"latchkey/db"
)

const (
	// maxHits is how many of each kind Find finds at most.
	maxHits = 6
	// findDepth is how many requests Find looks at, from the newest on.
	findDepth = 5_000
)

// Found is what a search finds: of each kind the few that fit best, of requests the newest.
type Found struct {
	Accounts  []Named
	Companies []FoundCompany
	Users     []FoundUser
	Requests  []Request
}

// FoundCompany is a company, with its account.
type FoundCompany struct {
	Named
	Account Named
}

// FoundUser is a user, with its account. Person is "" where only the login's name is known.
type FoundUser struct {
	Named
	Person  string
	Account Named
}

// Find finds, by a part of a name, what the actor may see at this moment: accounts, companies, users and access requests; a request
// also by its id, by who asks whom for it, and by how a word of its description begins. Users whom only a grant lets the actor see are not
// found: to look at them is an entry of the record, and a visit. It needs no function: it is empty for whom there is nothing.
func (s *Service) Find(ctx context.Context, by Actor, text string) (f Found, err error) {
	now, part := s.now(), NameKey(text)
	if part == "" || utf8.RuneCountInString(part) > maxName {
		return f, nil
	}
	if f.Accounts, err = s.findAccounts(ctx, by.scope(ReadAccount, now), part); err != nil {
		return f, err
	}
	if f.Companies, err = s.findCompanies(ctx, by.scope(ReadCompanies, now), part); err != nil {
		return f, err
	}
	if f.Users, err = s.findUsers(ctx, by, now, part); err != nil {
		return f, err
	}
	sc := by.scope(ReadRequests, now)
	rows, err := s.store.Read.FindVisibleRequests(ctx, db.FindVisibleRequestsParams{
		ScopeAll: sc.all, OwnAccount: sc.own, AskingAccount: by.asks(), Typed: strings.TrimSpace(text), Part: part, Looked: findDepth, PageSize: maxHits,
	})
	f.Requests = requestsFrom(rows, now)
	return f, err
}

func (s *Service) findAccounts(ctx context.Context, sc scope, part string) (found []Named, err error) {
	rows, err := s.store.Read.FindVisibleAccounts(ctx, db.FindVisibleAccountsParams{
		Part: part, PageSize: maxHits, ScopeAll: sc.all, OwnAccount: sc.own,
		GranteeAccount: sc.granteeAccount, GranteeUser: sc.granteeUser, ReadOnly: sc.readOnly, Now: sc.now,
	})
	for _, row := range rows {
		found = append(found, Named(row))
	}
	return found, err
}

func (s *Service) findCompanies(ctx context.Context, sc scope, part string) (found []FoundCompany, err error) {
	rows, err := s.store.Read.FindVisibleCompanies(ctx, db.FindVisibleCompaniesParams{
		Part: part, PageSize: maxHits, ScopeAll: sc.all, OwnAccount: sc.own, OwnCompany: sc.ownCompany,
		GranteeAccount: sc.granteeAccount, GranteeUser: sc.granteeUser, ReadOnly: sc.readOnly, Now: sc.now,
	})
	for _, row := range rows {
		found = append(found, FoundCompany{Named{row.ID, row.Name}, Named{row.AccountID, row.AccountName}})
	}
	return found, err
}

func (s *Service) findUsers(ctx context.Context, by Actor, now time.Time, part string) (found []FoundUser, err error) {
	sc := by.scope(ReadUsers, now)
	if by.bond(ReadUsers) != nil {
		sc.own = "" // it sees them under a grant
	}
	rows, err := s.store.Read.FindVisibleUsers(ctx, db.FindVisibleUsersParams{
		Part: part, PageSize: maxHits, ScopeAll: sc.all, OwnAccount: sc.own, SelfUser: sc.self,
	})
	for _, row := range rows {
		found = append(found, FoundUser{Named{row.ID, row.Name}, personName(row.FirstName, row.LastName, ""), Named{row.AccountID, row.AccountName}})
	}
	return found, err
}
