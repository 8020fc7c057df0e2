package access

import (
	"cmp"
	"context"
	"time"

	"latchkey/db"
)

// The actions on standing consents.
const (
	ConsentGiven Action = "consent.given"
	ConsentEnded Action = "consent.ended"
	// RequestConsented is for a visit that a standing consent granted: its actor made the request,
	// and the customer had approved in advance.
	RequestConsented Action = "request.consented"
)

// Consent is a customer's standing consent: an account may visit a company for a limited time per
// visit, in certain hours, until an instant. A visit is an ordinary request, which the consent
// grants.
type Consent struct {
	ID        string
	Company   Named
	Requester Named
	Longest   time.Duration
	ReadOnly  bool
	Hours     Hours
	ValidTo   time.Time
	CreatedAt time.Time
	CreatedBy string
	// Ended is nil until someone ends it.
	Ended *Act
}

// InForce reports whether a consent counts at an instant.
func (c Consent) InForce(now time.Time) bool { return c.Ended == nil && now.Before(c.ValidTo) }

func listConsents(ctx context.Context, q *db.Queries, accountID, before string) (consents []Consent, next string, err error) {
	rows, err := q.ListConsents(ctx, db.ListConsentsParams{AccountID: accountID, Before: cmp.Or(before, lastID), PageSize: pageSize + 1})
	rows, next = cut(rows, pageSize, func(r db.ListConsentsRow) string { return r.StandingConsent.ID })
	for _, row := range rows {
		consents = append(consents, consentFrom(row.StandingConsent, row.CompanyName, row.RequesterAccountName))
	}
	return consents, next, err
}

func consentFrom(r db.StandingConsent, company, requester string) Consent {
	c := Consent{
		ID: r.ID, Company: Named{ID: r.CompanyID, Name: company}, Requester: Named{ID: r.RequesterAccountID, Name: requester},
		Longest: time.Duration(r.LongestMs) * time.Millisecond, ReadOnly: r.ReadOnly, Hours: hoursFrom(r.FromMinute, r.ToMinute, r.NextDayTo, r.Weekdays),
		ValidTo: db.Time(r.ValidTo), CreatedAt: db.Time(r.CreatedAt), CreatedBy: r.CreatedBy,
	}
	if r.EndedAt.Valid {
		c.Ended = &Act{At: db.NullTime(r.EndedAt), By: r.EndedBy}
		if r.EndedAt.Int64 >= r.ValidTo { // it was over before anyone could end it
			c.Ended.By = ""
		}
	}
	return c
}

// ConsentForm is a standing consent as typed. Requester is the name of the account that may visit.
// LongestHours is a number.
type ConsentForm struct {
	CompanyID, Requester, LongestHours string
	ReadOnly                           bool
	Hours                              HoursForm
	ValidTo                            LocalTime
}

// GiveConsent creates a standing consent. It needs SetAccessRules, and the actor must be one of the
// account's own people. Errors: *Invalid with the fields of the form (requester also for an account
// that cannot request access, or if there is a consent for the same company and account; company_id
// also if two people must approve); ErrNotFound, ErrForbidden.
func (s *Service) GiveConsent(ctx context.Context, by Actor, accountID string, f ConsentForm) error {
	if f.CompanyID == "" {
		f.CompanyID = "-" // there is no such company, so changeRules reports it
	}
	return s.changeRules(ctx, by, accountID, f.CompanyID, func(t *tx, e Entry) error {
		var invalid Invalid
		p := db.InsertConsentParams{
			AccountID: accountID, CompanyID: f.CompanyID, ReadOnly: f.ReadOnly, CreatedAt: db.Millis(t.now), CreatedBy: by.Signature(),
			LongestMs: checkHours(&invalid, "longest_hours", f.LongestHours).Milliseconds(),
		}
		if p.LongestMs == 0 {
			invalid.add("longest_hours", EnterVisitLength{})
		}
		hours := f.Hours.read(&invalid)
		p.FromMinute, p.Weekdays = hours.From, hours.Weekdays
		p.ToMinute, p.NextDayTo = hours.stored()
		end, _ := f.ValidTo.instant(&invalid, "valid_to", by.Zone)
		bounds{now: t.now, notAfter: bound{t.now.Add(maxAhead), ChooseWithinYear{}}}.check(&invalid, Window{t.now, end})
		p.ValidTo = db.Millis(end)
		requester, err := t.checkConsentAccount(ctx, &invalid, f.Requester)
		if err != nil {
			return err
		}
		if err := invalid.err(); err != nil {
			return err
		}
		rule, err := t.rule(ctx, accountID, f.CompanyID)
		if err != nil {
			return err
		}
		if rule.Approvals == 2 {
			return &Invalid{Fields: map[string]Reason{"company_id": ConsentOfOne{}}}
		}
		p.RequesterAccountID = requester.ID
		if err := t.EndOverConsents(ctx, db.EndOverConsentsParams{CompanyID: f.CompanyID, RequesterAccountID: requester.ID, Now: db.Millis(t.now)}); err != nil {
			return err
		}
		p.ID, err = s.newID("con", t.now)
		if err != nil {
			return err
		}
		if err := t.InsertConsent(ctx, p); err != nil {
			if db.IsUnique(err) {
				err = &Invalid{Fields: map[string]Reason{"requester": ConsentExists{Requester: requester.Name, Company: e.ObjectName}}}
			}
			return err
		}
		c := consentFrom(db.StandingConsent{
			LongestMs: p.LongestMs, ReadOnly: p.ReadOnly, FromMinute: p.FromMinute, ToMinute: p.ToMinute, NextDayTo: p.NextDayTo,
			Weekdays: p.Weekdays, ValidTo: p.ValidTo,
		}, "", requester.Name)
		e.Action, e.After = ConsentGiven, c.changes()
		return t.record(ctx, e)
	})
}

func (c Consent) changes() changes {
	return changes{
		DetailAccount: c.Requester.Name, DetailLongestVisit: c.Longest.String(), DetailHours: c.Hours.code(),
		DetailUntil: instantText(c.ValidTo), DetailAccess: Request{ReadOnly: c.ReadOnly}.accessText(),
	}
}

// checkConsentAccount finds the account for a consent by its name. It must be able to request
// access, and must not be the actor's own.
func (t *tx) checkConsentAccount(ctx context.Context, invalid *Invalid, name string) (a db.Account, err error) {
	if name == "" {
		invalid.add("requester", EnterRequester{})
		return a, nil
	}
	a, err = t.GetAccountByRef(ctx, db.GetAccountByRefParams{NameKey: NameKey(name)})
	if err != nil && !db.IsNotFound(err) {
		return a, err
	}
	var roles []Role
	if err == nil {
		roles, err = rolesOfAccount(ctx, t.Queries, a.ID)
		if err != nil {
			return a, err
		}
	}
	if ReachOf(roles, RequestAccess) == 0 || a.ID == t.by.AccountID {
		invalid.add("requester", NoSuchRequester{})
	}
	return a, nil
}

// EndConsent ends a standing consent. Visits that it granted continue until they end or are
// revoked. Errors like GiveConsent; ErrConflict if it is already over.
func (s *Service) EndConsent(ctx context.Context, by Actor, accountID, id string) error {
	return s.changeFreeze(ctx, by, accountID, func(t *tx, a db.Account) error {
		c, err := t.GetConsentByID(ctx, db.GetConsentByIDParams{ID: id, AccountID: accountID})
		if err != nil {
			return notFound(err)
		}
		n, err := t.EndConsent(ctx, db.EndConsentParams{ID: id, AccountID: accountID, EndedAt: db.NullMillis(t.now), EndedBy: by.Signature()})
		if err != nil || n == 0 {
			return orConflict(err, ConsentWasEnded{By: consentFrom(c.StandingConsent, "", "").Ended.By})
		}
		e := accountEntry(ConsentEnded, a, changes{DetailAccount: c.RequesterAccountName}, nil)
		e.ObjectID, e.ObjectName = c.StandingConsent.CompanyID, c.CompanyName
		return t.record(ctx, e)
	})
}

// consentAhead is how far ahead a visit by standing consent may begin.
const consentAhead = 24 * time.Hour

// findConsent finds the standing consent for visits by the requester of r, or nil. covers says that
// it grants this request.
func findConsent(ctx context.Context, q *db.Queries, r Request, rule Rule, now time.Time) (c *Consent, covers bool, err error) {
	if rule.Approvals > 1 || r.Extends != "" {
		return nil, false, nil
	}
	row, err := q.GetConsent(ctx, db.GetConsentParams{CompanyID: r.CompanyID, RequesterAccountID: r.RequesterAccountID, Now: db.Millis(now)})
	if db.IsNotFound(err) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	consent := consentFrom(row, r.CompanyName, r.RequesterAccountName)
	c = &consent
	covers = r.Window.To.Sub(r.Window.From) <= c.Longest && !r.Window.To.After(c.ValidTo) && c.Hours.Contain(r.Window, r.CompanyZone) &&
		(r.ReadOnly || !c.ReadOnly) && r.Window.From.Sub(now) <= consentAhead
	if !covers {
		return c, false, nil
	}
	near, err := q.ExistsVisitByConsent(ctx, db.ExistsVisitByConsentParams{
		RequesterAccountID: r.RequesterAccountID, CompanyID: r.CompanyID,
		SpanFrom: db.Millis(r.Window.From.Add(-visitEndsAfter)), SpanTo: db.Millis(r.Window.To.Add(visitEndsAfter)),
	})
	return c, near == 0, err // visits in direct succession would be longer than the consent allows
}

// grantByConsent grants a new request if a standing consent of the customer covers it, and returns
// false otherwise.
func (t *tx) grantByConsent(ctx context.Context, r Request, rule Rule) (bool, error) {
	given := r.GrantedAt(t.now)
	c, covers, err := findConsent(ctx, t.Queries, given, rule, t.now)
	if err != nil || !covers {
		return false, err
	}
	if n, err := t.setTerms(ctx, given, rule); err != nil || n == 0 {
		return false, err
	}
	if _, err := t.SetConsent(ctx, db.SetConsentParams{ID: r.ID, ConsentID: db.NullText(c.ID), RuleID: db.NullText(rule.ID)}); err != nil {
		return false, err
	}
	n, err := t.DecideRequest(ctx, db.DecideRequestParams{
		ID: r.ID, AccountID: r.AccountID, Decision: db.NullText(decisionGranted), Now: db.Millis(t.now), DecidedBy: c.CreatedBy,
	})
	if err != nil || n == 0 {
		return false, err
	}
	granted, err := t.request(ctx, r.ID)
	if err != nil {
		return false, err
	}
	before, after := changes{}, changes{DetailConsentOf: c.CreatedBy}
	r.changes(granted, before, after)
	return true, t.record(ctx, r.entry(RequestConsented, before, after))
}
