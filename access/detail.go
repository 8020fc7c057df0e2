package access

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"latchkey/record"
)

// Detail says what a value in an entry's before or after is. For company settings, which are stored
// as typed, it is the setting's name; for NoticesChosen, it is a Topic.
type Detail string

// The details.
const (
	DetailValidFrom           Detail = "valid_from"
	DetailValidTo             Detail = "valid_to"
	DetailLength              Detail = "length"
	DetailLapses              Detail = "lapses"
	DetailState               Detail = "state"
	DetailAccess              Detail = "access"
	DetailReason              Detail = "reason"
	DetailPerson              Detail = "person"
	DetailCompany             Detail = "company"
	DetailRequestedBy         Detail = "requested_by"
	DetailDescription         Detail = "description"
	DetailTicket              Detail = "ticket"
	DetailExtends             Detail = "extends"
	DetailConsentOf           Detail = "consent_of"
	DetailAccount             Detail = "account"
	DetailLongestVisit        Detail = "longest_visit"
	DetailHours               Detail = "hours"
	DetailUntil               Detail = "until"
	DetailReadOnly            Detail = "read_only"
	DetailDescriptionRequired Detail = "description_required"
	DetailApprovals           Detail = "approvals"
	DetailSecondFactor        Detail = "second_factor"
	DetailLongest             Detail = "longest"
	DetailName                Detail = "name"
	DetailRoles               Detail = "roles"
	DetailRole                Detail = "role"
	DetailRolesKept           Detail = "roles_kept"
	DetailMadeBy              Detail = "made_by"
	DetailFirstName           Detail = "first_name"
	DetailLastName            Detail = "last_name"
	DetailEmail               Detail = "email"
	DetailEmailAccepted       Detail = "email_accepted"
	DetailEmailDoubted        Detail = "email_doubted"
	DetailPasswordDays        Detail = "password_days"
	DetailContact             Detail = "contact"
	DetailTimeZone            Detail = "time_zone"
	DetailIndustry            Detail = "industry"
	DetailType                Detail = "type"
	DetailSetting             Detail = "setting"
	DetailKey                 Detail = "key"
	DetailAddress             Detail = "address"
	DetailWebapp              Detail = "webapp"
	DetailSeats               Detail = "seats"
	DetailSeatsUsed           Detail = "seats_used"
	DetailMessages            Detail = "messages"
	DetailPrice               Detail = "price"
	DetailVATRate             Detail = "vat_rate"
	DetailNet                 Detail = "net"
	DetailVAT                 Detail = "vat"
	DetailTotal               Detail = "total"
	DetailCurrency            Detail = "currency"
	DetailDue                 Detail = "due"
	DetailPeriodFrom          Detail = "period_from"
	DetailPeriodTo            Detail = "period_to"
	DetailStatus              Detail = "status"
	DetailCancellation        Detail = "cancellation"
	DetailDeputy              Detail = "deputy"
	DetailFunction            Detail = "function"
	// DetailTimes is how often something was attempted: with DetailRepeated again, and with
	// DetailVarious on other objects than in the entries before.
	DetailTimes       Detail = "times"
	DetailRepeated    Detail = "repeated"
	DetailVarious     Detail = "various"
	DetailWaits       Detail = "waits"
	DetailPublicKey   Detail = "public_key"
	DetailEntries     Detail = "entries"
	DetailBackupOf    Detail = "backup_of"
	DetailLostHeads   Detail = "lost_heads"
	DetailLostEntries Detail = "lost_entries"
	DetailFile        Detail = "file"
	DetailSHA256      Detail = "sha256"
	DetailAccessKept  Detail = "access_kept"
	DetailFrom        Detail = "from"
	DetailTo          Detail = "to"
	DetailNow         Detail = "now"
	DetailLanguage    Detail = "language"
	// DetailCause is a Cause. For CauseRestore, the others are the Fate of what was ended: its End,
	// when, by whom, and what they typed.
	DetailCause     Detail = "cause"
	DetailWhy       Detail = "why"
	DetailWhyAt     Detail = "why_at"
	DetailWhyBy     Detail = "why_by"
	DetailWhyReason Detail = "why_reason"
	// DetailSessions is how many sessions were ended, DetailSince when the one that was ended
	// began.
	DetailSessions Detail = "sessions"
	DetailSince    Detail = "since"
	// DetailProof is how someone proved who they are: Proofs, with spaces between them.
	DetailProof   Detail = "proof"
	DetailPasskey Detail = "passkey"
	// DetailSigningKey and the others are IDs of keys that sign what webapps are told.
	DetailSigningKey     Detail = "signing_key"
	DetailNextSigningKey Detail = "next_signing_key"
	DetailOldSigningKey  Detail = "old_signing_key"
	// DetailClientID is by which name a webapp signs people in. The addresses have spaces between
	// them, and the names of DetailWebapps line breaks. DetailHint is the beginning of a secret.
	DetailClientID        Detail = "client_id"
	DetailPublic          Detail = "public"
	DetailRedirectURIs    Detail = "redirect_uris"
	DetailAfterLogoutURIs Detail = "after_logout_uris"
	DetailLogoutURI       Detail = "logout_uri"
	DetailHint            Detail = "hint"
	DetailWebapps         Detail = "webapps"
	// DetailFingerprint names the public key of a passkey. The others are a decision that is signed
	// with a passkey, and what verifies that: see record.Signature. It also has DetailPublicKey.
	DetailFingerprint       Detail = record.DetailFingerprint
	DetailDecision          Detail = record.DetailDecision
	DetailAuthenticatorData Detail = record.DetailAuthenticatorData
	DetailClientData        Detail = record.DetailClientData
	DetailSignature         Detail = record.DetailSignature
	DetailCredential        Detail = record.DetailCredential
	// These are about an account's identity provider: its name for an act by it, and its settings.
	DetailProvider     Detail = "provider"
	DetailIssuer       Detail = "issuer"
	DetailClientSecret Detail = "client_secret"
	DetailScopes       Detail = "scopes"
	DetailGroupsClaim  Detail = "groups_claim"
	DetailGroups       Detail = "groups"
	DetailFactorValues Detail = "factor_values"
	DetailEnabled      Detail = "enabled"
	DetailRequired     Detail = "required"
	DetailCreates      Detail = "creates"
	// DetailSubject is who somebody is there, and DetailHow the Linking.
	DetailSubject Detail = "subject"
	DetailHow     Detail = "how"
)

// Details are all details.
var Details = []Detail{
	DetailValidFrom,
	DetailValidTo,
	DetailLength,
	DetailLapses,
	DetailState,
	DetailAccess,
	DetailReason,
	DetailPerson,
	DetailCompany,
	DetailRequestedBy,
	DetailDescription,
	DetailTicket,
	DetailExtends,
	DetailConsentOf,
	DetailAccount,
	DetailLongestVisit,
	DetailHours,
	DetailUntil,
	DetailReadOnly,
	DetailDescriptionRequired,
	DetailApprovals,
	DetailSecondFactor,
	DetailLongest,
	DetailName,
	DetailRoles,
	DetailRole,
	DetailRolesKept,
	DetailMadeBy,
	DetailFirstName,
	DetailLastName,
	DetailEmail,
	DetailEmailAccepted,
	DetailEmailDoubted,
	DetailPasswordDays,
	DetailContact,
	DetailTimeZone,
	DetailIndustry,
	DetailType,
	DetailSetting,
	DetailKey,
	DetailAddress,
	DetailWebapp,
	DetailSeats,
	DetailSeatsUsed,
	DetailMessages,
	DetailPrice,
	DetailVATRate,
	DetailNet,
	DetailVAT,
	DetailTotal,
	DetailCurrency,
	DetailDue,
	DetailPeriodFrom,
	DetailPeriodTo,
	DetailStatus,
	DetailCancellation,
	DetailDeputy,
	DetailFunction,
	DetailTimes,
	DetailRepeated,
	DetailVarious,
	DetailWaits,
	DetailPublicKey,
	DetailEntries,
	DetailBackupOf,
	DetailLostHeads,
	DetailLostEntries,
	DetailFile,
	DetailSHA256,
	DetailAccessKept,
	DetailFrom,
	DetailTo,
	DetailNow,
	DetailLanguage,
	DetailCause,
	DetailWhy,
	DetailWhyAt,
	DetailWhyBy,
	DetailWhyReason,
	DetailSessions,
	DetailSince,
	DetailProof,
	DetailPasskey,
	DetailSigningKey,
	DetailNextSigningKey,
	DetailOldSigningKey,
	DetailClientID,
	DetailPublic,
	DetailRedirectURIs,
	DetailAfterLogoutURIs,
	DetailLogoutURI,
	DetailHint,
	DetailWebapps,
	DetailFingerprint,
	DetailDecision,
	DetailAuthenticatorData,
	DetailClientData,
	DetailSignature,
	DetailCredential,
	DetailProvider,
	DetailIssuer,
	DetailClientSecret,
	DetailScopes,
	DetailGroupsClaim,
	DetailGroups,
	DetailFactorValues,
	DetailEnabled,
	DetailRequired,
	DetailCreates,
	DetailSubject,
	DetailHow,
}

// The values of DetailAccess.
const (
	AccessEdit     = "edit"
	AccessReadOnly = "read_only"
)

// weekdayCodes are the days of the week in the record's hours. A week begins on Monday.
var weekdayCodes = [7]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// code is hours as in the record: the days on which they begin, and their start and end, like
// "mon,tue 08:00-18:00".
func (h Hours) code() string {
	var days []string
	for i, name := range weekdayCodes {
		if h.Has(time.Weekday((i + 1) % 7)) {
			days = append(days, name)
		}
	}
	return fmt.Sprintf("%s %s-%s", strings.Join(days, ","), ClockText(h.From), ClockText(h.To))
}

// ParseHours parses hours as in the record.
func ParseHours(text string) (h Hours, ok bool) {
	days, times, _ := strings.Cut(text, " ")
	from, to, _ := strings.Cut(times, "-")
	for name := range strings.SplitSeq(days, ",") {
		for i, day := range weekdayCodes {
			if name == day {
				h.Weekdays |= 1 << ((i + 1) % 7)
			}
		}
	}
	h.From, h.To = clockMinute(from), clockMinute(to)
	return h, h.code() == text && h.From >= 0 && h.To >= 0
}

// clockMinute parses ClockText. It returns -1 for anything else.
func clockMinute(text string) int64 {
	hour, minute, ok := strings.Cut(text, ":")
	h, hourErr := strconv.ParseInt(hour, 10, 64)
	m, minuteErr := strconv.ParseInt(minute, 10, 64)
	if !ok || hourErr != nil || minuteErr != nil {
		return -1
	}
	return h*60 + m
}
