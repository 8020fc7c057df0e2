package access

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"
)

// The bounds of the work with passwords.
const (
	// hashesPerAddress is how many passwords of one address are worked on at once, waitingPerAddress how many more wait.
	hashesPerAddress  = 2
	waitingPerAddress = 8
	// waitingInAll is how many wait in one lane.
	waitingInAll = 64
	// maxSlots is how many are worked on at once in one lane, on however large a machine: each
	// takes 19 MiB.
	maxSlots = 4
	// busyFor is after how long to try again.
	busyFor = 2 * time.Second
)

// lane is where work with passwords waits for its turn: for one of a few slots, the addresses one after the other, and not many in
// all. So nobody can make others wait by sending more.
type lane struct {
	mu      sync.Mutex
	slots   int
	running map[string]int
	busy    int
	waiting []*turn
}

// turn is one who waits in a lane. ahead is how many of the same address were there before.
type turn struct {
	address string
	ahead   int
	ready   chan struct{}
}

// lanes are two, so that strangers never hold up those who are known: who is signed in, has a set-up link, or signs in with a browser
// that did before.
type lanes struct{ strangers, known *lane }

func newLanes() lanes {
	slots := min(max(1, runtime.NumCPU()/2), maxSlots)
	return lanes{newLane(slots), newLane(slots)}
}

func newLane(slots int) *lane { return &lane{slots: slots, running: map[string]int{}} }

// enter waits for a slot, until leave is called. Where too many wait already it is a *Busy at once.
func (l *lane) enter(ctx context.Context, address string) (leave func(), err error) {
	address = Network(address)
	t, err := l.queue(address)
	if err != nil {
		return nil, err
	}
	leave = sync.OnceFunc(func() { l.leave(address) })
	select {
	case <-t.ready:
		return leave, nil
	case <-ctx.Done():
		if !l.giveUp(t) {
			leave()
		}
		return nil, ctx.Err()
	}
}

func (l *lane) queue(address string) (*turn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	own := 0
	for _, other := range l.waiting {
		if other.address == address {
			own++
		}
	}
	if own >= waitingPerAddress || len(l.waiting) >= waitingInAll {
		return nil, &Busy{busyFor}
	}
	t := &turn{address, own + l.running[address], make(chan struct{})}
	l.waiting = append(l.waiting, t)
	l.next()
	return t, nil
}

// giveUp takes somebody out of those who wait; it is false where it was their turn already.
func (l *lane) giveUp(t *turn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.Index(l.waiting, t)
	if i >= 0 {
		l.waiting = slices.Delete(l.waiting, i, i+1)
	}
	return i >= 0
}

func (l *lane) leave(address string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.busy--
	if l.running[address]--; l.running[address] == 0 {
		delete(l.running, address)
	}
	l.next()
}

// next gives the free slots to those who wait: first to who came with the fewest of their address before them, then to who came first.
func (l *lane) next() {
	for l.busy < l.slots {
		best := -1
		for i, t := range l.waiting {
			if l.running[t.address] < hashesPerAddress && (best < 0 || t.ahead < l.waiting[best].ahead) {
				best = i
			}
		}
		if best < 0 {
			return
		}
		t := l.waiting[best]
		l.waiting = slices.Delete(l.waiting, best, best+1)
		l.busy++
		l.running[t.address]++
		close(t.ready)
	}
}
