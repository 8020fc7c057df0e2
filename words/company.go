package words

// Company is companies and their settings.
type Company struct {
	// Webapps is over what visitors may open. Open is a link to one.
	Webapps string
	Open    func(webapp string) string

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
