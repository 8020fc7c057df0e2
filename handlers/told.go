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
	// toldFor is how long it waits to be told, and maxTold for how many sessions.
	toldFor = time.Hour
	maxTold = 10_000
)

// toldActs are what is to be told, for each session.
type toldActs struct {
	mu   sync.Mutex
	acts map[[sha256.Size]byte]toldAct
}

type toldAct struct {
	views.Told
	until time.Time
}

func newToldActs() *toldActs { return &toldActs{acts: map[[sha256.Size]byte]toldAct{}} }

// keep keeps what is to be told to the session of a token, in place of what was before.
func (k *toldActs) keep(token string, told views.Told, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	key := sha256.Sum256([]byte(token))
	delete(k.acts, key)
	if token == "" || told.Text == "" {
		return
	}
	if len(k.acts) >= maxTold {
		k.forget(now)
	}
	k.acts[key] = toldAct{told, now.Add(toldFor)}
}

// take is what is to be told to the session of a token, once.
func (k *toldActs) take(token string, now time.Time) views.Told {
	k.mu.Lock()
	defer k.mu.Unlock()
	key := sha256.Sum256([]byte(token))
	act := k.acts[key]
	delete(k.acts, key)
	if now.Before(act.until) {
		return act.Told
	}
	return views.Told{}
}

// forget makes room: for what nobody wants to read any more, and where that is not enough for any
// other.
func (k *toldActs) forget(now time.Time) {
	for key, act := range k.acts {
		if !now.Before(act.until) {
			delete(k.acts, key)
		}
	}
	for key := range k.acts {
		if len(k.acts) < maxTold {
			return
		}
		delete(k.acts, key)
	}
}
