package access

import (
	"context"
	"time"

	"latchkey/db"
)

// setupLifetime is how long a set-up address can be used.
const setupLifetime = 24 * time.Hour

// OfferSetup makes the one-time token with which the first ADMINISTRATOR account is created in the
// browser, and replaces any earlier one. If there is already an ADMINISTRATOR, it returns "".
func (s *Service) OfferSetup(ctx context.Context) (token string, err error) {
	now := s.now()
	exists, err := s.store.Read.ExistsAccountWithRole(ctx, db.ExistsAccountWithRoleParams{Role: string(Administrator)})
	if err != nil || exists != 0 {
		return "", err
	}
	token, err = s.newToken()
	if err != nil {
		return "", err
	}
	err = s.write(ctx, TheOperator(), now, func(t *tx) error {
		if _, err := t.DeleteSetupTokens(ctx); err != nil {
			return err
		}
		err := t.InsertSetupToken(ctx, db.InsertSetupTokenParams{
			TokenHash: hashText(token), CreatedAt: db.Millis(now), ExpiresAt: db.Millis(now.Add(setupLifetime)),
		})
		return t.recordUnless(ctx, err, Entry{Action: SetupOffered})
	})
	return token, err
}

// IsNew reports whether there is no account yet, so that nobody can sign in.
func (s *Service) IsNew(ctx context.Context) (bool, error) {
	if s.begun.Load() {
		return false, nil
	}
	exists, err := s.store.Read.ExistsAnyAccount(ctx)
	if exists != 0 {
		s.begun.Store(true)
	}
	return exists == 0, err
}

// CheckSetup returns nil if a set-up token can still be used, and ErrNotFound otherwise.
func (s *Service) CheckSetup(ctx context.Context, token string) error {
	return checkSetup(ctx, s.store.Read, token, s.now())
}

func checkSetup(ctx context.Context, q *db.Queries, token string, now time.Time) error {
	_, err := q.GetSetupToken(ctx, db.GetSetupTokenParams{TokenHash: hashText(token), Now: db.Millis(now)})
	if err != nil {
		return notFound(err)
	}
	exists, err := q.ExistsAccountWithRole(ctx, db.ExistsAccountWithRoleParams{Role: string(Administrator)})
	if err == nil && exists != 0 {
		err = ErrNotFound // the operator was faster
	}
	return err
}

// Setup creates the first ADMINISTRATOR account, once, for whoever has the token. by is Nobody.
// Errors: *Invalid with the fields of the form; ErrNotFound if the token can no longer be used.
func (s *Service) Setup(ctx context.Context, by Actor, token string, n NewAccount) error {
	_, err := s.setup(ctx, by, token, n)
	return err
}

// setup is Setup, and returns the account's id.
func (s *Service) setup(ctx context.Context, by Actor, token string, n NewAccount) (id string, err error) {
	now := s.now()
	if err := checkSetup(ctx, s.store.Read, token, now); err != nil {
		return "", s.orDone(ctx, by, err)
	}
	n.Roles, n.first = []Role{Administrator}, true
	id, _, err = s.createAccount(ctx, by, now, n, func(t *tx) error {
		if err := checkSetup(ctx, t.Queries, token, now); err != nil {
			return err
		}
		_, err := t.DeleteSetupTokens(ctx)
		return err
	})
	return id, err
}
