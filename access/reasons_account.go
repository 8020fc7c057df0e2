package access

// Reasons about accounts, their companies and settings, names, passwords, and notifications.
type (
	// MayNot says that the actor's roles do not allow the function there.
	MayNot struct {
		reason
		Function Function
	}
	// ReadOnlyAccess says that the customer granted only read-only access.
	ReadOnlyAccess struct{ reason }
	// OnlyAdministratorsSeeWhy says that only its administrators may see what an account login can
	// do, and why.
	OnlyAdministratorsSeeWhy struct {
		reason
		Account string
	}
	// LooksLikeID says that an account's name looks like an id.
	LooksLikeID struct{ reason }
	// NotForAccounts says that the role cannot be assigned to accounts.
	NotForAccounts struct {
		reason
		Role Role
	}
	// AccountNameTaken says that an account has, or had, this name or one that looks the same.
	AccountNameTaken struct{ reason }
	// SalesNeedsContact says that SALES is only for named accounts.
	SalesNeedsContact struct{ reason }
	// SalesKeepsContact says that an account with SALES must keep its contact.
	SalesKeepsContact struct{ reason }
	// HasRole says that the account already has the role.
	HasRole struct {
		reason
		Account string
		Role    Role
	}
	// HasNotRole says that the account does not have the role.
	HasNotRole struct {
		reason
		Account string
		Role    Role
	}
	// CustomerStays says that CUSTOMER cannot be removed.
	CustomerStays struct{ reason }
	// LoginIsSo says that the account's login is already enabled, or disabled.
	LoginIsSo struct {
		reason
		Account string
		Enabled bool
	}
	// LastAdministrator says that there must always be an ADMINISTRATOR.
	LastAdministrator struct {
		reason
		Account string
	}
	// NotItsName says that the name that was typed is not that of what is to be deleted.
	NotItsName struct{ reason }
	// OwnAccountStays says that nobody can delete their own account.
	OwnAccountStays struct{ reason }
	// AccountHasPassword says that the account already has a password.
	AccountHasPassword struct {
		reason
		Account string
	}
	// MailIsOff says that this server sends no e-mail.
	MailIsOff struct{ reason }
	// LoginHasNoEmail says that a login has no e-mail address.
	LoginHasNoEmail struct {
		reason
		Login string
	}
	// EmailFromOutside says that the account's own people have not said that they know the e-mail
	// address of one of its logins.
	EmailFromOutside struct {
		reason
		Login, Account string
	}
	// EmailIsConfirmed says that the login's e-mail address needs no other link.
	EmailIsConfirmed struct {
		reason
		Email string
	}
	// LinkWasSent says that a link went to an address less than some minutes ago.
	LinkWasSent struct {
		reason
		Email   string
		Minutes int64
	}
	// ChooseType says that the company has no type.
	ChooseType struct{ reason }
	// ClockOfHours says that a company's time zone determines what its hours of access mean.
	ClockOfHours struct {
		reason
		Account string
	}
	// CompanyNameTaken says that a company of the account has this name or one that looks the same.
	CompanyNameTaken struct{ reason }
	// SettingTooLong says that in a form with several settings, the value of one is too long.
	SettingTooLong struct {
		reason
		Setting string
		Most    int64
	}
	// SecretIsMissing says that the secret setting has no value.
	SecretIsMissing struct{ reason }
	// TypeSecretAnew says that the field of a secret setting is empty because its value is not
	// shown.
	TypeSecretAnew struct{ reason }
	// TooManySettings says that the company has as many settings as it can have.
	TooManySettings struct {
		reason
		Most int64
	}
	// SettingExists says that there is already a setting with this name.
	SettingExists struct{ reason }
	// NameHasAt says that the name contains the character that separates a user from its account.
	NameHasAt struct{ reason }
	// NameUnseen says that the name has no visible characters.
	NameUnseen struct{ reason }
	// HasUnseen says that the name has invisible characters.
	HasUnseen struct{ reason }
	// HasNoSuchCharacters says that the name has characters other than letters, digits, spaces and
	// symbols.
	HasNoSuchCharacters struct{ reason }
	// MixedScripts says that the name mixes letters of several scripts.
	MixedScripts struct{ reason }
	// NameReserved says that the record uses this name for something else.
	NameReserved struct{ reason }
	// PersonReserved says that the record uses this person's name for something else.
	PersonReserved struct{ reason }
	// NoEmail says that this is not an e-mail address.
	NoEmail struct{ reason }
	// EmailNotPlain says that the part before the @ has characters that mail servers do not accept.
	EmailNotPlain struct{ reason }
	// EmailDomain says that this is not a domain.
	EmailDomain struct {
		reason
		Domain string
	}
	// EmailTooLong says that the address is too long for mail servers.
	EmailTooLong struct {
		reason
		Most, MostLocal int64
	}
	// ConfirmByPassword says that changing your own e-mail address requires your password.
	ConfirmByPassword struct{ reason }
	// NotThePassword says that this is not the current password.
	NotThePassword struct{ reason }
	// PasswordShort says that the password is too short.
	PasswordShort struct {
		reason
		Least int64
	}
	// PasswordHasName says that the password contains a name that would be guessed first.
	PasswordHasName struct {
		reason
		Name string
	}
	// PasswordGuessable says that the password is too easy to guess.
	PasswordGuessable struct{ reason }
	// PasswordKnown says that others know the password: many people use it, or it was in a data
	// leak.
	PasswordKnown struct{ reason }
	// PasswordSame says that this is the password that has to be changed.
	PasswordSame struct{ reason }
	// PasswordDaysRange says that passwords cannot expire after so many days.
	PasswordDaysRange struct {
		reason
		Most int64
	}
	// NotYourTopic says that the login gets no notifications about this topic.
	NotYourTopic struct{ reason }
	// ChooseNotice says that this is not one of the choices for notifications.
	ChooseNotice struct{ reason }
	// OnlyDecidersHaveDeputies says that only users who decide can name a deputy.
	OnlyDecidersHaveDeputies struct{ reason }
	// AccountHasNoDeputy says that an account login cannot have a deputy.
	AccountHasNoDeputy struct{ reason }
	// ChooseDeputy says that this user cannot be a deputy.
	ChooseDeputy struct{ reason }
	// NobodyStandsIn says that there is no deputy to end.
	NobodyStandsIn struct{ reason }
)
