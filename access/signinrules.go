package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// SignInRulesSet is the action of setting an account's sign-in rules.
const SignInRulesSet Action = "account.sign_in_rules_set"

// Wish is what an account wants of everyone who signs in for it: its account login and its users,
// external ones included.
type Wish string

// The wishes for a second factor.
const (
	WishOff         Wish = "OFF"
	WishRecommended Wish = "RECOMMENDED"
	WishRequired    Wish = "REQUIRED"
)

// Wishes are all wishes, the mildest first.
var Wishes = []Wish{WishOff, WishRecommended, WishRequired}

// SignInRules are an account's rules for those who sign in for it.
type SignInRules struct {
	SecondFactor Wish
	// From is since when it is required, or zero. Until then, it is recommended.
	From time.Time
}

func signInRulesFrom(secondFactor string, from int64) SignInRules {
	return SignInRules{SecondFactor: Wish(secondFactor), From: timeOrZero(from)}
}

// at is what the rules want at an instant.
func (r SignInRules) at(now time.Time) Wish {
	if r.SecondFactor == WishRequired && now.Before(r.From) {
		return WishRecommended
	}
	return r.SecondFactor
}

func (r SignInRules) changes() changes {
	c := changes{DetailSecondFactor: string(r.SecondFactor), DetailFrom: ""}
	if !r.From.IsZero() {
		c[DetailFrom] = instantText(r.From)
	}
	return c
}

// SignInRulesForm is sign-in rules as typed. From is a day, like 2026-03-14, or "" for now.
type SignInRulesForm struct {
	SecondFactor Wish
	From         string
}

// SignInRulesToEdit returns an account with its sign-in rules for someone who may set them. It
// needs what SetSignInRules needs. Errors: ErrNotFound, ErrForbidden.
func (s *Service) SignInRulesToEdit(ctx context.Context, by Actor, accountID string) (Account, error) {
	if !by.MaySetRules(accountID) {
		return Account{}, s.refuseRules(ctx, by, accountID)
	}
	return s.Account(ctx, by, accountID)
}

// SetSignInRules sets an account's sign-in rules. Whoever must have a second factor then, and has
// none, must add one at the next sign-in. It needs SetAccessRules, and the actor must be one of the
// account's own people. Errors: *Invalid with the fields second_factor and from, ErrNotFound,
// ErrForbidden.
func (s *Service) SetSignInRules(ctx context.Context, by Actor, accountID string, f SignInRulesForm) error {
	return s.changeFreeze(ctx, by, accountID, func(t *tx, a db.Account) error {
		var invalid Invalid
		was, zone := signInRulesFrom(a.SecondFactor, a.SecondFactorFrom), location(a.TimeZone)
		r := SignInRules{SecondFactor: f.SecondFactor}
		if !slices.Contains(Wishes, r.SecondFactor) {
			invalid.add("second_factor", ChooseWish{})
		}
		if r.SecondFactor == WishRequired {
			r.From = readFrom(&invalid, f.From, was, zone, t.now)
		}
		if err := invalid.err(); err != nil {
			return err
		}
		if err := t.checkFresh(was.formValues(zone), r.formValues(zone)); err != nil {
			return err
		}
		if r == was {
			return errUnchanged
		}
		err := t.UpdateSignInRules(ctx, db.UpdateSignInRulesParams{
			ID: a.ID, SecondFactor: string(r.SecondFactor), SecondFactorFrom: db.NullMillis(r.From).Int64, UpdatedAt: db.Millis(t.now),
		})
		return t.recordUnless(ctx, err, accountEntry(SignInRulesSet, a, was.changes(), r.changes()))
	})
}

// readFrom is the beginning of the day on which a second factor becomes required. A day that was
// stored already stays as it is.
func readFrom(invalid *Invalid, text string, was SignInRules, zone *time.Location, now time.Time) time.Time {
	if text == "" {
		return now
	}
	day := checkDate(invalid, "from", text)
	switch {
	case day == "":
		return time.Time{}
	case !was.From.IsZero() && dateOf(was.From, zone) == day:
		return was.From
	case day == dateOf(now, zone):
		return now
	case day < dateOf(now, zone):
		invalid.add("from", DayIsPast{})
	case day > dateOf(now.Add(maxAhead), zone):
		invalid.add("from", ChooseWithinYear{})
	}
	return day.start(zone)
}

// FromDay is the day on which a second factor becomes required, in the account's zone, or "".
func (r SignInRules) FromDay(zone *time.Location) Date {
	if r.From.IsZero() {
		return ""
	}
	return dateOf(r.From, zone)
}

func (r SignInRules) formValues(zone *time.Location) formValues {
	return formValues{"sign-in rules", []Shown{{"wish", r.SecondFactor}, {"from", r.FromDay(zone)}}}
}

// SignInRulesVersion is the version of the form of an account's sign-in rules.
func (a Account) SignInRulesVersion() Version { return a.SignInRules.formValues(a.Zone).version() }
