package views

import (
	"net/url"
	"strings"
)

// Vendor is what the operator has set for pages.
type Vendor struct {
	// TicketURL is where a ticket is in the vendor's own system, with TicketPlace in the place of
	// the ticket, or "".
	TicketURL string
	// Reasons are the reasons for access that the request form offers.
	Reasons []string
}

// TicketPlace is where a ticket is in Vendor.TicketURL.
const TicketPlace = "{ticket}"

// ticketURL is where a ticket is, or "" if that is not known.
func (v Vendor) ticketURL(ticket string) string {
	// QueryEscape leaves nothing that means something in an address, and %20 is a space everywhere.
	return strings.ReplaceAll(v.TicketURL, TicketPlace, strings.ReplaceAll(url.QueryEscape(ticket), "+", "%20"))
}
