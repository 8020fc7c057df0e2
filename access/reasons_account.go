package access

// Reasons of accounts, their companies and settings, names, passwords, and how people are told.
type (
	// MayNot is that the roles of an actor do not give a function where it is.
	MayNot struct {
		reason
		Function Function
	}
	// ReadOnlyAccess is that the customer granted read-only access.
	ReadOnlyAccess struct{ reason }
	// OnlyAdministratorsSeeWhy is that why an account login can do what it can is for its administrators.
	OnlyAdministratorsSeeWhy struct {
		reason
		Account string
	}
	// LooksLikeID is a name of an account that looks like an id.
	LooksLikeID struct{ reason }
	// NotForAccounts is a role that is not assigned to accounts.
	NotForAccounts struct {
		reason
		Role Role
	}
	// AccountNameTaken is a name that an account has, or had, or that looks the same.
	AccountNameTaken struct{ reason }
	// SalesNeedsContact is that SALES is for named accounts.
	SalesNeedsContact struct{ reason }
	// SalesKeepsContact is that an account with SALES keeps its contact.
	SalesKeepsContact struct{ reason }
	// HasRole is that an account has a role already.
	HasRole struct {
		reason
		Account string
		Role    Role
	}
	// HasNotRole is that an account does not have a role.
	HasNotRole struct {
		reason
		Account string
		Role    Role
	}
	// CustomerStays is that CUSTOMER is never removed.
	CustomerStays struct{ reason }
	// LoginIsSo is that an account's login is enabled, or disabled, already.
	LoginIsSo struct {
		reason
		Account string
		Enabled bool
	}
	// LastAdministrator is that somebody has to stay ADMINISTRATOR.
	LastAdministrator struct {
		reason
		Account string
	}
	// NotItsName is that another name was typed than that of what is to be deleted.
	NotItsName struct{ reason }
	// OwnAccountStays is that nobody deletes their own account.
	OwnAccountStays struct{ reason }
	// AccountHasPassword is that an account has a password.
	AccountHasPassword struct {
		reason
		Account string
	}
	// ChooseType is that a company has no type.
	ChooseType struct{ reason }
	// ClockOfHours is that a company's time zone says what hours for access mean.
	ClockOfHours struct {
		reason
		Account string
	}
	// CompanyNameTaken is a name that a company of the account has, or that looks the same.
	CompanyNameTaken struct{ reason }
	// SettingTooLong is a value of a setting that is too long, in a form of several.
	SettingTooLong struct {
		reason
		Setting string
		Most    int64
	}
	// SecretIsMissing is that a secret setting has no value.
	SecretIsMissing struct{ reason }
	// TypeSecretAnew is that the field of a secret setting is empty because its value is not shown.
	TypeSecretAnew struct{ reason }
	// SettingExists is a name that a setting has already.
	SettingExists struct{ reason }
	// NameHasAt is that the sign between a user and its account is in a name.
	NameHasAt struct{ reason }
	// NameUnseen is a name of which nothing can be seen.
	NameUnseen struct{ reason }
	// HasUnseen is characters in a name that cannot be seen.
	HasUnseen struct{ reason }
	// HasNoSuchCharacters is characters in a name that are no letters, digits, spaces or signs.
	HasNoSuchCharacters struct{ reason }
	// MixedScripts is letters of several scripts in a name.
	MixedScripts struct{ reason }
	// NameReserved is a name by which the record calls something else.
	NameReserved struct{ reason }
	// PersonReserved is a name of a person by which the record calls something else.
	PersonReserved struct{ reason }
	// NoEmail is what is no e-mail address.
	NoEmail struct{ reason }
	// EmailNotPlain is letters before the @ that mail servers do not take.
	EmailNotPlain struct{ reason }
	// EmailDomain is what is no domain.
	EmailDomain struct {
		reason
		Domain string
	}
	// EmailTooLong is an address that is too long for mail servers.
	EmailTooLong struct {
		reason
		Most, MostLocal int64
	}
	// ConfirmByPassword is that whoever changes their own e-mail address types their password.
	ConfirmByPassword struct{ reason }
	// NotThePassword is another password than the current one.
	NotThePassword struct{ reason }
	// PasswordShort is a password that is too short.
	PasswordShort struct {
		reason
		Least int64
	}
	// PasswordHasName is a password with a name in it that is guessed first.
	PasswordHasName struct {
		reason
		Name string
	}
	// PasswordGuessable is a password that is guessed too soon.
	PasswordGuessable struct{ reason }
	// NotYourTopic is a topic of which the login is not told.
	NotYourTopic struct{ reason }
	// ChooseNotice is what is no way of being told.
	ChooseNotice struct{ reason }
	// OnlyDecidersHaveDeputies is that a deputy is named by users who decide.
	OnlyDecidersHaveDeputies struct{ reason }
	// AccountHasNoDeputy is that an account login has no deputy.
	AccountHasNoDeputy struct{ reason }
	// ChooseDeputy is who cannot stand in.
	ChooseDeputy struct{ reason }
	// NobodyStandsIn is that there is no deputy to end.
	NobodyStandsIn struct{ reason }
)
