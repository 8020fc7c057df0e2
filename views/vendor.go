package views

import (
	"math"
	"net/url"
	"strings"

	"latchkey/access"
	"latchkey/pdf"
	"latchkey/static"
)

// Vendor is what the operator has set for pages.
type Vendor struct {
	// TicketURL is where a ticket is in the vendor's own system, with TicketPlace in the place of
	// the ticket, or "".
	TicketURL string
	// Reasons are the reasons for access that the request form offers.
	Reasons []string
	// Name is the vendor's own name, or "". Logo is an image of the type LogoType, or nil.
	Name     string
	Logo     []byte
	LogoType string
	// LogoWidth and LogoHeight are the logo's proportions, and Printed is the logo of PDF
	// documents, or nil.
	LogoWidth, LogoHeight float64
	Printed               *pdf.Image
}

// LogoURL is the vendor's logo, if there is one. Only CSP keeps a script in it from running when
// someone opens it by itself.
const LogoURL = static.Prefix + "logo"

// logoSize is how large the logo is in a box of pixels.
func (v Vendor) logoSize(width, height float64) (wide, high int) {
	scale := min(width/v.LogoWidth, height/v.LogoHeight)
	return max(1, int(math.Round(v.LogoWidth*scale))), max(1, int(math.Round(v.LogoHeight*scale)))
}

// Signed adds the vendor's name to letters, below the line by which mail programs know a signature.
func (v Vendor) Signed(letters func(access.Letter) access.Written) func(access.Letter) access.Written {
	if v.Name == "" {
		return letters
	}
	return func(l access.Letter) access.Written {
		w := letters(l)
		w.Body = strings.TrimRight(w.Body, "\n") + "\n\n-- \n" + v.Name + "\n"
		return w
	}
}

// TicketPlace is where a ticket is in Vendor.TicketURL.
const TicketPlace = "{ticket}"

// ticketURL is where a ticket is, or "" if that is not known.
func (v Vendor) ticketURL(ticket string) string {
	// QueryEscape leaves nothing that means something in an address, and %20 is a space everywhere.
	return strings.ReplaceAll(v.TicketURL, TicketPlace, strings.ReplaceAll(url.QueryEscape(ticket), "+", "%20"))
}
