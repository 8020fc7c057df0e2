package access

import (
	"context"
	"time"

	"latchkey/db"
)

// A sign-in to a webapp that is over is also the order to tell the webapp: it was written in the
// transaction of whatever ended it.

// A webapp that cannot be told is told again after firstLogoutRetry, then twice that, and so on up
// to lastLogoutRetry, for logoutsFor.
const (
	firstLogoutRetry = time.Second
	lastLogoutRetry  = 10 * time.Minute
	logoutsFor       = 24 * time.Hour
	// logoutsAtOnce is how many a webapp is told in a row.
	logoutsAtOnce = 50
)

// LogoutProblem is why a webapp could not be told, as a code: "" for none.
type LogoutProblem string

// Logout is a sign-in that is over, and that a webapp has to be told of.
type Logout struct {
	// ID is the session id (sid) that the webapp knows.
	ID                 string
	WebappID, ClientID string
	UserID             string
	// URI is the webapp's address for it.
	URI    string
	OverAt time.Time
	// Tries is how often it was told in vain.
	Tries int64
}

// LogoutsReady is signalled when there is something to tell a webapp.
func (s *Service) LogoutsReady() <-chan struct{} { return s.logoutsReady }

func (s *Service) wakeLogouts() {
	select {
	case s.logoutsReady <- struct{}{}:
	default:
	}
}

// WebappsToTell are the ids of the webapps that are to be told something now.
func (s *Service) WebappsToTell(ctx context.Context) ([]string, error) {
	return s.store.Read.ListWebappsToTell(ctx, db.Millis(s.now()))
}

// DueLogouts are what a webapp is to be told now, the longest waiting first.
func (s *Service) DueLogouts(ctx context.Context, webappID string) ([]Logout, error) {
	rows, err := s.store.Read.ListDueLogouts(ctx, db.ListDueLogoutsParams{WebappID: webappID, Now: db.Millis(s.now()), PageSize: logoutsAtOnce})
	return mapped(rows, func(r db.ListDueLogoutsRow) Logout {
		return Logout{ID: r.ID, WebappID: r.WebappID, ClientID: r.ClientID, UserID: r.UserID, URI: r.LogoutUri, OverAt: db.NullTime(r.OverAt), Tries: r.Tries}
	}), err
}

// NoteLogout notes that a webapp was told, or with a problem that it was not. gaveUp says that it
// will not be told any more.
func (s *Service) NoteLogout(ctx context.Context, o Logout, problem LogoutProblem) (gaveUp bool, err error) {
	now := s.now()
	gaveUp = problem != "" && now.Sub(o.OverAt) >= logoutsFor
	return gaveUp, s.store.Write(ctx, func(q *db.Queries) error {
		switch {
		case problem == "":
			_, err = q.SetLogoutTold(ctx, db.SetLogoutToldParams{ID: o.ID, ToldAt: db.NullMillis(now)})
		case gaveUp:
			_, err = q.SetLogoutGivenUp(ctx, db.SetLogoutGivenUpParams{ID: o.ID, GivenUpAt: db.NullMillis(now), Problem: string(problem)})
		default:
			again := now.Add(min(lastLogoutRetry, firstLogoutRetry<<min(o.Tries, 20)))
			_, err = q.SetLogoutTried(ctx, db.SetLogoutTriedParams{ID: o.ID, NextTry: db.NullMillis(again), Problem: string(problem)})
		}
		return err
	})
}
