package main

import (
	"testing"
	"testing/synctest"
	"time"

	"latchkey/db"
)

// TestTheWriteOfARestoreHasTime: it takes longer the more accounts there are, and no request waits
// for it. The clock is that of the synctest bubble, so nobody waits an hour.
func TestTheWriteOfARestoreHasTime(t *testing.T) {
	k := newKept(t, headsFlags{})
	path := t.TempDir() + "/copy.db"
	wantSaid(t, "", "backup", "--db", k.path, path)
	synctest.Test(t, func(t *testing.T) {
		store, _, err := openCopy(t.Context(), path, k.signer)
		must(t, err)
		began := time.Now()
		err = store.Write(t.Context(), func(*db.Queries) error {
			time.Sleep(time.Hour)
			return nil
		})
		if took := time.Since(began); err != nil || took < time.Hour {
			t.Errorf("after %s: %v", took, err)
		}
		must(t, store.Close())
	})
}
