package access

import (
	"context"
	"errors"
)

// SetUpAndSignIn is UseSetupLink, and takes whoever chose the password on as SignIn does: it was
// just proved. The Arrival is empty for whoever signs in only in another way, or not now: their
// password is set all the same. browserZone is the name of the browser's time zone, or "": a login
// without one of its own gets it with its first password.
func (s *Service) SetUpAndSignIn(ctx context.Context, by Actor, token, password, email, browserZone string, c Client, newToken func() (string, error)) (l SetupLink, a Arrival, err error) {
	l, hash, err := s.useSetupLink(ctx, by, token, password, email, browserZone)
	if err != nil {
		return l, a, err
	}
	of := login{kind: kindOf(l.UserID), accountName: l.AccountName, userName: l.UserName}
	a, err = s.arriveWith(ctx, of, func(is login) bool { return is.hash == hash }, c, newToken)
	return l, a, err
}

// SetupAndSignIn is Setup, and takes whoever chose the password on as SetUpAndSignIn does.
func (s *Service) SetupAndSignIn(ctx context.Context, by Actor, token string, n NewAccount, c Client, newToken func() (string, error)) (Arrival, error) {
	id, err := s.setup(ctx, by, token, n)
	if err != nil {
		return Arrival{}, err
	}
	l := login{kind: KindAccount, accountName: n.Name}
	return s.arriveWith(ctx, l, func(is login) bool { return is.accountID == id }, c, newToken)
}

// arriveWith takes on a login whose password has just been set, if it still is that one.
func (s *Service) arriveWith(ctx context.Context, l login, still func(login) bool, c Client, newToken func() (string, error)) (Arrival, error) {
	now := s.now()
	l, err := findLogin(ctx, s.store.Read, l.credentials(), now)
	if err != nil || !l.enabled || !still(l) {
		return Arrival{}, err
	}
	a, err := s.arrive(ctx, Half{login: l}, proving{proof: ProofPassword}, now, c, newToken, nil)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrForbidden) {
		return Arrival{}, nil // they can read why on the sign-in page
	}
	return a, err
}
