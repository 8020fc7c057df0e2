package access

import (
	"cmp"
	"context"
	"errors"
	"slices"
)

// MaxTogether is how many requests can be decided or ended at once.
const MaxTogether = 100

// TogetherAct is what is done with several requests at once.
type TogetherAct string

// The acts.
const (
	GrantTogether    TogetherAct = "grant"
	DenyTogether     TogetherAct = "deny"
	RevokeTogether   TogetherAct = "revoke"
	WithdrawTogether TogetherAct = "withdraw"
	HandBackTogether TogetherAct = "hand-back"
)

// Together is an act on several requests. Reason is for DenyTogether and RevokeTogether, as for
// Deny and Revoke. Key is the form's one-time key, or "".
type Together struct {
	Act    TogetherAct
	IDs    []string
	Reason string
	Key    string
}

// Outcome is what became of one of several requests. Err is nil, or what the act by itself would
// have returned: ErrConflict, ErrForbidden, ErrNotFound or *Invalid. Request is as it is now; it
// has no ID if the actor does not see it.
type Outcome struct {
	Request Request
	Err     error
}

// ActTogether does the same with several requests, each by itself: with its own checks,
// transaction, entry and notifications, in the given order. So some may be done and others not. If
// it is sent again with the same key, what was done is not done again. What is granted so is not
// signed with a passkey. Errors, before or between them: *Invalid with the fields requests (none,
// or more than MaxTogether) and reason, ErrUnproved, and what is nobody's fault.
func (s *Service) ActTogether(ctx context.Context, by Actor, t Together) (outcomes []Outcome, err error) {
	var invalid Invalid
	switch {
	case len(t.IDs) == 0:
		invalid.add("requests", ChooseRequests{})
	case len(t.IDs) > MaxTogether:
		invalid.add("requests", TooManyTogether{Most: MaxTogether})
	}
	checkReason(&invalid, cleanText(t.Reason))
	if t.Act == DenyTogether && cleanText(t.Reason) == "" {
		invalid.add("reason", SayWhyDenied{})
	}
	if err := invalid.err(); err != nil || by.rehearses {
		return nil, cmp.Or(err, error(&invalid))
	}
	for i, id := range t.IDs {
		if slices.Contains(t.IDs[:i], id) {
			continue
		}
		r, err := s.actAlone(ctx, by.onceFor(t.Key, id), t, id)
		if !isOutcome(err) {
			return outcomes, err
		}
		outcomes = append(outcomes, Outcome{r, err})
	}
	return outcomes, nil
}

// onceFor is Once for one of several requests of a form.
func (a Actor) onceFor(key, id string) Actor {
	if key == "" {
		return a.Once("")
	}
	return a.Once(key + " " + id)
}

// actAlone does it with one of them.
func (s *Service) actAlone(ctx context.Context, by Actor, t Together, id string) (r Request, err error) {
	switch t.Act {
	case GrantTogether:
		r, err = s.Grant(ctx, by, id)
	case DenyTogether:
		r, err = s.Deny(ctx, by, id, t.Reason)
	case RevokeTogether:
		r, err = s.Revoke(ctx, by, id, t.Reason)
	case WithdrawTogether:
		r, err = s.Withdraw(ctx, by, id)
	case HandBackTogether:
		r, err = s.HandBack(ctx, by, id)
	default:
		return r, ErrNotFound
	}
	if errors.As(err, new(*DoneBefore)) {
		return s.Request(ctx, by, id)
	}
	return r, err
}

// isOutcome reports whether an error is about one request alone.
func isOutcome(err error) bool {
	return err == nil || errors.As(err, new(*Invalid)) || errors.Is(err, ErrConflict) || errors.Is(err, ErrNotFound) || errors.Is(err, ErrForbidden)
}
