package orderdesk

import (
	"io"
	"net/http"
	"time"
)

const (
	// pulse is how often an open page hears something, so that nothing on the way closes the
	// stream. streamWrite is how long writing that may take.
	pulse       = 20 * time.Second
	streamWrite = 10 * time.Second
)

// events tells an open page when its sign-in is over.
func (d *Desk) events(w http.ResponseWriter, r *http.Request) {
	s, live := d.find(r)
	if !live {
		w.WriteHeader(http.StatusUnauthorized) // the page leaves
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	stream := http.NewResponseController(w)
	if stream.SetReadDeadline(time.Time{}) != nil { // the one of the request
		return
	}
	say := func(text string) bool {
		if err := stream.SetWriteDeadline(time.Now().Add(streamWrite)); err != nil {
			return false
		}
		_, err := io.WriteString(w, text)
		return err == nil && stream.Flush() == nil
	}
	turn := time.NewTicker(pulse)
	defer turn.Stop()
	ends := time.NewTimer(s.ends.Sub(d.now()))
	defer ends.Stop()
	for ok := say(": you are signed in\n\n"); ok; {
		select {
		case <-s.over:
			say("event: over\ndata: over\n\n")
			return
		case <-ends.C:
			say("event: over\ndata: over\n\n")
			return
		case <-turn.C:
			ok = say(": still\n\n")
		case <-d.stop:
			return
		case <-r.Context().Done():
			return
		}
	}
}
