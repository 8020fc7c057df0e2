package words

// Profile is the own data of a login, its password, notices, deputies and calendar address.
type Profile struct {
	Language, LanguageHint, AsTheBrowser, SaveLanguage, LanguageSaved string
}

var enProfile = Profile{
	Language: "Language", LanguageHint: "Of pages and e-mails.", AsTheBrowser: "As in the browser", SaveLanguage: "Save the language", LanguageSaved: "The language is saved.",
}

var deProfile = Profile{
	Language: "Sprache", LanguageHint: "Für Seiten und E-Mails.", AsTheBrowser: "Wie im Browser", SaveLanguage: "Sprache speichern", LanguageSaved: "Die Sprache ist gespeichert.",
}
