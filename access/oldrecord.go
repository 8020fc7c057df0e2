package access

import (
	"maps"
	"slices"
	"strings"
)

// Actions are all actions that there are.
var Actions = slices.Sorted(maps.Keys(isAction))

var isAction = func() map[Action]bool {
	all := map[Action]bool{Denied: true, LanguageChosen: true}
	for _, a := range oldActions {
		all[a] = true
	}
	return all
}()

// oldActions are the actions by what the record called them before it had codes. Entries of then are hashed: they are never written anew,
// but become codes where they are read.
var oldActions = map[string]Action{
	"signed in":                             SignedIn,
	"sign-in failed":                        SignInFailed,
	"signed out":                            SignedOut,
	"set-up address printed":                SetupOffered,
	"set-up link made":                      SetupLinkMade,
	"password set up":                       PasswordSetUp,
	"current password wrong":                WrongCurrentPassword,
	"account created":                       AccountCreated,
	"account edited":                        AccountUpdated,
	"account deleted":                       AccountDeleted,
	"account role added":                    AccountRoleAdded,
	"account role removed":                  AccountRoleRemoved,
	"account password changed":              AccountPasswordChanged,
	"account login disabled":                AccountDisabled,
	"account login enabled":                 AccountEnabled,
	"account page read":                     AccountRead,
	"companies page read":                   CompaniesRead,
	"users page read":                       UsersRead,
	"user password changed":                 UserPasswordChanged,
	"user created":                          UserCreated,
	"user changed":                          UserChanged,
	"user roles changed":                    UserRolesChanged,
	"user activated":                        UserActivated,
	"user deactivated":                      UserDeactivated,
	"user deleted":                          UserDeleted,
	"external user prolonged":               UserExtended,
	"user page read":                        UserRead,
	"why page read":                         WhyRead,
	"company created":                       CompanyCreated,
	"company edited":                        CompanyUpdated,
	"company deleted":                       CompanyDeleted,
	"company page read":                     CompanyRead,
	"setting changed":                       SettingChanged,
	"setting added":                         SettingAdded,
	"setting removed":                       SettingRemoved,
	"secret setting page read":              SecretShown,
	"access requested":                      RequestAsked,
	"access granted":                        RequestGranted,
	"access granted by standing consent":    RequestConsented,
	"access request approved by one of two": RequestApproved,
	"access request denied":                 RequestDenied,
	"access request withdrawn":              RequestWithdrawn,
	"access revoked":                        GrantRevoked,
	"access handed back":                    GrantHandedBack,
	"access shortened":                      GrantShortened,
	"access rule set":                       RuleSet,
	"access rule removed":                   RuleRemoved,
	"standing consent given":                ConsentGiven,
	"standing consent ended":                ConsentEnded,
	"external access frozen":                AccessFrozen,
	"external access no longer frozen":      AccessUnfrozen,
	"notices chosen":                        NoticesChosen,
	"deputy named":                          DeputyNamed,
	"deputy ended":                          DeputyEnded,
	"calendar address made":                 CalendarMade,
	"calendar address removed":              CalendarRemoved,
	"webapp created":                        WebappCreated,
	"webapp changed":                        WebappChanged,
	"webapp deleted":                        WebappDeleted,
	"webapp assigned":                       WebappAssigned,
	"webapp taken away":                     WebappTakenAway,
	"subscription added":                    SubscriptionAdded,
	"subscription changed":                  SubscriptionChanged,
	"subscription removed":                  SubscriptionRemoved,
	"subscriptions page read":               SubscriptionsRead,
	"invoice created":                       InvoiceCreated,
	"invoice paid":                          InvoicePaid,
	"invoice cancelled":                     InvoiceCancelled,
	"record key begun":                      KeyBegun,
	"record fork accepted":                  ForkAccepted,
	"restored from a backup":                Restored,
	"evidence pack made":                    EvidenceMade,
	"clock accepted":                        ClockAccepted,
}

// oldPhrases are oldActions the other way around.
var oldPhrases = func() map[Action]string {
	phrases := make(map[Action]string, len(oldActions))
	for phrase, a := range oldActions {
		phrases[a] = phrase
	}
	return phrases
}()

// actionOf is the action of a stored entry. One that there is not, of a later version say, stays as it is.
func actionOf(stored string) Action {
	if a, ok := oldActions[stored]; ok {
		return a
	}
	return Action(stored)
}

// storedAs is all texts by which a statement finds the entries of some actions.
func storedAs(actions ...Action) []string {
	var texts []string
	for _, a := range actions {
		texts = append(texts, string(a))
		if phrase, ok := oldPhrases[a]; ok {
			texts = append(texts, phrase)
		}
	}
	return texts
}

// OldPhrase is what the record called an action before it had codes; "" for one that there was not.
func (a Action) OldPhrase() string { return oldPhrases[a] }

// anyOf is storedAs as one text, for a statement that looks for any of them; "" for nil, which are all.
func anyOf(actions []Action) string {
	if actions == nil {
		return ""
	}
	return "|" + strings.Join(storedAs(actions...), "|") + "|"
}
