package access

import (
	"context"
	"errors"
	"time"

	"latchkey/db"
)

// formKeysKept is how long it is known what came of a form.
const formKeysKept = 24 * time.Hour

// DoneBefore is the answer to a form that was sent already, by the same login with the same key: nothing was done again. ObjectID is the
// object of what the first one did.
type DoneBefore struct{ ObjectID string }

func (d *DoneBefore) Error() string { return "done before" }

// Once is an actor whose next change, or act on a request, is done once for key, however often it is sent, and also where two are on the way at once: whatever
// came of it is stored in the same transaction. The others are *DoneBefore. A change that failed may be tried again. "" is no key.
func (a Actor) Once(key string) Actor {
	a.once = nil
	if key != "" {
		a.once = hashText("form", a.loginID(), key)
	}
	return a
}

// doneBefore is *DoneBefore where what the actor sends was done.
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

// orDone is err, but where that is ErrNotFound because what the actor sends was done: what can be done only once is gone then.
func (s *Service) orDone(ctx context.Context, by Actor, err error) error {
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	if done := by.doneBefore(ctx, s.store.Read); done != nil {
		return done
	}
	return err
}

// keepDone keeps what came of what the actor sent.
func (t *tx) keepDone(ctx context.Context) error {
	if t.by.once == nil {
		return nil
	}
	return t.InsertFormKey(ctx, db.InsertFormKeyParams{KeyHash: t.by.once, ObjectID: t.object, CreatedAt: db.Millis(t.now)})
}
