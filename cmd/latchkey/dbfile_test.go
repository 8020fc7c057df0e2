package main

import (
	"context"
	"os"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// TestTheLogIsKeptShort: a running server writes it into the file.
func TestTheLogIsKeptShort(t *testing.T) {
	k := newKept(t, headsFlags{})
	k.entry()
	store, _, err := open(t.Context(), k.path, db.Shared, access.Config{})
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		watchFile(ctx, k.log, store, time.Millisecond, time.Millisecond)
		close(ended)
	}()
	size := int64(-1)
	for deadline := time.Now().Add(30 * time.Second); size != 0 && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		info, err := os.Stat(k.path + "-wal")
		must(t, err)
		size = info.Size()
	}
	stop()
	<-ended
	if err := store.Close(); err != nil || size != 0 || k.logged.Len() > 0 {
		t.Errorf("the log has %d bytes, %v; logged %s", size, err, &k.logged)
	}
}
