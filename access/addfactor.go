package access

import (
	"context"
	"errors"
)

// Who must have a second factor and has none is half signed in, and adds one before they get any
// further.

// CodeToAdd returns the one-time codes that someone who is half signed in and must add a second
// factor can set up. Errors: ErrNotFound if that is over.
func (s *Service) CodeToAdd(ctx context.Context, half string) (c PendingCode, err error) {
	h, err := s.adding(ctx, half)
	if err != nil {
		return c, err
	}
	c, err = s.pendingCode(ctx, hashText(half), h.login)
	if !errors.Is(err, ErrNotFound) {
		return c, err
	}
	now := s.now()
	err = s.transact(ctx, h.actor(""), now, func(t *tx) error {
		if _, err := s.half(ctx, t.Queries, half, now); err != nil {
			return err
		}
		return t.beginCode(ctx, hashText(half), h.login)
	})
	if err != nil {
		return c, err
	}
	return s.pendingCode(ctx, hashText(half), h.login)
}

// AddCode sets up the one-time codes of CodeToAdd, if code is a right one, and takes whoever is
// half signed in on as SignIn does. recovery are the recovery codes that were made. Errors:
// *Invalid with the field code; ErrNotFound if the sign-in is over.
func (s *Service) AddCode(ctx context.Context, half string, c Client, code string, newToken func() (string, error)) (a Arrival, recovery []string, err error) {
	a, err = s.addFactor(ctx, half, c, func(h Half) (proving, error) { return s.checkNewCode(ctx, hashText(half), h.login, code, &recovery) }, newToken)
	return a, recovery, err
}

// adding is who is half signed in and must add a second factor.
func (s *Service) adding(ctx context.Context, half string) (Half, error) {
	h, err := s.half(ctx, s.store.Read, half, s.now())
	if err == nil && h.Step != StepAdd {
		err = ErrNotFound
	}
	return h, err
}

// addFactor takes someone on who has added a second factor. What they typed wrongly is no try to
// guess: the secret is on their screen.
func (s *Service) addFactor(ctx context.Context, half string, c Client, check func(Half) (proving, error), newToken func() (string, error)) (Arrival, error) {
	now := s.now()
	h, err := s.adding(ctx, half)
	if err != nil {
		return Arrival{}, err
	}
	p, err := check(h)
	if errors.As(err, new(*DoneBefore)) { // meanwhile: the sign-in has gone on, or has to prove that factor
		err = ErrNotFound
	}
	if err != nil {
		return Arrival{}, err
	}
	return s.arrive(ctx, h, p, now, c, newToken, nil)
}

// PasskeyToAdd are what a browser needs to make a passkey for whoever is half signed in and must
// add a second factor, as JSON. Errors: as NewPasskeyOptions; ErrNotFound if the sign-in is over.
func (s *Service) PasskeyToAdd(ctx context.Context, half string) ([]byte, error) {
	h, err := s.adding(ctx, half)
	if err != nil {
		return nil, err
	}
	return s.newPasskeyOptions(ctx, hashText(half), h.login)
}

// AddPasskeyToSignIn adds the passkey that a browser made with PasskeyToAdd, and is otherwise like
// AddCode. Errors: *Invalid with the fields answer, name and person; ErrNotFound.
func (s *Service) AddPasskeyToSignIn(ctx context.Context, half string, c Client, n NewPasskey, newToken func() (string, error)) (a Arrival, recovery []string, err error) {
	a, err = s.addFactor(ctx, half, c, func(h Half) (proving, error) { return s.checkNewPasskey(ctx, hashText(half), h.login, n, &recovery) }, newToken)
	return a, recovery, err
}
