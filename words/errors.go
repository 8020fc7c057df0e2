package words

import "time"

// Errors is the error pages.
type Errors struct {
	// Pages are what each of them says.
	Pages [errorPages]Told
	// Wait, TooLong and Changed are sentences of the pages for TooManyTries, TooLarge and Stale.
	Wait    func(d time.Duration) string
	TooLong func(most string) string
	Changed func(now ...string) string
	// RequestID is what whoever reports an error names.
	RequestID func(id string) string

	BackToPage, BackToForm, ToSignIn, ToStart, TryAgain, HowItStands, WhoGetsIn, WhatYouMay string
}

// Told is what an error page says: what happened, and what to do.
type Told struct{ Heading, Sentence string }

// ErrorPage is one of the error pages.
type ErrorPage int

// Stale, Overtaken and Forbidden have a sentence for where package access gives no reason.
const (
	Internal ErrorPage = iota
	Malformed
	Foreign
	PlainHTTP
	NotFound
	NoSetupLink
	NoSetup
	Forbidden
	Overtaken
	Stale
	Mistakes
	TooManyTries
	TooLarge
	FormAddress
	Damaged
	ClientGone
	Replaced
	Unknown
	NotSaved
	DiskFull
	DiskFullHere
	Busy
	errorPages
)

var enErrors = Errors{
	Pages: [errorPages]Told{
		Internal:     {"Something went wrong", "This is our fault, not yours. Nothing was changed. Try again in a moment."},
		Malformed:    {"This request makes no sense", "Nothing was changed. Reload the page and try again."},
		Foreign:      {"Not allowed", "This request did not come from a page of Latchkey. Open the page itself and try there."},
		PlainHTTP:    {"HTTPS is required", "This page came over plain HTTP, and nobody can sign in that way: others could read what you type. Nothing was done. Open the address that begins with https:// and try there."},
		NotFound:     {"There is nothing here", "It doesn't exist, or you may not see it, or no longer: granted access ends by the clock."},
		NoSetupLink:  {"This set-up link doesn't work", "A set-up link works once, within 24 hours, and only until a newer one is made. Ask whoever gave it to you for another."},
		NoSetup:      {"This set-up address doesn't work", "It works once, within 24 hours, until there is an ADMINISTRATOR. Restart the server: it prints a new one."},
		Forbidden:    {"Not allowed", "Your roles don't allow this."},
		Overtaken:    {"This has changed", "Someone else was faster. Nothing was changed. Check how it stands now."},
		Stale:        {"This has changed", "Someone else changed this in the meantime. None of your changes were made."},
		Mistakes:     {"Something isn't right", "Nothing was changed. Check what you entered."},
		TooManyTries: {"Too many attempts", "Wait a moment, then try again."},
		TooLarge:     {"That is too long", "Nothing was changed. Shorten the longest text and send it again."},
		FormAddress:  {"This address is not a page", "It only receives a form. Nothing was changed. Open the page with the form."},
		Damaged:      {"The data is damaged", "This server's database file is damaged. Whoever runs the server must restore a backup. It is not known whether anything was changed."},
		ClientGone:   {"Nobody is there", "The browser closed the connection."},
		Replaced:     {"Nothing can be saved right now", "Nothing was changed. The database was replaced while the server was running. Whoever runs the server must stop it and take a look."},
		Unknown:      {"It is not known whether this was saved", "The server's disk failed during the save. Check how it stands before you try again, and tell whoever runs this server."},
		NotSaved:     {"This was not saved", "The server's disk failed during the save. Nothing was changed: that was checked afterwards. Tell whoever runs this server, then try again."},
		DiskFull:     {"The server's disk is full", "Nothing was changed. Tell whoever runs this server that its database needs space. You can still read what is there."},
		DiskFullHere: {"The server's disk is full", "This is shown only where the record can say who read it, and there is no space for that. Tell whoever runs this server that its database needs space."},
		Busy:         {"Too busy", "Nothing was changed. Try again in a moment."},
	},
	Wait: func(d time.Duration) string { return "Wait " + enFormat.Duration(d) + ", then try again." },
	TooLong: func(most string) string {
		return "A form can hold up to " + most + ". Nothing was changed. Shorten the longest text and send it again."
	},
	Changed: func(now ...string) string {
		return "Someone else changed this in the meantime. None of your changes were made. It now says: " + semicolons(now) + "."
	},
	RequestID: func(id string) string { return "If you report this, mention request " + id + "." },

	BackToPage: "Back to the page", BackToForm: "Back to the form", ToSignIn: "Go to the sign-in page", ToStart: "Go to the start page",
	TryAgain: "Try again", HowItStands: "See how it stands now", WhoGetsIn: "External Access: who can get in", WhatYouMay: "What you may do, and why",
}

var deErrors = Errors{
	Pages: [errorPages]Told{
		Internal:     {"Etwas ist schiefgegangen", "Der Fehler liegt bei uns, nicht bei Ihnen. Es wurde nichts geändert. Versuchen Sie es gleich noch einmal."},
		Malformed:    {"Die Anforderung ist ungültig", "Es wurde nichts geändert. Laden Sie die Seite neu und versuchen Sie es noch einmal."},
		Foreign:      {"Nicht erlaubt", "Diese Anforderung kam nicht von einer Seite von Latchkey. Öffnen Sie die Seite selbst und versuchen Sie es dort."},
		PlainHTTP:    {"HTTPS ist erforderlich", "Diese Seite wurde unverschlüsselt über HTTP übertragen. So kann sich niemand anmelden, denn andere könnten mitlesen, was Sie eingeben. Es wurde nichts verarbeitet. Öffnen Sie die Adresse, die mit https:// beginnt, und versuchen Sie es dort."},
		NotFound:     {"Seite nicht gefunden", "Die Seite gibt es nicht, oder Sie dürfen sie nicht oder nicht mehr sehen: Gewährter Zugriff endet automatisch zum festgelegten Zeitpunkt."},
		NoSetupLink:  {"Dieser Einrichtungslink funktioniert nicht", "Ein Einrichtungslink funktioniert nur einmal, innerhalb von 24 Stunden und nur, solange es keinen neueren gibt. Bitten Sie die Person, von der Sie ihn haben, um einen neuen."},
		NoSetup:      {"Diese Einrichtungsadresse funktioniert nicht", "Sie funktioniert nur einmal, innerhalb von 24 Stunden und solange es keinen ADMINISTRATOR gibt. Starten Sie den Server neu: Er gibt eine neue aus."},
		Forbidden:    {"Nicht erlaubt", "Ihre Rollen erlauben das nicht."},
		Overtaken:    {"Der Stand hat sich geändert", "Jemand anderes war schneller. Es wurde nichts geändert. Prüfen Sie den aktuellen Stand."},
		Stale:        {"Der Stand hat sich geändert", "Diese Daten wurden inzwischen von jemand anderem geändert. Ihre Änderungen wurden nicht übernommen."},
		Mistakes:     {"Etwas stimmt nicht", "Es wurde nichts geändert. Prüfen Sie Ihre Eingaben."},
		TooManyTries: {"Zu viele Versuche", "Warten Sie einen Moment und versuchen Sie es dann noch einmal."},
		TooLarge:     {"Das ist zu lang", "Es wurde nichts geändert. Kürzen Sie den längsten Text und senden Sie das Formular noch einmal."},
		FormAddress:  {"Diese Adresse ist keine Seite", "Sie nimmt nur Formulare entgegen. Es wurde nichts geändert. Öffnen Sie die Seite mit dem Formular."},
		Damaged:      {"Die Daten sind beschädigt", "Die Datenbankdatei dieses Servers ist beschädigt. Der Betreiber muss eine Sicherung wiederherstellen. Es ist nicht bekannt, ob etwas geändert wurde."},
		ClientGone:   {"Verbindung beendet", "Der Browser hat die Verbindung beendet."},
		Replaced:     {"Derzeit kann nichts gespeichert werden", "Es wurde nichts geändert. Die Datenbank wurde im laufenden Betrieb ausgetauscht. Der Betreiber muss den Server anhalten und die Ursache prüfen."},
		Unknown:      {"Es ist nicht bekannt, ob gespeichert wurde", "Beim Speichern ist der Datenträger des Servers ausgefallen. Prüfen Sie den aktuellen Stand, bevor Sie es noch einmal versuchen, und informieren Sie den Betreiber dieses Servers."},
		NotSaved:     {"Es wurde nicht gespeichert", "Beim Speichern ist der Datenträger des Servers ausgefallen. Eine Prüfung danach hat ergeben, dass nichts geändert wurde. Informieren Sie den Betreiber dieses Servers und versuchen Sie es dann noch einmal."},
		DiskFull:     {"Der Datenträger des Servers ist voll", "Es wurde nichts geändert. Teilen Sie dem Betreiber dieses Servers mit, dass die Datenbank Speicherplatz benötigt. Vorhandenes können Sie weiterhin lesen."},
		DiskFullHere: {"Der Datenträger des Servers ist voll", "Diese Seite wird nur angezeigt, wenn protokolliert werden kann, wer sie liest, und dafür fehlt der Speicherplatz. Teilen Sie dem Betreiber dieses Servers mit, dass die Datenbank Speicherplatz benötigt."},
		Busy:         {"Der Server ist ausgelastet", "Es wurde nichts geändert. Versuchen Sie es gleich noch einmal."},
	},
	Wait: func(d time.Duration) string {
		return "Warten Sie " + deFormat.Duration(d) + " und versuchen Sie es dann noch einmal."
	},
	TooLong: func(most string) string {
		return "Ein Formular darf höchstens " + most + " groß sein. Es wurde nichts geändert. Kürzen Sie den längsten Text und senden Sie das Formular noch einmal."
	},
	Changed: func(now ...string) string {
		return "Diese Daten wurden inzwischen von jemand anderem geändert. Ihre Änderungen wurden nicht übernommen. Der aktuelle Stand ist: " + semicolons(now) + "."
	},
	RequestID: func(id string) string { return "Wenn Sie dies melden, geben Sie die Anforderungs-ID " + id + " an." },

	BackToPage: "Zurück zur Seite", BackToForm: "Zurück zum Formular", ToSignIn: "Zur Anmeldung", ToStart: "Zur Startseite",
	TryAgain: "Noch einmal versuchen", HowItStands: "Aktuellen Stand ansehen", WhoGetsIn: "Externer Zugriff: wer Zugriff hat", WhatYouMay: "Was Sie dürfen und warum",
}
