package access

import (
	"context"
	"slices"

	"latchkey/db"
)

// LanguageChosen is the action of choosing the language of a login's pages and mails.
const LanguageChosen Action = "login.language_chosen"

// UnknownLanguage says that there is no such language to choose.
type UnknownLanguage struct{ reason }

// ChooseLanguage sets the language of the actor's own pages and mails, by its tag. "" means the
// browser's language. It signs nobody out. Errors: *Invalid with the field language.
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
