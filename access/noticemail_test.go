package access

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/db"
)

func TestMailsThatFail(t *testing.T) {
	w := newToldWorld(t)
	r := w.asked(w.clock, w.clock.Add(hours(200)))
	w.sent()
	w.must(second(w.s.Grant(t.Context(), w.as("Acme"), r.ID)))
	down := errors.New("connection refused")
	begin, tries, id := w.clock, []string{}, ""
	for ; w.clock.Sub(begin) < hours(80); w.clock = w.clock.Add(30 * time.Second) {
		_, err := w.s.SendMail(t.Context(), t.Context(), func(_ context.Context, m Mail) error {
			if id != "" && id != m.ID {
				t.Errorf("another id %s", m.ID)
			}
			id = m.ID
			return down
		})
		var failed *MailError
		if errors.As(err, &failed) {
			tries = append(tries, w.clock.Sub(begin).String())
		}
	}
	equal(t, "the first tries", tries[:8], []string{"0s", "1m0s", "3m0s", "7m0s", "15m0s", "31m0s", "1h3m0s", "2h3m0s"})
	equal(t, "the last try", tries[len(tries)-1], "72h3m0s")
	status := must(w.s.MailStatus(t.Context()))(w)
	if len(status.Troubled) != 1 || status.Troubled[0].State != MailFailed || status.Troubled[0].LastError != "connection refused" || status.Troubled[0].To != "vera@vendor" {
		t.Errorf("status %+v", status)
	}
	equal(t, "tried again", must(w.s.RetryMails(t.Context()))(w), 1)
	equal(t, "sent", len(w.sent()), 1)

	r = w.asked(w.clock, w.clock.Add(hours(200)))
	_, err := w.s.SendMail(t.Context(), t.Context(), func(context.Context, Mail) error { return fmt.Errorf("no such user: %w", ErrUndeliverable) })
	var failed *MailError
	if !errors.As(err, &failed) || !failed.NextTry.IsZero() {
		t.Errorf("%s: undeliverable is %v", r.ID, err)
	}
}

// The outcome of a mail is noted once that is possible, but never in a file that was replaced or is
// damaged.
func TestAMailIsNotNotedForEver(t *testing.T) {
	w := newToldWorld(t)
	var told []error
	w.s.mailWaits = func(err error) { told = append(told, err) }
	for _, c := range []struct {
		errs  []error
		noted bool
		told  int
	}{
		{[]error{context.DeadlineExceeded, context.DeadlineExceeded, nil}, true, 1},
		{[]error{db.ErrReplaced, nil}, false, 0},
		{[]error{db.ErrDamaged, nil}, false, 0},
	} {
		tries := 0
		told = nil
		err := w.s.noteMail(t.Context(), func(*db.Queries) error { tries++; return c.errs[tries-1] })
		if (err == nil) != c.noted || errors.Is(err, ErrNotNoted) == c.noted || len(told) != c.told {
			t.Errorf("%v: %v after %d tries, told %v", c.errs, err, tries, told)
		}
	}
}

// If a server ended while it was sending, the mail is sent again with the same id. Two that send at
// the same time never send the same mail.
func TestMailsAreSentOnce(t *testing.T) {
	w := newToldWorld(t)
	w.asked(w.clock, w.clock.Add(hours(4)))
	var first Mail
	func() {
		defer func() { _ = recover() }()
		_, _ = w.s.SendMail(t.Context(), t.Context(), func(_ context.Context, m Mail) error {
			first = m
			panic("the server dies")
		})
	}()
	var mu sync.Mutex
	var wg sync.WaitGroup
	ids := map[string]int{}
	send := func() {
		for range 4 {
			wg.Go(func() {
				for more := true; more; {
					more, _ = w.s.SendMail(t.Context(), t.Context(), func(_ context.Context, m Mail) error {
						mu.Lock()
						defer mu.Unlock()
						ids[m.ID]++
						return nil
					})
				}
			})
		}
		wg.Wait()
	}
	send()
	if len(ids) != 2 || ids[first.ID] != 0 {
		t.Errorf("sent %v, and before that %s", ids, first.ID)
	}
	w.must(w.s.RecoverMails(t.Context()))
	send()
	for id, n := range ids {
		if n != 1 {
			t.Errorf("%s was sent %d times", id, n)
		}
	}
	if len(ids) != 3 || ids[first.ID] != 1 {
		t.Errorf("after the restart sent %v, want %s among them", ids, first.ID)
	}
}

// With acts, notifications by the clock and sending at the same time, nothing is told twice and
// nothing is lost.
func TestNoticesAtTheSameTime(t *testing.T) {
	w := newToldWorld(t)
	var requests []Request
	for range 10 {
		requests = append(requests, w.asked(w.clock, w.clock.Add(hours(1))))
	}
	acme, sue := w.as("Acme"), w.as("sue @ Acme")
	w.clock = w.clock.Add(hours(0.75))
	var mu sync.Mutex
	got := map[string]int{}
	send := func(_ context.Context, m Mail) error {
		mu.Lock()
		defer mu.Unlock()
		got[m.To+" "+m.Subject+m.Body]++
		return nil
	}
	var wg sync.WaitGroup
	for _, by := range []Actor{acme, sue} {
		wg.Go(func() {
			for _, r := range requests {
				if _, err := w.s.Grant(t.Context(), by, r.ID); err != nil && !errors.Is(err, ErrConflict) {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range 5 {
				if err := w.s.MakeDueNotices(t.Context()); err != nil {
					t.Error(err)
				}
				if _, err := w.s.SendMail(t.Context(), t.Context(), send); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	w.clock = w.clock.Add(gatherEvery)
	w.must(w.s.MakeDueNotices(t.Context()))
	for more := true; more; {
		more = must(w.s.SendMail(t.Context(), t.Context(), send))(w)
	}
	granted := 0
	for what, n := range got {
		if n != 1 {
			t.Errorf("%d times:\n%s", n, what)
		}
		if strings.HasPrefix(what, "vera@vendor ") {
			granted += strings.Count(what, "GRANTED North by ")
		}
	}
	equal(t, "told of a GRANT", granted, len(requests))
}
