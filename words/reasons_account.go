package words

import (
	"cmp"

	"latchkey/access"
)

// AccountReasons are about accounts, their companies and settings, names and passwords, and
// notifications.
type AccountReasons struct {
	MayNot                   func(access.MayNot) string
	ReadOnlyAccess           func(access.ReadOnlyAccess) string
	OnlyAdministratorsSeeWhy func(access.OnlyAdministratorsSeeWhy) string
	LooksLikeID              func(access.LooksLikeID) string
	NotForAccounts           func(access.NotForAccounts) string
	AccountNameTaken         func(access.AccountNameTaken) string
	SalesNeedsContact        func(access.SalesNeedsContact) string
	SalesKeepsContact        func(access.SalesKeepsContact) string
	HasRole                  func(access.HasRole) string
	HasNotRole               func(access.HasNotRole) string
	CustomerStays            func(access.CustomerStays) string
	LoginIsSo                func(access.LoginIsSo) string
	LastAdministrator        func(access.LastAdministrator) string
	NotItsName               func(access.NotItsName) string
	OwnAccountStays          func(access.OwnAccountStays) string
	AccountHasPassword       func(access.AccountHasPassword) string
	ChooseType               func(access.ChooseType) string
	ClockOfHours             func(access.ClockOfHours) string
	CompanyNameTaken         func(access.CompanyNameTaken) string
	SettingTooLong           func(access.SettingTooLong) string
	SecretIsMissing          func(access.SecretIsMissing) string
	TypeSecretAnew           func(access.TypeSecretAnew) string
	SettingExists            func(access.SettingExists) string
	NameHasAt                func(access.NameHasAt) string
	NameUnseen               func(access.NameUnseen) string
	HasUnseen                func(access.HasUnseen) string
	HasNoSuchCharacters      func(access.HasNoSuchCharacters) string
	MixedScripts             func(access.MixedScripts) string
	NameReserved             func(access.NameReserved) string
	PersonReserved           func(access.PersonReserved) string
	NoEmail                  func(access.NoEmail) string
	EmailNotPlain            func(access.EmailNotPlain) string
	EmailDomain              func(access.EmailDomain) string
	EmailTooLong             func(access.EmailTooLong) string
	ConfirmByPassword        func(access.ConfirmByPassword) string
	NotThePassword           func(access.NotThePassword) string
	PasswordShort            func(access.PasswordShort) string
	PasswordHasName          func(access.PasswordHasName) string
	PasswordGuessable        func(access.PasswordGuessable) string
	NotYourTopic             func(access.NotYourTopic) string
	ChooseNotice             func(access.ChooseNotice) string
	OnlyDecidersHaveDeputies func(access.OnlyDecidersHaveDeputies) string
	AccountHasNoDeputy       func(access.AccountHasNoDeputy) string
	ChooseDeputy             func(access.ChooseDeputy) string
	NobodyStandsIn           func(access.NobodyStandsIn) string
}

var enAccountReasons = AccountReasons{
	MayNot: func(r access.MayNot) string {
		return "Your roles don't allow this here: " + enFunction(r.Function) + "."
	},
	ReadOnlyAccess: says[access.ReadOnlyAccess]("The customer granted read-only access, so you can't change anything here."),
	OnlyAdministratorsSeeWhy: func(r access.OnlyAdministratorsSeeWhy) string {
		return "Only the administrators of " + r.Account + " can see what its account login can do, and why."
	},
	LooksLikeID: says[access.LooksLikeID]("Choose a name that doesn't look like an ID."),
	NotForAccounts: func(r access.NotForAccounts) string {
		return string(r.Role) + " isn't a role for accounts."
	},
	AccountNameTaken:  says[access.AccountNameTaken]("An account has or had this name, or one that looks the same. Choose another name."),
	SalesNeedsContact: says[access.SalesNeedsContact]("Only named accounts can have the role SALES. Enter the contact's first name, last name and e-mail address first."),
	SalesKeepsContact: says[access.SalesKeepsContact]("An account with the role SALES must keep its contact, so that the person behind it is always known."),
	HasRole: func(r access.HasRole) string {
		return r.Account + " already has the role " + string(r.Role) + "."
	},
	HasNotRole: func(r access.HasNotRole) string {
		return r.Account + " doesn't have the role " + string(r.Role) + "."
	},
	CustomerStays: says[access.CustomerStays]("Every account has the role CUSTOMER. It can't be removed."),
	LoginIsSo: func(r access.LoginIsSo) string {
		if r.Enabled {
			return "The login of " + r.Account + " is already enabled."
		}
		return "The login of " + r.Account + " is already disabled."
	},
	LastAdministrator: func(r access.LastAdministrator) string {
		return r.Account + " is the last ADMINISTRATOR. Give another account that role first."
	},
	NotItsName:      says[access.NotItsName]("That isn't the account's name. Nothing was deleted. Type the name again."),
	OwnAccountStays: says[access.OwnAccountStays]("You can't delete your own account. Another ADMINISTRATOR can do it."),
	AccountHasPassword: func(r access.AccountHasPassword) string {
		return r.Account + " already has a password. Only the operator can set another one."
	},
	ChooseType: says[access.ChooseType]("Choose ERP or Standalone."),
	ClockOfHours: func(r access.ClockOfHours) string {
		return "The hours in access rules are in this time zone, so only " + r.Account + "'s own people can change it."
	},
	CompanyNameTaken: says[access.CompanyNameTaken]("This account already has a company with this name, or with one that looks the same."),
	SettingTooLong: func(r access.SettingTooLong) string {
		return "Use at most " + enNumber(r.Most) + " characters for " + r.Setting + "."
	},
	SecretIsMissing:     says[access.SecretIsMissing]("Enter the secret value."),
	TypeSecretAnew:      says[access.TypeSecretAnew]("Enter the new value. The current one isn't shown in this field. If you no longer need the setting, remove it."),
	SettingExists:       says[access.SettingExists]("There's already a setting with this name. Change that one instead."),
	NameHasAt:           says[access.NameHasAt]("Leave out “ @ ”. It separates the user's name from the account's."),
	NameUnseen:          says[access.NameUnseen]("Enter a name with visible characters."),
	HasUnseen:           says[access.HasUnseen]("Remove the invisible characters."),
	HasNoSuchCharacters: says[access.HasNoSuchCharacters]("Use only letters, digits, spaces and punctuation."),
	MixedScripts:        says[access.MixedScripts]("Use letters from a single script. Letters from different scripts can look alike."),
	NameReserved:        says[access.NameReserved]("The record uses this name for something else. Choose another name."),
	PersonReserved:      says[access.PersonReserved]("The record uses this name for something else. Enter the person's real name."),
	NoEmail:             says[access.NoEmail]("Enter an e-mail address, like name@example.com."),
	EmailNotPlain:       says[access.EmailNotPlain]("Before the @, use only the letters A to Z, digits and common symbols. Mail servers don't accept other characters."),
	EmailDomain: func(r access.EmailDomain) string {
		return "Enter an e-mail address, like name@example.com. “" + r.Domain + "” isn't a domain."
	},
	EmailTooLong: func(r access.EmailTooLong) string {
		return "Use at most " + enNumber(r.Most) + " characters, and at most " + enNumber(r.MostLocal) + " of them before the @. Mail servers don't accept more."
	},
	ConfirmByPassword: says[access.ConfirmByPassword]("To change your own e-mail address, enter your current password."),
	NotThePassword:    says[access.NotThePassword]("That isn't the current password."),
	PasswordShort: func(r access.PasswordShort) string {
		return "Use at least " + enNumber(r.Least) + " characters."
	},
	PasswordHasName: func(r access.PasswordHasName) string {
		return "Leave “" + r.Name + "” out of the password. It's the first thing people guess."
	},
	PasswordGuessable:        says[access.PasswordGuessable]("This password is too easy to guess. A few unrelated words make a good one."),
	NotYourTopic:             says[access.NotYourTopic]("You don't get notifications about this."),
	ChooseNotice:             says[access.ChooseNotice]("Choose one of the three options."),
	OnlyDecidersHaveDeputies: says[access.OnlyDecidersHaveDeputies]("Only a user who decides access requests can name a deputy."),
	AccountHasNoDeputy:       says[access.AccountHasNoDeputy]("Only users can have a deputy. The account login can't."),
	ChooseDeputy:             says[access.ChooseDeputy]("Choose another user of your account who decides access requests."),
	NobodyStandsIn:           says[access.NobodyStandsIn]("You don't have a deputy."),
}

var deAccountReasons = AccountReasons{
	MayNot: func(r access.MayNot) string {
		return "Ihre Rollen erlauben Ihnen das hier nicht: " + deFunction(r.Function) + "."
	},
	ReadOnlyAccess: says[access.ReadOnlyAccess]("Der Kunde hat nur Lesezugriff gewährt. Sie können hier nichts ändern."),
	OnlyAdministratorsSeeWhy: func(r access.OnlyAdministratorsSeeWhy) string {
		return "Nur die Administratoren von " + r.Account + " können sehen, was der Account-Login darf und warum."
	},
	LooksLikeID: says[access.LooksLikeID]("Wählen Sie einen Namen, der nicht wie eine ID aussieht."),
	NotForAccounts: func(r access.NotForAccounts) string {
		return string(r.Role) + " ist keine Rolle für Accounts."
	},
	AccountNameTaken:  says[access.AccountNameTaken]("Es gibt oder gab bereits einen Account mit diesem Namen oder mit einem, der genauso aussieht. Wählen Sie einen anderen Namen."),
	SalesNeedsContact: says[access.SalesNeedsContact]("Nur Accounts mit Kontaktperson können die Rolle SALES haben. Geben Sie zuerst Vorname, Nachname und E-Mail-Adresse der Kontaktperson ein."),
	SalesKeepsContact: says[access.SalesKeepsContact]("Ein Account mit der Rolle SALES muss seine Kontaktperson behalten, damit immer bekannt ist, wer dahintersteht."),
	HasRole: func(r access.HasRole) string {
		return r.Account + " hat die Rolle " + string(r.Role) + " bereits."
	},
	HasNotRole: func(r access.HasNotRole) string {
		return r.Account + " hat die Rolle " + string(r.Role) + " nicht."
	},
	CustomerStays: says[access.CustomerStays]("Jeder Account hat die Rolle CUSTOMER. Diese Rolle kann nicht entfernt werden."),
	LoginIsSo: func(r access.LoginIsSo) string {
		if r.Enabled {
			return "Der Login von " + r.Account + " ist bereits aktiviert."
		}
		return "Der Login von " + r.Account + " ist bereits deaktiviert."
	},
	LastAdministrator: func(r access.LastAdministrator) string {
		return r.Account + " ist der letzte Account mit der Rolle ADMINISTRATOR. Weisen Sie diese Rolle zuerst einem anderen Account zu."
	},
	NotItsName:      says[access.NotItsName]("Der Name stimmt nicht überein. Es wurde nichts gelöscht."),
	OwnAccountStays: says[access.OwnAccountStays]("Sie können Ihren eigenen Account nicht löschen. Das kann nur ein anderer ADMINISTRATOR."),
	AccountHasPassword: func(r access.AccountHasPassword) string {
		return r.Account + " hat bereits ein Kennwort. Nur der Betreiber kann ein anderes festlegen."
	},
	ChooseType: says[access.ChooseType]("Wählen Sie „ERP“ oder „Eigenständig“."),
	ClockOfHours: func(r access.ClockOfHours) string {
		return "Die Zugriffszeiten richten sich nach dieser Zeitzone. Daher kann nur " + r.Account + " selbst sie ändern."
	},
	CompanyNameTaken: says[access.CompanyNameTaken]("Dieser Account hat bereits ein Unternehmen mit diesem Namen oder mit einem, der genauso aussieht."),
	SettingTooLong: func(r access.SettingTooLong) string {
		return "Geben Sie für " + r.Setting + " höchstens " + deNumber(r.Most) + " Zeichen ein."
	},
	SecretIsMissing:     says[access.SecretIsMissing]("Geben Sie den geheimen Wert ein."),
	TypeSecretAnew:      says[access.TypeSecretAnew]("Geben Sie den neuen Wert ein. Der bisherige wird in diesem Feld nicht angezeigt. Wenn Sie die Einstellung nicht mehr brauchen, entfernen Sie sie."),
	SettingExists:       says[access.SettingExists]("Es gibt bereits eine Einstellung mit diesem Namen. Ändern Sie stattdessen diese."),
	NameHasAt:           says[access.NameHasAt]("Lassen Sie „ @ “ weg: Es trennt den Namen des Benutzers von dem des Accounts."),
	NameUnseen:          says[access.NameUnseen]("Geben Sie einen Namen mit sichtbaren Zeichen ein."),
	HasUnseen:           says[access.HasUnseen]("Entfernen Sie die unsichtbaren Zeichen."),
	HasNoSuchCharacters: says[access.HasNoSuchCharacters]("Verwenden Sie nur Buchstaben, Ziffern, Leerzeichen und Satzzeichen."),
	MixedScripts:        says[access.MixedScripts]("Verwenden Sie nur Buchstaben eines einzigen Alphabets. Buchstaben verschiedener Alphabete können gleich aussehen."),
	NameReserved:        says[access.NameReserved]("Dieser Name hat im Protokoll eine andere Bedeutung. Wählen Sie einen anderen Namen."),
	PersonReserved:      says[access.PersonReserved]("Dieser Name hat im Protokoll eine andere Bedeutung. Geben Sie den wirklichen Namen der Person ein."),
	NoEmail:             says[access.NoEmail]("Geben Sie eine E-Mail-Adresse ein, z. B. name@example.com."),
	EmailNotPlain:       says[access.EmailNotPlain]("Verwenden Sie vor dem @ nur die Buchstaben A bis Z, Ziffern und gängige Zeichen. Andere Zeichen nehmen Mailserver nicht an."),
	EmailDomain: func(r access.EmailDomain) string {
		return "Geben Sie eine E-Mail-Adresse ein, z. B. name@example.com. „" + r.Domain + "“ ist keine Domain."
	},
	EmailTooLong: func(r access.EmailTooLong) string {
		return "Geben Sie höchstens " + deNumber(r.Most) + " Zeichen ein, davon höchstens " + deNumber(r.MostLocal) + " vor dem @. Mehr nehmen Mailserver nicht an."
	},
	ConfirmByPassword: says[access.ConfirmByPassword]("Um Ihre eigene E-Mail-Adresse zu ändern, geben Sie Ihr aktuelles Kennwort ein."),
	NotThePassword:    says[access.NotThePassword]("Das ist nicht das aktuelle Kennwort."),
	PasswordShort: func(r access.PasswordShort) string {
		return "Geben Sie mindestens " + deNumber(r.Least) + " Zeichen ein."
	},
	PasswordHasName: func(r access.PasswordHasName) string {
		return "Das Kennwort darf „" + r.Name + "“ nicht enthalten. Das wird als Erstes ausprobiert."
	},
	PasswordGuessable:        says[access.PasswordGuessable]("Dieses Kennwort ist zu leicht zu erraten. Gut geeignet sind mehrere Wörter ohne Zusammenhang."),
	NotYourTopic:             says[access.NotYourTopic]("Dazu erhalten Sie keine Benachrichtigungen."),
	ChooseNotice:             says[access.ChooseNotice]("Wählen Sie eine der drei Möglichkeiten."),
	OnlyDecidersHaveDeputies: says[access.OnlyDecidersHaveDeputies]("Nur Benutzer, die über Zugriffsanfragen entscheiden, können eine Vertretung benennen."),
	AccountHasNoDeputy:       says[access.AccountHasNoDeputy]("Nur Benutzer können eine Vertretung haben, der Account-Login nicht."),
	ChooseDeputy:             says[access.ChooseDeputy]("Wählen Sie einen anderen Benutzer Ihres Accounts, der über Zugriffsanfragen entscheidet."),
	NobodyStandsIn:           says[access.NobodyStandsIn]("Derzeit vertritt Sie niemand."),
}

// enFunction and deFunction are the name of a function.
func enFunction(f access.Function) string { return cmp.Or(enFunctions[f], string(f)) }

func deFunction(f access.Function) string { return cmp.Or(deFunctions[f], string(f)) }
