package access

import (
	"context"
	"slices"

	"latchkey/db"
)

// LanguageChosen is the action of a login that chose the language of its pages and mails.
const LanguageChosen Action = "login.language_chosen"

// UnknownLanguage is why a language cannot be chosen.
type UnknownLanguage struct{ reason }

// ChooseLanguage gives the actor's own login a language for its pages and mails, by its tag; "" means as in the browser. It signs
// nobody out. Errors: *Invalid with the field language.
func (s *Service) ChooseLanguage(ctx context.Context, by Actor, tag string) error {
	now := s.now()
	if tag != "" && !slices.Contains(s.languages, tag) {
		return &Invalid{Fields: map[string]Reason{"language": UnknownLanguage{}}}
	}
	return s.write(ctx, by, now, func(t *tx) error {
		was, err := t.GetLanguage(ctx, db.GetLanguageParams{AccountID: by.AccountID, UserID: by.UserID})
		switch {
		case err != nil:
			return err
		case was == tag:
			return errUnchanged
		case by.Kind == KindUser:
			err = t.UpdateUserLanguage(ctx, db.UpdateUserLanguageParams{Language: tag, ID: by.UserID})
		default:
			err = t.UpdateAccountLanguage(ctx, db.UpdateAccountLanguageParams{Language: tag, ID: by.AccountID})
		}
		return t.recordUnless(ctx, err, by.ownEntry(LanguageChosen, changes{DetailLanguage: was}, changes{DetailLanguage: tag}))
	})
}
