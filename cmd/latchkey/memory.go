package main

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// softMemory is above what a few dozen pages and passwords need at once. The garbage collector
	// works harder to stay below it, unless GOMEMLIMIT says otherwise. It is not a hard limit.
	softMemory = 256 << 20
	// memoryTurn is how often to check whether memory can be released.
	memoryTurn = 5 * time.Second
	// muchMemory is the least amount that is worth releasing. littleMemory is what an idle server
	// allocates per turn.
	muchMemory, littleMemory = 16 << 20, 1 << 20
)

// giveMemoryBack returns memory to the system as soon as the server is idle, until ctx is done.
// Passwords, documents and exports need much memory for a moment; by itself, the runtime takes
// minutes to release it, and does not release all of it.
func giveMemoryBack(ctx context.Context) {
	made := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(made)
	last, given := made[0].Value.Uint64(), uint64(0)
	turn := time.NewTicker(memoryTurn)
	defer turn.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-turn.C:
		}
		metrics.Read(made)
		now := made[0].Value.Uint64()
		if now-last < littleMemory && now-given > muchMemory {
			debug.FreeOSMemory()
			given = now
		}
		last = now
	}
}
