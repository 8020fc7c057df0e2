package access

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
)

// A backup also contains what let webapps sign people in, and has ended since: secrets, addresses
// to which people came back, and webapps that visitors could open. What the lost entries say is
// ended again. If they are not known, every secret is ended, and visitors open nothing.

func (c *restoredAccess) restrictWebapps(ctx context.Context) error {
	var rows []db.WebappClient
	err := eachRowToCheck(func(after db.WebappClient) ([]db.WebappClient, error) {
		return c.ListWebappClientsToCheck(ctx, db.ListWebappClientsToCheckParams{After: after.WebappID, PageSize: verifyBatch})
	}, func(row db.WebappClient) { rows = append(rows, row) })
	for _, row := range rows {
		if err == nil {
			err = c.restrictWebapp(ctx, row.WebappID)
		}
	}
	return err
}

func (c *restoredAccess) restrictWebapp(ctx context.Context, webappID string) error {
	row, err := getWebapp(ctx, c.Queries, webappID)
	if err != nil {
		return err
	}
	w := webappFrom(row)
	client, err := getWebappClient(ctx, c.Queries, webappID, c.now)
	if err != nil {
		return err
	}
	for _, e := range c.lostOf(WebappClientRemoved, webappID) {
		fate := Fate{End: EndRemoved, At: db.Time(e.At), By: e.ActorName}
		return c.reportAndEnd(Revived{Action: WebappClientRemoved, Name: w.Name, Fate: fate}, func() error {
			return c.removeClient(ctx, e.AccountID, w, client, c.because(fate).into(changes{}))
		})
	}
	for _, secret := range client.Secrets {
		if err := c.restrictSecret(ctx, w, client, secret); err != nil {
			return err
		}
	}
	return c.restrictClient(ctx, w, client)
}

// lostOf are the lost entries of an action about an object.
func (c *restoredAccess) lostOf(a Action, id string) []db.RecordEntry {
	return slices.DeleteFunc(slices.Clone(c.report.lost), func(e db.RecordEntry) bool { return actionOf(e.Action) != a || e.ObjectID != id })
}

// restrictSecret ends a secret when it ended before.
func (c *restoredAccess) restrictSecret(ctx context.Context, w Webapp, client WebappClient, secret WebappSecret) error {
	what := Revived{Action: WebappSecretEnded, Name: w.Name, Taken: []string{secret.Hint}}
	for _, e := range c.lostOf(WebappSecretEnded, secret.ID) {
		until, err := time.Parse(time.RFC3339Nano, detailsOf(WebappSecretEnded, e.After)[DetailUntil])
		if err != nil {
			return err
		}
		what.Fate = Fate{End: EndEnded, At: db.Time(e.At), By: e.ActorName}
		err = c.reportAndEnd(what, func() error {
			return c.endSecret(ctx, e.AccountID, w, client, secret, until, c.because(what.Fate).into(changes{}))
		})
		if err != nil {
			return err
		}
	}
	if c.before != nil || what.Fate.End != "" {
		return nil
	}
	what.Fate = Fate{End: EndNotKnown}
	return c.reportAndEnd(what, func() error {
		return c.endSecret(ctx, "", w, client, secret, c.now, c.because(what.Fate).into(changes{}))
	})
}

// restrictClient removes the addresses that were removed, and the one that was no longer told of
// what ends. It makes a webapp need a secret that needed one at last.
func (c *restoredAccess) restrictClient(ctx context.Context, w Webapp, client WebappClient) error {
	entries := c.lostOf(WebappClientSet, w.ID)
	if len(entries) == 0 {
		return nil
	}
	left, was, last := client, client.changes(), entries[len(entries)-1]
	var taken []string
	for _, e := range entries {
		after := detailsOf(WebappClientSet, e.After)
		for list, text := range map[*[]string]string{&left.RedirectURIs: after[DetailRedirectURIs], &left.AfterLogoutURIs: after[DetailAfterLogoutURIs]} {
			kept := strings.Fields(text)
			isGone := func(uri string) bool { return !slices.Contains(kept, uri) }
			for _, uri := range *list {
				if isGone(uri) {
					taken = append(taken, uri)
				}
			}
			*list = slices.DeleteFunc(slices.Clone(*list), isGone)
		}
	}
	said := detailsOf(WebappClientSet, last.After)
	if uri := said[DetailLogoutURI]; left.LogoutURI != "" && left.LogoutURI != uri {
		taken, left.LogoutURI = append(taken, left.LogoutURI), uri
	}
	if left.Public && said[DetailPublic] == strconv.FormatBool(false) {
		taken, left.Public = append(taken, string(DetailPublic)), false
	}
	if len(taken) == 0 {
		return nil
	}
	slices.Sort(taken)
	fate := Fate{End: EndRemoved, At: db.Time(last.At), By: last.ActorName}
	return c.reportAndEnd(Revived{Action: WebappClientSet, Name: w.Name, Taken: slices.Compact(taken), Fate: fate}, func() error {
		return c.recordUnless(ctx, c.putClient(ctx, &left), clientEntry(last.AccountID, WebappClientSet, w, was, c.because(fate).into(left.changes())))
	})
}

// takeOverLogouts takes over what webapps have to be told from the database that is being replaced:
// who was signed in there, and who no longer was. It leaves out users who are not in the backup.
func (c *restoredAccess) takeOverLogouts(ctx context.Context) error {
	if c.before == nil {
		return nil
	}
	after := ""
	return eachBatch(func(r db.ListUntoldWebappSessionsRow) error {
		after = r.ID
		n, err := c.InsertUntoldWebappSession(ctx, db.InsertUntoldWebappSessionParams{
			ID: r.ID, WebappID: r.WebappID, ClientID: r.ClientID, AccountID: r.AccountID, UserID: r.UserID, SessionHash: r.SessionHash, OpenedAt: r.OpenedAt,
			LogoutUri: r.LogoutUri, OverAt: cmp.Or(r.OverAt, db.Millis(c.now)), Why: cmp.Or(r.Why, string(EndedRestore)), Now: db.Millis(c.now),
		})
		c.logouts += n
		return err
	}, func() ([]db.ListUntoldWebappSessionsRow, error) {
		return c.before.ListUntoldWebappSessions(ctx, db.ListUntoldWebappSessionsParams{After: after, PageSize: verifyBatch})
	})
}

// restrictVisitors keeps visitors out of the webapps that they could no longer open.
func (c *restoredAccess) restrictVisitors(ctx context.Context) error {
	var rows []db.WebappVisitor
	err := eachRowToCheck(func(after db.WebappVisitor) ([]db.WebappVisitor, error) {
		return c.ListWebappVisitorsToCheck(ctx, db.ListWebappVisitorsToCheckParams{After: after.AccountID, AfterPart: after.WebappID, PageSize: verifyBatch})
	}, func(row db.WebappVisitor) { rows = append(rows, row) })
	for _, group := range groupBy(rows, func(r db.WebappVisitor) string { return r.AccountID }) {
		if err == nil {
			err = c.restrictVisitorsOf(ctx, group[0].AccountID)
		}
	}
	return err
}

func (c *restoredAccess) restrictVisitorsOf(ctx context.Context, accountID string) error {
	a, err := c.GetAccountState(ctx, accountID)
	if err != nil {
		return err
	}
	rows, err := listVisitorWebapps(ctx, c.Queries, accountID)
	if err != nil {
		return err
	}
	fate, goesOn := Fate{End: EndNotKnown}, func(VisitorWebapp) bool { return false }
	if c.before != nil {
		then, err := listVisitorWebapps(ctx, c.before, accountID)
		if err != nil {
			return err
		}
		fate.End = EndRemoved
		goesOn = func(r VisitorWebapp) bool {
			return r.Allowed && slices.ContainsFunc(then, func(t VisitorWebapp) bool { return t.ID == r.ID && t.Allowed })
		}
	}
	taken := allowedNames(rows, func(r VisitorWebapp) bool { return r.Allowed && !goesOn(r) })
	if len(taken) == 0 {
		return nil
	}
	return c.reportAndEnd(Revived{Action: VisitorsSet, Name: a.Name, Taken: taken, Fate: fate}, func() error {
		return c.setVisitors(ctx, a, rows, goesOn, c.because(fate).into(changes{}))
	})
}
