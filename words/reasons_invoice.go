package words

// InvoiceReasons are those of invoices and amounts.
type InvoiceReasons struct{}

var enInvoiceReasons = InvoiceReasons{}

var deInvoiceReasons = InvoiceReasons{}
