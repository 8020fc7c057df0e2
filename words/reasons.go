package words

// Reasons are sentences about why something is refused, and about what is wrong with a field, by
// theme. Each field takes one of access's types of reasons. A test finds types without a sentence.
type Reasons struct {
	FieldReasons
	AskReasons
	DecideReasons
	RuleReasons
	RecordReasons
	AccountReasons
	FactorReasons
	ProviderReasons
	UserReasons
	WebappReasons
	InvoiceReasons
	ProfileReasons
	CodeReasons
}
