package words

import "latchkey/access"

// ProfileReasons are about a login's own page: its language, notifications and deputies.
type ProfileReasons struct {
	UnknownLanguage func(access.UnknownLanguage) string
}

var enProfileReasons = ProfileReasons{
	UnknownLanguage: says[access.UnknownLanguage]("Choose one of the languages in the list."),
}

var deProfileReasons = ProfileReasons{
	UnknownLanguage: says[access.UnknownLanguage]("Wählen Sie eine Sprache aus der Liste."),
}
