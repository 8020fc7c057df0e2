package access

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"latchkey/db"
)

const (
	// maxHits is how many of each kind Find returns if it searches all kinds.
	maxHits = 6
	// MaxFound is how far Find counts, and how many it returns of a single kind.
	MaxFound = 50
	// findDepth is how many requests Find searches, from the newest.
	findDepth = 5_000
)

// FoundKind is a kind of search results.
type FoundKind string

// The kinds.
const (
	FoundAccounts  FoundKind = "accounts"
	FoundCompanies FoundKind = "companies"
	FoundUsers     FoundKind = "users"
	FoundRequests  FoundKind = "requests"
)

// Found is the results of a search: the best matches of each kind, and for requests the newest.
type Found struct {
	// Count is how many of each kind match. MaxFound + 1 means more than MaxFound.
	Count     map[FoundKind]int
	Accounts  []Named
	Companies []FoundCompany
	Users     []FoundUser
	Requests  []Request
}

// FoundCompany is a company with its account.
type FoundCompany struct {
	Named
	Account Named
}

// FoundUser is a user with its account. Person is "" if only the login's name is known.
type FoundUser struct {
	Named
	Person  string
	Account Named
}

// Find finds what the actor may see now by a part of a name: accounts, companies, users and access
// requests. It also finds a request by its id, by its requester and customer, and by the beginning
// of a word in its description. It does not find users whom the actor sees only by a grant, because
// viewing those is an entry of the record, and a visit. It needs no function: for some actors it is
// just empty. If only is a kind, it returns more of that, and nothing else.
func (s *Service) Find(ctx context.Context, by Actor, text string, only FoundKind) (f Found, err error) {
	now, part := s.now(), NameKey(text)
	if part == "" || utf8.RuneCountInString(part) > maxName {
		return f, nil
	}
	shown := maxHits
	if only != "" {
		shown = MaxFound
	}
	f.Count = map[FoundKind]int{}
	wanted := func(kind FoundKind) bool { return only == "" || only == kind }
	if wanted(FoundAccounts) {
		found, err := s.findAccounts(ctx, by.scope(ReadAccount, now), part)
		if err != nil {
			return f, err
		}
		f.Accounts = limitFound(f, FoundAccounts, found, shown)
	}
	if wanted(FoundCompanies) {
		found, err := s.findCompanies(ctx, by.scope(ReadCompanies, now), part)
		if err != nil {
			return f, err
		}
		f.Companies = limitFound(f, FoundCompanies, found, shown)
	}
	if wanted(FoundUsers) {
		found, err := s.findUsers(ctx, by, now, part)
		if err != nil {
			return f, err
		}
		f.Users = limitFound(f, FoundUsers, found, shown)
	}
	if wanted(FoundRequests) {
		rows, err := s.store.Read.FindVisibleRequests(ctx, scoped(by.scope(ReadRequests, now), db.FindVisibleRequestsParams{
			AskingAccount: by.askerAccount(), Typed: strings.TrimSpace(text), Part: part, Looked: s.findDepth, PageSize: MaxFound + 1,
		}))
		if err != nil {
			return f, err
		}
		f.Requests = requestsFrom(limitFound(f, FoundRequests, rows, shown), now)
	}
	return f, nil
}

// limitFound counts the results of a kind, and returns the first shown.
func limitFound[T any](f Found, kind FoundKind, found []T, shown int) []T {
	f.Count[kind] = len(found)
	return found[:min(shown, len(found))]
}

func (s *Service) findAccounts(ctx context.Context, sc scope, part string) (found []Named, err error) {
	rows, err := s.store.Read.FindVisibleAccounts(ctx, scoped(sc, db.FindVisibleAccountsParams{Part: part, PageSize: MaxFound + 1}))
	return mapped(rows, func(row db.FindVisibleAccountsRow) Named { return Named(row) }), err
}

func (s *Service) findCompanies(ctx context.Context, sc scope, part string) (found []FoundCompany, err error) {
	rows, err := s.store.Read.FindVisibleCompanies(ctx, scoped(sc, db.FindVisibleCompaniesParams{Part: part, PageSize: MaxFound + 1}))
	for _, row := range rows {
		found = append(found, FoundCompany{Named{ID: row.ID, Name: row.Name}, Named{ID: row.AccountID, Name: row.AccountName}})
	}
	return found, err
}

func (s *Service) findUsers(ctx context.Context, by Actor, now time.Time, part string) (found []FoundUser, err error) {
	sc := by.scope(ReadUsers, now)
	if by.grantBond(ReadUsers) != nil {
		sc.OwnAccount = "" // it sees those under a grant
	}
	rows, err := s.store.Read.FindVisibleUsers(ctx, scoped(sc, db.FindVisibleUsersParams{Part: part, PageSize: MaxFound + 1}))
	for _, row := range rows {
		found = append(found, FoundUser{Named{ID: row.ID, Name: row.Name}, personName(row.FirstName, row.LastName, ""), Named{ID: row.AccountID, Name: row.AccountName}})
	}
	return found, err
}
