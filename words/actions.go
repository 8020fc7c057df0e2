package words

import (
	"slices"
	"strings"

	"latchkey/access"
)

// Action says what an entry of the record says was done. An unknown action, for example from a
// later version, is shown as it is.
func (w *Words) Action(a access.Action) string {
	if text, ok := w.Actions[a]; ok {
		return text
	}
	return string(a)
}

// FindActions returns the actions that contain a text: in their words, in their code, or in the
// phrase of entries from older versions. Case does not matter, nor whether an umlaut is one
// character or two. nil means every action.
func (w *Words) FindActions(text string) []access.Action {
	text = access.NameKey(text)
	if text == "" {
		return nil
	}
	found := []access.Action{}
	for _, a := range access.Actions {
		if slices.ContainsFunc([]string{access.NameKey(w.Actions[a]), string(a), a.OldPhrase()}, func(s string) bool { return strings.Contains(s, text) }) {
			found = append(found, a)
		}
	}
	return found
}

var enActions = map[access.Action]string{
	access.SignedIn:               "Signed in",
	access.SignInFailed:           "Sign-in failed",
	access.SignedOut:              "Signed out",
	access.Denied:                 "Attempt denied",
	access.SetupOffered:           "Set-up address printed",
	access.SetupLinkMade:          "Set-up link created",
	access.PasswordSetUp:          "Password set with a set-up link",
	access.WrongCurrentPassword:   "Wrong current password",
	access.AccountCreated:         "Account created",
	access.LanguageChosen:         "Language changed",
	access.AccountUpdated:         "Account changed",
	access.AccountDeleted:         "Account deleted",
	access.AccountRoleAdded:       "Account role added",
	access.AccountRoleRemoved:     "Account role removed",
	access.AccountPasswordChanged: "Account password changed",
	access.AccountDisabled:        "Account login disabled",
	access.AccountEnabled:         "Account login enabled",
	access.AccountRead:            "Account page viewed",
	access.CompaniesRead:          "Companies page viewed",
	access.UsersRead:              "Users page viewed",
	access.UserPasswordChanged:    "User password changed",
	access.UserCreated:            "User created",
	access.UserChanged:            "User changed",
	access.UserRolesChanged:       "User roles changed",
	access.UserActivated:          "User activated",
	access.UserDeactivated:        "User deactivated",
	access.UserDeleted:            "User deleted",
	access.UserExtended:           "External user extended",
	access.UserRead:               "User page viewed",
	access.WhyRead:                "“Why?” page viewed",
	access.CompanyCreated:         "Company created",
	access.CompanyUpdated:         "Company changed",
	access.CompanyDeleted:         "Company deleted",
	access.CompanyRead:            "Company page viewed",
	access.SettingChanged:         "Setting changed",
	access.SettingAdded:           "Setting added",
	access.SettingRemoved:         "Setting removed",
	access.SecretShown:            "Secret setting viewed",
	access.RequestAsked:           "Access requested",
	access.RequestGranted:         "Access granted",
	access.RequestConsented:       "Access granted by standing consent",
	access.RequestApproved:        "Access request approved (first of two approvals)",
	access.RequestDenied:          "Access request denied",
	access.RequestWithdrawn:       "Access request withdrawn",
	access.GrantRevoked:           "Access revoked",
	access.GrantHandedBack:        "Access handed back",
	access.GrantShortened:         "Access shortened",
	access.RuleSet:                "Access rule set",
	access.RuleRemoved:            "Access rule removed",
	access.ConsentGiven:           "Standing consent given",
	access.ConsentEnded:           "Standing consent ended",
	access.AccessFrozen:           "External access frozen",
	access.AccessUnfrozen:         "Freeze lifted",
	access.NoticesChosen:          "Notification settings changed",
	access.DeputyNamed:            "Deputy named",
	access.DeputyEnded:            "Deputy removed",
	access.CalendarMade:           "Calendar address created",
	access.CalendarRemoved:        "Calendar address removed",
	access.WebappCreated:          "Webapp created",
	access.WebappChanged:          "Webapp changed",
	access.WebappDeleted:          "Webapp deleted",
	access.WebappAssigned:         "Webapp assigned",
	access.WebappTakenAway:        "Webapp unassigned",
	access.SubscriptionAdded:      "Subscription added",
	access.SubscriptionChanged:    "Subscription changed",
	access.SubscriptionRemoved:    "Subscription removed",
	access.SubscriptionsRead:      "Subscriptions page viewed",
	access.InvoiceCreated:         "Invoice issued",
	access.InvoicePaid:            "Invoice marked as paid",
	access.InvoiceCancelled:       "Invoice cancelled",
	access.KeyBegun:               "New record key started",
	access.ForkAccepted:           "Record fork accepted",
	access.Restored:               "Database restored from a backup",
	access.EvidenceMade:           "Evidence pack created",
	access.ClockAccepted:          "Server clock accepted",
}

var deActions = map[access.Action]string{
	access.SignedIn:               "Angemeldet",
	access.SignInFailed:           "Anmeldung fehlgeschlagen",
	access.SignedOut:              "Abgemeldet",
	access.Denied:                 "Versuch verweigert",
	access.SetupOffered:           "Einrichtungsadresse ausgegeben",
	access.SetupLinkMade:          "Einrichtungslink erstellt",
	access.PasswordSetUp:          "Kennwort über Einrichtungslink festgelegt",
	access.WrongCurrentPassword:   "Falsches aktuelles Kennwort eingegeben",
	access.AccountCreated:         "Account angelegt",
	access.LanguageChosen:         "Sprache gewählt",
	access.AccountUpdated:         "Account geändert",
	access.AccountDeleted:         "Account gelöscht",
	access.AccountRoleAdded:       "Account-Rolle hinzugefügt",
	access.AccountRoleRemoved:     "Account-Rolle entfernt",
	access.AccountPasswordChanged: "Kennwort des Accounts geändert",
	access.AccountDisabled:        "Account-Login deaktiviert",
	access.AccountEnabled:         "Account-Login aktiviert",
	access.AccountRead:            "Seite des Accounts aufgerufen",
	access.CompaniesRead:          "Liste der Unternehmen aufgerufen",
	access.UsersRead:              "Liste der Benutzer aufgerufen",
	access.UserPasswordChanged:    "Kennwort des Benutzers geändert",
	access.UserCreated:            "Benutzer angelegt",
	access.UserChanged:            "Benutzer geändert",
	access.UserRolesChanged:       "Rollen des Benutzers geändert",
	access.UserActivated:          "Benutzer aktiviert",
	access.UserDeactivated:        "Benutzer deaktiviert",
	access.UserDeleted:            "Benutzer gelöscht",
	access.UserExtended:           "Externer Benutzer verlängert",
	access.UserRead:               "Seite des Benutzers aufgerufen",
	access.WhyRead:                "Seite „Warum?“ aufgerufen",
	access.CompanyCreated:         "Unternehmen angelegt",
	access.CompanyUpdated:         "Unternehmen geändert",
	access.CompanyDeleted:         "Unternehmen gelöscht",
	access.CompanyRead:            "Seite des Unternehmens aufgerufen",
	access.SettingChanged:         "Einstellung geändert",
	access.SettingAdded:           "Einstellung hinzugefügt",
	access.SettingRemoved:         "Einstellung entfernt",
	access.SecretShown:            "Geheime Einstellung angezeigt",
	access.RequestAsked:           "Zugriff angefragt",
	access.RequestGranted:         "Zugriff gewährt",
	access.RequestConsented:       "Zugriff durch Dauerfreigabe gewährt",
	access.RequestApproved:        "Erste von zwei Zustimmungen erteilt",
	access.RequestDenied:          "Zugriffsanfrage abgelehnt",
	access.RequestWithdrawn:       "Zugriffsanfrage zurückgezogen",
	access.GrantRevoked:           "Zugriff entzogen",
	access.GrantHandedBack:        "Zugriff zurückgegeben",
	access.GrantShortened:         "Zugriff verkürzt",
	access.RuleSet:                "Zugriffsregel festgelegt",
	access.RuleRemoved:            "Zugriffsregel entfernt",
	access.ConsentGiven:           "Dauerfreigabe erteilt",
	access.ConsentEnded:           "Dauerfreigabe beendet",
	access.AccessFrozen:           "Externer Zugriff gesperrt",
	access.AccessUnfrozen:         "Zugriffssperre aufgehoben",
	access.NoticesChosen:          "Benachrichtigungen festgelegt",
	access.DeputyNamed:            "Vertretung benannt",
	access.DeputyEnded:            "Vertretung beendet",
	access.CalendarMade:           "Kalenderadresse erstellt",
	access.CalendarRemoved:        "Kalenderadresse entfernt",
	access.WebappCreated:          "Web-App angelegt",
	access.WebappChanged:          "Web-App geändert",
	access.WebappDeleted:          "Web-App gelöscht",
	access.WebappAssigned:         "Web-App zugewiesen",
	access.WebappTakenAway:        "Web-App entzogen",
	access.SubscriptionAdded:      "Abonnement hinzugefügt",
	access.SubscriptionChanged:    "Abonnement geändert",
	access.SubscriptionRemoved:    "Abonnement entfernt",
	access.SubscriptionsRead:      "Seite der Abonnements aufgerufen",
	access.InvoiceCreated:         "Rechnung ausgestellt",
	access.InvoicePaid:            "Rechnung als bezahlt markiert",
	access.InvoiceCancelled:       "Rechnung storniert",
	access.KeyBegun:               "Neuer Protokollschlüssel eingeführt",
	access.ForkAccepted:           "Abzweigung des Protokolls akzeptiert",
	access.Restored:               "Aus einer Sicherung wiederhergestellt",
	access.EvidenceMade:           "Nachweispaket erstellt",
	access.ClockAccepted:          "Uhrzeit des Servers akzeptiert",
}
