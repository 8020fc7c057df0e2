package access

import (
	"context"
	"time"

	"latchkey/db"
)

// State is the state of an access request (docs/spec.md, section 4).
type State string

// The states. No decision makes the first three: the clock alone turns PENDING into LAPSED.
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

// The stored decisions and endings.
const (
	decisionGranted   = "GRANTED"
	decisionDenied    = "DENIED"
	decisionWithdrawn = "WITHDRAWN"
	endingRevoked     = "REVOKED"
	endingHandedBack  = "HANDED_BACK"
)

// Act is what someone did to a request: what, when, who (Actor.Signature at the time; for a
// standing consent, the one who gave it), and the reason, or the Cause for which the program did
// it.
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

// Request is an access request with the names that people read: those from when it was made,
// whatever has been renamed since.
type Request struct {
	ID string
	// AccountID is the account whose data it is about.
	AccountID                           string
	AccountName, CompanyID, CompanyName string
	CompanyZone                         *time.Location
	// RequesterAccountID is the requesting account. RequestedBy is its responsible user, and
	// RequestedByName the person followed by the login.
	RequesterAccountID                                              string
	RequesterAccountName, RequestedBy, RequestedByName, Description string
	// Others says that the person has another active or scheduled grant for the company. It is
	// known of a single open grant only.
	Others bool
	// Ticket is the one for which it was asked for, in the vendor's own system, or "".
	Ticket string
	// Window and ReadOnly are the current terms, and Asked the requested ones: a customer may grant
	// less, or shorten a grant.
	Window   Window
	ReadOnly bool
	Asked    Asked
	// Length is how long access lasts from GRANT, or from Window.From if that is later, if the
	// decision fixes the exact window. It is 0 for any other request, and for every grant. Until
	// the decision, Window.To is when the request lapses: see lapsesAfter.
	Length    time.Duration
	CreatedAt time.Time
	// Extends is the grant that this request extends. RuleID is the rule and ConsentID the standing
	// consent that applied to its decision. Each may be "".
	Extends, RuleID, ConsentID string
	// Changed is the last change of its terms other than a decision or an end.
	Changed *Act
	// RequesterRoles are the roles of the requesting account, if the request is PENDING and was
	// read by Request or ExternalAccess.
	RequesterRoles []Role
	// NeedsTwo says that two people must approve it, SaidYes that the reader has approved, and Yes
	// who else has. Like RequesterRoles, they are only for a request that is PENDING.
	NeedsTwo, SaidYes bool
	Yes               []string
	// Against is why the customer's rules do not allow it as it is, for the customer, if it is
	// PENDING.
	Against []Breach
	// Factors says who of those whom it lets in have a second factor, if it is PENDING and was read
	// by Request or ExternalAccess, or if a rule asks for that. Otherwise it is nil.
	Factors *GranteeFactors
	// Opens are the names of the webapps that Requested By may open by it as a visitor, for those
	// who decide, if it is PENDING, SCHEDULED or ACTIVE and was read by Request or ExternalAccess.
	Opens []string
	// Decision and Ending are nil until there is one.
	Decision *Act
	Ending   *Act
	// DisabledAccount is the name of the disabled account, the customer's or the requesting one. As
	// long as it is disabled, a grant gives nobody access.
	DisabledAccount string
	// NobodyDecides says, for a request that was just made, that no login could decide it.
	NobodyDecides bool
	// NeverUsed says that a grant that is over was never used. It is set for the lists and pages
	// that show it.
	NeverUsed bool
	// AsOf is when it was read, which determines its State.
	AsOf time.Time
}

// State follows from the decisions and the clock.
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

// MayDecide returns nil if the actor may decide a request, and otherwise why not. The actor must be
// able to decide requests of the account whose data it is, and must not belong to the requesting
// side: neither to the requesting account, nor as an external user whose owner belongs to it
// (separation of duties, docs/spec.md section 4).
func (a Actor) MayDecide(r Request) error {
	switch {
	case a.AccountID == r.RequesterAccountID || a.OwnerAccountID == r.RequesterAccountID:
		return forbidden(AskersDoNotDecide{Askers: r.RequesterAccountName, Account: r.AccountName})
	case !a.May(DecideRequests, r.AccountID):
		return forbidden(OnlyOwnDecide{Account: r.AccountName})
	}
	return nil
}

// IsGrantee reports whether a grant of the request gives the actor access: it is the Requested By
// user, or the account login of the requesting account.
func (a Actor) IsGrantee(r Request) bool {
	return a.AccountID == r.RequesterAccountID && (a.Kind == KindAccount || a.UserID == r.RequestedBy)
}

// Request returns one access request: of an account whose requests the actor reads, or made by its
// own account. Errors: ErrNotFound.
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

// refuseRequest is the answer for a request that the actor does not see.
func (s *Service) refuseRequest(ctx context.Context, by Actor, now time.Time, f Function, id string) error {
	r, err := readRequest(ctx, s.store.Read, id, now)
	if err != nil {
		return notFound(err)
	}
	return s.deny(by, now, f, r.entry(Denied, nil, nil), ErrNotFound)
}

// askerAccount is the account whose own requests an actor sees as a requester.
func (a Actor) askerAccount() string {
	if a.MayAnywhere(RequestAccess) {
		return a.AccountID
	}
	return ""
}

// MayTakeBack returns nil if the actor may withdraw a request, hand it back or ask to extend it,
// and otherwise why not. Only the requesting side may.
func (a Actor) MayTakeBack(r Request) error {
	if a.askerAccount() != r.RequesterAccountID {
		return forbidden(OnlyAskersTakeBack{Askers: r.RequesterAccountName})
	}
	return nil
}

// whyNot is why a request can no longer be changed.
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

// ExternalAccess is the External Access tab: an account's requests, those that need a decision
// first.
type ExternalAccess struct {
	Account Named
	// Waiting is a page of the undecided requests, oldest first. NextWaiting is the waiting of its
	// next page, or "".
	Waiting     []Request
	NextWaiting string
	// Granted are all active and scheduled grants.
	Granted []Request
	// Closed are the newest of the others. MoreClosed says that there are more.
	Closed     []Request
	MoreClosed bool
	// Elsewhere are the newest requests that wait at other accounts, on the own account's tab of
	// someone who reads the requests of all accounts. MoreElsewhere says that there are more.
	Elsewhere     []Request
	MoreElsewhere bool
	// Now is the instant for states and groups.
	Now time.Time
}

// ReadsAllRequests reports whether the actor reads the requests of every account.
func (a Actor) ReadsAllRequests() bool { return a.Reach(ReadRequests).Has(All) }

// ExternalAccess reads an account's tab: requests to the account (with ReadRequests), and requests
// by it (for its own logins with RequestAccess). waiting is the NextWaiting of the previous page,
// or "". Errors: ErrNotFound, ErrForbidden.
func (s *Service) ExternalAccess(ctx context.Context, by Actor, accountID, waiting string) (e ExternalAccess, err error) {
	e.Now = s.now()
	var of requestSides
	e.Account, of, err = s.seesRequestsOf(ctx, by, accountID, e.Now)
	if err != nil {
		return e, err
	}
	if err := s.readOpen(ctx, by, &e, of, waiting); err != nil {
		return e, err
	}
	closed, err := s.store.Read.ListClosedRequests(ctx, db.ListClosedRequestsParams{
		TargetAccount: of.target, AskingAccount: of.asking, Now: db.Millis(e.Now), Before: lastID, PageSize: pageSize + 1,
	})
	if err != nil {
		return e, err
	}
	closed, next := cut(closed, pageSize, requestID)
	e.MoreClosed = next != ""
	e.Closed, err = s.addUse(ctx, requestsFrom(closed, e.Now))
	return e, err
}

// readOpen reads the undecided requests, and the active and scheduled grants. waiting is the
// NextWaiting of the previous page.
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
	if err := s.addFactors(ctx, e.Waiting, of, e.Now); err != nil {
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
	if err := s.addOpens(ctx, by, e.Now, e.Waiting, e.Granted); err != nil {
		return err
	}
	if e.Account.ID == by.AccountID && by.ReadsAllRequests() {
		e.Elsewhere, e.MoreElsewhere, err = s.waitingElsewhere(ctx, by, e.Now)
	}
	return err
}
