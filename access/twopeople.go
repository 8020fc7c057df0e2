package access

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"latchkey/db"
)

// wayInLasts is how long someone who gave a user a way to sign in counts as possibly that user.
const wayInLasts = 24 * time.Hour

// noteLoginGiver stores that a login made the set-up link through which a user's password was set,
// chose that password, or changed the user's e-mail address.
func (t *tx) noteLoginGiver(ctx context.Context, userID, giverID string) error {
	if giverID == "" || giverID == userID {
		return nil
	}
	return t.InsertWayIn(ctx, db.InsertWayInParams{UserID: userID, GiverID: giverID, At: db.Millis(t.now)})
}

// areTwoPeople reports whether nobody could have been both the actor, now, and the one who
// approved, then. Anyone could be behind an account login.
func (t *tx) areTwoPeople(ctx context.Context, said db.ListApprovalsRow) (bool, error) {
	now, err := t.possibleSigners(ctx, t.by.UserID, t.now, forever)
	if err != nil {
		return false, err
	}
	then, err := t.possibleSigners(ctx, said.UserID, db.Time(said.At), db.Time(said.At))
	if err != nil {
		return false, err
	}
	return !slices.ContainsFunc(slices.Concat(now, then), func(id string) bool { return strings.HasPrefix(id, "acc_") }) &&
		!slices.ContainsFunc(now, func(id string) bool { return slices.Contains(then, id) }), nil
}

// forever is later than every instant, so that what was given while the clock was ahead counts,
// too.
var forever = time.UnixMilli(math.MaxInt64)

// possibleSigners returns the logins whose people could have signed in as a user at an instant, by
// what was given no later than until.
func (t *tx) possibleSigners(ctx context.Context, userID string, at, until time.Time) ([]string, error) {
	return t.ListHands(ctx, db.ListHandsParams{UserID: userID, Since: db.Millis(at.Add(-wayInLasts)), At: db.Millis(until)})
}
