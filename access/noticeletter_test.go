package access

import (
	"fmt"
	"strings"
)

// plainly writes a letter without words: its kind in the subject, and everything else in the body.
func plainly(l Letter) Written {
	var subject, body []string
	add := func(list *[]string, text string, when bool) {
		if when {
			*list = append(*list, text)
		}
	}
	add(&subject, string(l.Notice), true)
	add(&body, "as deputy of "+l.StandsIn, l.StandsIn != "")
	if r := l.Request; r != nil {
		add(&subject, r.CompanyName, true)
		add(&subject, "extension", r.Extends != "")
		add(&body, fmt.Sprintf("%s of %s, %s, by %s, %s, until %s", r.ID, r.CompanyName, r.AccountName, r.RequestedByName, r.RequesterAccountName, r.Window.To.In(l.Zone)), true)
		if r.Factors != nil {
			add(&body, fmt.Sprintf("second factors: %+v", *r.Factors), true)
		}
	}
	add(&subject, l.UserMade+" in "+l.Account, l.UserMade != "")
	if i := l.Invoice; i != nil {
		add(&subject, i.Number+" from "+i.Issuer.Name+" "+i.Total.String(), true)
		add(&body, "cancelled by "+l.Counter, l.Counter != "")
	}
	if of := l.Login; of != nil {
		add(&subject, of.Name, true)
		add(&subject, fmt.Sprint(of.Changed), len(of.Changed) > 0)
		add(&subject, fmt.Sprint(of.Times), of.Times > 0)
		add(&body, "moved", of.Moved)
		if of.Under != nil {
			add(&subject, "under "+of.Under.CompanyName, true)
			add(&body, "under "+of.Under.ID+" of "+of.Under.RequestedByName, true)
		}
	}
	for _, g := range l.Gathered {
		add(&body, fmt.Sprintf("%s %s %s %s", g.At.In(l.Zone), g.Subject, g.State, g.Link), true)
	}
	add(&subject, fmt.Sprint(len(l.Gathered)), len(l.Gathered) > 0)
	add(&subject, "burst", l.Burst)
	add(&subject, "by "+l.By.Name, l.By.Kind != KindNobody)
	add(&subject, "external of "+l.By.Owner, l.By.Owner != "")
	add(&body, "because "+l.Reason, l.Reason != "")
	add(&body, l.Link, l.Link != "")
	add(&body, l.Choices, true)
	return Written{Language: l.Language, Subject: strings.Join(subject, " "), Body: strings.Join(body, "\n") + "\n"}
}

// keepLetters are the letters that are written from now on.
func (w *world) keepLetters() *[]Letter {
	var letters []Letter
	w.s.letters = func(l Letter) Written {
		letters = append(letters, l)
		return plainly(l)
	}
	return &letters
}
