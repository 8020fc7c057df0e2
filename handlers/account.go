package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

func (s *Server) start(c echo.Context) error {
	me := actor(c)
	if me.Kind == access.KindAccount {
		return c.Redirect(http.StatusSeeOther, views.AccountURL(me.AccountID, views.TabDetails))
	}
	webapps, err := s.svc.OpenableWebapps(c.Request().Context(), me)
	if err != nil {
		return err
	}
	visitable, err := s.svc.VisitableWebapps(c.Request().Context(), me)
	if err != nil {
		return err
	}
	glance, err := s.glance(c)
	if err != nil {
		return err
	}
	wrong, err := s.wrongPasswords(c)
	if err != nil {
		return err
	}
	last, err := s.lastSignIn(c)
	if err != nil {
		return err
	}
	recommended, err := s.recommended(c)
	if err != nil {
		return err
	}
	reset, err := s.ownReset(c)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.StartPage(views.Start{
		Page: s.livePage(c, s.words(c).Layout.Start, "/"), Webapps: webapps, Visitable: visitable, Glance: glance, Wrong: wrong, Last: last, Recommended: recommended, Reset: reset,
	}))
}

// glance is what waits for the reader, and who has access now, for the first page after the
// sign-in.
func (s *Server) glance(c echo.Context) (m views.Glance, err error) {
	ctx, me, w := c.Request().Context(), actor(c), s.words(c)
	m.ByMail = s.svc.MailEnabled()
	if waiting, _ := c.Get(waitingKey).(access.Waiting); waiting.Only != "" {
		r, err := s.svc.Request(ctx, me, waiting.Only)
		if err != nil {
			return m, err
		}
		if r.State(r.AsOf) == access.Pending {
			row := requestRows(w, []access.Request{r}, me)[0]
			row.Back = views.BackToStart
			m.Decides = &row
		}
	}
	mine, err := s.svc.LiveGrants(ctx, me)
	if err != nil {
		return m, err
	}
	g, err := s.svc.Glance(ctx, me)
	m.Now, m.Mine, m.Asked = requestRows(w, g.Now, me), requestRows(w, mine, me), requestRows(w, g.Asked, me)
	m.MoreNow, m.MoreAsked = g.MoreNow, g.MoreAsked
	return m, err
}

// wrongPasswords is how many wrong passwords were tried for the reader's own login.
func (s *Server) wrongPasswords(c echo.Context) (views.WrongPasswords, error) {
	w, err := s.svc.WrongPasswords(c.Request().Context(), actor(c))
	return views.WrongPasswords{Times: w.Times, Last: views.MomentIn(s.words(c), w.Last, actor(c).Zone)}, err
}

// lastSignIn is where the reader's login signed in before.
func (s *Server) lastSignIn(c echo.Context) (views.LastSignIn, error) {
	l, err := s.svc.LastSignIn(c.Request().Context(), actor(c))
	return views.LastSignIn{At: views.MomentIn(s.words(c), l.At, actor(c).Zone), Address: l.Address, Browser: l.Browser}, err
}

// recommended reports whether the reader should add a second factor to their own login.
func (s *Server) recommended(c echo.Context) (bool, error) {
	wish, err := s.svc.FactorWish(c.Request().Context(), actor(c))
	return wish != access.WishOff, err
}

// navigationEntry is the navigation entry for a tab of an account.
func navigationEntry(me access.Actor, accountID, tab string) string {
	if accountID != me.AccountID {
		return views.AccountsURL
	}
	if tab == views.TabExternalAccess {
		return views.AccountURL(accountID, tab)
	}
	return views.AccountURL(accountID, views.TabDetails)
}

// firstSteps is the list of first steps of an account, if it is the reader's own.
func (s *Server) firstSteps(c echo.Context, id string) ([]access.FirstStep, error) {
	return s.svc.FirstSteps(c.Request().Context(), actor(c), id, s.config.SecureCookies && s.config.URL != UnknownURL)
}

func (s *Server) account(c echo.Context) error {
	me, id := actor(c), c.Param("account")
	a, err := s.svc.Account(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	first, err := s.firstSteps(c, id)
	if err != nil {
		return err
	}
	backups, err := s.svc.BackupState(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	page, wrong, last, recommended, glance := s.page, views.WrongPasswords{}, views.LastSignIn{}, false, views.Glance{}
	if id == me.AccountID {
		page = s.livePage // an account login starts on this page
	}
	if id == me.AccountID && me.Kind == access.KindAccount {
		wrong, err = s.wrongPasswords(c)
		if err == nil {
			last, err = s.lastSignIn(c)
		}
		if err != nil {
			return err
		}
		recommended, err = s.recommended(c)
		if err == nil {
			glance, err = s.glance(c)
		}
		if err != nil {
			return err
		}
	}
	return render(c, http.StatusOK, views.AccountPage(views.Account{
		Page: page(c, a.Name, navigationEntry(me, id, views.TabDetails)), Account: a, Created: views.MomentIn(s.words(c), a.CreatedAt, me.Zone), Now: s.svc.Now(), First: first, Wrong: wrong, Last: last, Recommended: recommended, Glance: glance, Mail: s.svc.MailEnabled(),
		Backups: views.Backups{BackupState: backups, At: views.MomentIn(s.words(c), backups.Last, me.Zone)},
	}))
}

func (s *Server) company(c echo.Context) error {
	q, err := readQuery(c, "from")
	if err != nil {
		return err
	}
	return s.showCompany(c, http.StatusOK, q["from"], func(*views.Company) {})
}

// showCompany shows a company, with its settings from a key on.
func (s *Server) showCompany(c echo.Context, status int, from string, change func(*views.Company)) error {
	me := actor(c)
	p, err := s.svc.CompanyFrom(c.Request().Context(), me, c.Param("account"), c.Param("company"), from)
	if err != nil {
		return err
	}
	m := views.Company{Page: s.page(c, p.Name, navigationEntry(me, p.AccountID, views.TabDetails)), CompanyPage: p}
	if p.Grant != nil {
		until := p.Grant.Window.To
		m.Until = views.MomentIn(m.W, until, me.Zone)
		if !access.SameClock(until, me.Zone, p.Zone) {
			m.There = views.MomentIn(m.W, until, p.Zone).Text
		}
	}
	for _, setting := range p.Settings {
		m.Rows = append(m.Rows, settingRow(m.W, setting, me))
	}
	change(&m)
	return render(c, status, views.CompanyPage(m))
}

func settingRow(w *words.Words, s access.Setting, me access.Actor) views.SettingRow {
	return views.SettingRow{Key: s.Key, Value: s.Value, Secret: s.Secret, Updated: views.MomentIn(w, s.UpdatedAt, me.Zone), Version: s.Version()}
}

func (s *Server) setSetting(c echo.Context) error {
	var now access.Setting
	return s.post(c, []string{"key", "value", secretField}, func(f form) (answer response, err error) {
		change := access.SettingChange{Key: f["key"], Secret: f[secretField] != ""}
		w := &s.words(c).Company
		flash := w.SettingHidden(change.Key)
		if value, typed := f["value"]; typed || !change.Secret {
			change.Value, flash = &value, w.SettingSaved(change.Key)
		}
		account, company := c.Param("account"), c.Param("company")
		now, err = s.svc.ChangeSetting(c.Request().Context(), actor(c), account, company, change)
		if isHTMX(c) {
			return func(c echo.Context) error {
				return render(c, http.StatusOK, views.SettingSaved(s.companyOf(c), settingRow(s.words(c), now, actor(c)), views.Flash{Text: flash}))
			}, err
		}
		return s.leadTo(views.CompanyURL(account, company), flash), err
	}, func(c echo.Context, status int, f views.Form) error { return s.showSettingForm(c, status, now, f) })
}

// companyOf has as much of a company as the form of one of its settings needs.
func (s *Server) companyOf(c echo.Context) views.Company {
	return views.Company{Page: views.Page{W: s.words(c)}, CompanyPage: access.CompanyPage{Company: access.Company{ID: c.Param("company"), AccountID: c.Param("account")}}}
}

// showSettingForm shows the form of an existing setting: only the form for a script, and otherwise
// its page.
func (s *Server) showSettingForm(c echo.Context, status int, now access.Setting, f views.Form) error {
	seen := access.Version(f.Values[views.VersionField])
	if f.Stale != nil {
		seen = f.Stale.Version
	}
	if now.Secret { // like a password, it is not sent back
		delete(f.Values, "value")
	}
	typed := func(m *views.Company) {
		m.Key, m.Typed, m.Mistake, m.Stale = f.Values["key"], f.Values["value"], f.Mistakes["value"], f.Stale
		for i := range m.Rows {
			if m.Rows[i].Key == m.Key && seen != "" {
				m.Rows[i].Version = seen
			}
		}
	}
	if !isHTMX(c) {
		return s.showCompany(c, status, f.Values["key"], typed)
	}
	m, row := s.companyOf(c), settingRow(s.words(c), now, actor(c))
	typed(&m)
	row.Version = seen
	return render(c, status, views.SettingForm(m, row))
}
