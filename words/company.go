package words

// Company is companies and their settings.
type Company struct{}

var enCompany = Company{}

var deCompany = Company{}
