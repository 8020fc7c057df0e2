package main

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// softMemory is how much memory the collector works harder to stay below, unless GOMEMLIMIT
	// says another: that of some dozen pages and passwords at once. More is used where it must be.
	softMemory = 256 << 20
	// memoryTurn is how often it is looked whether memory can be given back.
	memoryTurn = 5 * time.Second
	// muchMemory is from how much on giving it back is worth the work, and littleMemory is what a
	// quiet server makes in a turn.
	muchMemory, littleMemory = 16 << 20, 1 << 20
)

// giveMemoryBack gives the system back what was needed for a moment, for passwords, documents or
// exports, as soon as it is quiet, until ctx is done. By itself the runtime takes minutes, and does
// not give it all.
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
