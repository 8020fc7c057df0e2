package access

import (
	"cmp"
	"context"

	"latchkey/db"
)

// restrictProviders removes identity providers that were removed or changed after the backup, and
// links that were removed or replaced: the one that comes back may be the one that could not be
// trusted any more. Its people set it up again; their account login always works. Of what may have
// been lost without anybody knowing, the report has the rest.
func (c *restoredAccess) restrictProviders(ctx context.Context) error {
	err := eachRestored(func(after string) ([]db.IdentityProvider, error) {
		return c.ListIdentityProvidersToCheck(ctx, db.ListIdentityProvidersToCheckParams{After: after, PageSize: verifyBatch})
	}, func(p db.IdentityProvider) (string, error) { return p.AccountID, c.restrictProvider(ctx, p) })
	if err != nil {
		return err
	}
	return eachRestored(func(after string) ([]db.Identity, error) {
		return c.ListIdentitiesToCheck(ctx, db.ListIdentitiesToCheckParams{After: after, PageSize: verifyBatch})
	}, func(i db.Identity) (string, error) { return i.UserID, c.restrictIdentity(ctx, i) })
}

// eachRestored calls fn, which returns the key, with every row of a list that is read page by page.
func eachRestored[R any](list func(after string) ([]R, error), fn func(R) (string, error)) error {
	after := ""
	return eachBatch(func(row R) (err error) {
		after, err = fn(row)
		return err
	}, func() ([]R, error) { return list(after) })
}

func (c *restoredAccess) restrictProvider(ctx context.Context, p db.IdentityProvider) error {
	fate := c.fate(p.AccountID, map[Action]End{ProviderRemoved: EndDeleted, ProviderChanged: EndChanged})
	if fate.End == "" && c.before != nil {
		return nil
	}
	a, err := c.GetAccountState(ctx, p.AccountID)
	if err != nil {
		return err
	}
	if fate.End == "" {
		c.report.UncheckedProviders = append(c.report.UncheckedProviders, a.Name)
		return nil
	}
	return c.reportIn(&c.report.Factors, Revived{Action: ProviderRemoved, Name: a.Name, Taken: []string{p.Name}, Fate: fate}, func() error {
		e := accountEntry(ProviderRemoved, a, providerFrom(p).changes(), c.because(fate).into(changes{}))
		return c.recordUnless(ctx, c.removeProvider(ctx, p.AccountID), e)
	})
}

func (c *restoredAccess) restrictIdentity(ctx context.Context, i db.Identity) error {
	fate := c.fate(i.UserID, map[Action]End{IdentityUnlinked: EndDeleted, IdentityLinked: EndReplaced})
	if fate.End == "" && c.before != nil {
		return nil
	}
	l, is, err := c.loginWithID(ctx, i.UserID)
	if err != nil || !is {
		return err
	}
	if fate.End == "" {
		c.report.UncheckedLinks = append(c.report.UncheckedLinks, l.actor("").Name())
		return nil
	}
	p, err := c.GetIdentityProvider(ctx, i.AccountID)
	if err != nil {
		return err
	}
	what := Revived{Action: IdentityUnlinked, Name: l.actor("").Name(), Taken: []string{cmp.Or(p.Name, i.Issuer)}, Fate: fate}
	return c.reportIn(&c.report.Factors, what, func() error {
		_, err := c.DeleteIdentity(ctx, i.UserID)
		e := l.actor("").ownEntry(IdentityUnlinked, identityChanges(p.Name, i.Issuer, i.Subject), c.because(fate).into(changes{}))
		return c.recordUnless(ctx, err, e)
	})
}
