package main

import (
	"context"
	"os"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/cmd/latchkey/proctest"
	"latchkey/db"
)

// TestTheLogIsKeptShort: a running server writes its log back into the file.
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
	proctest.Eventually(t, "the log is empty", func() bool {
		info, err := os.Stat(k.path + "-wal")
		must(t, err)
		return info.Size() == 0
	})
	stop()
	<-ended
	if err := store.Close(); err != nil || k.logged.Len() > 0 {
		t.Errorf("%v; logged %s", err, &k.logged)
	}
}
