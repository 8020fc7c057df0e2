package access

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"latchkey/db"
)

// Limits on what attempts add to the record.
const (
	// gatherAttempts is how long equal attempts are counted together, from the first one.
	gatherAttempts = time.Minute
	// attemptsOfPair is how many different attempts of one account on another get their own entry
	// in that time. The rest are counted.
	attemptsOfPair = 10
	// attemptsInAll is how many attempts can wait to be written.
	attemptsInAll = 5000
	// attemptsAtOnce is how many are written in one transaction, because others wait for the
	// writer, too.
	attemptsAtOnce = 100
)

// attempts are refused attempts that are not yet all in the record: denied ones, and failed
// sign-ins. They change nothing, so they are written separately from the request that made them. So
// a request with something to deny takes no longer than one without.
type attempts struct {
	// writing is full while someone is writing.
	writing chan struct{}

	mu sync.Mutex
	// waiting are all attempts that are not forgotten, oldest first. open are those to which equal
	// ones are still added.
	waiting []*attempt
	open    map[attemptKey]*attempt
	pairs   map[attemptPair]*pairCount
	// most is attemptsInAll, except in tests.
	most int
}

// attempt is an attempt, and how often it was repeated within the minute.
type attempt struct {
	key   attemptKey
	by    Actor
	entry Entry
	first time.Time
	// times is how often it happened that is not in the record yet, and last when it happened last.
	// begun says that its first entry was written.
	times int
	last  time.Time
	begun bool
	// various says that it stands for attempts on other objects.
	various bool
}

// attemptPair is whose attempt it was, and on which account: the entries that an external person
// could use to flood a record.
type attemptPair struct {
	action Action
	by, on string
}

// attemptKey is what equal attempts have in common.
type attemptKey struct {
	pair                                     attemptPair
	userID, address, object, request, detail string
	various                                  bool
}

type pairCount struct {
	since time.Time
	n     int
}

func newAttempts() *attempts {
	return &attempts{open: map[attemptKey]*attempt{}, pairs: map[attemptPair]*pairCount{}, most: attemptsInAll, writing: make(chan struct{}, 1)}
}

// attempted takes in a refused attempt.
func (s *Service) attempted(by Actor, now time.Time, e Entry) {
	by = Actor{Kind: by.Kind, AccountID: by.AccountID, AccountName: by.AccountName, UserID: by.UserID, UserName: by.UserName, Address: by.Address}
	s.attempts.add(by, now, e)
}

func (a *attempts) add(by Actor, now time.Time, e Entry) {
	a.mu.Lock()
	defer a.mu.Unlock()
	key := attemptKey{
		pair: attemptPair{action: e.Action, by: cmp.Or(by.AccountID, string(by.Kind)), on: e.AccountID}, userID: by.UserID, address: by.Address,
		object: e.ObjectID, request: e.RequestID, detail: e.After.String(),
	}
	if a.repeated(key, by, now) {
		return
	}
	switch full := len(a.waiting) >= a.most; {
	case full: // one for all
		key, by = attemptKey{pair: attemptPair{action: e.Action}, various: true}, Actor{Kind: KindNobody}
	case a.isOneTooMany(key.pair, now):
		key, by.Address = attemptKey{pair: key.pair, various: true}, ""
	}
	if key.various {
		e = Entry{Action: e.Action, AccountID: key.pair.on}
		if a.repeated(key, by, now) {
			return
		}
	}
	one := &attempt{key: key, by: by, entry: e, first: now, times: 1, last: now, various: key.various}
	a.open[key] = one
	a.waiting = append(a.waiting, one)
}

// isOneTooMany counts the different attempts of a pair of accounts within a minute.
func (a *attempts) isOneTooMany(p attemptPair, now time.Time) bool {
	pair := a.pairs[p]
	if pair == nil || now.Sub(pair.since) >= gatherAttempts {
		pair = &pairCount{since: now}
		a.pairs[p] = pair
	}
	pair.n++
	return pair.n > attemptsOfPair
}

// repeated counts an attempt with an equal one in the same minute, if there is one.
func (a *attempts) repeated(key attemptKey, by Actor, now time.Time) bool {
	one := a.open[key]
	if one == nil || now.Sub(one.first) >= gatherAttempts {
		return false
	}
	one.times++
	one.last = now
	// it counts attempts by several of the account's logins
	if one.various && one.by.UserID != by.UserID && one.by.Kind == KindUser {
		one.by.Kind, one.by.UserID, one.by.UserName = KindAccount, "", ""
	}
	return true
}

// dueAttempt is an attempt as it will be written. of may be repeated in the meantime.
type dueAttempt struct {
	attempt
	of *attempt
}

// due returns what must be written now: attempts without an entry, and the repetitions of a minute
// that is over, or everything if all is true. It forgets attempts to which nothing more can be
// added.
func (a *attempts) due(now time.Time, all bool) (due []dueAttempt) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting = slices.DeleteFunc(a.waiting, func(one *attempt) bool {
		over := now.Sub(one.first) >= gatherAttempts
		if one.times > 0 && (!one.begun || over || all) {
			due = append(due, dueAttempt{*one, one})
		}
		if !over || one.times > 0 {
			return false
		}
		if a.open[one.key] == one {
			delete(a.open, one.key)
		}
		return true
	})
	for key, pair := range a.pairs {
		if now.Sub(pair.since) >= gatherAttempts {
			delete(a.pairs, key)
		}
	}
	return due
}

// markWritten notes what is in the record now.
func (a *attempts) markWritten(done []dueAttempt) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, one := range done {
		one.of.times -= one.times
		one.of.begun = true
	}
}

// WriteAttempts writes refused attempts into the record. The first of equal attempts is written
// immediately; how often it was repeated within a minute is written after the minute, or now if all
// is true.
func (s *Service) WriteAttempts(ctx context.Context, all bool) error {
	select {
	case s.attempts.writing <- struct{}{}:
		defer func() { <-s.attempts.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	due := s.attempts.due(s.now(), all)
	for some := range slices.Chunk(due, attemptsAtOnce) {
		err := s.transact(ctx, clockActor, s.now(), func(t *tx) error {
			for _, one := range some {
				t.by, t.now = one.by, one.first
				if one.begun {
					t.now = one.last
				}
				if err := t.record(ctx, one.countedEntry()); err != nil {
					return err
				}
			}
			// The last entry's time is before entries that others have made in the meantime, and
			// time must not go back to it.
			return t.PutClockMark(ctx, db.Millis(t.turn))
		})
		if err != nil {
			return err
		}
		s.attempts.markWritten(some)
	}
	return nil
}

// countedEntry is the attempt's entry, with how often it was made.
func (a attempt) countedEntry() Entry {
	e := a.entry
	if a.times == 1 && !a.begun && !a.various {
		return e
	}
	after := changes{DetailTimes: strconv.Itoa(a.times), DetailUntil: instantText(a.last)}
	maps.Copy(after, e.After)
	if a.begun {
		after[DetailRepeated] = strconv.FormatBool(true)
	}
	if a.various {
		after[DetailVarious] = strconv.FormatBool(true)
	}
	e.After = after
	return e
}
