package access

import (
	"context"

	"latchkey/db"
)

// The client secrets of identity providers are sealed with the same keys as those of one-time
// codes.

// eachProvider calls fn with the sealed client secret of each provider.
func eachProvider(ctx context.Context, q *db.Queries, fn func(db.ListSealedProvidersRow) error) error {
	after := ""
	return eachBatch(func(row db.ListSealedProvidersRow) error {
		after = row.AccountID
		return fn(row)
	}, func() ([]db.ListSealedProvidersRow, error) {
		return q.ListSealedProviders(ctx, db.ListSealedProvidersParams{After: after, PageSize: verifyBatch})
	})
}

// resealProviders seals all client secrets with the newest key, and adds to n how many there are.
func (t *tx) resealProviders(ctx context.Context, n *int64) error {
	return eachProvider(ctx, t.Queries, func(row db.ListSealedProvidersRow) error {
		secret, err := t.svc.factorKeys.open(sealedFor(row.AccountID), row.KeyID, row.Sealed)
		if err != nil {
			return err
		}
		sealed, key, err := t.svc.factorKeys.seal(t.svc.random, sealedFor(row.AccountID), secret)
		if err != nil {
			return err
		}
		*n++
		return t.UpdateSealedProvider(ctx, db.UpdateSealedProviderParams{Sealed: sealed, KeyID: key, AccountID: row.AccountID})
	})
}

// forgetProviders removes the providers whose client secret none of the keys opens, and adds to
// whose the names of their accounts.
func (t *tx) forgetProviders(ctx context.Context, keys FactorKeys, whose *[]string) error {
	return eachProvider(ctx, t.Queries, func(row db.ListSealedProvidersRow) error {
		if _, has := keys.find(row.KeyID); has {
			return nil
		}
		a, err := t.GetAccountState(ctx, row.AccountID)
		if err != nil {
			return err
		}
		p, err := t.GetIdentityProvider(ctx, row.AccountID)
		if err == nil {
			err = t.removeProvider(ctx, row.AccountID)
		}
		if err == nil {
			err = t.notifyProvider(ctx, a, SecurityProviderRemoved, p.Name)
		}
		*whose = append(*whose, a.Name)
		return t.recordUnless(ctx, err, accountEntry(ProviderRemoved, a, providerFrom(p).changes(), nil))
	})
}
