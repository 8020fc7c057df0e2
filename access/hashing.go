package access

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"
)

// Limits on password work.
const (
	// hashesPerAddress is how many passwords per address are worked on at once, and
	// waitingPerAddress how many more may wait.
	hashesPerAddress  = 2
	waitingPerAddress = 8
	// waitingInAll is how many may wait in one lane.
	waitingInAll = 64
	// maxSlots is how many are worked on at once in one lane, however large the machine is: each
	// takes 19 MiB.
	maxSlots = 4
	// busyFor is when to try again.
	busyFor = 2 * time.Second
)

// lane is where password work waits for one of a few slots. The addresses take turns, and only a
// limited number can wait, so nobody can make others wait by sending more.
type lane struct {
	mu      sync.Mutex
	slots   int
	running map[string]int
	busy    int
	waiting []*turn
}

// turn is someone who waits in a lane. ahead is how many from the same address came earlier.
type turn struct {
	address string
	ahead   int
	ready   chan struct{}
}

// lanes are two, so that strangers never delay those who are known: who are signed in, have a
// set-up link, or sign in with a known browser.
type lanes struct{ strangers, known *lane }

func newLanes() lanes {
	slots := min(max(1, runtime.NumCPU()/2), maxSlots)
	return lanes{newLane(slots), newLane(slots)}
}

func newLane(slots int) *lane { return &lane{slots: slots, running: map[string]int{}} }

// enter waits for a slot, which is in use until leave is called. If too many are already waiting,
// it returns a *Busy immediately.
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

// giveUp removes someone from those who wait. It is false if they already had their turn.
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

// next gives the free slots to those who wait: first to those with the fewest from their own
// address before them, then to those who came first.
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
