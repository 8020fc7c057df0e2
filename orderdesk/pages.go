package orderdesk

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"
)

// frame is what every page has around it. person is who is signed in, or "".
type frame struct{ title, person string }

type home struct {
	frame
	*session
	own []Company
}

type company struct {
	frame
	*session
	Company
	answer answer
	// grant is what the sign-in said of the grant, if they are a visitor.
	grant  Grant
	orders []Order
}

// message is a page that says one thing, with a button that leads to the sign-in.
type message struct {
	frame
	text, button, id string
}

// proofs are how someone signed in, in words.
var proofs = map[string]string{"pwd": "password", "pop": "passkey", "hwk": "passkey", "swk": "passkey", "otp": "one-time code", "mfa": "two factors"}

// how is how someone signed in.
func (c Claims) how() string {
	var words []string
	for _, m := range c.AMR {
		if word := proofs[m]; word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

// visits ends a sentence that begins with the grant by which they see the company.
func (c company) visits() string {
	if c.grant.AccountName == "" { // the grant is younger than the sign-in
		return ", you are a visitor."
	}
	return ", you are a visitor of " + c.grant.AccountName + "."
}

// rights are what they may do, and until when.
func (c company) rights() string {
	text := "You may see and change its orders"
	if c.answer.ReadOnly {
		text = "Your access is read-only"
	}
	if c.answer.EndsAt != 0 {
		text += " until " + c.time(c.answer.EndsAt)
	}
	return text + "."
}

// show answers with a page.
func (d *Desk) show(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	templ.Handler(page, templ.WithStatus(status)).ServeHTTP(w, r)
}

// refuse answers with a page that says why not.
func (d *Desk) refuse(w http.ResponseWriter, r *http.Request, person string, status int, title, text string) {
	m := message{frame: frame{title: title, person: person}, text: text, id: "refused"}
	if person == "" {
		m.button = "Sign in"
	}
	d.show(w, r, status, messagePage(m))
}
