package words

// Reasons are sentences about why something is refused, and about what is wrong with a field. A field takes a type of reason of access: a
// test finds one that has no sentence.
type Reasons struct {
	AccountReasons
	UserReasons
	WebappReasons
	InvoiceReasons
}

var enReasons = Reasons{AccountReasons: enAccountReasons, UserReasons: enUserReasons, WebappReasons: enWebappReasons, InvoiceReasons: enInvoiceReasons}

var deReasons = Reasons{AccountReasons: deAccountReasons, UserReasons: deUserReasons, WebappReasons: deWebappReasons, InvoiceReasons: deInvoiceReasons}
