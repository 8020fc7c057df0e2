package access

import (
	"context"
	"errors"

	"latchkey/db"
)

// storeFunc checks and stores an act on a request. No row means that the request is not, or no
// longer, in a state in which the act is possible. after is what the entry says besides the state.
type storeFunc func(ctx context.Context, t *tx, r Request, after changes) (rows int64, err error)

// act is an act that changes a request.
type act struct {
	action Action
	// function is recorded if the act is refused.
	function Function
	may      func(Actor, Request) error
	store    storeFunc
	// notice is the notification for those who did not act.
	notice Notice
}

// Deny denies a request that is PENDING, with a reason for the requester. It needs DecideRequests
// and MayDecide. Errors: ErrNotFound, ErrForbidden; *Invalid with the field reason if that is
// missing or longer than 2,000 characters; ErrConflict if someone else was faster or the window is
// over, together with the current Request.
func (s *Service) Deny(ctx context.Context, by Actor, id, reason string) (Request, error) {
	return s.act(ctx, by, id, act{action: RequestDenied, function: DecideRequests, may: Actor.MayDecide, store: decideFunc(decisionDenied, reason, reasonRequired), notice: NoticeDenied})
}

// Withdraw takes back a request that is PENDING, for the account that made it. Errors like Deny.
func (s *Service) Withdraw(ctx context.Context, by Actor, id string) (Request, error) {
	return s.act(ctx, by, id, act{action: RequestWithdrawn, function: RequestAccess, may: Actor.MayTakeBack, store: decideFunc(decisionWithdrawn, "", false), notice: NoticeWithdrawn})
}

// Revoke ends a grant that is SCHEDULED or ACTIVE, for the customer. The reason is optional,
// because ending access must not have to wait for words. Other grants continue. Errors like Deny.
func (s *Service) Revoke(ctx context.Context, by Actor, id, reason string) (Request, error) {
	return s.act(ctx, by, id, act{action: GrantRevoked, function: DecideRequests, may: Actor.MayDecide, store: endFunc(endingRevoked, reason), notice: NoticeRevoked})
}

// HandBack ends a grant that is SCHEDULED or ACTIVE, for the requesting account. Errors like Deny.
func (s *Service) HandBack(ctx context.Context, by Actor, id string) (Request, error) {
	return s.act(ctx, by, id, act{action: GrantHandedBack, function: RequestAccess, may: Actor.MayTakeBack, store: endFunc(endingHandedBack, ""), notice: NoticeHandedBack})
}

// Shorten makes a grant that is SCHEDULED or ACTIVE end earlier, at a time in the future, for the
// customer. Errors like Deny, with the field valid_to.
func (s *Service) Shorten(ctx context.Context, by Actor, id string, to LocalTime) (Request, error) {
	return s.act(ctx, by, id, act{action: GrantShortened, function: DecideRequests, may: Actor.MayDecide, store: shortenFunc(to), notice: NoticeShortened})
}

// shortenFunc stores an earlier end of a grant.
func shortenFunc(to LocalTime) storeFunc {
	return func(ctx context.Context, t *tx, r Request, after changes) (int64, error) {
		var invalid Invalid
		end, _ := to.instant(&invalid, "valid_to", t.by.Zone)
		if live := r.State(t.now) == Active || r.State(t.now) == Scheduled; live {
			bounds{now: t.now, over: EndIsPast{}, endsBefore: bound{r.Window.To, EndNotEarlier{}}, endsAfter: []bound{
				{r.Window.From, EndBeforeBegin{}}, {r.Decision.At, EndBeforeGrant{}},
			}}.check(&invalid, Window{r.Window.From, end})
		}
		if err := invalid.err(); err != nil {
			return 0, err
		}
		after[DetailValidTo] = instantText(end)
		return t.ShortenGrant(ctx, db.ShortenGrantParams{ID: r.ID, AccountID: r.AccountID, ValidTo: db.Millis(end), Now: db.Millis(t.now), ChangedBy: t.by.Signature()})
	}
}

// reasonRequired says that a reason must not be empty.
const reasonRequired = true

// decideFunc stores a decision.
func decideFunc(decision, typed string, required bool) storeFunc {
	return func(ctx context.Context, t *tx, r Request, after changes) (int64, error) {
		reason, err := readReason(typed, after)
		if err != nil {
			return 0, err
		}
		if required && reason == "" && r.State(t.now) == Pending {
			return 0, &Invalid{Fields: map[string]Reason{"reason": SayWhyDenied{}}}
		}
		return t.decide(ctx, r, decision, grounds{reason: reason})
	}
}

func (t *tx) decide(ctx context.Context, r Request, decision string, why grounds) (int64, error) {
	return t.DecideRequest(ctx, db.DecideRequestParams{
		ID: r.ID, AccountID: r.AccountID, Decision: db.NullText(decision), Now: db.Millis(t.now), DecidedBy: t.by.Signature(),
		DecidedByUserID: db.NullText(t.by.UserID), DecisionReason: why.reason, DecisionCause: string(why.cause),
	})
}

// endFunc stores the end of a grant.
func endFunc(how, typed string) storeFunc {
	return func(ctx context.Context, t *tx, r Request, after changes) (int64, error) {
		reason, err := readReason(typed, after)
		if err != nil {
			return 0, err
		}
		return t.EndGrant(ctx, db.EndGrantParams{
			ID: r.ID, AccountID: r.AccountID, Ending: db.NullText(how), Now: db.Millis(t.now), EndedBy: t.by.Signature(),
			EndedByUserID: db.NullText(t.by.UserID), EndingReason: reason,
		})
	}
}

// readReason cleans and checks a reason, and adds it to after.
func readReason(reason string, after changes) (string, error) {
	reason = cleanText(reason)
	var invalid Invalid
	checkReason(&invalid, reason)
	if reason != "" {
		after[DetailReason] = reason
	}
	return reason, invalid.err()
}

// act changes a request that the actor sees and may change.
func (s *Service) act(ctx context.Context, by Actor, id string, a act) (Request, error) {
	r, err := s.changeRequest(ctx, by, id, a.function, a.may, func(t *tx, r Request) (Request, error) { return t.act(ctx, r, a) })
	if errors.Is(err, ErrForbidden) || errors.Is(err, ErrNotFound) || errors.As(err, new(*DoneBefore)) {
		return r, err
	}
	if incomplete := s.addWaitingDetails(ctx, by, &r); incomplete != nil {
		return r, incomplete
	}
	return r, err
}

// changeRequest calls fn with a request that the actor sees, if may allows it, and returns what fn
// returns: the changed request, or one that follows from it.
func (s *Service) changeRequest(ctx context.Context, by Actor, id string, f Function, may func(Actor, Request) error, fn func(*tx, Request) (Request, error)) (r Request, err error) {
	now := s.now()
	err = s.write(ctx, by, now, func(t *tx) error {
		row, err := t.GetRequest(ctx, by.getRequestParams(id, now))
		if err != nil {
			return err
		}
		r = requestFrom(row, now)
		if err := may(by, r); err != nil {
			return err
		}
		r, err = fn(t, r)
		return err
	})
	switch {
	// without an id, it was refused before the request was read
	case errors.Is(err, ErrForbidden) && r.ID != "":
		err = s.deny(by, now, f, r.entry(Denied, nil, nil), err)
	case db.IsNotFound(err):
		err = s.refuseRequest(ctx, by, now, f, id)
	}
	return r, err
}

// act performs an act, records it and notifies people. It returns the changed request.
func (t *tx) act(ctx context.Context, was Request, a act) (Request, error) {
	before, after := changes{}, changes{}
	if rows, err := a.store(ctx, t, was, after); err != nil || rows == 0 {
		return was, orConflict(err, was.whyNot(t.now))
	}
	row, err := t.GetRequest(ctx, t.by.getRequestParams(was.ID, t.now))
	if err != nil {
		return was, err
	}
	r := requestFrom(row, t.now)
	was.changes(r, before, after)
	action, notice := a.action, a.notice
	switch {
	case action == RequestGranted && r.Decision == nil:
		action, notice = RequestApproved, ""
		t.touched = append(t.touched, r.AccountID, r.RequesterAccountID)
	case action == RequestGranted && (r.OtherWindow() || r.ReadOnly != r.Asked.ReadOnly):
		notice = NoticeGrantedLess
	}
	if notice != "" {
		if err := t.notify(ctx, notice, r, grounds{reason: after[DetailReason]}); err != nil {
			return r, err
		}
	}
	return r, t.record(ctx, r.entry(action, before, t.withPerson(after)))
}

// changes adds what changed in a request to before and after.
func (r Request) changes(now Request, before, after changes) {
	if was, is := r.State(now.AsOf), now.State(now.AsOf); was != is {
		before[DetailState], after[DetailState] = string(was), string(is)
	}
	was, is := r.windowChanges(), now.windowChanges()
	for name, value := range was {
		if value != is[name] {
			before[name] = value
		}
	}
	for name, value := range is {
		if value != was[name] {
			after[name] = value
		}
	}
	if r.ReadOnly != now.ReadOnly {
		before[DetailAccess], after[DetailAccess] = r.accessText(), now.accessText()
	}
}

// withPerson adds the current name of the person who acted to what the record says.
func (t *tx) withPerson(after changes) changes {
	if t.by.Person != "" {
		after[DetailPerson] = t.by.Person
	}
	return after
}

// accessText is the access of a request, as in the record.
func (r Request) accessText() string {
	if r.ReadOnly {
		return AccessReadOnly
	}
	return AccessEdit
}
