package orderdesk

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
)

// A page can be read at the moment in which the sign-in ends: go test -race looks at it.
func TestReadingWhileASignInEnds(t *testing.T) {
	w := newWorld(t)
	var tokens []string
	for n := range 20 {
		tokens = append(tokens, w.signedIn(fmt.Sprint("sid_", n)))
	}
	w.clock = w.clock.Add(sessionLifetime)
	for n, token := range tokens {
		var both sync.WaitGroup
		both.Go(func() {
			if a := w.get("/over", token); a.Code != http.StatusOK {
				t.Errorf("%d: %d", n, a.Code)
			}
		})
		both.Go(func() { w.end(fmt.Sprint("sid_", n)) })
		both.Wait()
	}
}
