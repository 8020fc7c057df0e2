package access

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Actions are all actions.
var Actions = slices.Sorted(maps.Keys(isAction))

// newActions are the actions that the record never called by a phrase. Every action to come is one.
var newActions = []Action{
	Denied, LanguageChosen, SignInBegun, SessionProved, ProofRefused, SessionsEnded,
	CodeAdded, CodeRemoved, RecoveryCodesMade, RecoveryCodeUsed, RecoveryCodesRemoved, FactorKeyChanged, SigningKeyRotated,
	PasskeyAdded, PasskeyRenamed, PasskeyRemoved, PasskeyRefused,
	PasswordLinkSent, PasswordReset, EmailLinkSent, EmailConfirmed,
	SignInRulesSet, FactorsResetAsked, FactorsResetStopped, FactorsReset,
	WebappOpened,
	WebappClientSet, WebappClientRemoved, WebappSecretMade, WebappSecretEnded, VisitorsSet,
	ProviderSet, ProviderChanged, ProviderRemoved, IdentityLinked, IdentityUnlinked,
}

var isAction = func() map[Action]bool {
	all := map[Action]bool{}
	for _, a := range newActions {
		all[a] = true
	}
	for _, a := range oldActions {
		all[a] = true
	}
	return all
}()

// oldActions are the actions by the phrases that the record used before it had codes. Such entries
// are hashed: they are never rewritten, but become codes when they are read.
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

// oldPhrases is the reverse of oldActions.
var oldPhrases = func() map[Action]string {
	phrases := make(map[Action]string, len(oldActions))
	for phrase, a := range oldActions {
		phrases[a] = phrase
	}
	return phrases
}()

// actionOf is the action of a stored entry. An unknown one, for example from a later version, stays
// as it is.
func actionOf(stored string) Action {
	if a, ok := oldActions[stored]; ok {
		return a
	}
	return Action(stored)
}

// storedAs are all texts by which a statement finds the entries with some actions.
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

// OldPhrase is what the record called an action before it had codes, or "" for a newer action.
func (a Action) OldPhrase() string { return oldPhrases[a] }

// anyOf is storedAs as one text, for a statement that finds any of them. It is "" for nil, which
// means all.
func anyOf(actions []Action) string {
	if actions == nil {
		return ""
	}
	return "|" + strings.Join(storedAs(actions...), "|") + "|"
}

// oldDetails are the details by the phrases in old entries.
var oldDetails = map[string]Detail{
	"valid from": DetailValidFrom, "valid to": DetailValidTo, "requested by": DetailRequestedBy, "prolongs": DetailExtends,
	"standing consent of": DetailConsentOf, "longest visit": DetailLongestVisit, "read-only": DetailReadOnly,
	"description required": DetailDescriptionRequired, "people who must say yes": DetailApprovals,
	"roles, no longer by the grant": DetailRolesKept, "made by": DetailMadeBy, "first name": DetailFirstName, "last name": DetailLastName,
	"e-mail": DetailEmail, "time zone": DetailTimeZone, "seats used": DetailSeatsUsed, "VAT rate": DetailVATRate, "VAT": DetailVAT,
	"this address waits": DetailWaits, "public key": DetailPublicKey, "backup of": DetailBackupOf, "lost heads": DetailLostHeads,
	"lost entries": DetailLostEntries,
}

// oldCommandLine is the operator's address in old entries.
const oldCommandLine = "command line"

// addressOf is the address of a stored entry.
func addressOf(stored string) string {
	if stored == oldCommandLine {
		return CommandLine
	}
	return stored
}

// oldFunctions are the functions by the phrases in old entries with the action Denied.
var oldFunctions = map[string]Function{
	"log in to Admin":                     LogIn,
	"log in to the webapps subscribed to": OpenWebapps,
	"see the account's details":           ReadAccount,
	"edit account details":                UpdateAccount,
	"create accounts":                     CreateAccounts,
	"delete accounts":                     DeleteAccounts,
	"change the account's password":       ChangeAccountPassword,
	"assign account roles":                AssignAccountRoles,
	"enable and disable accounts":         EnableAccounts,
	"see companies":                       ReadCompanies,
	"create, edit and delete companies":   ManageCompanies,
	"see company settings":                ReadCompanySettings,
	"edit company settings":               UpdateCompanySettings,
	"see users":                           ReadUsers,
	"edit user data":                      UpdateUsers,
	"create users":                        CreateUsers,
	"delete users":                        DeleteUsers,
	"assign SUPERUSER":                    AssignSuperuser,
	"assign EXTERNAL_SUPERUSER":           AssignExternalSuperuser,
	"assign EXTERNALUSER":                 AssignExternalUser,
	"assign subscriptions to users":       AssignSubscriptions,
	"manage the webapp catalogue":         ManageWebapps,
	"manage accounts' subscriptions":      ManageSubscriptions,
	"request access":                      RequestAccess,
	"see access requests":                 ReadRequests,
	"decide access requests":              DecideRequests,
	"set the rules for access, give standing consent and freeze": SetAccessRules,
	"read the record":                  ReadRecord,
	"create invoices for SMS messages": CreateInvoices,
	"see invoices":                     ReadInvoices,
}

// detailsOf reads an entry's before or after. English phrases in old entries become codes and
// values, except what someone typed: company settings. A value that cannot be read stays as it is.
func detailsOf(a Action, text string) map[Detail]string {
	var said map[string]string
	if text == "" || json.Unmarshal([]byte(text), &said) != nil {
		return nil
	}
	details := make(map[Detail]string, len(said))
	for name, value := range said {
		d := Detail(name)
		if isVerbatim(a) {
			details[d] = value
			continue
		}
		if code, ok := oldDetails[name]; ok {
			d = code
		}
		d.read(a, value, details)
	}
	return details
}

// read adds a detail of an entry, as it is stored, to details.
func (d Detail) read(a Action, value string, details map[Detail]string) {
	switch d {
	case DetailLength, DetailLongest, DetailLongestVisit:
		value = readOldLength(value)
	case DetailHours:
		if h, ok := readOldHours(value); ok {
			value = h.code()
		}
	case DetailAccess:
		switch {
		case a == Restored && value == "kept as in the backup":
			d, value = DetailAccessKept, strconv.FormatBool(true)
		case value == "read-only":
			value = AccessReadOnly
		}
	case DetailFunction:
		if f, ok := oldFunctions[value]; ok {
			value = string(f)
		}
	case DetailTimes:
		if n, more := strings.CutSuffix(value, " more"); more {
			value, details[DetailRepeated] = n, strconv.FormatBool(true)
		}
	case "on":
		if value == "others than before" {
			d, value = DetailVarious, strconv.FormatBool(true)
		}
	case "period":
		if from, to, ok := strings.Cut(value, " to "); ok {
			details[DetailPeriodFrom], details[DetailPeriodTo] = from, to
			return
		}
	case DetailLostEntries:
		if value == "not known" {
			value = ""
		}
	default:
	}
	details[d] = value
}

// readOldLength reads a length from an old entry, like "4 hours from GRANT", into the form 4h0m0s.
// "no bound" is "".
func readOldLength(text string) string {
	if text == "no bound" {
		return ""
	}
	fields := strings.Fields(strings.TrimSuffix(text, " from GRANT"))
	if len(fields) == 0 || len(fields)%2 != 0 {
		return text
	}
	var d time.Duration
	for i := 0; i < len(fields); i += 2 {
		n, err := strconv.ParseInt(fields[i], 10, 64)
		unit, ok := map[string]time.Duration{"day": 24 * time.Hour, "hour": time.Hour, "minute": time.Minute, "second": time.Second}[strings.TrimSuffix(fields[i+1], "s")]
		if err != nil || !ok {
			return text
		}
		d += time.Duration(n) * unit
	}
	return d.String()
}

// readOldHours reads hours from an old entry: "at any time", "every day, 08:00–18:00", "Mon, Tue",
// "Mon to Fri, 20:00–06:00 of the next day".
func readOldHours(text string) (Hours, bool) {
	if text == "at any time" {
		return AllHours, true
	}
	h := Hours{To: dayMinutes}
	for part := range strings.SplitSeq(text, ", ") {
		from, to, times := strings.Cut(strings.TrimSuffix(part, " of the next day"), "–")
		switch {
		case times:
			h.From, h.To = clockMinute(from), clockMinute(to)
		case part == "every day":
			h.Weekdays = AllHours.Weekdays
		case part == "Mon to Fri":
			h.Weekdays = 0b0111110
		default:
			for d := range time.Weekday(7) {
				if part == d.String()[:3] {
					h.Weekdays |= 1 << d
				}
			}
		}
	}
	return h, oldHours(h) == text
}

// oldDuration formats a length of time as in old entries and in digests of forms: to the second,
// and from two days on in days, like "24 hours" and "2 days".
func oldDuration(d time.Duration) string {
	d = d.Truncate(time.Second)
	var parts []string
	for _, unit := range []struct {
		length, least time.Duration
		name          string
	}{{24 * time.Hour, 2, "day"}, {time.Hour, 1, "hour"}, {time.Minute, 1, "minute"}, {time.Second, 1, "second"}} {
		n := d / unit.length
		if n < unit.least {
			continue
		}
		d -= n * unit.length
		text := fmt.Sprintf("%d %s", n, unit.name)
		if n != 1 {
			text += "s"
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return "0 seconds"
	}
	return strings.Join(parts, " ")
}

// oldHours formats hours as in old entries and in digests of forms.
func oldHours(h Hours) string {
	if h == AllHours {
		return "at any time"
	}
	days := "every day"
	if h.Weekdays != AllHours.Weekdays {
		var names []string
		for i := range 7 {
			if d := time.Weekday((i + 1) % 7); h.Has(d) { // a week begins on Monday
				names = append(names, d.String()[:3])
			}
		}
		days = strings.Join(names, ", ")
		if h.Weekdays == 0b0111110 {
			days = "Mon to Fri"
		}
	}
	if h.From == 0 && h.To == dayMinutes {
		return days
	}
	text := fmt.Sprintf("%s, %s–%s", days, ClockText(h.From), ClockText(h.To))
	if h.overnight() {
		text += " of the next day"
	}
	return text
}
