package words

// Company is companies and their settings.
type Company struct {
	// The list.
	Title                                                                             func(account string) string
	Name, Type, AnyType, ERP, Standalone, Companies, Company, Industry, TimeZone, New string
	NoneYet, MakeOne, NoneToSee                                                       string

	// Making, editing and deleting one.
	EditTitle                                                                      func(company string) string
	Description, ZoneHint, Make, Save, Delete, DeleteTheCompany, DeleteConsequence string
	Made                                                                           func(company string) string
	Saved, Deleted                                                                 string

	// A company's page. In says whose grant gives the reader access, and until when. there is the
	// end in the company's time zone, or "" if that is the same text.
	Edit, Settings, ManageSettings, NoSettings string
	In                                         func(by, until, there string, byConsent bool) string
	NotYours                                   func(account string) string
	Changed                                    func(when string) string
	SaveSetting, Meanwhile                     func(setting string) string
	AnotherValue, Secret, Show                 string
	ShowSetting, SettingSaved, SettingHidden   func(setting string) string

	// The page of the settings and their history.
	SettingsTitle                                                                    func(company string) string
	SettingsAndHistory, LookRecorded, AddASetting, KeyHint, Value, ValueHint         string
	SecretBox, SecretHint, Add, RemoveOrHide, Remove, Hide, HideConsequence, History string
	NoHistory                                                                        string
	ValueOf, RemoveTitle, HideTitle, SettingAdded, SettingRemoved                    func(setting string) string
	RemoveConsequence                                                                func(company string, secret bool) string
}

var enCompany = Company{
	Title: func(account string) string { return "Companies of " + account },
	Name:  "Name", Type: "Type", AnyType: "Any type", ERP: "ERP", Standalone: "Standalone",
	Companies: "Companies", Company: "Company", Industry: "Industry", TimeZone: "Time zone", New: "New company",
	NoneYet:   "No companies yet. Access is requested and granted for one company at a time.",
	MakeOne:   "Create a company",
	NoneToSee: "This account has no companies you can see.",

	EditTitle:         func(company string) string { return "Edit " + company },
	Description:       "Description",
	ZoneHint:          "The hours in access rules are in this time zone.",
	Make:              "Create company",
	Save:              "Save",
	Delete:            "Delete",
	DeleteTheCompany:  "Delete company",
	DeleteConsequence: "All access to this company ends immediately, and waiting requests are denied. You can't undo this. The company stays in the record.",
	Made:              func(company string) string { return "Company " + company + " created." },
	Saved:             "Saved.", Deleted: "Company deleted.",

	Edit: "Edit company", Settings: "Settings", ManageSettings: "Manage settings and see who changed what",
	NoSettings: "This company has no settings yet.",
	In: func(by, until, there string, byConsent bool) string {
		switch {
		case byConsent && there == "":
			return "The standing consent of " + by + " gives you access until " + until + ". Everything you view or change here is recorded."
		case byConsent:
			return "The standing consent of " + by + " gives you access until " + until + " (company time: " + there + "). Everything you view or change here is recorded."
		case there == "":
			return by + " granted you access until " + until + ". Everything you view or change here is recorded."
		}
		return by + " granted you access until " + until + " (company time: " + there + "). Everything you view or change here is recorded."
	},
	NotYours: func(account string) string {
		return "These settings belong to " + account + ". Nobody else can see them without a grant."
	},
	Changed:     func(when string) string { return "changed " + when },
	SaveSetting: func(setting string) string { return "Save " + setting },
	Meanwhile: func(setting string) string {
		return "Someone else changed " + setting + " while you had it open, so your value wasn't saved. To replace theirs, enter yours again."
	},
	AnotherValue: "Enter a new value", Secret: "secret", Show: "Show",
	ShowSetting:   func(setting string) string { return "Show " + setting },
	SettingSaved:  func(setting string) string { return setting + " saved." },
	SettingHidden: func(setting string) string { return setting + " is now secret." },

	SettingsTitle:      func(company string) string { return "Settings of " + company },
	SettingsAndHistory: "Settings and history",
	LookRecorded:       "The record shows that you viewed it.",
	AddASetting:        "Add setting", KeyHint: "Up to 100 characters.", Value: "Value", ValueHint: "Up to 2,000 characters.",
	SecretBox:       "Secret",
	SecretHint:      "The record shows that the value changed, but not the value itself. The page hides the value until someone chooses Show, and each time is recorded. A setting stays secret until it's removed.",
	Add:             "Add",
	RemoveOrHide:    "Remove a setting or make it secret",
	Remove:          "Remove",
	Hide:            "Make secret",
	HideConsequence: "From now on, the record shows that the value changed, but not the value itself. The page hides the value until someone chooses Show, and each time is recorded. Earlier values stay in the record, so change the value afterwards. The setting stays secret until it's removed.",
	History:         "History",
	NoHistory:       "No settings have been changed yet.",
	ValueOf:         func(setting string) string { return "Value of " + setting },
	RemoveTitle:     func(setting string) string { return "Remove " + setting },
	HideTitle:       func(setting string) string { return "Make " + setting + " secret" },
	SettingAdded:    func(setting string) string { return setting + " added." },
	SettingRemoved:  func(setting string) string { return setting + " removed." },
	RemoveConsequence: func(company string, secret bool) string {
		if secret {
			return "This removes the setting from " + company + " immediately. Its value isn't kept anywhere."
		}
		return "This removes the setting from " + company + " immediately. The history below keeps its last value."
	},
}

var deCompany = Company{
	Title: func(account string) string { return "Unternehmen von " + account },
	Name:  "Name", Type: "Typ", AnyType: "Alle Typen", ERP: "ERP", Standalone: "Eigenständig",
	Companies: "Unternehmen", Company: "Unternehmen", Industry: "Branche", TimeZone: "Zeitzone", New: "Neues Unternehmen",
	NoneYet:   "Noch keine Unternehmen. Zugriff wird immer für ein einzelnes Unternehmen angefragt und gewährt.",
	MakeOne:   "Unternehmen anlegen",
	NoneToSee: "Dieser Account hat keine Unternehmen, die Sie sehen können.",

	EditTitle:         func(company string) string { return company + " bearbeiten" },
	Description:       "Beschreibung",
	ZoneHint:          "Die Uhrzeiten in Regeln gelten in dieser Zeitzone.",
	Make:              "Unternehmen anlegen",
	Save:              "Speichern",
	Delete:            "Löschen",
	DeleteTheCompany:  "Unternehmen löschen",
	DeleteConsequence: "Jeder Zugriff auf dieses Unternehmen endet sofort, und offene Anfragen werden abgelehnt. Das lässt sich nicht rückgängig machen. Im Protokoll bleibt das Unternehmen erhalten.",
	Made:              func(company string) string { return "Das Unternehmen " + company + " wurde angelegt." },
	Saved:             "Gespeichert.", Deleted: "Das Unternehmen wurde gelöscht.",

	Edit: "Unternehmen bearbeiten", Settings: "Einstellungen", ManageSettings: "Einstellungen hinzufügen oder entfernen und Änderungen einsehen",
	NoSettings: "Dieses Unternehmen hat noch keine Einstellungen.",
	In: func(by, until, there string, byConsent bool) string {
		switch {
		case byConsent && there == "":
			return "Durch die Dauerfreigabe von " + by + " haben Sie Zugriff bis " + until + ". Alles, was Sie hier lesen und ändern, wird protokolliert."
		case byConsent:
			return "Durch die Dauerfreigabe von " + by + " haben Sie Zugriff bis " + until + " (Ortszeit des Unternehmens: " + there + "). Alles, was Sie hier lesen und ändern, wird protokolliert."
		case there == "":
			return by + " hat Ihnen Zugriff bis " + until + " gewährt. Alles, was Sie hier lesen und ändern, wird protokolliert."
		}
		return by + " hat Ihnen Zugriff bis " + until + " gewährt (Ortszeit des Unternehmens: " + there + "). Alles, was Sie hier lesen und ändern, wird protokolliert."
	},
	NotYours: func(account string) string {
		return "Die Einstellungen gehören " + account + ". Ohne gewährten Zugriff kann sie sonst niemand lesen."
	},
	Changed:     func(when string) string { return "geändert am " + when },
	SaveSetting: func(setting string) string { return setting + " speichern" },
	Meanwhile: func(setting string) string {
		return "Jemand hat " + setting + " in der Zwischenzeit geändert. Ihr Wert wurde nicht gespeichert. Geben Sie ihn noch einmal ein, um den anderen Wert zu ersetzen."
	},
	AnotherValue: "Neuen Wert eingeben", Secret: "geheim", Show: "Anzeigen",
	ShowSetting:   func(setting string) string { return setting + " anzeigen" },
	SettingSaved:  func(setting string) string { return setting + " wurde gespeichert." },
	SettingHidden: func(setting string) string { return setting + " ist ab jetzt geheim." },

	SettingsTitle:      func(company string) string { return "Einstellungen von " + company },
	SettingsAndHistory: "Einstellungen und Verlauf",
	LookRecorded:       "Im Protokoll steht, dass Sie den Wert angesehen haben.",
	AddASetting:        "Einstellung hinzufügen", KeyHint: "Bis zu 100 Zeichen.", Value: "Wert", ValueHint: "Bis zu 2.000 Zeichen.",
	SecretBox:       "Geheim",
	SecretHint:      "Im Protokoll steht dann nur, dass der Wert geändert wurde, nicht der Wert selbst. Wer den Wert sehen will, muss ihn eigens anzeigen lassen; auch das wird protokolliert. Eine Einstellung bleibt geheim, bis sie entfernt wird.",
	Add:             "Hinzufügen",
	RemoveOrHide:    "Einstellung entfernen oder geheim halten",
	Remove:          "Entfernen",
	Hide:            "Geheim halten",
	HideConsequence: "Ab jetzt steht im Protokoll nur noch, dass der Wert geändert wurde. Wer den Wert sehen will, muss ihn eigens anzeigen lassen; auch das wird protokolliert. Frühere Werte bleiben im Protokoll: Ändern Sie den Wert deshalb anschließend. Die Einstellung bleibt geheim, bis sie entfernt wird.",
	History:         "Verlauf",
	NoHistory:       "Bisher wurde keine Einstellung geändert.",
	ValueOf:         func(setting string) string { return "Wert von " + setting },
	RemoveTitle:     func(setting string) string { return setting + " entfernen" },
	HideTitle:       func(setting string) string { return setting + " geheim halten" },
	SettingAdded:    func(setting string) string { return setting + " wurde hinzugefügt." },
	SettingRemoved:  func(setting string) string { return setting + " wurde entfernt." },
	RemoveConsequence: func(company string, secret bool) string {
		if secret {
			return "Die Einstellung wird sofort aus " + company + " entfernt. Der Wert bleibt nirgends erhalten."
		}
		return "Die Einstellung wird sofort aus " + company + " entfernt. Im Verlauf unten bleibt der letzte Wert erhalten."
	},
}
