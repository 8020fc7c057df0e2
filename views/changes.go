package views

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/words"
)

// ChangeLines says in words what an entry has as before and after, one line per name. Instants are
// shown in zone.
func ChangeLines(w *words.Words, r access.Record, zone *time.Location) []string {
	details := slices.Collect(maps.Keys(r.After))
	for d := range r.Before {
		if _, ok := r.After[d]; !ok {
			details = append(details, d)
		}
	}
	slices.SortFunc(details, func(a, b access.Detail) int {
		return cmp.Or(cmp.Compare(detailName(w, r.Action, a), detailName(w, r.Action, b)), cmp.Compare(a, b))
	})
	var lines []string
	for _, d := range details {
		was, before := r.Before[d]
		is, after := r.After[d]
		says := func(value string) string { return recordedValue(w, r, d, value, zone) }
		line := detailName(w, r.Action, d) + ": "
		switch {
		case d == access.DetailRepeated && !isVerbatim(r.Action), // DetailTimes contains it
			r.IsSigned() && slices.Contains(access.SignatureDetails, d):
			continue
		case !before || was == is && !isVerbatim(r.Action):
			line += says(is)
		case !after:
			line += says(was) + " → –"
		default:
			line += says(was) + " → " + says(is)
		}
		lines = append(lines, line)
	}
	if r.IsSigned() {
		lines = append(lines, signatureOf(w, r))
	}
	return lines
}

// signatureOf says how a decision is signed, in a sentence.
func signatureOf(w *words.Words, r access.Record) string {
	switch {
	case r.Waived:
		return w.Request.Waived
	case !r.IsSigned():
		return w.Request.NotSigned
	}
	return w.Request.SignedWith(r.After[access.DetailPasskey], r.SigningKey())
}

// signatureIn is signatureOf for each decision by which a person gave access. It names those who
// decided if there are several.
func signatureIn(w *words.Words, acts []access.Record) (lines []string) {
	for _, a := range acts {
		if a.GivesAccess() {
			lines = append(lines, a.Actor+": "+signatureOf(w, a))
		}
	}
	if len(lines) == 1 {
		lines[0] = lines[0][strings.Index(lines[0], ": ")+len(": "):]
	}
	return lines
}

// ChangedLines is ChangeLines without values that did not change, unless none did.
func ChangedLines(w *words.Words, r access.Record, zone *time.Location) []string {
	changed := r
	changed.Before, changed.After = maps.Clone(r.Before), maps.Clone(r.After)
	for d, is := range r.After {
		if was, ok := r.Before[d]; ok && was == is {
			delete(changed.Before, d)
			delete(changed.After, d)
		}
	}
	if len(changed.Before) == 0 && len(changed.After) == 0 {
		changed = r
	}
	return ChangeLines(w, changed, zone)
}

// isVerbatim reports whether an entry's names and values were typed for a company, so that they are
// shown as they are.
func isVerbatim(a access.Action) bool {
	return a == access.SettingChanged || a == access.SettingAdded || a == access.SettingRemoved || a == access.CompanyCreated
}

func detailName(w *words.Words, a access.Action, d access.Detail) string {
	switch {
	case isVerbatim(a):
		return string(d)
	case a == access.NoticesChosen:
		return w.Profile.Topics[access.Topic(d)]
	}
	return w.Detail(d)
}

// recordedValue is a value from the record in words. An invalid value is shown as it is.
func recordedValue(w *words.Words, r access.Record, d access.Detail, value string, zone *time.Location) string {
	switch {
	case value == access.HiddenValue:
		return w.Record.HiddenValue
	case value == access.SecretValue:
		return w.Record.SecretValue
	case value == access.NotSecretValue:
		return w.Record.NotSecretValue
	case isVerbatim(r.Action) && value != "":
		return value
	case r.Action == access.NoticesChosen && w.Profile.Choices[access.Choice(value)] != "":
		return w.Profile.Choices[access.Choice(value)]
	}
	switch d {
	case access.DetailName, access.DetailSetting, access.DetailDescription, access.DetailReason, access.DetailContact, access.DetailAddress,
		access.DetailKey, access.DetailWebapp, access.DetailCompany, access.DetailWhyReason:
		return orDash(value)
	case access.DetailReadOnly, access.DetailDescriptionRequired:
		return w.Record.YesNo(value == "true")
	case access.DetailSecondFactor:
		if value == "true" || value == "false" {
			return w.Record.YesNo(value == "true")
		}
		if wish := w.SignInRules.Wishes[access.Wish(value)]; wish != "" {
			return wish
		}
	case access.DetailLength, access.DetailLongest, access.DetailLongestVisit, access.DetailWaits:
		return recordedLength(w, d, value)
	case access.DetailFrom, access.DetailTo, access.DetailDue, access.DetailPeriodFrom, access.DetailPeriodTo:
		if day, err := time.Parse(time.DateOnly, value); err == nil {
			return w.Format.Day(day)
		}
	case access.DetailMessages, access.DetailSeats, access.DetailNet, access.DetailVAT, access.DetailTotal, access.DetailPrice, access.DetailVATRate:
		if _, err := strconv.ParseFloat(value, 64); err == nil {
			return w.Format.Decimal(value)
		}
	default:
	}
	if text := recordedCode(w, r, d, value); text != "" {
		return text
	}
	if t, err := time.Parse(time.RFC3339Nano, value); err == nil {
		return MomentIn(w, t, zone).Text
	}
	return orDash(value)
}

// recordedCode is a coded value in words, or "" for any other value.
func recordedCode(w *words.Words, r access.Record, d access.Detail, value string) string {
	switch d {
	case access.DetailAccess:
		if value == access.AccessEdit || value == access.AccessReadOnly {
			return w.Format.Allows(value == access.AccessReadOnly)
		}
	case access.DetailState:
		return w.Request.States[access.State(value)]
	case access.DetailStatus:
		return w.Invoices.Statuses[access.InvoiceStatus(value)]
	case access.DetailLanguage:
		if slices.Contains(words.Tags(), value) {
			return words.Of(value, "").Name
		}
	case access.DetailHours:
		if h, ok := access.ParseHours(value); ok {
			return w.Format.Hours(h)
		}
	case access.DetailTimes:
		if n, err := strconv.ParseInt(value, 10, 64); err == nil && r.After[access.DetailRepeated] != "" {
			return w.Record.MoreTimes(n)
		}
	case access.DetailExtends:
		return w.Record.AccessBefore
	case access.DetailProof:
		return recordedProofs(w, value)
	case access.DetailFunction:
		return w.Function(access.Function(value))
	case access.DetailVarious:
		return w.Record.OtherObjects
	case access.DetailWhyBy:
		if value == access.TheOperator().Name() {
			return w.Parts.Kind(access.Who{Kind: access.KindOperator})
		}
		return value
	case access.DetailCause:
		return w.Causes.Names[access.Cause(value)]
	case access.DetailWhy:
		return w.Causes.Ends[access.End(value)]
	case access.DetailAccessKept:
		return w.Record.KeptAsInBackup
	case access.DetailLostEntries:
		if value == "" {
			return w.Record.NotKnown
		}
	default:
	}
	return ""
}

// recordedProofs are ways in which someone proved who they are.
func recordedProofs(w *words.Words, value string) string {
	var proofs []string
	for proof := range strings.FieldsSeq(value) {
		proofs = append(proofs, cmp.Or(w.Record.Proofs[access.Proof(proof)], proof))
	}
	return w.Format.And(proofs...)
}

func recordedLength(w *words.Words, d access.Detail, value string) string {
	length, err := time.ParseDuration(value)
	switch {
	case value == "" && d == access.DetailLongest:
		return w.Record.NoBound
	case err != nil:
		return orDash(value)
	case d == access.DetailLength:
		return w.Format.FromGrant(length, time.Time{})
	}
	return w.Format.Duration(length)
}

// whoIn is who acted, with words for an actor that is not a login.
func whoIn(w *words.Words, r access.Record) access.Who {
	who := r.Who()
	if !who.Kind.IsLogin() {
		who.Name = w.Parts.Kind(who)
	}
	return who
}

// actorsIn is entries with words for actors that are not logins, and for where they acted.
func actorsIn(w *words.Words, records []access.Record) []access.Record {
	records = slices.Clone(records)
	for i, r := range records {
		records[i].Actor, records[i].Address = whoIn(w, r).Name, w.Parts.From(r.Address)
	}
	return records
}
