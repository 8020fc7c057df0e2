package handlers

import (
	"crypto/sha256"
	"sync"
	"time"

	"latchkey/views"
)

// The next page of a session says what an act did. Reading that page must not need a write, so the
// message is kept in memory, and is lost if the server stops first.

const (
	// flashFor is how long a message is kept, and maxFlashes for how many sessions.
	flashFor   = time.Hour
	maxFlashes = 10_000
)

// flashes has the next message for each session.
type flashes struct {
	mu   sync.Mutex
	acts map[[sha256.Size]byte]keptFlash
}

type keptFlash struct {
	views.Flash
	until time.Time
}

func newFlashes() *flashes { return &flashes{acts: map[[sha256.Size]byte]keptFlash{}} }

// keep stores a message for the session of a token, in place of an earlier one.
func (k *flashes) keep(token string, f views.Flash, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	key := sha256.Sum256([]byte(token))
	delete(k.acts, key)
	if token == "" || f.Text == "" {
		return
	}
	if len(k.acts) >= maxFlashes {
		k.forget(now)
	}
	k.acts[key] = keptFlash{f, now.Add(flashFor)}
}

// take returns the message for the session of a token, and removes it.
func (k *flashes) take(token string, now time.Time) views.Flash {
	k.mu.Lock()
	defer k.mu.Unlock()
	key := sha256.Sum256([]byte(token))
	act := k.acts[key]
	delete(k.acts, key)
	if now.Before(act.until) {
		return act.Flash
	}
	return views.Flash{}
}

// forget makes room: it removes messages that are too old or, if there are none, any other.
func (k *flashes) forget(now time.Time) {
	for key, act := range k.acts {
		if !now.Before(act.until) {
			delete(k.acts, key)
		}
	}
	for key := range k.acts {
		if len(k.acts) < maxFlashes {
			return
		}
		delete(k.acts, key)
	}
}
