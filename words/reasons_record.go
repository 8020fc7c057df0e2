package words

import (
	"time"

	"latchkey/access"
)

// RecordReasons are about the record and its exports.
type RecordReasons struct {
	NoKey           func(access.NoKey) string
	OtherKey        func(access.OtherKey) string
	KeyDiffers      func(access.KeyDiffers) string
	RecordBroken    func(access.RecordBroken) string
	RecordCutOff    func(access.RecordCutOff) string
	RecordRewritten func(access.RecordRewritten) string
	RecordDamaged   func(access.RecordDamaged) string
	NoHeadElsewhere func(access.NoHeadElsewhere) string
	NotAHead        func(access.NotAHead) string
	NotExtended     func(access.NotExtended) string
	ForkExtended    func(access.ForkExtended) string
	NothingToAccept func(access.NothingToAccept) string
	CalendarGone    func(access.CalendarGone) string
}

var enRecordReasons = RecordReasons{
	NoKey:    says[access.NoKey]("This server has no key to sign the record with. Ask the operator."),
	OtherKey: says[access.OtherKey]("The record is now signed with another key. The operator must restart the server with that key."),
	KeyDiffers: func(r access.KeyDiffers) string {
		return "it has a different key from the one the record is signed with, " + r.Key
	},
	RecordBroken: func(r access.RecordBroken) string {
		return "From entry " + enNumber(r.Entry) + " on, the record doesn't match what was signed. Nothing more is signed until the operator has looked into it."
	},
	RecordCutOff: func(r access.RecordCutOff) string {
		return "The signed head covers " + entryEN.of(r.Signed, enNumber) + ", but those from entry " + enNumber(r.Has) + " on are missing."
	},
	RecordRewritten: func(r access.RecordRewritten) string {
		return "The signed head covers " + entryEN.of(r.Signed, enNumber) + ", but some of them have changed."
	},
	RecordDamaged: func(r access.RecordDamaged) string {
		return "The record is damaged at entry " + enNumber(r.Entry) + "."
	},
	NoHeadElsewhere: says[access.NoHeadElsewhere]("A signed head kept outside the database can't be read, so it can't be checked against the record."),
	NotAHead:        says[access.NotAHead]("Enter the head exactly as it was printed: the number of entries, a colon and the hash."),
	NotExtended: func(r access.NotExtended) string {
		return "The record does NOT extend the head of " + entryEN.of(r.Kept, enNumber) + " that you kept. Either its earlier entries were changed or removed since then, or this head " +
			"belongs to another record. Make sure you copied the whole head. Then keep the file it came from, and ask the operator what happened."
	},
	ForkExtended: func(r access.ForkExtended) string {
		lost := "a backup was restored, and some of what was recorded after the first " + entryEN.of(r.Entries, enNumber) + " is lost"
		if !r.BackupOf.IsZero() {
			lost = "a backup from " + utcEN(r.BackupOf) + " was restored, and what was recorded after its " + entryEN.of(r.Entries, enNumber) + " is lost"
		}
		return "The record does NOT extend the head of " + entryEN.of(r.Kept, enNumber) + " that you kept. The operator recorded the reason on " + utcEN(r.At) + ": " + lost +
			". Export without this head, and keep the new head with the file you have."
	},
	NothingToAccept: says[access.NothingToAccept]("The record extends all of these heads, apart from those that were accepted before. There is nothing to accept."),
	CalendarGone:    says[access.CalendarGone]("Your calendar no longer has an address."),
}

var deRecordReasons = RecordReasons{
	NoKey:    says[access.NoKey]("Dieser Server hat keinen Schlüssel, um das Protokoll zu signieren. Fragen Sie den Betreiber."),
	OtherKey: says[access.OtherKey]("Das Protokoll ist inzwischen mit einem anderen Schlüssel signiert. Der Betreiber muss den Server mit diesem Schlüssel neu starten."),
	KeyDiffers: func(r access.KeyDiffers) string {
		return "Die Datei enthält einen anderen Schlüssel als den, mit dem das Protokoll signiert ist: " + r.Key
	},
	RecordBroken: func(r access.RecordBroken) string {
		return "Das Protokoll entspricht ab Eintrag " + deNumber(r.Entry) + " nicht mehr dem, was signiert wurde. Es wird nichts mehr signiert, bis der Betreiber die Ursache geklärt hat."
	},
	RecordCutOff: func(r access.RecordCutOff) string {
		return "Der signierte Stand umfasst " + entryDE.of(r.Signed, deNumber) + ", aber alle ab Eintrag " + deNumber(r.Has) + " fehlen."
	},
	RecordRewritten: func(r access.RecordRewritten) string {
		return "Der signierte Stand umfasst " + entryDE.of(r.Signed, deNumber) + ", aber einige davon wurden geändert."
	},
	RecordDamaged: func(r access.RecordDamaged) string {
		return "Das Protokoll ist bei Eintrag " + deNumber(r.Entry) + " beschädigt."
	},
	NoHeadElsewhere: says[access.NoHeadElsewhere]("Ein signierter Stand, der außerhalb der Datenbank aufbewahrt wird, ist nicht lesbar. Das Protokoll kann daher nicht mit ihm verglichen werden."),
	NotAHead:        says[access.NotAHead]("Kopieren Sie den signierten Stand genau so, wie er ausgegeben wurde: Anzahl der Einträge, Doppelpunkt, Hash."),
	NotExtended: func(r access.NotExtended) string {
		return "Das Protokoll setzt den signierten Stand mit " + entriesDE.of(r.Kept, deNumber) + ", den Sie aufbewahrt haben, NICHT fort. Entweder wurden frühere Einträge " +
			"seitdem geändert oder entfernt, oder der Stand gehört zu einem anderen Protokoll. Prüfen Sie, ob Sie ihn vollständig kopiert haben. " +
			"Bewahren Sie dann die Datei auf, aus der er stammt, und fragen Sie den Betreiber, was passiert ist."
	},
	ForkExtended: func(r access.ForkExtended) string {
		lost := "Eine Sicherung mit " + entriesDE.of(r.Entries, deNumber) + " wurde wiederhergestellt, und ein Teil dessen, was danach protokolliert wurde, ist verloren"
		if !r.BackupOf.IsZero() {
			lost = "Eine Sicherung vom " + utcDE(r.BackupOf) + " mit " + entriesDE.of(r.Entries, deNumber) + " wurde wiederhergestellt, und was danach protokolliert wurde, ist verloren"
		}
		return "Das Protokoll setzt den signierten Stand mit " + entriesDE.of(r.Kept, deNumber) + ", den Sie aufbewahrt haben, NICHT fort. Der Betreiber hat den Grund am " +
			utcDE(r.At) + " angegeben: " + lost + ". Exportieren Sie ohne diesen Stand und bewahren Sie den neuen zusammen mit Ihrer Datei auf."
	},
	NothingToAccept: says[access.NothingToAccept]("Das Protokoll setzt alle diese Stände fort, bis auf die bereits akzeptierten. Es gibt nichts zu akzeptieren."),
	CalendarGone:    says[access.CalendarGone]("Für Ihren Kalender gibt es keine Adresse mehr."),
}

var (
	entryEN = noun{"entry", "entries"}
	entryDE = noun{"Eintrag", "Einträge"}
	// entriesDE is entryDE in the dative.
	entriesDE = noun{"Eintrag", "Einträgen"}
)

func utcEN(t time.Time) string { return enMoment(t.UTC()) }

func utcDE(t time.Time) string { return deMoment(t.UTC()) }
