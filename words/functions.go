package words

import "latchkey/access"

// Function is what someone may do. It continues a sentence after "may".
func (w *Words) Function(f access.Function) string {
	if text, ok := w.Functions[f]; ok {
		return text
	}
	return string(f)
}

var enFunctions = map[access.Function]string{
	access.LogIn:                   "use the Admin app",
	access.OpenWebapps:             "open assigned webapps",
	access.ReadAccount:             "see the account's details",
	access.UpdateAccount:           "edit account details",
	access.CreateAccounts:          "create accounts",
	access.DeleteAccounts:          "delete accounts",
	access.ChangeAccountPassword:   "change the account's password",
	access.AssignAccountRoles:      "assign account roles",
	access.EnableAccounts:          "enable and disable accounts",
	access.ReadCompanies:           "see companies",
	access.ManageCompanies:         "create, edit and delete companies",
	access.ReadCompanySettings:     "see company settings",
	access.UpdateCompanySettings:   "edit company settings",
	access.ReadUsers:               "see users",
	access.UpdateUsers:             "edit users' details",
	access.CreateUsers:             "create users",
	access.DeleteUsers:             "delete users",
	access.AssignSuperuser:         "assign SUPERUSER",
	access.AssignExternalSuperuser: "assign EXTERNAL_SUPERUSER",
	access.AssignExternalUser:      "assign EXTERNALUSER",
	access.AssignSubscriptions:     "assign webapps to users",
	access.ManageWebapps:           "manage the webapp catalogue",
	access.ManageSubscriptions:     "manage accounts' subscriptions",
	access.RequestAccess:           "request access",
	access.ReadRequests:            "see access requests",
	access.DecideRequests:          "decide access requests",
	access.SetAccessRules:          "set access rules, give standing consent and freeze access",
	access.ReadRecord:              "read the record",
	access.CreateInvoices:          "create invoices for SMS messages",
	access.ReadInvoices:            "see invoices",
}

var deFunctions = map[access.Function]string{
	access.LogIn:                   "Verwaltung nutzen",
	access.OpenWebapps:             "Abonnierte Web-Apps nutzen",
	access.ReadAccount:             "Account-Details anzeigen",
	access.UpdateAccount:           "Account-Details bearbeiten",
	access.CreateAccounts:          "Accounts anlegen",
	access.DeleteAccounts:          "Accounts löschen",
	access.ChangeAccountPassword:   "Kennwort des Accounts ändern",
	access.AssignAccountRoles:      "Account-Rollen zuweisen",
	access.EnableAccounts:          "Accounts aktivieren und deaktivieren",
	access.ReadCompanies:           "Unternehmen anzeigen",
	access.ManageCompanies:         "Unternehmen anlegen, bearbeiten und löschen",
	access.ReadCompanySettings:     "Unternehmenseinstellungen anzeigen",
	access.UpdateCompanySettings:   "Unternehmenseinstellungen bearbeiten",
	access.ReadUsers:               "Benutzer anzeigen",
	access.UpdateUsers:             "Benutzerdaten bearbeiten",
	access.CreateUsers:             "Benutzer anlegen",
	access.DeleteUsers:             "Benutzer löschen",
	access.AssignSuperuser:         "SUPERUSER zuweisen",
	access.AssignExternalSuperuser: "EXTERNAL_SUPERUSER zuweisen",
	access.AssignExternalUser:      "EXTERNALUSER zuweisen",
	access.AssignSubscriptions:     "Benutzern Abonnements zuweisen",
	access.ManageWebapps:           "Web-App-Katalog verwalten",
	access.ManageSubscriptions:     "Abonnements der Accounts verwalten",
	access.RequestAccess:           "Zugriff anfragen",
	access.ReadRequests:            "Zugriffsanfragen anzeigen",
	access.DecideRequests:          "Über Zugriffsanfragen entscheiden",
	access.SetAccessRules:          "Zugriffsregeln festlegen, Dauerfreigaben erteilen und den Zugriff sperren",
	access.ReadRecord:              "Protokoll lesen",
	access.CreateInvoices:          "Rechnungen für SMS-Nachrichten erstellen",
	access.ReadInvoices:            "Rechnungen anzeigen",
}
