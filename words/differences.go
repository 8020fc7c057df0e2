package words

import (
	"cmp"
	"time"

	"latchkey/access"
)

// Differences says what has changed while someone had a form open.
type Differences struct {
	// Fields are the labels of the fields that forms compare, by name. A name that is missing here
	// was typed by someone.
	Fields map[string]string
	// NowAndTyped is a field with its current value and the typed one. OnlyNow has only the current
	// value.
	NowAndTyped func(field, theirs, yours string) string
	OnlyNow     func(field, theirs string) string
	// Nothing is an empty value, Hidden one that is not shown. NoBound stands for the longest
	// window if there is no limit.
	Nothing, Yes, No, NoBound, Hidden string
	OnePerson, TwoPeople              string
	Period                            func(first, last string) string
	Choices                           map[access.Choice]string
	format                            *Format
}

// Changed says how a field has changed: its current value, and the typed one.
func (w *Differences) Changed(d access.Difference) string {
	return w.NowAndTyped(w.Field(d.Field), w.value(d.Theirs), w.value(d.Yours))
}

// Now gives a field's current value.
func (w *Differences) Now(d access.Difference) string {
	return w.OnlyNow(w.Field(d.Field), w.value(d.Theirs))
}

// Field is the label of a field that forms compare.
func (w *Differences) Field(name string) string { return cmp.Or(w.Fields[name], name) }

// value is a value as a form shows it.
func (w *Differences) value(value any) string {
	f := w.format
	switch v := value.(type) {
	case nil:
		return w.Nothing
	case string:
		return cmp.Or(v, w.Nothing)
	case bool:
		if v {
			return w.Yes
		}
		return w.No
	case int64:
		return f.Number(v)
	case access.Date:
		return f.Day(v.Time())
	case access.Money:
		return f.Money(v)
	case access.Decimal:
		return f.Decimal(string(v))
	case access.Price:
		return f.Decimal(string(v.Amount)) + " " + string(v.Currency)
	case access.Hours:
		return f.Hours(v)
	case time.Duration:
		if v == 0 {
			return w.NoBound
		}
		return f.Duration(v)
	case access.People:
		if v == 2 {
			return w.TwoPeople
		}
		return w.OnePerson
	case access.Period:
		return w.Period(f.Day(v.First.Time()), f.Day(v.Last.Time()))
	case access.Secret:
		return w.Hidden
	case access.Choice:
		return cmp.Or(w.Choices[v], string(v))
	default:
		return ""
	}
}

var enDifferences = Differences{
	format: &enFormat,
	Fields: map[string]string{
		"account": "Invoiced to", "issuer": "From", "issued": "Issued", "due_date": "Due", "period": "Period", "messages": "Messages",
		"price": "Price per message", "net": "Net", "vat_rate": "VAT rate in %", "vat": "VAT", "total": "Total", "note": "Note",
		"earlier": "Other invoices for this period",
		"name":    "Name", "description": "Description", "industry": "Industry", "time_zone": "Time zone", "type": "Type", "address": "Address",
		"first_name": "First name", "last_name": "Last name", "email": "E-mail address",
		"contact_first_name": "Contact's first name", "contact_last_name": "Contact's last name",
		"roles": "Roles", "webapps": "Webapps", "seats": "Seats", "valid_from": "Start", "valid_to": "End",
		"longest": "Longest access", "hours": "Hours", "read_only": "Read-only", "description_required": "Description required",
		"approvals":                   "Approvals required",
		string(access.TopicRequests):  "New requests",
		string(access.TopicReminders): "Reminders",
		string(access.TopicVisits):    "Visits",
		string(access.TopicUsers):     "New users",
		string(access.TopicInvoices):  "Invoices",
		string(access.TopicDecisions): "Decisions",
		string(access.TopicChanges):   "Changes to your access",
		string(access.TopicEnding):    "Access that is about to end",
		string(access.TopicEnded):     "Access that has ended",
	},
	NowAndTyped: func(field, theirs, yours string) string { return field + ": " + theirs + " → " + yours },
	OnlyNow:     func(field, theirs string) string { return field + ": " + theirs },
	Nothing:     "nothing", Yes: "yes", No: "no", NoBound: "no limit", Hidden: "(secret)",
	OnePerson: "one person", TwoPeople: "two different people",
	Period:  func(first, last string) string { return first + " – " + last },
	Choices: map[access.Choice]string{access.ChoiceNow: "e-mail immediately", access.ChoiceDigest: "in the daily digest", access.ChoiceNone: "no e-mail"},
}

var deDifferences = Differences{
	format: &deFormat,
	Fields: map[string]string{
		"account": "Rechnung an", "issuer": "Von", "issued": "Ausgestellt", "due_date": "Fällig", "period": "Leistungszeitraum", "messages": "Nachrichten",
		"price": "Preis je Nachricht", "net": "Netto", "vat_rate": "USt.-Satz in %", "vat": "USt.", "total": "Gesamtbetrag", "note": "Hinweis",
		"earlier": "Rechnungen für dieselben Tage",
		"name":    "Name", "description": "Beschreibung", "industry": "Branche", "time_zone": "Zeitzone", "type": "Typ", "address": "Adresse",
		"first_name": "Vorname", "last_name": "Nachname", "email": "E-Mail-Adresse",
		"contact_first_name": "Vorname der Kontaktperson", "contact_last_name": "Nachname der Kontaktperson",
		"roles": "Rollen", "webapps": "Web-Apps", "seats": "Plätze", "valid_from": "Beginn", "valid_to": "Ende",
		"longest": "Höchstdauer", "hours": "Zugriffszeiten", "read_only": "Nur lesen", "description_required": "Beschreibung erforderlich",
		"approvals":                   "Erforderliche Zustimmungen",
		string(access.TopicRequests):  "Neue Anfragen",
		string(access.TopicReminders): "Erinnerungen",
		string(access.TopicVisits):    "Besuche",
		string(access.TopicUsers):     "Neue Benutzer",
		string(access.TopicInvoices):  "Rechnungen",
		string(access.TopicDecisions): "Entscheidungen",
		string(access.TopicChanges):   "Änderungen an Ihrem Zugriff",
		string(access.TopicEnding):    "Zugriff, der bald endet",
		string(access.TopicEnded):     "Beendeter Zugriff",
	},
	NowAndTyped: func(field, theirs, yours string) string { return field + ": " + theirs + " → " + yours },
	OnlyNow:     func(field, theirs string) string { return field + ": " + theirs },
	Nothing:     "leer", Yes: "ja", No: "nein", NoBound: "unbegrenzt", Hidden: "(geheim)",
	OnePerson: "eine Person", TwoPeople: "zwei verschiedene Personen",
	Period:  func(first, last string) string { return first + " – " + last },
	Choices: map[access.Choice]string{access.ChoiceNow: "sofort per E-Mail", access.ChoiceDigest: "in der Tagesübersicht", access.ChoiceNone: "keine E-Mail"},
}
