package handlers

import (
	"crypto/sha256"
	"sync"
	"time"

	"latchkey/views"
)

// What an act did is told on the next page that its session shows. That page is only read, and
// reading must not need a write: so it is kept in memory, and a server that ends in between forgets
// it.

const (
	// flashFor is how long it waits to be told, and maxFlashes for how many sessions.
	flashFor   = time.Hour
	maxFlashes = 10_000
)

// flashes are what is to be told, for each session.
type flashes struct {
	mu   sync.Mutex
	acts map[[sha256.Size]byte]keptFlash
}

type keptFlash struct {
	views.Flash
	until time.Time
}

func newFlashes() *flashes { return &flashes{acts: map[[sha256.Size]byte]keptFlash{}} }

// keep keeps what is to be told to the session of a token, in place of what was before.
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

// take is what is to be told to the session of a token, once.
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

// forget makes room: for what nobody wants to read any more, and where that is not enough for any
// other.
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
