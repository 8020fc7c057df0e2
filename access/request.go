package access

import (
	"context"
	"time"

	"latchkey/db"
)

// State is where an access request is in its life (docs/spec.md, section 4).
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

// Act is something that somebody did to a request: what, when, who (as Actor.Signature was then; of a standing consent that granted it, who
// gave that), and the reason given, or the Cause for which the program did it.
type Act struct {
	What   string
	At     time.Time
	By     string
	Reason string
	Cause  Cause
}

// Asked is what a request asked for.
type Asked struct {
	Window   Window
	Length   time.Duration
	ReadOnly bool
}

// Request is an access request with the names that a person reads: those of when it was asked, whatever is called otherwise since.
type Request struct {
	ID string
	// AccountID is the account whose data it is about.
	AccountID                           string
	AccountName, CompanyID, CompanyName string
	CompanyZone                         *time.Location
	// RequesterAccountID is the account that asked, RequestedBy the user of it who is responsible, RequestedByName the person with the
	// login behind it.
	RequesterAccountID                                              string
	RequesterAccountName, RequestedBy, RequestedByName, Description string
	// Window and ReadOnly are what counts, Asked what was asked for: a customer grants less, or shortens.
	Window   Window
	ReadOnly bool
	Asked    Asked
	// Length is how long access lasts from GRANT on, or from Window.From where that is later, of a request whose decision fixes its exact
	// window; 0 of any other, and of every grant. Until then Window.To is when the request lapses: lapsesAfter.
	Length    time.Duration
	CreatedAt time.Time
	// Extends is the grant that this asks to extend, RuleID the rule and ConsentID the standing consent in force at its decision; each
	// "" for none.
	Extends, RuleID, ConsentID string
	// Changed is the last change of its terms without a decision or an end.
	Changed *Act
	// RequesterRoles are the roles of the account that asked, of a request that is PENDING as Request and ExternalAccess read it.
	RequesterRoles []Role
	// NeedsTwo says that two people must say yes to it, SaidYes that the reader has, Yes who else did; of a request that is PENDING, as
	// RequesterRoles.
	NeedsTwo, SaidYes bool
	Yes               []string
	// Against is why the customer's rules do not allow it as it is; of a request that is PENDING, for the customer.
	Against []Breach
	// Decision and Ending are nil until there is one.
	Decision *Act
	Ending   *Act
	// DisabledAccount is the name of the account, the customer's or the one that asked, that is disabled: meanwhile a grant lets nobody in.
	DisabledAccount string
	// NobodyDecides says, of a request that was asked just now, that no login could decide it.
	NobodyDecides bool
	// NeverUsed says of a grant that is over that nobody was ever in by it; on the lists and pages that show it.
	NeverUsed bool
	// AsOf is when it was read: its State follows from it.
	AsOf time.Time
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
// does (separation of duties, docs/spec.md section 4).
func (a Actor) MayDecide(r Request) error {
	switch {
	case a.AccountID == r.RequesterAccountID || a.OwnerAccountID == r.RequesterAccountID:
		return forbidden(AskersDoNotDecide{Askers: r.RequesterAccountName, Account: r.AccountName})
	case !a.May(DecideRequests, r.AccountID):
		return forbidden(OnlyOwnDecide{Account: r.AccountName})
	}
	return nil
}

// IsGrantee says whether a grant of the request lets the actor in: it is the Requested By user's login, or the account login of
// the requesting account.
func (a Actor) IsGrantee(r Request) bool {
	return a.AccountID == r.RequesterAccountID && (a.Kind == KindAccount || a.UserID == r.RequestedBy)
}

// Request is one access request: of an account whose requests the actor reads, or made by its own account. Errors: ErrNotFound.
func (s *Service) Request(ctx context.Context, by Actor, id string) (r Request, err error) {
	now := s.now()
	row, err := s.store.Read.GetRequest(ctx, by.getRequestParams(id, now))
	if db.IsNotFound(err) {
		return r, s.refuseRequest(ctx, by, now, ReadRequests, id)
	}
	if err != nil {
		return r, err
	}
	r = requestFrom(row, now)
	return r, s.addWaitingDetails(ctx, by, &r)
}

// refuseRequest answers for a request that the actor does not see.
func (s *Service) refuseRequest(ctx context.Context, by Actor, now time.Time, f Function, id string) error {
	r, err := readRequest(ctx, s.store.Read, id, now)
	if err != nil {
		return notFound(err)
	}
	return s.deny(by, now, f, r.entry(Denied, nil, nil), ErrNotFound)
}

// askerAccount is the account whose own requests an actor sees as one who asks.
func (a Actor) askerAccount() string {
	if a.MayAnywhere(RequestAccess) {
		return a.AccountID
	}
	return ""
}

// MayTakeBack says whether an actor may take back, hand back or ask to extend a request: nil, or why not. It is the right of those who
// asked.
func (a Actor) MayTakeBack(r Request) error {
	if a.askerAccount() != r.RequesterAccountID {
		return forbidden(OnlyAskersTakeBack{Askers: r.RequesterAccountName})
	}
	return nil
}

// whyNot is why a request cannot be changed any more.
func (r Request) whyNot(now time.Time) Reason {
	switch r.State(now) {
	case Lapsed:
		return HasLapsed{}
	case Refused:
		return WasDenied{By: r.Decision.By}
	case Withdrawn:
		return WasWithdrawn{By: r.Decision.By}
	case Expired:
		return IsOver{}
	case Ended:
		return WasEnded{By: r.Ending.By}
	default:
	}
	switch changed := r.Changed != nil && !r.Changed.At.Before(now); {
	case changed:
		return WasChanged{By: r.Changed.By}
	case r.Decision == nil:
		return StillWaits{}
	default:
		return WasGranted{By: r.Decision.By}
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
	// Waiting is a page of the undecided, the oldest first; NextWaiting is the waiting of its next page, "" where there is none.
	Waiting     []Request
	NextWaiting string
	// Granted is all that is running or to come, on the first page of the others.
	Granted []Request
	// Closed is a page of the others, the newest first; Next is the before of its next page, "" where there is none.
	Closed []Request
	Next   string
	// Elsewhere is, on the own account's tab of who reads the requests of all accounts, the newest that wait at others; MoreElsewhere says
	// that there are more.
	Elsewhere     []Request
	MoreElsewhere bool
	// Now is the instant at which states and groups hold.
	Now time.Time
}

// ReadsAllRequests says whether the actor reads the requests of every account.
func (a Actor) ReadsAllRequests() bool { return a.Reach(ReadRequests).Has(All) }

// ExternalAccess reads the tab for an account: what others ask of it (with ReadRequests), and what it asks of others (for
// its own logins with RequestAccess). waiting and before are the NextWaiting or the Next of the page before, or "". Errors:
// ErrNotFound, ErrForbidden.
func (s *Service) ExternalAccess(ctx context.Context, by Actor, accountID, waiting, before string) (e ExternalAccess, err error) {
	e.Now = s.now()
	var of requestSides
	e.Account, of, err = s.seesRequestsOf(ctx, by, accountID, e.Now)
	if err != nil {
		return e, err
	}
	if before == "" {
		before = lastID
		if err := s.readOpen(ctx, by, &e, of, waiting); err != nil {
			return e, err
		}
	}
	closed, err := s.store.Read.ListClosedRequests(ctx, db.ListClosedRequestsParams{
		TargetAccount: of.target, AskingAccount: of.asking, Now: db.Millis(e.Now), Before: before, PageSize: pageSize + 1,
	})
	if err != nil {
		return e, err
	}
	closed, e.Next = cut(closed, pageSize, requestID)
	e.Closed, err = s.addUse(ctx, requestsFrom(closed, e.Now))
	return e, err
}

// readOpen reads what is undecided, running or to come. waiting is the NextWaiting of the page
// before.
func (s *Service) readOpen(ctx context.Context, by Actor, e *ExternalAccess, of requestSides, waiting string) error {
	undecided, err := s.store.Read.ListWaitingRequests(ctx, db.ListWaitingRequestsParams{
		TargetAccount: of.target, AskingAccount: of.asking, Now: db.Millis(e.Now), After: waiting, PageSize: pageSize + 1,
	})
	if err != nil {
		return err
	}
	undecided, e.NextWaiting = cut(undecided, pageSize, requestID)
	e.Waiting, err = s.withRequesterRoles(ctx, requestsFrom(undecided, e.Now), of, e.Now)
	if err != nil {
		return err
	}
	if err := s.addApprovals(ctx, by, e.Waiting, e.Now); err != nil {
		return err
	}
	granted, err := s.store.Read.ListUnendedGrants(ctx, db.ListUnendedGrantsParams{TargetAccount: of.target, AskingAccount: of.asking, Now: db.Millis(e.Now)})
	if err != nil {
		return err
	}
	e.Granted = requestsFrom(granted, e.Now)
	if e.Account.ID == by.AccountID && by.ReadsAllRequests() {
		e.Elsewhere, e.MoreElsewhere, err = s.waitingElsewhere(ctx, by, e.Now)
	}
	return err
}
