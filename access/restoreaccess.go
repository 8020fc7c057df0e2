package access

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"latchkey/db"
)

// A backup has accesses that were ended after it was made: they come back to life with it. Where
// the database that is replaced goes on from the backup, these are known and are ended again. Where
// it does not, nobody knows; then every external access is ended, and its account can give it
// anew.

// restoredAccess finds what comes back to life, and ends it unless it is to be kept.
type restoredAccess struct {
	*tx
	// before is the database that is replaced, nil where what was ended is not known.
	before *db.Queries
	since  string
	keep   bool
	report *RestoreReport
}

func (t *tx) endRestoredAccess(ctx context.Context, r Restore, report *RestoreReport) error {
	c := restoredAccess{tx: t, keep: r.KeepAccess, report: report, since: "A backup of " + instantText(report.BackupOf) + " was restored"}
	if report.Trusted {
		c.before = r.Before.store.Read
	}
	for _, end := range []func(context.Context) error{c.endGrants, c.denyAnswered, c.endConsents, c.restrictAccounts, c.restrictUsers, c.removeCalendars} {
		if err := end(ctx); err != nil {
			return err
		}
	}
	return nil
}

// reportAndEnd puts something into the report, and ends it unless it is to be kept.
func (c *restoredAccess) reportAndEnd(what string, end func() error) error {
	c.report.Access = append(c.report.Access, what)
	if c.keep {
		return nil
	}
	return end()
}

const endNotKnown = "whether it was ended after that is not known"

// endGrants ends grants that were revoked, handed back or shortened.
func (c *restoredAccess) endGrants(ctx context.Context) error {
	rows, err := c.ListGrantsEverywhere(ctx, db.Millis(c.now))
	if err != nil {
		return err
	}
	for _, row := range rows {
		r := requestFrom(row, c.now)
		why, until, err := c.whyGrantEnded(ctx, r)
		if err != nil {
			return err
		}
		what := fmt.Sprintf("%s of %s, granted to %s of %s until %s: %s", r.CompanyName, r.AccountName, r.RequestedByName, r.RequesterAccountName, instantText(r.Window.To), why)
		switch {
		case why == "":
		case until.After(c.now) && until.After(r.Window.From):
			err = c.reportAndEnd(what, func() error { return c.shortenTo(ctx, r, until, why) })
		default:
			err = c.reportAndEnd(what, func() error { return c.revokeOne(ctx, r, c.reason(why), NoticeRevoked) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// reason is why something is ended again.
func (c *restoredAccess) reason(why string) string {
	text := []rune(c.since + ": " + why + ".")
	return string(text[:min(len(text), maxDescription)])
}

// whyGrantEnded says why a grant is over, or since when it ends earlier; "" where it goes on.
func (c *restoredAccess) whyGrantEnded(ctx context.Context, r Request) (why string, until time.Time, err error) {
	if c.before == nil {
		return endNotKnown, until, nil
	}
	then, err := readRequest(ctx, c.before, r.ID, c.now)
	if gone, err := isGone(err); gone || err != nil {
		return "it is not in the database that was replaced", until, err
	}
	switch {
	case then.Ending != nil && then.Ending.What == endingHandedBack:
		return "handed back on " + actText(*then.Ending), until, nil
	case then.Ending != nil:
		return "revoked on " + actText(*then.Ending), until, nil
	case then.Window.To.Before(r.Window.To):
		return "shortened to " + instantText(then.Window.To), then.Window.To, nil
	}
	gone, err := c.isCompanyGone(ctx, r.AccountID, r.CompanyID)
	if gone {
		return "its company was deleted", until, err
	}
	return "", until, err
}

func actText(a Act) string {
	text := instantText(a.At) + " by " + a.By
	if a.Reason != "" {
		text += " (" + a.Reason + ")"
	}
	return text
}

func (c *restoredAccess) isCompanyGone(ctx context.Context, accountID, id string) (bool, error) {
	_, err := c.before.GetCompany(ctx, getCompanyParams(accountID, id, everything))
	return isGone(err)
}

func (c *restoredAccess) shortenTo(ctx context.Context, r Request, end time.Time, why string) error {
	n, err := c.ShortenGrant(ctx, db.ShortenGrantParams{ID: r.ID, AccountID: r.AccountID, ValidTo: db.Millis(end), Now: db.Millis(c.now), ChangedBy: c.by.Signature()})
	if err == nil && n != 1 {
		err = fmt.Errorf("the grant %s was not shortened", r.ID)
	}
	return c.recordUnless(ctx, err, r.entry(GrantShortened, changes{DetailValidTo: instantText(r.Window.To)}, changes{DetailValidTo: instantText(end), DetailReason: c.reason(why)}))
}

// denyAnswered denies what was denied or withdrawn: nobody is asked again what was answered.
func (c *restoredAccess) denyAnswered(ctx context.Context) error {
	if c.before == nil {
		return nil // it lets nobody in, and whoever says yes now means now
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
		why := "decided (" + string(then.State(c.now)) + ") on " + actText(*then.Decision)
		err = c.reportAndEnd(fmt.Sprintf("%s of %s, asked for by %s of %s: %s", r.CompanyName, r.AccountName, r.RequestedByName, r.RequesterAccountName, why), func() error {
			n, err := c.decide(ctx, r, decisionDenied, c.reason(why))
			if err != nil || n == 0 {
				return err
			}
			return c.record(ctx, r.entry(RequestDenied, changes{DetailState: string(Pending)}, changes{DetailState: string(Refused), DetailReason: c.reason(why)}))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// endConsents ends standing consents.
func (c *restoredAccess) endConsents(ctx context.Context) error {
	rows, err := c.ListConsentsEverywhere(ctx, db.Millis(c.now))
	if err != nil {
		return err
	}
	for _, row := range rows {
		con := row.StandingConsent
		why := endNotKnown
		if c.before != nil {
			why, err = c.whyConsentEnded(ctx, con)
			if err != nil {
				return err
			}
		}
		if why == "" {
			continue
		}
		err := c.reportAndEnd(fmt.Sprintf("Standing consent of %s to %s for %s: %s", row.AccountName, row.RequesterAccountName, row.CompanyName, why), func() error {
			_, err := c.EndConsent(ctx, db.EndConsentParams{ID: con.ID, AccountID: con.AccountID, EndedAt: db.NullMillis(c.now), EndedBy: c.by.Signature()})
			return c.recordUnless(ctx, err, Entry{
				Action: ConsentEnded, AccountID: con.AccountID, ObjectID: con.CompanyID, ObjectName: row.CompanyName,
				Before: changes{DetailAccount: row.RequesterAccountName}, After: changes{DetailReason: c.reason(why)},
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *restoredAccess) whyConsentEnded(ctx context.Context, con db.StandingConsent) (why string, err error) {
	then, err := c.before.GetConsentByID(ctx, db.GetConsentByIDParams{ID: con.ID, AccountID: con.AccountID})
	if gone, err := isGone(err); gone || err != nil {
		return "it is not in the database that was replaced", err
	}
	if then.StandingConsent.EndedAt.Valid {
		return fmt.Sprintf("ended on %s by %s", instantText(db.NullTime(then.StandingConsent.EndedAt)), then.StandingConsent.EndedBy), nil
	}
	gone, err := c.isCompanyGone(ctx, con.AccountID, con.CompanyID)
	if gone {
		return "its company was deleted", err
	}
	return "", err
}

// removeCalendars removes secret addresses of calendars that were removed, renewed or stopped.
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
		name, why := row.AccountName, endNotKnown
		if row.UserName != "" {
			name = row.UserName + " @ " + name
		}
		if c.before != nil {
			why = "removed, renewed or stopped"
		}
		err := c.reportAndEnd("The calendar address of "+name+": "+why, func() error {
			if _, err := c.DeleteCalendarFeed(ctx, row.LoginID); err != nil {
				return err
			}
			return c.record(ctx, Entry{Action: CalendarRemoved, AccountID: row.AccountID, ObjectID: row.LoginID, ObjectName: name, After: changes{DetailReason: c.reason(why)}})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
