package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// Terms is how much of a request is granted. Zero means all of it. A time that is empty, or as
// NewLocalTime shows the requested one, is as requested. For a request for a length, Length is a
// number of hours, up to the requested length, or ValidTo is an end instead.
type Terms struct {
	ValidFrom, ValidTo LocalTime
	Length             string
	ReadOnly           bool
	Signing            Signing
}

// Grant approves a whole request that is PENDING: see GrantLess.
func (s *Service) Grant(ctx context.Context, by Actor, id string) (Request, error) {
	return s.GrantLess(ctx, by, id, Terms{})
}

// GrantLess approves a request that is PENDING, or less than was requested. If the rules require
// two people, the request stays PENDING after the first approval, and the second one is about what
// the first left of it. A length counts from the decision. It needs DecideRequests and MayDecide.
// Errors: ErrNotFound, ErrForbidden; *Invalid with the fields valid_from, valid_to, length,
// read_only, description and requested_by, also if the current rules do not allow it, and
// signature; *Unsigned; ErrConflict if someone else was faster, the window is over, or the account
// is disabled or frozen, together with the current Request.
func (s *Service) GrantLess(ctx context.Context, by Actor, id string, terms Terms) (Request, error) {
	r, err := s.act(ctx, by, id, act{action: RequestGranted, function: DecideRequests, may: Actor.MayDecide, store: grantFunc(terms), notice: NoticeGranted})
	return r, s.noteRefused(ctx, by, err)
}

// grantFunc stores an approval with the terms.
func grantFunc(terms Terms) storeFunc {
	return func(ctx context.Context, t *tx, r Request, after changes) (int64, error) {
		if r.State(t.now) != Pending {
			return 0, nil
		}
		rule, err := t.rule(ctx, r.AccountID, r.CompanyID)
		if err != nil {
			return 0, err
		}
		if err := t.checkGrantable(ctx, r.AccountID); err != nil {
			return 0, err
		}
		granted, begin, err := terms.narrow(r, t)
		if err != nil {
			return 0, err
		}
		if rule.SecondFactor {
			if err := granted.readFactors(ctx, t.Queries); err != nil {
				return 0, err
			}
		}
		var invalid Invalid
		given := granted.GrantedAt(t.now)
		rule.check(&invalid, given)
		if granted.Length > 0 {
			invalid.moveTo("length", "valid_to", "valid_from")
		}
		if err := invalid.err(); err != nil {
			return 0, err
		}
		if n, err := t.grant(ctx, r, granted, given, rule); err != nil || n == 0 {
			return n, err
		}
		return 1, t.sign(ctx, t.decision(r, granted, begin, rule), terms.Signing, after)
	}
}

// grant stores that a request is granted as given. If two people must approve and this is the first
// one, it stores what they granted.
func (t *tx) grant(ctx context.Context, r, granted, given Request, rule Rule) (int64, error) {
	if rule.Approvals == 2 {
		if n, err := t.setTerms(ctx, granted, rule); err != nil || n == 0 {
			return n, err
		}
		if enough, err := t.approve(ctx, r); err != nil || !enough {
			return 1, err
		}
	}
	if n, err := t.setTerms(ctx, given, rule); err != nil || n == 0 {
		return n, err
	}
	return t.decide(ctx, r, decisionGranted, grounds{})
}

// setTerms stores the terms of a request that is PENDING. No row: it is not pending, or its terms
// have changed in the meantime.
func (t *tx) setTerms(ctx context.Context, r Request, rule Rule) (int64, error) {
	return t.UpdateTerms(ctx, db.UpdateTermsParams{
		ID: r.ID, AccountID: r.AccountID, ValidFrom: db.Millis(r.Window.From), ValidTo: db.Millis(r.Window.To), LengthMs: nullLength(r.Length),
		ReadOnly: r.ReadOnly, RuleID: db.NullText(rule.ID), Now: db.Millis(t.now),
	})
}

// narrow is what the terms leave of a request. begin is the earliest start, or the exact one.
func (terms Terms) narrow(r Request, t *tx) (narrowed Request, begin time.Time, err error) {
	var invalid Invalid
	r.ReadOnly = r.ReadOnly || terms.ReadOnly
	if r.Length > 0 {
		r, begin = terms.narrowLength(&invalid, r, t)
		return r, begin, invalid.err()
	}
	if terms.Length != "" {
		return r, begin, conflict(NoLongerALength{})
	}
	asked := r.Window
	r.Window = asked.withTyped(&invalid, terms.ValidFrom, terms.ValidTo, t.by.Zone)
	bounds{
		now:       t.now,
		notBefore: bound{asked.From, BeforeAsked{}},
		notAfter:  bound{asked.To, AfterAsked{}},
	}.check(&invalid, r.Window)
	return r, r.Window.From, invalid.err()
}

// approve notes the actor's approval of a request that needs two people. enough says that someone
// else has approved, too. Only user logins count, because nobody can tell who is behind an account
// login.
func (t *tx) approve(ctx context.Context, r Request) (enough bool, err error) {
	if t.by.UserID == "" {
		return false, forbidden(TwoMustSayYes{Account: r.AccountName})
	}
	n, err := t.InsertApproval(ctx, db.InsertApprovalParams{RequestID: r.ID, UserID: t.by.UserID, Name: t.by.Signature(), At: db.Millis(t.now)})
	if err != nil || n == 0 {
		return false, orConflict(err, SaidYesAlready{Account: r.AccountName})
	}
	approvals, err := t.ListApprovals(ctx, r.ID)
	if err != nil {
		return false, err
	}
	two, same, err := t.makesTwoPeople(ctx, r, approvals)
	if err != nil || two {
		return two, err
	}
	if same != "" {
		return false, forbidden(SamePerson{Other: same, Account: r.AccountName})
	}
	return false, t.MarkChanged(ctx, db.MarkChangedParams{ID: r.ID, Now: db.Millis(t.now), ChangedBy: t.by.Signature()})
}

// makesTwoPeople reports whether the actor's approval makes two people, together with those in
// said. If not, same is the last of them who could be the same person as the actor, or "".
func (t *tx) makesTwoPeople(ctx context.Context, r Request, said []db.ListApprovalsRow) (two bool, same string, err error) {
	for _, a := range said {
		if a.UserID == t.by.UserID {
			continue
		}
		if still, err := t.canStillDecide(ctx, r, a.UserID); err != nil {
			return false, "", err
		} else if !still {
			continue
		}
		two, err = t.areTwoPeople(ctx, a)
		if err != nil || two {
			return two, "", err
		}
		same = a.Name
	}
	return false, same, nil
}

// canStillDecide reports whether someone who approved a request could sign in now and approve it
// again.
func (t *tx) canStillDecide(ctx context.Context, r Request, userID string) (bool, error) {
	rows, err := t.ListDeciders(ctx, db.ListDecidersParams{AccountID: r.AccountID, Now: db.Millis(t.now)})
	return slices.ContainsFunc(decidersFrom(rows, r), func(d decidingLogin) bool { return d.userID == userID }), err
}

// checkGrantable returns ErrConflict while an account is disabled or its external access is frozen.
func (t *tx) checkGrantable(ctx context.Context, accountID string) error {
	f, err := t.GetFreeze(ctx, accountID)
	switch {
	case err == nil && !f.LoginEnabled:
		err = conflict(DisabledNotGranted{Account: f.Name})
	case err == nil && f.FrozenAt.Valid:
		err = conflict(FrozenNotGranted{Account: f.Name, By: f.FrozenBy})
	}
	return err
}
