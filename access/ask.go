package access

import (
	"context"
	"errors"
	"time"
	"unicode/utf8"

	"latchkey/db"
)

// maxDescription is the longest description, in characters (docs/spec.md, section 4).
const maxDescription = 2000

// maxWaiting is how many requests to one account can wait in one person's name.
const maxWaiting = 20

// NewRequest is the request form, as typed.
type NewRequest struct {
	AccountID, CompanyID, Description string
	// Also are the ids of other companies of the account, for AskForEach.
	Also []string
	// Ticket is one line of up to 100 characters, or "".
	Ticket string
	// RequestedBy is the id of the responsible user. For a user login, it is empty or its own.
	RequestedBy string
	// HowLong is the window: a preset, or the one from ValidFrom to ValidTo.
	HowLong   HowLong
	ValidFrom LocalTime
	ValidTo   LocalTime
	// ReadOnly requests read-only access.
	ReadOnly bool
}

var errMayNotAsk = forbidden(OnlyAskersAsk{})

// Ask makes an access request, which a standing consent of the customer may grant immediately. It
// needs RequestAccess. Errors: *Invalid with the fields account_id, company_id, description,
// ticket, requested_by, how_long, valid_from, valid_to and read_only, also if the customer's rules
// do not allow it or maxWaiting requests are waiting; ErrForbidden; ErrConflict if an equal request
// is waiting, together with that Request.
func (s *Service) Ask(ctx context.Context, by Actor, a NewRequest) (r Request, err error) {
	a.Also = nil
	made, err := s.AskForEach(ctx, by, a)
	if len(made) > 0 {
		r = made[0]
	}
	return r, err
}

// checkNewRequest checks the fields of a request, without the customer's rules. Its error is
// *Invalid if a field is wrong.
func (t *tx) checkNewRequest(ctx context.Context, a NewRequest, longest time.Duration) (p db.InsertRequestParams, err error) {
	p = db.InsertRequestParams{
		AccountID: a.AccountID, CompanyID: a.companies()[0], RequesterAccountID: t.by.AccountID, RequestedBy: a.RequestedBy,
		AskedByUserID: db.NullText(t.by.UserID), Description: cleanText(a.Description), ReadOnly: a.ReadOnly, CreatedAt: db.Millis(t.now),
	}
	var invalid Invalid
	if err := t.checkTarget(ctx, &invalid, &p); err != nil {
		return p, err
	}
	if err := t.checkCompanies(ctx, &invalid, p.AccountID, a.companies()); err != nil {
		return p, err
	}
	if n := utf8.RuneCountInString(p.Description); n > maxDescription {
		invalid.add("description", TooLong{Most: maxDescription, Has: n})
	}
	p.Ticket = checkLine(&invalid, "ticket", a.Ticket)
	p.TicketKey = NameKey(p.Ticket)
	if err := t.checkRequester(ctx, &invalid, &p); err != nil {
		return p, err
	}
	w, length := askedWindow(&invalid, a, t.by.Zone, t.now, longest)
	p.ValidFrom, p.ValidTo, p.LengthMs = db.Millis(w.From), db.Millis(w.To), nullLength(length)
	return p, invalid.err()
}

// AskMistakes returns what is wrong with the named fields of a form that is being corrected, as Ask
// would, but without the customer's rules, which are in Draft.Against. It needs RequestAccess.
func (s *Service) AskMistakes(ctx context.Context, by Actor, a NewRequest, fields []string) (wrong Invalid, err error) {
	if !by.MayAnywhere(RequestAccess) {
		return wrong, errMayNotAsk
	}
	_, err = (&tx{Queries: s.store.Read, by: by, now: s.now()}).checkNewRequest(ctx, a, s.maxWindow)
	var invalid *Invalid
	if !errors.As(a.HowLong.moveMistakes(err), &invalid) {
		return wrong, err
	}
	wrong.Keep(*invalid, fields)
	return wrong, nil
}

// ask stores a request with valid fields if the customer's rules allow it.
func (t *tx) ask(ctx context.Context, p db.InsertRequestParams) (r Request, err error) {
	p.ID, err = t.svc.newID("req", t.now)
	if err != nil {
		return r, err
	}
	if err := t.InsertRequest(ctx, p); err != nil {
		return r, err
	}
	r, err = t.request(ctx, p.ID)
	if err != nil {
		return r, err
	}
	rule, err := t.rule(ctx, r.AccountID, r.CompanyID)
	if err != nil {
		return r, err
	}
	if rule.SecondFactor {
		if err := r.readFactors(ctx, t.Queries); err != nil {
			return r, err
		}
	}
	if err := t.checkAskable(ctx, r, rule); err != nil {
		return r, err
	}
	if err := t.record(ctx, r.entry(RequestAsked, nil, t.askedChanges(r))); err != nil {
		return r, err
	}
	granted, err := t.grantByConsent(ctx, r, rule)
	if err != nil {
		return r, err
	}
	if granted {
		r, err = t.request(ctx, r.ID)
		if err != nil {
			return r, err
		}
		return r, errors.Join(t.notify(ctx, NoticeVisit, r, grounds{}), t.notify(ctx, NoticeGranted, r, grounds{}))
	}
	if first, err := t.checkWaitingLimit(ctx, r); err != nil {
		return first, err
	}
	kind := NoticeAsked
	if r.Extends != "" {
		kind = NoticeExtensionAsked
	}
	r.NobodyDecides, err = t.notifyAsked(ctx, kind, r)
	return r, err
}

// checkAskable returns nil if the customer accepts a request: their rules allow it, and they are
// neither disabled nor frozen. Errors: *Invalid.
func (t *tx) checkAskable(ctx context.Context, r Request, rule Rule) error {
	f, err := t.GetFreeze(ctx, r.AccountID)
	if err != nil {
		return err
	}
	var invalid Invalid
	rule.check(&invalid, r.GrantedAt(t.now))
	switch {
	case !f.LoginEnabled:
		invalid.add("account_id", DisabledNotAsked{Account: r.AccountName})
	case f.FrozenAt.Valid:
		invalid.add("account_id", FrozenNotAsked{Account: r.AccountName})
	}
	return invalid.err()
}

// askedChanges is what the record says about a new request.
func (t *tx) askedChanges(r Request) changes {
	after := r.windowChanges()
	after[DetailCompany] = r.CompanyName
	after[DetailRequestedBy] = r.RequestedByName
	after[DetailDescription] = r.Description
	if r.Ticket != "" {
		after[DetailTicket] = r.Ticket
	}
	after[DetailAccess] = r.accessText()
	if r.Length > 0 {
		after[DetailLapses] = instantText(r.Window.To)
	}
	if r.Extends != "" {
		after[DetailExtends] = r.Extends
	}
	if r.RequestedBy != t.by.UserID {
		after = t.withPerson(after)
	}
	return after
}

// checkWaitingLimit keeps people from flooding a customer's list. For a request that was just made,
// it returns ErrConflict and the first request if an equal one is waiting, and *Invalid if too many
// are waiting.
func (t *tx) checkWaitingLimit(ctx context.Context, r Request) (first Request, err error) {
	id, err := t.GetEqualRequest(ctx, db.GetEqualRequestParams{ID: r.ID, Now: db.Millis(t.now)})
	switch {
	case err == nil:
		first, err = t.request(ctx, id)
		if err == nil {
			err = conflict(AskedAlready{Person: first.RequestedByName, Account: first.AccountName})
		}
		return first, err
	case !db.IsNotFound(err):
		return r, err
	}
	n, err := t.CountWaitingOf(ctx, db.CountWaitingOfParams{RequestedBy: r.RequestedBy, AccountID: r.AccountID, Now: db.Millis(t.now), AtMost: maxWaiting + 1})
	if err == nil && n > maxWaiting {
		err = &Invalid{Fields: map[string]Reason{"account_id": TooManyWait{
			Most: maxWaiting, Person: r.RequestedByName, Account: r.AccountName,
		}}}
	}
	return r, err
}

// Extend requests an extension of a grant that is SCHEDULED or ACTIVE to a later time, for the
// requesting account. This is a separate request that begins when the grant ends, with the same
// rights. Until then, the grant continues. Errors: *Invalid with the field valid_to, also if the
// customer's rules do not allow it; ErrNotFound, ErrForbidden; ErrConflict if the grant is over,
// the customer's account is disabled, or a request to extend it is already waiting.
func (s *Service) Extend(ctx context.Context, by Actor, id string, to LocalTime) (Request, error) {
	return s.changeRequest(ctx, by, id, RequestAccess, Actor.MayTakeBack, func(t *tx, g Request) (Request, error) {
		p, err := t.checkExtension(ctx, g, to)
		if err != nil {
			return g, err
		}
		return t.ask(ctx, p)
	})
}

// checkExtension makes the request to extend a grant, without checking the customer's rules.
func (t *tx) checkExtension(ctx context.Context, g Request, to LocalTime) (p db.InsertRequestParams, err error) {
	if state := g.State(t.now); state != Active && state != Scheduled {
		return p, conflict(g.whyNot(t.now))
	}
	if open, err := t.ExistsOpenExtension(ctx, db.ExistsOpenExtensionParams{ID: db.NullText(g.ID), Now: db.Millis(t.now)}); err != nil || open != 0 {
		return p, orConflict(err, ExtensionWaits{})
	}
	var invalid Invalid
	end, _ := to.instant(&invalid, "valid_to", t.by.Zone)
	bounds{
		now: t.now, endsAfter: []bound{{g.Window.To, EndNotLater{}}},
		longest: t.svc.maxWindow, tooLong: ExtendedTooLong{Most: t.svc.maxWindow}, begin: "valid_to",
	}.check(&invalid, Window{g.Window.To, end})
	if err := invalid.err(); err != nil {
		return p, err
	}
	if err := t.checkGrantable(ctx, g.AccountID); err != nil {
		return p, err
	}
	if err := t.checkCompanyExists(ctx, g); err != nil {
		return p, err
	}
	_, err = t.GetActiveUser(ctx, db.GetActiveUserParams{ID: g.RequestedBy, AccountID: g.RequesterAccountID})
	if db.IsNotFound(err) {
		err = conflict(AskerInactive{Person: g.RequestedByName})
	}
	return db.InsertRequestParams{
		AccountID: g.AccountID, CompanyID: g.CompanyID, RequesterAccountID: g.RequesterAccountID, RequestedBy: g.RequestedBy,
		AskedByUserID: db.NullText(t.by.UserID), Description: g.Description, Ticket: g.Ticket, TicketKey: NameKey(g.Ticket), ReadOnly: g.ReadOnly, Extends: db.NullText(g.ID),
		ValidFrom: db.Millis(g.Window.To), ValidTo: db.Millis(end), CreatedAt: db.Millis(t.now),
	}, err
}

// checkCompanyExists returns ErrConflict if the request's company was deleted.
func (t *tx) checkCompanyExists(ctx context.Context, r Request) error {
	_, err := t.GetCompany(ctx, getCompanyParams(r.AccountID, r.CompanyID, everything))
	if db.IsNotFound(err) {
		err = conflict(CompanyGone{Company: r.CompanyName})
	}
	return err
}

// checkTarget checks the account and the company of a request.
func (t *tx) checkTarget(ctx context.Context, invalid *Invalid, p *db.InsertRequestParams) error {
	err := t.by.checkAccountID(invalid, p.AccountID, NotOwnAccount{}, func() error {
		_, err := t.GetAccountToAsk(ctx, db.GetAccountToAskParams{ID: p.AccountID, OwnAccount: t.by.AccountID})
		return err
	})
	if err != nil || invalid.Fields["account_id"] != nil {
		return err
	}
	_, err = t.GetCompany(ctx, getCompanyParams(p.AccountID, p.CompanyID, everything))
	if db.IsNotFound(err) {
		invalid.add("company_id", ChooseCompany{})
		return nil
	}
	return err
}

// checkRequester checks who is responsible for a request: a user login itself, or whom an account
// login picks.
func (t *tx) checkRequester(ctx context.Context, invalid *Invalid, p *db.InsertRequestParams) error {
	if t.by.Kind == KindUser {
		if p.RequestedBy != "" && p.RequestedBy != t.by.UserID {
			invalid.add("requested_by", AskForYourself{})
		}
		p.RequestedBy = t.by.UserID
		return nil
	}
	if p.RequestedBy == "" {
		invalid.add("requested_by", ChooseResponsible{})
		return nil
	}
	_, err := t.GetActiveUser(ctx, db.GetActiveUserParams{ID: p.RequestedBy, AccountID: t.by.AccountID})
	if db.IsNotFound(err) {
		invalid.add("requested_by", ChooseActiveUser{})
		return nil
	}
	return err
}

// checkWindow parses the times of a request, and checks them against each other, the clock and the
// longest window.
func checkWindow(invalid *Invalid, a NewRequest, zone *time.Location, now time.Time, longest time.Duration) (w Window) {
	w.From, _ = a.ValidFrom.instant(invalid, "valid_from", zone)
	w.To, _ = a.ValidTo.instant(invalid, "valid_to", zone)
	bounds{now: now, longest: longest}.check(invalid, w)
	return w
}
