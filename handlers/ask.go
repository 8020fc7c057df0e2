package handlers

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

// askFields are the fields of the request form. company_id, and a box for each company, may name
// several companies of the account. again is one of the recent companies, chosen
// instead of searching for an account. mistaken names the fields that were wrong when the form was
// last sent.
var askFields = []string{
	"mistaken", "again", "account_search", "account_id", "company_id" + repeated, views.AlsoField + "*", "ticket", "reason", "description", "requested_by", "how_long",
	"valid_from", "valid_from_which", "valid_to", "valid_to_which", "read_only",
}

func newRequestFrom(f form) access.NewRequest {
	ids := append(strings.Fields(f["company_id"]), "")
	a := access.NewRequest{
		AccountID: f["account_id"], CompanyID: ids[0], Also: slices.Concat(ids[1:], f.ticked(views.AlsoField)), Ticket: f["ticket"], Description: withReason(f["reason"], f["description"]), RequestedBy: f["requested_by"],
		HowLong:   access.HowLong(f["how_long"]),
		ValidFrom: f.localTime("valid_from"),
		ValidTo:   f.localTime("valid_to"), ReadOnly: f["read_only"] != "",
	}
	if account, company, ok := strings.Cut(f["again"], " "); ok {
		a.AccountID, a.CompanyID, a.Also = account, company, f.ticked(views.AlsoField)
	}
	return a
}

// withReason is a description that begins with a chosen reason.
func withReason(reason, description string) string {
	if reason = strings.TrimSpace(reason); reason == "" || strings.TrimSpace(description) == "" {
		return reason + description
	}
	if strings.ContainsAny(reason[len(reason)-1:], ".:!?") {
		return reason + " " + description
	}
	return reason + ": " + description
}

func (s *Server) askPage(c echo.Context) error {
	f, err := readQuery(c, askFields...)
	if err != nil {
		return err
	}
	if id := f[views.AgainField]; strings.HasPrefix(id, "req_") {
		return s.askLike(c, id)
	}
	if f["read_only"] == views.ByRule {
		delete(f, "read_only") // the next company may have a different rule
	}
	wrong := access.Invalid{}
	if names := strings.Fields(f["mistaken"]); len(names) > 0 {
		wrong, err = s.svc.AskMistakes(c.Request().Context(), actor(c), newRequestFrom(f), names)
		if err != nil {
			return err
		}
	}
	return s.showAsk(c, http.StatusOK, withMistakes(s.words(c), f, &wrong), f["account_search"], "")
}

// askLike shows the form, filled in from a request that the reader's side made. Its address has
// only the id, so what was typed there is in no log.
func (s *Server) askLike(c echo.Context, id string) error {
	r, err := s.svc.Request(c.Request().Context(), actor(c), id)
	if err == nil {
		err = actor(c).MayTakeBack(r)
	}
	if err != nil {
		return err
	}
	return s.showAsk(c, http.StatusOK, views.Form{Values: views.AgainValues(r, actor(c)), Mistakes: map[string]string{}}, "", "")
}

// showAsk shows the form as typed. search is the text to find accounts by, or "" if an account
// stays chosen. waits is an equal request that is already waiting, or "".
func (s *Server) showAsk(c echo.Context, status int, f views.Form, search, waits string) error {
	me, a := actor(c), newRequestFrom(f.Values)
	if f.Values["again"] != "" {
		search = ""
	}
	o, err := s.svc.AskOptions(c.Request().Context(), me, search, a)
	if err != nil {
		return err
	}
	f = askMistakes(s.words(c), f, o, status != http.StatusOK)
	m := views.NewAsk(s.page(c, s.words(c).Ask.Title, views.AskURL), f.InZone(s.words(c), me.Zone), o, me)
	m.Waits = waits
	longest := s.svc.MaxWindow()
	if d := o.Draft; d != nil && d.Rule.Longest > 0 {
		longest = min(longest, d.Rule.Longest)
	}
	m.Longest = longest
	if isHTMX(c) {
		m.Focus = "" // the focus stays where it is
	}
	return render(c, status, views.AskPage(m))
}

// askMistakes checks the form as it is now. sent says that it was sent, and not only refreshed.
func askMistakes(w *words.Words, f views.Form, o access.AskOptions, sent bool) views.Form {
	if f.Values["account_id"] == "" && f.Values["again"] == "" && o.Account != nil && f.Mistakes["account_id"] != "" {
		delete(f.Mistakes, "account_id")
		if sent { // Enter was pressed before an account was chosen
			f.Mistakes["company_id"] = w.Ask.ChooseItsCompany(o.Account.Name)
		}
	}
	if o.Draft != nil {
		for _, field := range strings.Fields(f.Values["mistaken"]) {
			if why := o.Draft.Against.Fields[field]; why != nil && f.Mistakes[field] == "" {
				f.Mistakes[field] = w.Reason(why)
			}
		}
	}
	return f
}

func (s *Server) ask(c echo.Context) error {
	waits := ""
	return s.post(c, askFields, func(f form) (response, error) {
		me := actor(c)
		made, err := s.svc.AskForEach(c.Request().Context(), me, newRequestFrom(f))
		if err != nil {
			if len(made) > 0 {
				waits = made[0].ID
			}
			return nil, conflictAsMistake(err)
		}
		return s.leadTo(askedPage(me, made), askedText(s.words(c), made, me)), nil
	}, func(c echo.Context, status int, f views.Form) error {
		search := f.Values["account_search"]
		if f.Values["account_id"] != "" {
			search = ""
		}
		return s.showAsk(c, status, f, search, waits)
	})
}

// askedPage is where the requests that were just made are listed.
func askedPage(me access.Actor, made []access.Request) string {
	tab, r := views.AccountURL(me.AccountID, views.TabExternalAccess), made[0]
	switch {
	case len(made) == 1:
		return tab
	case r.Ticket != "":
		return views.PageURL(tab, "ticket", r.Ticket)
	default:
		return views.PageURL(tab, views.MineField, "1")
	}
}

// askedText says what became of new requests.
func askedText(words *words.Words, made []access.Request, me access.Actor) string {
	r, w := made[0], &words.Ask
	if len(made) > 1 {
		return askedSeveralText(words, made)
	}
	switch {
	case r.NobodyDecides:
		return w.AskedNobodyDecides(r.AccountName, r.CompanyName)
	case r.Decision != nil:
		from := r.Window.From.In(me.Zone)
		if !from.After(r.AsOf) {
			from = time.Time{}
		}
		return w.LetIn(r.CompanyName, from, r.Window.To.In(me.Zone))
	}
	return w.Asked(r.AccountName, r.CompanyName)
}

func askedSeveralText(w *words.Words, made []access.Request) string {
	var waiting, in, nobody []string
	for _, r := range made {
		switch {
		case r.NobodyDecides:
			nobody = append(nobody, r.CompanyName)
		case r.Decision != nil:
			in = append(in, r.CompanyName)
		default:
			waiting = append(waiting, r.CompanyName)
		}
	}
	text := w.Ask.AskedSeveral(made[0].AccountName, waiting, in)
	if len(nobody) > 0 {
		text += " " + w.Ask.AskedNobodyDecides(made[0].AccountName, w.Format.And(nobody...))
	}
	return strings.TrimSpace(text)
}
