package access

import (
	"context"
	"time"
	"unicode/utf8"

	"latchkey/db"
)

// maxDescription is the longest description, in characters (SPEC section 4).
const maxDescription = 2000

// maxOpen is how many undecided, coming and running requests one page shows.
const maxOpen = 500

// State is where an access request is in its life (SPEC section 4).
type State string

// The states. The first three are decided by nobody: the clock alone makes PENDING into LAPSED.
const (
	Pending   State = "PENDING"
	Lapsed    State = "LAPSED"
	Scheduled State = "SCHEDULED"
	Active    State = "ACTIVE"
	Expired   State = "EXPIRED"
	Refused   State = "DENIED"
	Withdrawn State = "WITHDRAWN"
	Ended     State = "ENDED"
)

// The decisions and endings that are stored.
const (
	decisionGranted   = "GRANTED"
	decisionDenied    = "DENIED"
	decisionWithdrawn = "WITHDRAWN"
	endingRevoked     = "REVOKED"
	endingHandedBack  = "HANDED_BACK"
)

// Act is something that somebody did to a request: what, when, who (as Actor.Name was then), and the reason given.
type Act struct {
	What   string
	At     time.Time
	By     string
	Reason string
}

// Request is an access request with the names that a person reads.
type Request struct {
	ID string
	// AccountID is the account whose data it is about.
	AccountID   string
	AccountName string
	CompanyID   string
	CompanyName string
	CompanyZone *time.Location
	// RequesterAccountID is the account that asked, RequestedBy the user of it who is responsible.
	RequesterAccountID   string
	RequesterAccountName string
	RequestedBy          string
	RequestedByName      string
	Description          string
	Window               Window
	CreatedAt            time.Time
	// Decision and Ending are nil until there is one.
	Decision *Act
	Ending   *Act
}

// State follows from what was decided and from the clock.
func (r Request) State(now time.Time) State {
	switch {
	case r.Decision == nil && now.Before(r.Window.To):
		return Pending
	case r.Decision == nil:
		return Lapsed
	case r.Decision.What == decisionDenied:
		return Refused
	case r.Decision.What == decisionWithdrawn:
		return Withdrawn
	case r.Ending != nil:
		return Ended
	case now.Before(r.Window.From):
		return Scheduled
	case r.Window.Contains(now):
		return Active
	default:
		return Expired
	}
}

// MayDecide says whether an actor may decide a request: nil, or why not. It must be able to decide requests of the account
// whose data it is, and must not belong to those who ask: not to the requesting account, nor be an external user whose owner
// does (separation of duties, SPEC section 4).
func (a Actor) MayDecide(r Request) error {
	switch {
	case a.AccountID == r.RequesterAccountID || a.OwnerAccountID == r.RequesterAccountID:
		return forbidden("Whoever belongs to %s cannot decide its requests: the administrators of %s do.", r.RequesterAccountName, r.AccountName)
	case !a.May(DecideRequests, r.AccountID):
		return forbidden("Only the administrators of %s decide its requests.", r.AccountName)
	}
	return nil
}

// asks is the account whose own requests an actor sees as one who asks.
func (a Actor) asks() string {
	if a.MayAnywhere(RequestAccess) {
		return a.AccountID
	}
	return ""
}

// Asking is the form of an access request, as typed.
type Asking struct {
	AccountID   string
	CompanyID   string
	Description string
	// RequestedBy is the id of the responsible user; for a user login empty or its own.
	RequestedBy string
	ValidFrom   LocalTime
	ValidTo     LocalTime
}

// AskOptions is what the form of an access request offers.
type AskOptions struct {
	// Accounts are those that the search found, or the one that is chosen.
	Accounts []Named
	// Account is the chosen one; nil if none is.
	Account   *Named
	Companies []NamedZone
	// Requesters are whom an account login can name as responsible; nil for a user login.
	Requesters []Named
}

// Named is something with a name to choose by.
type Named struct{ ID, Name string }

// NamedZone is a Named with a time zone.
type NamedZone struct {
	Named
	Zone *time.Location
}

// maxFound is how many accounts a search offers.
const maxFound = 20

// AskOptions finds what the form of an access request offers: accounts by a part of their name, and the companies of the one
// that is chosen; one that is the only one found is chosen. It needs RequestAccess; the own account is never offered. Errors:
// ErrForbidden.
func (s *Service) AskOptions(ctx context.Context, by Actor, search, accountID string) (o AskOptions, err error) {
	if !by.MayAnywhere(RequestAccess) {
		return o, s.deny(ctx, by, s.now(), RequestAccess, Entry{AccountID: by.AccountID}, errMayNotAsk)
	}
	if by.Kind == KindAccount {
		users, err := s.store.Read.ListActiveUsers(ctx, by.AccountID)
		if err != nil {
			return o, err
		}
		o.Requesters = make([]Named, len(users))
		for i, u := range users {
			o.Requesters[i] = Named{u.ID, personName(u.FirstName, u.LastName, u.Name)}
		}
	}
	if key := NameKey(search); key != "" {
		found, err := s.store.Read.FindAccounts(ctx, db.FindAccountsParams{Part: key, OwnAccount: by.AccountID, PageSize: maxFound})
		if err != nil {
			return o, err
		}
		for _, a := range found {
			o.Accounts = append(o.Accounts, Named{a.ID, a.Name})
		}
	} else if accountID != "" {
		a, err := s.store.Read.GetAccountToAsk(ctx, db.GetAccountToAskParams{ID: accountID, OwnAccount: by.AccountID})
		switch {
		case err == nil:
			o.Accounts = []Named{{a.ID, a.Name}}
		case !db.IsNotFound(err):
			return o, err
		}
	}
	for i, a := range o.Accounts {
		if a.ID == accountID || len(o.Accounts) == 1 {
			o.Account = &o.Accounts[i]
			o.Companies, err = s.companiesToAsk(ctx, a.ID)
		}
	}
	return o, err
}

var errMayNotAsk = forbidden("Only users of an account with the role SUPPORT or CONSULTANT can ask for access.")

func (s *Service) companiesToAsk(ctx context.Context, accountID string) ([]NamedZone, error) {
	rows, err := s.store.Read.ListCompaniesToAsk(ctx, accountID)
	companies := make([]NamedZone, len(rows))
	for i, c := range rows {
		companies[i] = NamedZone{Named{c.ID, c.Name}, location(c.TimeZone)}
	}
	return companies, err
}

// Ask makes an access request. It needs RequestAccess. Errors: *Invalid with the fields account_id, company_id, description,
// requested_by, valid_from and valid_to; ErrForbidden.
func (s *Service) Ask(ctx context.Context, by Actor, a Asking) (r Request, err error) {
	now := s.now()
	if !by.MayAnywhere(RequestAccess) {
		return r, s.deny(ctx, by, now, RequestAccess, Entry{AccountID: by.AccountID}, errMayNotAsk)
	}
	id, err := s.newID("req", now)
	if err != nil {
		return r, err
	}
	err = s.write(ctx, by, now, func(t *tx) error {
		p := db.InsertRequestParams{
			ID: id, AccountID: a.AccountID, CompanyID: a.CompanyID, RequesterAccountID: by.AccountID, RequestedBy: a.RequestedBy,
			AskedByUserID: db.NullText(by.UserID), Description: cleanText(a.Description), CreatedAt: db.Millis(now),
		}
		var invalid Invalid
		if err := t.checkTarget(ctx, &invalid, &p); err != nil {
			return err
		}
		if n := utf8.RuneCountInString(p.Description); n > maxDescription {
			invalid.add("description", "Use at most %d characters; this has %d.", maxDescription, n)
		}
		if err := t.checkRequester(ctx, &invalid, &p); err != nil {
			return err
		}
		w := checkWindow(&invalid, a, by.Zone, now, s.maxWindow)
		if err := invalid.err(); err != nil {
			return err
		}
		p.ValidFrom, p.ValidTo = db.Millis(w.From), db.Millis(w.To)
		if err := t.InsertRequest(ctx, p); err != nil {
			return err
		}
		row, err := t.GetRequest(ctx, db.GetRequestParams{ID: id, ScopeAll: 1})
		if err != nil {
			return err
		}
		r = requestFrom(row)
		return t.record(ctx, r.entry(RequestAsked, nil, changes{
			"company": r.CompanyName, "requested by": r.RequestedByName, "description": r.Description,
			"valid from": instantText(w.From), "valid to": instantText(w.To),
		}))
	})
	return r, err
}

// checkTarget checks the account and the company of a request.
func (t *tx) checkTarget(ctx context.Context, invalid *Invalid, p *db.InsertRequestParams) error {
	switch p.AccountID {
	case "":
		invalid.add("account_id", "Find the account by typing a part of its name, then choose it.")
		return nil
	case t.by.AccountID:
		invalid.add("account_id", "This is your own account: access to it is not asked for.")
		return nil
	}
	_, err := t.GetAccountToAsk(ctx, db.GetAccountToAskParams{ID: p.AccountID, OwnAccount: t.by.AccountID})
	if db.IsNotFound(err) {
		invalid.add("account_id", "There is no such account. Find it again.")
		return nil
	}
	if err != nil {
		return err
	}
	companies, err := t.ListCompaniesToAsk(ctx, p.AccountID)
	if err != nil {
		return err
	}
	for _, c := range companies {
		if c.ID == p.CompanyID {
			return nil
		}
	}
	invalid.add("company_id", "Choose one of the account's companies.")
	return nil
}

// checkRequester checks who is responsible for a request: a user login is itself, an account login picks.
func (t *tx) checkRequester(ctx context.Context, invalid *Invalid, p *db.InsertRequestParams) error {
	if t.by.Kind == KindUser {
		if p.RequestedBy != "" && p.RequestedBy != t.by.UserID {
			invalid.add("requested_by", "Signed in as a user you ask for yourself.")
		}
		p.RequestedBy = t.by.UserID
		return nil
	}
	if p.RequestedBy == "" {
		invalid.add("requested_by", "Choose the user who is responsible.")
		return nil
	}
	_, err := t.GetActiveUser(ctx, db.GetActiveUserParams{ID: p.RequestedBy, AccountID: t.by.AccountID})
	if db.IsNotFound(err) {
		invalid.add("requested_by", "Choose an active user of your account.")
		return nil
	}
	return err
}

// checkWindow reads the times of a request and checks them against each other, the clock and the longest window.
func checkWindow(invalid *Invalid, a Asking, zone *time.Location, now time.Time, longest time.Duration) (w Window) {
	var okFrom, okTo bool
	w.From, okFrom = a.ValidFrom.instant(invalid, "valid_from", zone)
	w.To, okTo = a.ValidTo.instant(invalid, "valid_to", zone)
	switch {
	case okTo && !w.To.After(now):
		invalid.add("valid_to", "This is over already. Choose a time in the future.")
	case okFrom && okTo && !w.To.After(w.From):
		invalid.add("valid_to", "Choose a time after Valid From.")
	case okFrom && okTo && w.To.Sub(w.From) > longest:
		invalid.add("valid_to", "The window can be at most %s long.", DurationText(longest))
	}
	return w
}

// Request is one access request: of an account whose requests the actor reads, or made by its own account. Errors: ErrNotFound.
func (s *Service) Request(ctx context.Context, by Actor, id string) (r Request, err error) {
	now := s.now()
	row, err := s.store.Read.GetRequest(ctx, by.getRequestParams(id, now))
	if db.IsNotFound(err) {
		return r, s.refuseRequest(ctx, by, now, ReadRequests, id)
	}
	return requestFrom(row), err
}

func (a Actor) getRequestParams(id string, now time.Time) db.GetRequestParams {
	sc := a.scope(ReadRequests, now)
	return db.GetRequestParams{ID: id, ScopeAll: sc.all, OwnAccount: sc.own, AskingAccount: a.asks()}
}

// refuseRequest answers for a request that the actor does not see.
func (s *Service) refuseRequest(ctx context.Context, by Actor, now time.Time, f Function, id string) error {
	row, err := s.store.Read.GetRequest(ctx, db.GetRequestParams{ID: id, ScopeAll: 1})
	if db.IsNotFound(err) {
		return ErrNotFound
	}
	if err != nil {
		return err
	}
	return s.deny(ctx, by, now, f, requestFrom(row).entry(Denied, nil, nil), ErrNotFound)
}

// Grant says yes to a request that is PENDING. It needs DecideRequests and MayDecide. Errors: ErrNotFound, ErrForbidden;
// ErrConflict where somebody was first or its window is over.
func (s *Service) Grant(ctx context.Context, by Actor, id string) (Request, error) {
	return s.decide(ctx, by, id, decisionGranted, "", RequestGranted, Actor.MayDecide)
}

// Deny says no to a request that is PENDING. Like Grant.
func (s *Service) Deny(ctx context.Context, by Actor, id, reason string) (Request, error) {
	return s.decide(ctx, by, id, decisionDenied, reason, RequestDenied, Actor.MayDecide)
}

// Withdraw takes back a request that is PENDING, for the account that made it. Errors like Grant.
func (s *Service) Withdraw(ctx context.Context, by Actor, id string) (Request, error) {
	return s.decide(ctx, by, id, decisionWithdrawn, "", RequestWithdrawn, Actor.mayTakeBack)
}

// Revoke ends a grant that is SCHEDULED or ACTIVE, for the customer. Errors like Grant.
func (s *Service) Revoke(ctx context.Context, by Actor, id, reason string) (Request, error) {
	return s.end(ctx, by, id, endingRevoked, reason, GrantRevoked, Actor.MayDecide)
}

// HandBack ends a grant that is SCHEDULED or ACTIVE, for the account that asked for it. Errors like Grant.
func (s *Service) HandBack(ctx context.Context, by Actor, id string) (Request, error) {
	return s.end(ctx, by, id, endingHandedBack, "", GrantHandedBack, Actor.mayTakeBack)
}

// mayTakeBack is the right of those who ask to end what they asked for.
func (a Actor) mayTakeBack(r Request) error {
	if a.asks() != r.RequesterAccountID {
		return forbidden("Only %s, who asked, can do this.", r.RequesterAccountName)
	}
	return nil
}

func (s *Service) decide(ctx context.Context, by Actor, id, decision, reason string, action Action, may func(Actor, Request) error) (Request, error) {
	return s.act(ctx, by, id, action, reason, may, func(t *tx, r Request) (int64, error) {
		return t.DecideRequest(ctx, db.DecideRequestParams{
			ID: id, AccountID: r.AccountID, Decision: db.NullText(decision), Now: db.Millis(t.now), DecidedBy: by.Name(),
			DecidedByUserID: db.NullText(by.UserID), DecisionReason: reason,
		})
	})
}

func (s *Service) end(ctx context.Context, by Actor, id, ending, reason string, action Action, may func(Actor, Request) error) (Request, error) {
	return s.act(ctx, by, id, action, reason, may, func(t *tx, r Request) (int64, error) {
		return t.EndGrant(ctx, db.EndGrantParams{
			ID: id, AccountID: r.AccountID, Ending: db.NullText(ending), Now: db.Millis(t.now), EndedBy: by.Name(),
			EndedByUserID: db.NullText(by.UserID), EndingReason: reason,
		})
	})
}

// act changes a request that the actor sees and may change. The statement of change finds its row only in the states that it
// starts from: no row is a conflict.
func (s *Service) act(ctx context.Context, by Actor, id string, action Action, reason string, may func(Actor, Request) error, change func(*tx, Request) (int64, error)) (r Request, err error) {
	now := s.now()
	var refusal error
	err = s.write(ctx, by, now, func(t *tx) error {
		row, err := t.GetRequest(ctx, by.getRequestParams(id, now))
		if err != nil {
			return err
		}
		r = requestFrom(row)
		if refusal = may(by, r); refusal != nil {
			return refusal
		}
		before := r.State(now)
		changed, err := change(t, r)
		switch {
		case err != nil:
			return err
		case changed == 0:
			return conflict("%s", r.happened(now))
		}
		if row, err = t.GetRequest(ctx, by.getRequestParams(id, now)); err != nil {
			return err
		}
		r = requestFrom(row)
		after := changes{"state": string(r.State(now))}
		if reason != "" {
			after["reason"] = reason
		}
		return t.record(ctx, r.entry(action, changes{"state": string(before)}, after))
	})
	switch {
	case refusal != nil:
		return r, s.deny(ctx, by, now, DecideRequests, r.entry(Denied, nil, nil), refusal)
	case db.IsNotFound(err):
		return r, s.refuseRequest(ctx, by, now, DecideRequests, id)
	}
	return r, err
}

// happened says why a request cannot be changed any more.
func (r Request) happened(now time.Time) string {
	switch r.State(now) {
	case Lapsed:
		return "The window of this request is over; it lapsed undecided."
	case Refused:
		return "This request was denied by " + r.Decision.By + "."
	case Withdrawn:
		return "This request was withdrawn by " + r.Decision.By + "."
	case Expired:
		return "The window of this access is over."
	case Ended:
		return "This access was ended by " + r.Ending.By + "."
	case Pending:
		return "This request waits for a decision."
	default:
		return "This request was granted by " + r.Decision.By + "."
	}
}

// entry is an entry of the record about the request.
func (r Request) entry(action Action, before, after changes) Entry {
	return Entry{
		Action: action, AccountID: r.AccountID, ObjectID: r.CompanyID, ObjectName: r.CompanyName, RequestID: r.ID,
		Before: before, After: after,
	}
}

// ExternalAccess is the tab of that name: an account's requests, what needs a decision first.
type ExternalAccess struct {
	Account Named
	// Open are undecided, coming or running: the undecided first, each group by Valid From.
	Open []Request
	// Closed is a page of the others, the newest first; Next is the before of its next page, "" where there is none.
	Closed []Request
	Next   string
	// Now is the instant at which states and groups hold.
	Now time.Time
}

// ExternalAccess reads the tab for an account: what others ask of it (with ReadRequests), and what it asks of others (for
// its own logins with RequestAccess). before is the Next of the page before, or "". Errors: ErrNotFound, ErrForbidden.
func (s *Service) ExternalAccess(ctx context.Context, by Actor, accountID, before string) (e ExternalAccess, err error) {
	e.Now = s.now()
	var target, asking string
	if by.May(ReadRequests, accountID) {
		target = accountID
	}
	if by.asks() == accountID || by.Reach(ReadRequests).Has(All) {
		asking = accountID
	}
	if target == "" && asking == "" {
		return e, s.refuseAccount(ctx, by, e.Now, ReadRequests, accountID)
	}
	if e.Account, err = s.visible(ctx, by, accountID, e.Now); db.IsNotFound(err) {
		return e, s.refuseAccount(ctx, by, e.Now, ReadRequests, accountID)
	} else if err != nil {
		return e, err
	}
	if before == "" {
		open, err := s.store.Read.ListOpenRequests(ctx, db.ListOpenRequestsParams{
			TargetAccount: target, AskingAccount: asking, Now: db.Millis(e.Now), PageSize: maxOpen,
		})
		if err != nil {
			return e, err
		}
		e.Open = requestsFrom(open)
		before = "~" // above every id
	}
	closed, err := s.store.Read.ListClosedRequests(ctx, db.ListClosedRequestsParams{
		TargetAccount: target, AskingAccount: asking, Now: db.Millis(e.Now), Before: before, PageSize: pageSize + 1,
	})
	if len(closed) > pageSize {
		closed = closed[:pageSize]
		e.Next = closed[pageSize-1].ID
	}
	e.Closed = requestsFrom(closed)
	return e, err
}

func requestsFrom(rows []db.NamedRequest) []Request {
	requests := make([]Request, len(rows))
	for i, row := range rows {
		requests[i] = requestFrom(row)
	}
	return requests
}

func requestFrom(row db.NamedRequest) Request {
	r := Request{
		ID: row.ID, AccountID: row.AccountID, AccountName: row.AccountName, CompanyID: row.CompanyID, CompanyName: row.CompanyName,
		CompanyZone: location(row.CompanyTimeZone), RequesterAccountID: row.RequesterAccountID,
		RequesterAccountName: row.RequesterAccountName, RequestedBy: row.RequestedBy,
		RequestedByName: personName(row.RequestedByFirstName, row.RequestedByLastName, row.RequestedByName),
		Description:     row.Description, Window: Window{db.Time(row.ValidFrom), db.Time(row.ValidTo)}, CreatedAt: db.Time(row.CreatedAt),
	}
	if row.Decision.Valid {
		r.Decision = &Act{row.Decision.String, db.NullTime(row.DecidedAt), row.DecidedBy, row.DecisionReason}
	}
	if row.Ending.Valid {
		r.Ending = &Act{row.Ending.String, db.NullTime(row.EndedAt), row.EndedBy, row.EndingReason}
	}
	return r
}

// IsGrantee says whether a grant of the request lets the actor in: it is the Requested By user's login, or the account login of
// the requesting account.
func (a Actor) IsGrantee(r Request) bool {
	return a.AccountID == r.RequesterAccountID && (a.Kind == KindAccount || a.UserID == r.RequestedBy)
}
