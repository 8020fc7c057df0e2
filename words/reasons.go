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
	UserReasons
	WebappReasons
	InvoiceReasons
	ProfileReasons
}

var enReasons = Reasons{
	FieldReasons:   enFieldReasons,
	AskReasons:     enAskReasons,
	DecideReasons:  enDecideReasons,
	RuleReasons:    enRuleReasons,
	RecordReasons:  enRecordReasons,
	AccountReasons: enAccountReasons,
	UserReasons:    enUserReasons,
	WebappReasons:  enWebappReasons,
	InvoiceReasons: enInvoiceReasons,
	ProfileReasons: enProfileReasons,
}

var deReasons = Reasons{
	FieldReasons:   deFieldReasons,
	AskReasons:     deAskReasons,
	DecideReasons:  deDecideReasons,
	RuleReasons:    deRuleReasons,
	RecordReasons:  deRecordReasons,
	AccountReasons: deAccountReasons,
	UserReasons:    deUserReasons,
	WebappReasons:  deWebappReasons,
	InvoiceReasons: deInvoiceReasons,
	ProfileReasons: deProfileReasons,
}
