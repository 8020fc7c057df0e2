package access

import (
	"context"
	"math"
	"net/netip"
	"time"

	"latchkey/db"
)

// Sign-ins are throttled per pair of a login and an address, or a known browser, so this never
// locks anyone out at another address.
const (
	// freeTries is how many wrong tries have no consequences.
	freeTries = 10
	// firstWait follows the last of them. It doubles with each further one, up to longestWait.
	firstWait   = 30 * time.Second
	longestWait = 15 * time.Minute
	// triesForgotten is how long without a try resets the count.
	triesForgotten = time.Hour
	// triesKept is how many pairs are counted.
	triesKept = 100_000
)

// slowdown is how wrong tries are slowed down. Its fields are like the constants.
type slowdown struct {
	free                      int64
	first, longest, forgotten time.Duration
}

var (
	ordinarily = slowdown{freeTries, firstWait, longestWait, triesForgotten}
	// strictly is for unknown browsers while someone is guessing the password of a login, from any
	// number of addresses.
	strictly = slowdown{3, 5 * time.Minute, time.Hour, 24 * time.Hour}
)

// throttle returns what a sign-in attempt is counted by, and how it is slowed down. A known browser
// has its own count, so no stranger can slow it down or use up its tries at the same address.
func (s *Service) throttle(ctx context.Context, c Credentials, now time.Time, browser string, wrong []byte) (key []byte, slow slowdown, err error) {
	of, err := wrongPasswords(ctx, s.store.Read, wrong, now)
	switch {
	case browser != "":
		return hashText("known browser", browser), ordinarily, err
	case of.Recent >= manyWrong:
		slow = strictly
	default:
		slow = ordinarily
	}
	return triesKey(c, c.Address), slow, err
}

// triesKey is what tries of an unknown browser are counted by.
func triesKey(c Credentials, address string) []byte {
	return hashText(string(c.Kind), NameKey(c.Account), NameKey(c.User), Network(address))
}

// countTry counts a try before its password is checked, so that simultaneous tries count, too. A
// success resets the count. If this was one too many, wait is how long further tries are refused.
// That is recorded here, and not with each refusal.
func (s *Service) countTry(ctx context.Context, key []byte, now time.Time, slow slowdown) (wait time.Duration, err error) {
	err = s.store.Write(ctx, func(q *db.Queries) error {
		row, err := q.GetSignInAttempts(ctx, key)
		if err != nil && !db.IsNotFound(err) {
			return err
		}
		if blocked := db.Time(row.BlockedUntil).Sub(now); blocked > 0 {
			return &TooManyTries{blocked}
		}
		if now.Sub(db.Time(row.UpdatedAt)) > slow.forgotten {
			row.Failures = 0
		}
		row.Failures++
		wait = slow.waitAfter(row.Failures)
		return q.PutSignInAttempts(ctx, db.PutSignInAttemptsParams{
			Key: key, Failures: row.Failures, BlockedUntil: db.Millis(now.Add(wait)), UpdatedAt: db.Millis(now),
		})
	})
	return wait, err
}

func (s slowdown) waitAfter(failures int64) time.Duration {
	if failures < s.free {
		return 0
	}
	return min(s.longest, s.first*time.Duration(math.Exp2(float64(min(failures-s.free, 10)))))
}

// ForgetTries deletes tries that no longer count and, if there are too many, those that matter
// least. A server calls it regularly, because strangers can invent any number of logins.
func (s *Service) ForgetTries(ctx context.Context) error {
	now := s.now()
	return s.store.Write(ctx, func(q *db.Queries) error {
		if err := q.DeleteOldSignInAttempts(ctx, db.Millis(now.Add(-strictly.forgotten))); err != nil {
			return err
		}
		if err := q.DeleteOldWrongPasswords(ctx, hourOf(now)-wrongHours+1); err != nil {
			return err
		}
		tries, err := q.CountSignInAttempts(ctx)
		if err != nil {
			return err
		}
		if err = q.DeleteLeastSignInAttempts(ctx, max(0, tries-s.triesKept)); err != nil {
			return err
		}
		wrong, err := q.CountWrongPasswords(ctx)
		if err != nil {
			return err
		}
		return q.DeleteLeastWrongPasswords(ctx, max(0, wrong-s.triesKept))
	})
}

// Network is what counts as one address. For IPv6, it is the /64 that one customer gets.
func Network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap()
	if ip.Is4() {
		return ip.String()
	}
	p, err := ip.Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}
