package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// factorRoles are the roles that need a second factor, unless the operator says otherwise.
var factorRoles = []Role{Administrator, Support, Consultant, Sales}

// wish is what is wanted of a login at an instant: what its account's rules say, or WishRequired
// for one that acts by factorRoles, or that a grant lets in whose rule demands a second factor.
func (s *Service) wish(ctx context.Context, q *db.Queries, l login, now time.Time) (Wish, error) {
	row, err := q.GetFactorWish(ctx, db.GetFactorWishParams{AccountID: l.accountID, UserID: l.userID, Now: db.Millis(now)})
	if err != nil {
		return "", err
	}
	wish := signInRulesFrom(row.SecondFactor, row.SecondFactorFrom).at(now)
	if wish == WishRequired || row.Demanded != 0 {
		return WishRequired, nil
	}
	if s.requireSecond {
		roles, err := rolesOfAccount(ctx, q, l.accountID)
		if err != nil {
			return "", err
		}
		if slices.ContainsFunc(actingRoles(l.kind, row.External != 0, roles), isFactorRole) {
			return WishRequired, nil
		}
	}
	return wish, nil
}

func isFactorRole(r Role) bool { return slices.Contains(factorRoles, r) }

// factorStep is what a login that has proved p has to do about its second factor, or StepDone.
func (s *Service) factorStep(ctx context.Context, q *db.Queries, l login, p Proofs, now time.Time) (SignInStep, error) {
	if p.Two() {
		return StepDone, nil
	}
	has, err := factors(ctx, q, l)
	if err != nil || has.Any() {
		return StepSecond, err
	}
	wish, err := s.wish(ctx, q, l, now)
	if err != nil || wish == WishRequired {
		return StepAdd, err
	}
	return StepDone, nil
}

// FactorWish is what is wanted of the actor's own login now, and whether it has a second factor.
func (s *Service) FactorWish(ctx context.Context, by Actor) (wish Wish, has bool, err error) {
	f, err := factors(ctx, s.store.Read, by.login())
	if err != nil {
		return "", false, err
	}
	wish, err = s.wish(ctx, s.store.Read, by.login(), s.now())
	return wish, f.Any(), err
}
