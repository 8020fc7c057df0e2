package words

// Invoices is invoices, their preview and their documents.
type Invoices struct{}

var enInvoices = Invoices{}

var deInvoices = Invoices{}
