package words

import "time"

// Errors are the error pages.
type Errors struct {
	// Pages are the texts of each page.
	Pages [errorPages]Told
	// Wait, TooLong and Changed are sentences for the pages TooManyTries, TooLarge and Stale.
	Wait    func(d time.Duration) string
	TooLong func(most string) string
	Changed func(now ...string) string
	// RequestID is what to mention when reporting an error.
	RequestID func(id string) string

	BackToPage, BackToForm, ToSignIn, ToStart, TryAgain, HowItStands, WhoGetsIn, WhatYouMay string
}

// Told is the text of an error page: what happened, and what to do.
type Told struct{ Heading, Sentence string }

// ErrorPage is one of the error pages.
type ErrorPage int

// Stale, Overtaken and Forbidden have a sentence for when package access gives no reason.
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
		Malformed:    {"The server didn't understand that", "Nothing was changed. Reload the page and try again."},
		Foreign:      {"Not allowed", "This didn't come from a Latchkey page. Open Latchkey and try again there."},
		PlainHTTP:    {"HTTPS is required", "This page was loaded over plain HTTP, where others could read what you type, so nobody can sign in. Nothing was changed. Open the address that starts with https:// and try again there."},
		NotFound:     {"Page not found", "This page doesn't exist, or you don't have access to it. If you had access, it may have ended."},
		NoSetupLink:  {"This set-up link doesn't work", "A set-up link works only once, for 24 hours, and only until a newer one is created. Ask the person who sent it for a new one."},
		NoSetup:      {"This set-up address doesn't work", "It works only once, for 24 hours, and only until there's an ADMINISTRATOR. If there's none yet, restart the server: it prints a new address."},
		Forbidden:    {"Not allowed", "Your roles don't allow this."},
		Overtaken:    {"This has changed", "Someone else changed this first, so your change wasn't made. Check the current state."},
		Stale:        {"This has changed", "Someone else changed this in the meantime. None of your changes were made."},
		Mistakes:     {"Check what you entered", "Something isn't right. Nothing was changed."},
		TooManyTries: {"Too many attempts", "Wait a moment, then try again."},
		TooLarge:     {"That's too long", "Nothing was changed. Shorten the longest text and send it again."},
		FormAddress:  {"This address isn't a page", "It only accepts a form. Nothing was changed. Open the page that has the form."},
		Damaged:      {"The data is damaged", "This server's database file is damaged. The operator must restore a backup. We don't know whether your change was saved."},
		ClientGone:   {"Connection closed", "The browser closed the connection."},
		Replaced:     {"Nothing can be saved right now", "Nothing was changed. The database was replaced while the server was running. Tell the operator to stop the server and check it."},
		Unknown:      {"We don't know whether this was saved", "The server's disk failed during the save. Check the current state before you try again, and tell the operator of this server."},
		NotSaved:     {"This wasn't saved", "The server's disk failed during the save. Nothing was changed: Latchkey checked that afterwards. Tell the operator of this server, then try again."},
		DiskFull:     {"The server's disk is full", "Nothing was changed. Tell the operator of this server that its database needs space. You can still view existing data."},
		DiskFullHere: {"The server's disk is full", "This page can be shown only if the record can note who viewed it, and there's no space left for that. Tell the operator of this server that its database needs space."},
		Busy:         {"The server is busy", "Nothing was changed. Try again in a moment."},
	},
	Wait: func(d time.Duration) string { return "Wait " + enFormat.Duration(d) + ", then try again." },
	TooLong: func(most string) string {
		return "A form can hold up to " + most + ". Nothing was changed. Shorten the longest text and send it again."
	},
	Changed: func(now ...string) string {
		return "Someone else changed this in the meantime. None of your changes were made. It now says: " + semicolons(now) + "."
	},
	RequestID: func(id string) string { return "If you report this, include the reference " + id + "." },

	BackToPage: "Back to the page", BackToForm: "Back to the form", ToSignIn: "Go to the sign-in page", ToStart: "Go to the start page",
	TryAgain: "Try again", HowItStands: "See the current state", WhoGetsIn: "External Access: who has access", WhatYouMay: "What you can do, and why",
}

var deErrors = Errors{
	Pages: [errorPages]Told{
		Internal:     {"Etwas ist schiefgegangen", "Der Fehler liegt bei uns, nicht bei Ihnen. Es wurde nichts geändert. Versuchen Sie es gleich noch einmal."},
		Malformed:    {"Die Anforderung ist ungültig", "Es wurde nichts geändert. Laden Sie die Seite neu und versuchen Sie es noch einmal."},
		Foreign:      {"Nicht erlaubt", "Diese Anforderung kam nicht von einer Seite von Latchkey. Öffnen Sie die Seite selbst und versuchen Sie es dort."},
		PlainHTTP:    {"HTTPS ist erforderlich", "Diese Seite wurde unverschlüsselt über HTTP übertragen. So kann sich niemand anmelden, denn andere könnten mitlesen, was Sie eingeben. Es wurde nichts verarbeitet. Öffnen Sie die Adresse, die mit https:// beginnt, und versuchen Sie es dort."},
		NotFound:     {"Seite nicht gefunden", "Die Seite gibt es nicht, oder Sie haben keinen Zugriff darauf. Ein früherer Zugriff kann inzwischen beendet sein."},
		NoSetupLink:  {"Dieser Einrichtungslink funktioniert nicht", "Ein Einrichtungslink funktioniert nur einmal, innerhalb von 24 Stunden und nur, solange es keinen neueren gibt. Bitten Sie die Person, von der Sie ihn haben, um einen neuen."},
		NoSetup:      {"Diese Einrichtungsadresse funktioniert nicht", "Eine Einrichtungsadresse funktioniert nur einmal, innerhalb von 24 Stunden und nur, solange es keinen ADMINISTRATOR gibt. Wenn es noch keinen gibt, starten Sie den Server neu: Er gibt eine neue Adresse aus."},
		Forbidden:    {"Nicht erlaubt", "Ihre Rollen erlauben das nicht."},
		Overtaken:    {"Der Stand hat sich geändert", "Jemand anderes war schneller. Es wurde nichts geändert. Prüfen Sie den aktuellen Stand."},
		Stale:        {"Der Stand hat sich geändert", "Diese Daten wurden inzwischen von jemand anderem geändert. Ihre Änderungen wurden nicht übernommen."},
		Mistakes:     {"Prüfen Sie Ihre Eingaben", "Etwas stimmt nicht. Es wurde nichts geändert."},
		TooManyTries: {"Zu viele Versuche", "Warten Sie einen Moment und versuchen Sie es dann noch einmal."},
		TooLarge:     {"Das ist zu lang", "Es wurde nichts geändert. Kürzen Sie den längsten Text und senden Sie das Formular noch einmal."},
		FormAddress:  {"Diese Adresse ist keine Seite", "Diese Adresse nimmt nur Formulare entgegen. Es wurde nichts geändert. Öffnen Sie die Seite mit dem Formular."},
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
