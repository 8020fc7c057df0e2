package access

import (
	"context"

	"latchkey/db"
)

// What the record says about identity providers and identities, and whether the tables say the
// same.

func (t *expectedState) providerSet(e db.RecordEntry, before, after changes) {
	if before != nil && before[DetailIssuer] != after[DetailIssuer] {
		t.unlinkAll(e.AccountID)
	}
	fields := after.only(DetailName, DetailIssuer, DetailClientID, DetailScopes, DetailGroupsClaim, DetailGroups, DetailFactorValues, DetailEnabled, DetailRequired, DetailCreates)
	t.add("identity_providers", e.AccountID, fields)
}

func (t *expectedState) providerRemoved(e db.RecordEntry, _, _ changes) {
	t.unlinkAll(e.AccountID)
	t.remove("identity_providers", e.AccountID)
}

// unlinkAll says that no user of an account is linked any more.
func (t *expectedState) unlinkAll(accountID string) {
	for key, r := range t.rows {
		if key.table == "identities" && r.fields[DetailAccount].value == accountID {
			t.remove(key.table, key.id)
		}
	}
}

func (t *expectedState) identityLinked(e db.RecordEntry, _, after changes) {
	fields := after.only(DetailIssuer, DetailSubject, DetailHow)
	fields[DetailAccount] = e.AccountID
	t.add("identities", e.ObjectID, fields)
}

func (s *stateCheck) checkProviders(ctx context.Context, q *db.Queries) error {
	err := eachRowToCheck(func(after db.IdentityProvider) ([]db.IdentityProvider, error) {
		return q.ListIdentityProvidersToCheck(ctx, db.ListIdentityProvidersToCheckParams{After: after.AccountID, PageSize: verifyBatch})
	}, func(p db.IdentityProvider) {
		s.compare("identity_providers", p.AccountID, rowKey{}, providerFrom(p).changes())
	})
	if err != nil {
		return err
	}
	return eachRowToCheck(func(after db.Identity) ([]db.Identity, error) {
		return q.ListIdentitiesToCheck(ctx, db.ListIdentitiesToCheckParams{After: after.UserID, PageSize: verifyBatch})
	}, func(i db.Identity) {
		s.compare("identities", i.UserID, rowKey{}, changes{DetailAccount: i.AccountID, DetailIssuer: i.Issuer, DetailSubject: i.Subject, DetailHow: i.How})
	})
}
