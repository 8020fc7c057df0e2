package access

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"latchkey/db"
)

// A backup contains access that was ended after it was made, and that comes back to life with it.
// If the replaced database continued from the backup, that access is known, and is ended again.
// Otherwise nobody knows it, so all external access is ended, and its account can grant it again.

// restoredAccess finds what comes back to life, and ends it unless it should be kept.
type restoredAccess struct {
	*tx
	// before is the database that is being replaced, or nil if it is unknown what was ended.
	before *db.Queries
	keep   bool
	report *RestoreReport
	// lost are the lost entries about ways to sign in, by their objects.
	lost map[string][]db.RecordEntry
}

// Revived is something that comes back to life with a backup.
type Revived struct {
	// Action is the action that ends it again, which also says what it is.
	Action Action
	// Name is its name: a company, an account, or a user with its account. Account is the company's
	// account. Asker is the account that has or wants access, and Person the requester.
	Name, Account, Asker, Person string
	// Until is when a grant ends.
	Until time.Time
	// Taken are roles, a webapp, a passkey, a number of recovery codes, an e-mail address, or of a
	// webapp's sign-in the addresses and "public".
	Taken []string
	Fate  Fate
	// LastAdministrator says that it is not ended, because no ADMINISTRATOR would be left.
	LastAdministrator bool
}

func (t *tx) endRestoredAccess(ctx context.Context, r Restore, report *RestoreReport) error {
	c := restoredAccess{tx: t, keep: r.KeepAccess, report: report}
	if report.Trusted {
		c.before = r.Before.store.Read
	}
	for _, end := range []func(context.Context) error{
		c.endGrants, c.denyAnswered, c.endConsents, c.restrictAccounts, c.restrictUsers, c.removeCalendars, c.restrictSignIns, c.restrictProviders, c.restrictWebapps, c.restrictVisitors,
		c.takeOverLogouts,
	} {
		if err := end(ctx); err != nil {
			return err
		}
	}
	return nil
}

// reportAndEnd reports something, and ends it unless it should be kept.
func (c *restoredAccess) reportAndEnd(what Revived, end func() error) error {
	return c.reportIn(&c.report.Access, what, end)
}

func (c *restoredAccess) reportIn(list *[]Revived, what Revived, end func() error) error {
	*list = append(*list, what)
	if c.keep {
		return nil
	}
	return end()
}

// because are the grounds for ending something again.
func (c *restoredAccess) because(f Fate) grounds { return f.ofRestore(c.report.BackupOf) }

// endGrants ends grants that were revoked, handed back or shortened.
func (c *restoredAccess) endGrants(ctx context.Context) error {
	rows, err := c.ListGrantsEverywhere(ctx, db.Millis(c.now))
	if err != nil {
		return err
	}
	for _, row := range rows {
		r := requestFrom(row, c.now)
		fate, err := c.fateOfGrant(ctx, r)
		if err != nil {
			return err
		}
		what := revivedRequest(GrantRevoked, r, fate)
		switch {
		case fate.End == "":
		case fate.End == EndShortened && fate.At.After(c.now) && fate.At.After(r.Window.From):
			what.Action = GrantShortened
			err = c.reportAndEnd(what, func() error { return c.shortenTo(ctx, r, fate) })
		default:
			err = c.reportAndEnd(what, func() error { return c.revokeOne(ctx, r, c.because(fate), NoticeRevoked) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func revivedRequest(a Action, r Request, f Fate) Revived {
	return Revived{Action: a, Name: r.CompanyName, Account: r.AccountName, Asker: r.RequesterAccountName, Person: r.RequestedByName, Until: r.Window.To, Fate: f}
}

// fateOfGrant is how a grant ended, or that it ends earlier.
func (c *restoredAccess) fateOfGrant(ctx context.Context, r Request) (Fate, error) {
	if c.before == nil {
		return Fate{End: EndNotKnown}, nil
	}
	then, err := readRequest(ctx, c.before, r.ID, c.now)
	if gone, err := isGone(err); gone || err != nil {
		return Fate{End: EndMissing}, err
	}
	switch {
	case then.Ending != nil:
		return fateOfEnding(*then.Ending), nil
	case then.Window.To.Before(r.Window.To):
		return Fate{End: EndShortened, At: then.Window.To}, nil
	}
	return c.fateOfCompany(ctx, r.AccountID, r.CompanyID)
}

func fateOfEnding(a Act) Fate {
	if a.What == endingHandedBack {
		return fateOf(a, EndHandedBack)
	}
	return fateOf(a, EndRevoked)
}

// fateOfCompany is what became of something because of its company.
func (c *restoredAccess) fateOfCompany(ctx context.Context, accountID, id string) (Fate, error) {
	_, err := c.before.GetCompany(ctx, getCompanyParams(accountID, id, everything))
	if gone, err := isGone(err); gone || err != nil {
		return Fate{End: End(CauseCompanyDeleted)}, err
	}
	return Fate{}, nil
}

func (c *restoredAccess) shortenTo(ctx context.Context, r Request, f Fate) error {
	n, err := c.ShortenGrant(ctx, db.ShortenGrantParams{ID: r.ID, AccountID: r.AccountID, ValidTo: db.Millis(f.At), Now: db.Millis(c.now), ChangedBy: c.by.Signature()})
	if err == nil && n != 1 {
		err = fmt.Errorf("the grant %s was not shortened", r.ID)
	}
	return c.recordUnless(ctx, err, r.entry(GrantShortened, changes{DetailValidTo: instantText(r.Window.To)}, c.because(f).into(changes{DetailValidTo: instantText(f.At)})))
}

// denyAnswered denies requests that were denied or withdrawn, so that nobody has to answer them
// again.
func (c *restoredAccess) denyAnswered(ctx context.Context) error {
	if c.before == nil {
		return nil // it gives nobody access, and whoever approves it now means it
	}
	rows, err := c.ListWaitingEverywhere(ctx, db.Millis(c.now))
	if err != nil {
		return err
	}
	for _, row := range rows {
		r := requestFrom(row, c.now)
		then, err := readRequest(ctx, c.before, r.ID, c.now)
		if gone, err := isGone(err); err != nil {
			return err
		} else if gone {
			continue
		}
		if then.Decision == nil || then.Decision.What == decisionGranted && then.Ending == nil {
			continue
		}
		fate := fateOfAnswer(then)
		err = c.reportAndEnd(revivedRequest(RequestDenied, r, fate), func() error {
			n, err := c.decide(ctx, r, decisionDenied, c.because(fate))
			if err != nil || n == 0 {
				return err
			}
			return c.record(ctx, r.entry(RequestDenied, changes{DetailState: string(Pending)}, c.because(fate).into(changes{DetailState: string(Refused)})))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// fateOfAnswer is what became of a request that was decided.
func fateOfAnswer(r Request) Fate {
	switch {
	case r.Ending != nil:
		return fateOfEnding(*r.Ending)
	case r.Decision.What == decisionWithdrawn:
		return fateOf(*r.Decision, EndWithdrawn)
	default:
		return fateOf(*r.Decision, EndDenied)
	}
}

// endConsents ends standing consents.
func (c *restoredAccess) endConsents(ctx context.Context) error {
	rows, err := c.ListConsentsEverywhere(ctx, db.Millis(c.now))
	if err != nil {
		return err
	}
	for _, row := range rows {
		con := row.StandingConsent
		fate, err := c.fateOfConsent(ctx, con)
		if err != nil {
			return err
		}
		if fate.End == "" {
			continue
		}
		what := Revived{Action: ConsentEnded, Name: row.CompanyName, Account: row.AccountName, Asker: row.RequesterAccountName, Fate: fate}
		err = c.reportAndEnd(what, func() error {
			_, err := c.EndConsent(ctx, db.EndConsentParams{ID: con.ID, AccountID: con.AccountID, EndedAt: db.NullMillis(c.now), EndedBy: c.by.Signature()})
			return c.recordUnless(ctx, err, Entry{
				Action: ConsentEnded, AccountID: con.AccountID, ObjectID: con.CompanyID, ObjectName: row.CompanyName,
				Before: changes{DetailAccount: row.RequesterAccountName}, After: c.because(fate).into(changes{}),
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *restoredAccess) fateOfConsent(ctx context.Context, con db.StandingConsent) (Fate, error) {
	if c.before == nil {
		return Fate{End: EndNotKnown}, nil
	}
	then, err := c.before.GetConsentByID(ctx, db.GetConsentByIDParams{ID: con.ID, AccountID: con.AccountID})
	if gone, err := isGone(err); gone || err != nil {
		return Fate{End: EndMissing}, err
	}
	if then.StandingConsent.EndedAt.Valid {
		return Fate{End: EndEnded, At: db.NullTime(then.StandingConsent.EndedAt), By: then.StandingConsent.EndedBy}, nil
	}
	return c.fateOfCompany(ctx, con.AccountID, con.CompanyID)
}

// removeCalendars removes calendar addresses that were removed, renewed or stopped.
func (c *restoredAccess) removeCalendars(ctx context.Context) error {
	rows, err := c.ListCalendarFeeds(ctx)
	if err != nil {
		return err
	}
	var then []db.ListCalendarFeedsRow
	if c.before != nil {
		then, err = c.before.ListCalendarFeeds(ctx)
		if err != nil {
			return err
		}
	}
	for _, row := range rows {
		goesOn := slices.ContainsFunc(then, func(f db.ListCalendarFeedsRow) bool {
			return f.LoginID == row.LoginID && f.Works != 0 && bytes.Equal(f.TokenHash, row.TokenHash)
		})
		if goesOn || row.Works == 0 {
			continue
		}
		name, fate := row.AccountName, Fate{End: EndNotKnown}
		if row.UserName != "" {
			name = row.UserName + " @ " + name
		}
		if c.before != nil {
			fate.End = EndRemoved
		}
		err := c.reportAndEnd(Revived{Action: CalendarRemoved, Name: name, Fate: fate}, func() error {
			if _, err := c.DeleteCalendarFeed(ctx, row.LoginID); err != nil {
				return err
			}
			return c.record(ctx, Entry{Action: CalendarRemoved, AccountID: row.AccountID, ObjectID: row.LoginID, ObjectName: name, After: c.because(fate).into(changes{})})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
