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

// factorStep is what a login that has proved p has to do about its second factor, or StepDone. has
// are its factors unless it has proved two.
func (s *Service) factorStep(ctx context.Context, q *db.Queries, l login, p Proofs, now time.Time) (step SignInStep, has Factors, err error) {
	if p.Two() {
		return StepDone, has, nil
	}
	has, err = factors(ctx, q, l)
	if err != nil || has.Any() {
		return StepSecond, has, err
	}
	wish, err := s.wish(ctx, q, l, now)
	if err != nil || wish == WishRequired {
		return StepAdd, has, err
	}
	return StepDone, has, nil
}

// FactorWish is what is wanted of the actor's own login now: nothing more if it has a
// second factor, here or at its account's identity provider.
func (s *Service) FactorWish(ctx context.Context, by Actor) (Wish, error) {
	has, err := factors(ctx, s.store.Read, by.login())
	if err != nil || has.Any() || by.Proofs.Two() {
		return WishOff, err
	}
	return s.wish(ctx, s.store.Read, by.login(), s.now())
}
