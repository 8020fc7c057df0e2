package access

import (
	"context"
	"errors"
	"time"

	"latchkey/db"
)

// formKeysKept is how long the result of a form is known.
const formKeysKept = 24 * time.Hour

// DoneBefore is the answer to a form that the same login has already sent with the same key:
// nothing was done again. ObjectID is the object of what the first one did.
type DoneBefore struct{ ObjectID string }

func (d *DoneBefore) Error() string { return "done before" }

// Once returns an actor whose next change, or act on a request, is done once for key, however often
// it is sent, even at the same time: the result is stored in the same transaction. All others get
// *DoneBefore. A change that failed may be tried again. "" is no key.
func (a Actor) Once(key string) Actor {
	a.once = nil
	if key != "" {
		a.once = hashText("form", a.loginID(), key)
	}
	return a
}

// doneBefore returns *DoneBefore if what the actor sends was done before.
func (a Actor) doneBefore(ctx context.Context, q *db.Queries) error {
	if a.once == nil {
		return nil
	}
	object, err := q.GetFormKey(ctx, a.once)
	switch {
	case db.IsNotFound(err):
		return nil
	case err != nil:
		return err
	}
	return &DoneBefore{object}
}

// orDone returns err. But if that is ErrNotFound because what the actor sends was done before, it
// returns *DoneBefore: something that can be done only once is gone then.
func (s *Service) orDone(ctx context.Context, by Actor, err error) error {
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	if done := by.doneBefore(ctx, s.store.Read); done != nil {
		return done
	}
	return err
}

// keepDone stores the result of what the actor sent.
func (t *tx) keepDone(ctx context.Context) error {
	if t.by.once == nil {
		return nil
	}
	return t.InsertFormKey(ctx, db.InsertFormKeyParams{KeyHash: t.by.once, ObjectID: t.object, CreatedAt: db.Millis(t.now)})
}
