package words

// Record is the record of an account, and its exports.
type Record struct {
	Title func(account string) string
	// Broken, a reason and BrokenThen are shown in this order if the record is not what was signed.
	// Behind says that the latest attempts are missing.
	Broken, BrokenThen, Behind string
	Hint                       string
	// Who, OnWhat, What, From and To are search fields and column headers.
	Who, OnWhat, What, From, To string
	NoDays, NoEntry, Entries    string
	// LookedSince is for a search that has not seen all entries yet.
	LookedSince func(at string) string
	// Entry, When and Changes are column headers.
	Entry, When, Changes, AccessRequest string

	// The files of all entries, and of some days.
	AllJSON, AllCSV, DaysJSON, DaysCSV string

	CheckIt, CheckItHint, KeptHead, KeptHeadHint, ExportJSON, ExportCSV string
	LastHead, NoHead                                                    string
	SignedHead                                                          func(entries int64, at string) string
	// WentOn says that a backup was restored, and WentOnFrom the same with the backup's time. The
	// heads follow LostHeads.
	Restored, LostHeads   string
	WentOn                func(at string, entries int64) string
	WentOnFrom            func(at, backup string, entries int64) string
	PublicKey, EarlierKey string
	KeySince              func(at string) string

	Evidence Evidence

	// YesNo is a boolean value.
	YesNo func(yes bool) string
	// NoBound, NotKnown, AccessBefore, OtherObjects and KeptAsInBackup replace a value.
	NoBound, NotKnown, AccessBefore, OtherObjects, KeptAsInBackup string
	// HiddenValue replaces a value that the reader may not see, SecretValue the value of a secret
	// setting, and NotSecretValue its value from before it became secret.
	HiddenValue, SecretValue, NotSecretValue string
	// MoreTimes is how often something was attempted since the previous entry.
	MoreTimes func(n int64) string
}

// Evidence is the evidence pack: its form, and its README.txt.
type Evidence struct {
	Pack, Hint, First, Last, Make string
	// Requests to Sums say what is in the files, and Rows how many rows one has. NoneAgainst is the
	// row for no grant against a rule.
	Requests, Decisions, Visits, Exceptions, Entries, Sums string
	Rows                                                   func(n int64) string
	NoneAgainst                                            string
	Readme                                                 func(Readme) string
}

// Readme is the subject of an evidence pack, and the lines about its files.
type Readme struct {
	Account, From, To, Zone, MadeBy, MadeAt string
	Files, PublicKey                        string
}

var enRecord = Record{
	Title:      func(account string) string { return "Record of " + account },
	Broken:     "This record is no longer what was signed.",
	BrokenThen: "Nothing more is signed or exported. Ask the operator what happened. An export you made earlier shows what was here.",
	Behind:     "The server can't write to its disk right now. Denied attempts from the last few moments are kept and appear here once it can.",
	Hint:       "Everything done in this account and by its logins, newest first. Entries are never changed or removed.",
	Who:        "Who",
	OnWhat:     "Object",
	What:       "What",
	From:       "From",
	To:         "To",
	NoDays:     "Enter valid dates in From and To.",
	NoEntry:    "No entries yet. Everything done in this account and by its logins appears here.",
	Entries:    "Record",
	LookedSince: func(at string) string {
		return "These are the entries since " + at + ". The next page looks further back."
	},
	Entry: "Entry", When: "When", Changes: "Changes", AccessRequest: "access request",

	AllJSON: "Export all as JSON Lines", AllCSV: "Export all as CSV", DaysJSON: "Export these days as JSON Lines", DaysCSV: "Export these days as CSV",

	CheckIt: "Verify it yourself",
	CheckItHint: "An export contains the entries for the days chosen above, each with a proof against the signed head of the whole record. " +
		"Save the public key outside this server now. Anyone who has it can verify an export on any computer, without this server:",
	KeptHead:     "Earlier head (optional)",
	KeptHeadHint: "Paste the SIZE:HASH printed when an earlier export was verified. The new export then also proves that nothing before it was changed or removed.",
	ExportJSON:   "Export as JSON Lines", ExportCSV: "Export as CSV",
	LastHead: "Last signed head", NoHead: "None yet.",
	SignedHead: func(entries int64, at string) string { return entryEN.of(entries, enNumber) + ", " + at },
	Restored:   "Restored from a backup", LostHeads: "Signed heads that this record no longer extends, as the operator confirmed:",
	WentOn: func(at string, entries int64) string {
		return "The operator recorded on " + at + " that a backup with " + entryEN.of(entries, enNumber) + " was restored. Everything recorded between the backup and the restore is lost."
	},
	WentOnFrom: func(at, backup string, entries int64) string {
		return "The operator recorded on " + at + " that a backup from " + backup + " with " + entryEN.of(entries, enNumber) + " was restored. Everything recorded between the backup and the restore is lost."
	},
	PublicKey: "Public key", EarlierKey: "Earlier public key",
	KeySince: func(at string) string { return "since " + at },

	Evidence: enEvidence,

	YesNo: func(yes bool) string {
		if yes {
			return "yes"
		}
		return "no"
	},
	HiddenValue: "(hidden)", SecretValue: "(secret)", NotSecretValue: "(not secret)",
	NoBound: "no limit", NotKnown: "not known", AccessBefore: "the earlier grant", OtherObjects: "objects other than those in the entries before",
	KeptAsInBackup: "kept as in the backup",
	MoreTimes:      func(n int64) string { return enNumber(n) + " more" },
}

var enEvidence = Evidence{
	Pack:  "Evidence pack…",
	Hint:  "A ZIP file for an auditor, with the requests, decisions, visits and exceptions of these days. The record shows that you created it.",
	First: "First day", Last: "Last day", Make: "Download ZIP",
	Requests:    "Every access request made before the period ended and not already over when the period began: what was requested, decided, granted and used.",
	Decisions:   "Everything done to a request in the period: granted, approved, denied, withdrawn, shortened, revoked, handed back.",
	Visits:      "Every time someone used access: who, from which address, from when to when.",
	Exceptions:  "Denied attempts; freezes, rules and standing consents set and ended; grants that were never used or broke the account's own rule.",
	Entries:     "Every entry of the account's record in the period, each with its proof. Verify it with: latchkey audit verify record.jsonl --public-key KEY",
	Sums:        "The SHA-256 hash of each of these files. Check them with: sha256sum -c SHA256SUMS",
	Rows:        func(n int64) string { return "Rows: " + enNumber(n) + "." },
	NoneAgainst: "none in this period",
	Readme: func(r Readme) string {
		return "External access to " + r.Account + ": evidence for " + r.From + " to " + r.To + " in the time zone " + r.Zone + "\nCreated by " + r.MadeBy + " on " + r.MadeAt + `.

` + r.Files + `
Times in the files are in UTC. The tables are in UTF-8. Companies, accounts and people have the names they had at
the time, whatever they are called now; a person's login follows the name in parentheses. A text that a spreadsheet
could take for a formula has an apostrophe in front of it. "entry" is the number of the entry in Latchkey's record
that a row comes from. The record also shows that this pack was created.

The record is a Merkle tree over all its entries: nobody can change, remove or add one unnoticed. The operator
verifies all of it with
    latchkey audit verify
which names the first entry that was changed, and prints the record's head. With a head that was saved
elsewhere,
    latchkey audit verify --head SIZE:HASH
also proves that nothing older has been rewritten since. Anyone can check record.jsonl, on any machine, with just
the record's public key:
    latchkey audit verify record.jsonl --public-key ` + r.PublicKey + `
Ask the customer for the key they kept. They find it on their Record tab.
`
	},
}

var deRecord = Record{
	Title:      func(account string) string { return "Protokoll von " + account },
	Broken:     "Dieses Protokoll entspricht nicht mehr dem, was signiert wurde.",
	BrokenThen: "Es wird nichts mehr signiert oder exportiert. Fragen Sie den Betreiber, was geschehen ist. Ein früherer Export zeigt, was hier stand.",
	Behind:     "Der Server kann zurzeit nichts speichern. Die zuletzt verweigerten Versuche gehen nicht verloren und erscheinen hier, sobald er es wieder kann.",
	Hint:       "Alles, was in diesem Account und von seinen Logins getan wurde, das Neueste zuerst. Einträge werden nie geändert oder entfernt.",
	Who:        "Wer",
	OnWhat:     "Objekt",
	What:       "Was",
	From:       "Von",
	To:         "Bis",
	NoDays:     "Geben Sie unter „Von“ und „Bis“ gültige Tage ein.",
	NoEntry:    "Noch keine Einträge. Alles, was in diesem Account und von seinen Logins getan wird, erscheint hier.",
	Entries:    "Protokoll",
	LookedSince: func(at string) string {
		return "Dies sind die Einträge seit " + at + ". Die nächste Seite sucht weiter zurück."
	},
	Entry: "Eintrag", When: "Wann", Changes: "Änderungen", AccessRequest: "Zugriffsanfrage",

	AllJSON: "Alle als JSON Lines exportieren", AllCSV: "Alle als CSV exportieren",
	DaysJSON: "Diese Tage als JSON Lines exportieren", DaysCSV: "Diese Tage als CSV exportieren",

	CheckIt: "Selbst prüfen",
	CheckItHint: "Ein Export enthält die Einträge der oben gewählten Tage, jeden mit einem Nachweis anhand des signierten Stands des gesamten Protokolls. " +
		"Bewahren Sie den öffentlichen Schlüssel schon jetzt außerhalb dieses Servers auf. Wer ihn hat, kann einen Export auf jedem Rechner und ohne diesen Server prüfen:",
	KeptHead: "Früherer signierter Stand (optional)",
	KeptHeadHint: "Geben Sie die Angabe SIZE:HASH ein, die bei der Prüfung eines früheren Exports ausgegeben wurde. Der neue Export weist dann auch nach, " +
		"dass seitdem nichts Früheres geändert oder entfernt wurde.",
	ExportJSON: "Als JSON Lines exportieren", ExportCSV: "Als CSV exportieren",
	LastHead: "Letzter signierter Stand", NoHead: "Noch keiner.",
	SignedHead: func(entries int64, at string) string { return entryDE.of(entries, deNumber) + ", " + at },
	Restored:   "Aus einer Sicherung wiederhergestellt", LostHeads: "Signierte Stände, die dieses Protokoll nicht mehr fortsetzt, wie der Betreiber bestätigt hat:",
	WentOn: func(at string, entries int64) string {
		return "Der Betreiber hat am " + at + " festgehalten, dass eine Sicherung mit " + entriesDE.of(entries, deNumber) + " wiederhergestellt wurde. Alles, was zwischen Sicherung und Wiederherstellung protokolliert wurde, ist verloren."
	},
	WentOnFrom: func(at, backup string, entries int64) string {
		return "Der Betreiber hat am " + at + " festgehalten, dass eine Sicherung vom " + backup + " mit " + entriesDE.of(entries, deNumber) + " wiederhergestellt wurde. Alles, was zwischen Sicherung und Wiederherstellung protokolliert wurde, ist verloren."
	},
	PublicKey: "Öffentlicher Schlüssel", EarlierKey: "Früherer öffentlicher Schlüssel",
	KeySince: func(at string) string { return "seit " + at },

	Evidence: deEvidence,

	YesNo: func(yes bool) string {
		if yes {
			return "ja"
		}
		return "nein"
	},
	HiddenValue: "(verborgen)", SecretValue: "(geheim)", NotSecretValue: "(nicht geheim)",
	NoBound: "unbegrenzt", NotKnown: "nicht bekannt", AccessBefore: "den vorherigen Zugriff", OtherObjects: "andere Objekte als in den Einträgen davor",
	KeptAsInBackup: "wie in der Sicherung belassen",
	MoreTimes:      func(n int64) string { return deNumber(n) + " weitere" },
}

var deEvidence = Evidence{
	Pack:  "Nachweispaket…",
	Hint:  "Eine ZIP-Datei für Prüfer: Anfragen, Entscheidungen, Besuche und Ausnahmen dieser Tage. Im Protokoll steht, dass Sie die Datei erstellt haben.",
	First: "Erster Tag", Last: "Letzter Tag", Make: "ZIP herunterladen",
	Requests:    "Jede Zugriffsanfrage, die vor Ende des Zeitraums gestellt wurde und nicht schon vor seinem Beginn erledigt war: was angefragt, entschieden, gewährt und genutzt wurde.",
	Decisions:   "Alles, was im Zeitraum mit einer Anfrage geschah: gewährt, zugestimmt, abgelehnt, zurückgezogen, verkürzt, entzogen, zurückgegeben.",
	Visits:      "Jede Nutzung eines Zugriffs: wer, von welcher Adresse, von wann bis wann.",
	Exceptions:  "Verweigerte Versuche; Beginn und Ende von Zugriffssperren, Regeln und Dauerfreigaben; gewährte Zugriffe, die nie genutzt wurden oder gegen die eigene Regel des Accounts verstießen.",
	Entries:     "Jeder Eintrag im Protokoll des Accounts aus dem Zeitraum, jeweils mit Nachweis. Prüfen mit: latchkey audit verify record.jsonl --public-key KEY",
	Sums:        "Der SHA-256-Hash jeder dieser Dateien. Prüfen mit: sha256sum -c SHA256SUMS",
	Rows:        func(n int64) string { return "Zeilen: " + deNumber(n) + "." },
	NoneAgainst: "keine in diesem Zeitraum",
	Readme: func(r Readme) string {
		return "Externer Zugriff auf " + r.Account + ": Nachweise vom " + r.From + " bis zum " + r.To + " in der Zeitzone " + r.Zone + "\nErstellt von " + r.MadeBy + " am " + r.MadeAt + `.

` + r.Files + `
Zeitangaben in den Dateien sind in UTC, die Tabellen in UTF-8. Unternehmen, Accounts und Personen haben die Namen
von damals, unabhängig davon, wie sie heute heißen; der Login einer Person steht in Klammern hinter dem Namen. Ein
Text, den eine Tabellenkalkulation für eine Formel halten könnte, beginnt mit einem Apostroph. „entry“ ist die Nummer
des Eintrags im Protokoll von Latchkey, aus dem eine Zeile stammt. Auch dass dieses Paket erstellt wurde, steht im
Protokoll.

Das Protokoll ist ein Merkle-Baum über alle Einträge: Niemand kann unbemerkt einen ändern, entfernen oder
hinzufügen. Wer Latchkey betreibt, prüft das gesamte Protokoll mit
    latchkey audit verify
Der Befehl nennt den ersten Eintrag, der nachträglich verändert wurde, und gibt den Stand des Protokolls aus. Mit
einem Stand, der anderswo aufbewahrt wurde, weist
    latchkey audit verify --head SIZE:HASH
auch nach, dass seitdem nichts Älteres umgeschrieben wurde. record.jsonl kann jeder auf jedem Rechner prüfen; dazu
genügt der öffentliche Schlüssel des Protokolls:
    latchkey audit verify record.jsonl --public-key ` + r.PublicKey + `
Fragen Sie den Kunden nach dem Schlüssel, den er aufbewahrt hat. Er steht auf der Registerkarte „Protokoll“.
`
	},
}
