package access

import (
	"context"
	"time"

	"latchkey/db"
)

// SecurityEvent is something that matters for who can sign in with a login. The login gets a mail
// about it, whoever did it, and cannot turn that off. The comments say what else a SecurityNews
// has.
type SecurityEvent string

// The security events.
const (
	// SecuritySignedIn is a sign-in from a browser that the login had not used before.
	SecuritySignedIn        SecurityEvent = "SIGNED_IN"
	SecurityPasswordChanged SecurityEvent = "PASSWORD_CHANGED"
	SecurityPasswordReset   SecurityEvent = "PASSWORD_RESET" // through a link for a forgotten password
	SecurityPasskeyAdded    SecurityEvent = "PASSKEY_ADDED"  // Name, Ended
	SecurityPasskeyRemoved  SecurityEvent = "PASSKEY_REMOVED"
	SecurityPasskeyRefused  SecurityEvent = "PASSKEY_REFUSED" // Name: its counter went back
	SecurityCodesAdded      SecurityEvent = "CODES_ADDED"     // Ended
	SecurityCodesRemoved    SecurityEvent = "CODES_REMOVED"
	SecurityRecoveryMade    SecurityEvent = "RECOVERY_CODES_MADE"
	SecurityRecoveryUsed    SecurityEvent = "RECOVERY_CODE_USED" // Left
	SecurityResetAsked      SecurityEvent = "RESET_ASKED"        // Effective
	SecurityResetStopped    SecurityEvent = "RESET_STOPPED"
	SecurityFactorsReset    SecurityEvent = "FACTORS_RESET"
	// The same about another login, Name, for those who decide for its account.
	SecurityOthersResetAsked   SecurityEvent = "OTHERS_RESET_ASKED" // Effective
	SecurityOthersResetStopped SecurityEvent = "OTHERS_RESET_STOPPED"
	SecurityOthersFactorsReset SecurityEvent = "OTHERS_FACTORS_RESET"
	SecurityNewEmail           SecurityEvent = "NEW_EMAIL"      // to the new address, if no link that confirms it goes there
	SecuritySignedOutByOthers  SecurityEvent = "SESSIONS_ENDED" // everywhere, by someone else
	// What changes about signing in by an identity provider. Name is the provider's. The first
	// three are for everyone who decides about the account's sign-in.
	SecurityProviderSet      SecurityEvent = "PROVIDER_SET"
	SecurityProviderChanged  SecurityEvent = "PROVIDER_CHANGED"
	SecurityProviderRemoved  SecurityEvent = "PROVIDER_REMOVED"
	SecurityIdentityLinked   SecurityEvent = "IDENTITY_LINKED"
	SecurityIdentityUnlinked SecurityEvent = "IDENTITY_UNLINKED" // Ended
)

// SecurityNews is a security event with what a mail says about it.
type SecurityNews struct {
	Event SecurityEvent
	// Name is the name of a passkey, of another login, or of an identity provider. Left is how many
	// recovery codes are left. Ended is how many other sessions that ended. Effective is when a
	// reset takes place.
	Name        string
	Left, Ended int64
	Effective   time.Time
	// of is the user whom it is about, if that is another one.
	of string
	// Address and Browser are where it was done. If they are empty, they are those of the actor.
	Address, Browser string
}

// notifySecurity writes a mail to a login about a security event, in the transaction of that event.
// It goes to the login's own address, even if the login itself acted.
func (t *tx) notifySecurity(ctx context.Context, l login, news SecurityNews) error {
	if t.svc.links == nil {
		return nil
	}
	to, err := t.findNotified(ctx, l)
	if err != nil {
		return err
	}
	return t.writeSecurityMail(ctx, to, news)
}

func (t *tx) writeSecurityMail(ctx context.Context, to notifiedLogin, news SecurityNews) error {
	if news.Address == "" {
		news.Address = t.by.Address
	}
	if news.Browser == "" && t.by.session != nil {
		browser, err := t.GetSessionBrowser(ctx, t.by.session)
		if err != nil && !db.IsNotFound(err) {
			return err
		}
		news.Browser = browser
	}
	return t.writeLoginMail(ctx, Notice(news.Event), to, Letter{Login: &LoginLetter{Security: &news}}, true)
}
