package views

import (
	"testing"

	"latchkey/access"
)

// TestTicketURL: a ticket stays one part of the address, whatever it contains.
func TestTicketURL(t *testing.T) {
	for _, c := range []struct{ pattern, ticket, want string }{
		{"", "4711", ""},
		{"https://help.example.com/{ticket}", "4711", "https://help.example.com/4711"},
		{"https://help.example.com/{ticket}/log", "../a b?c#d", "https://help.example.com/..%2Fa%20b%3Fc%23d/log"},
		{"https://help.example.com/find?id={ticket}&all=1", "a&all=0+1", "https://help.example.com/find?id=a%26all%3D0%2B1&all=1"},
	} {
		if is := (Vendor{TicketURL: c.pattern}).ticketURL(c.ticket); is != c.want {
			t.Errorf("%q in %q is at %q, want %q", c.ticket, c.pattern, is, c.want)
		}
	}
}

// TestSignedLetters: a letter ends with the vendor's name, if that is known.
func TestSignedLetters(t *testing.T) {
	letters := func(access.Letter) access.Written { return access.Written{Subject: "Hello", Body: "Hello.\n"} }
	for name, want := range map[string]string{"": "Hello.\n", "Northwind": "Hello.\n\n-- \nNorthwind\n"} {
		if w := (Vendor{Name: name}).Signed(letters)(access.Letter{}); w.Body != want || w.Subject != "Hello" {
			t.Errorf("%q: %+v", name, w)
		}
	}
}
