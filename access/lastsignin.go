package access

import (
	"context"
	"encoding/hex"
	"time"

	"latchkey/db"
)

// LastSignIn is where a login signed in before. At is zero if it never did. Address and Browser may
// be unknown.
type LastSignIn struct {
	At               time.Time
	Address, Browser string
}

// LastSignIn is where the actor's login signed in before the session that it is using.
func (s *Service) LastSignIn(ctx context.Context, by Actor) (LastSignIn, error) {
	row, err := s.store.Read.GetSignInBefore(ctx, by.session)
	if err != nil || row.BeforeAt == 0 {
		return LastSignIn{}, notFoundIsNone(err)
	}
	return LastSignIn{At: db.Time(row.BeforeAt), Address: row.BeforeAddress, Browser: row.BeforeBrowser}, nil
}

// notFoundIsNone is for what need not be there.
func notFoundIsNone(err error) error {
	if db.IsNotFound(err) {
		return nil
	}
	return err
}

// noteSignIn notes where a login signs in now, and returns where it did before. Unless it is the
// first time, a browser that it has not used before is told to it by mail.
func (t *tx) noteSignIn(ctx context.Context, l login, c Client) (before db.GetLastSignInRow, err error) {
	before, err = t.GetLastSignIn(ctx, l.id())
	if notFoundIsNone(err) != nil {
		return before, err
	}
	first := err != nil
	err = t.PutLastSignIn(ctx, db.PutLastSignInParams{LoginID: l.id(), At: db.Millis(t.now), Address: c.Address, Browser: c.Browser})
	if err != nil || first || t.svc.links == nil || t.svc.knownBrowser(c.Known, l, t.now) != "" {
		return before, err
	}
	told, err := t.InsertNoticed(ctx, db.InsertNoticedParams{Occasion: newBrowserOccasion(l, c, t.now), NoticedAt: db.Millis(t.now)})
	if err != nil || told == 0 {
		return before, err
	}
	return before, t.notifySecurity(ctx, l, SecurityNews{Event: SecuritySignedIn, Address: c.Address, Browser: c.Browser})
}

// newBrowserOccasion is the same for all sign-ins on a day from a network, with the same browser on
// the same system: a script that remembers nothing causes one mail a day.
func newBrowserOccasion(l login, c Client, now time.Time) string {
	b := ParseBrowser(c.Browser)
	where := hashText("browser", b.Name, b.System, Network(c.Address))
	return l.id() + " " + string(SecuritySignedIn) + " " + hex.EncodeToString(where[:8]) + " " + now.UTC().Format(time.DateOnly)
}
