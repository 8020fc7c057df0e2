package handlers

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// userFields are the editable data of a user.
var userFields = []string{"first_name", "last_name", "email", "time_zone"}

// userRoleFields are the checkboxes of the user roles.
var userRoleFields = func() (names []string) {
	for _, r := range access.UserRoles {
		names = append(names, views.RoleField(r))
	}
	return names
}()

// tickedUserRoles returns the roles whose checkboxes are ticked.
func tickedUserRoles(f form) (roles []access.Role) {
	for _, r := range access.UserRoles {
		if _, ticked := f[views.RoleField(r)]; ticked {
			roles = append(roles, r)
		}
	}
	return roles
}

// readUserFilter parses the filter and order of a list of users, and more fields.
func readUserFilter(c echo.Context, more ...string) (form, access.UserFilter, error) {
	q, err := readQuery(c, append(more, "q", "role", "active", views.SortField)...)
	f := access.UserFilter{Part: q["q"], Role: access.Role(q["role"]), Active: q["active"], ByLogin: q[views.SortField] == "login"}
	switch {
	case err != nil:
	case f.Role != "" && !slices.Contains(access.UserRoles, f.Role), !slices.Contains([]string{"", "yes", "no"}, f.Active),
		!f.ByLogin && q[views.SortField] != "", f.CheckPlace(q["after"]) != nil:
		err = errMalformed
	}
	return q, f, err
}

func (s *Server) users(c echo.Context) error {
	q, f, err := readUserFilter(c, "after")
	if err != nil {
		return err
	}
	me, id := actor(c), c.Param("account")
	found, err := s.svc.Users(c.Request().Context(), me, id, f, q["after"])
	if err != nil {
		return err
	}
	list := views.List{
		Address: views.AccountURL(id, views.TabUsers), Form: views.Form{Values: q}, Things: &s.words(c).Parts.Users, Count: len(found.Rows), Turn: "after", Next: found.Next,
	}
	m := views.Users{Page: s.page(c, s.words(c).Users.Title(found.Account.Name), navigationEntry(me, id, views.TabUsers)), List: list.AsCSV(views.UsersCSVURL(id)), Account: found.Account}
	for _, u := range found.Rows {
		m.Rows = append(m.Rows, views.UserRow{UserRow: u, Until: views.MomentIn(s.words(c), u.ValidTo, me.Zone), LastLogin: views.MomentIn(s.words(c), u.LastLoginAt, me.Zone)})
	}
	return render(c, http.StatusOK, views.UsersPage(m))
}

// userModel is the model of a user's page and of the form of a new user.
func (s *Server) userModel(c echo.Context, title string, u access.UserPage) views.User {
	me, now := actor(c), s.svc.Now()
	m := views.User{
		Page: s.page(c, title, navigationEntry(me, u.AccountID, views.TabUsers)), UserPage: u, Zone: views.ZoneName(&s.words(c).Parts, me.Zone, now),
		Longest: s.words(c).Format.Duration(s.svc.MaxWindow()),
		Waits:   views.NewResetNotice(s.words(c), u.Reset, me.Zone, u.AccountID, u.ID),
		Created: views.MomentIn(s.words(c), u.CreatedAt, me.Zone), Updated: views.MomentIn(s.words(c), u.UpdatedAt, me.Zone), LastLogin: views.MomentIn(s.words(c), u.LastLoginAt, me.Zone),
		Mail: s.svc.MailEnabled(),
	}
	for _, choice := range u.Roles {
		m.Roles = append(m.Roles, views.RoleChoice{RoleChoice: choice, Reason: m.W.Reason(choice.Reason), Until: views.MomentIn(s.words(c), choice.Until, me.Zone)})
	}
	if u.External != nil {
		m.Until, m.Over = views.MomentIn(s.words(c), u.External.ValidTo, me.Zone), m.W.Reason(u.External.Over(u.Active, now))
	}
	return m
}

// newUserPage is the form of a new user. Roles in the URL are ticked.
func (s *Server) newUserPage(c echo.Context) error {
	f, err := readQuery(c, userRoleFields...)
	if err != nil {
		return err
	}
	zone, err := s.svc.ZoneToBeginWith(c.Request().Context(), actor(c), c.Param("account"))
	if err != nil {
		return err
	}
	f["time_zone"] = zone.String()
	return s.showNewUser(c, http.StatusOK, views.Form{Values: f})
}

func (s *Server) showNewUser(c echo.Context, status int, f views.Form) error {
	u, err := s.svc.NewUser(c.Request().Context(), actor(c), c.Param("account"))
	if err != nil {
		return err
	}
	m := s.userModel(c, s.words(c).Users.NewOf(u.AccountName), u)
	m.Form = f
	for i := range m.Roles {
		_, ticked := f.Values[views.RoleField(m.Roles[i].Role)]
		m.Roles[i].Held = m.Roles[i].Held || ticked && m.Roles[i].Reason == ""
	}
	return render(c, status, views.NewUserPage(m))
}

func (s *Server) createUser(c echo.Context) error {
	return s.post(c, slices.Concat([]string{"name"}, userFields, userRoleFields), func(f form) (response, error) {
		account := c.Param("account")
		id, link, err := s.svc.CreateUser(c.Request().Context(), actor(c), account, access.NewUser{
			Name: f["name"], FirstName: f["first_name"], LastName: f["last_name"], Email: f["email"], TimeZone: f["time_zone"],
			Roles: slices.DeleteFunc(tickedUserRoles(f), func(r access.Role) bool { return r == access.User }),
		})
		if err != nil {
			return nil, err
		}
		if link == "" {
			return s.leadTo(views.UserURL(account, id), s.words(c).Users.MadeWithoutLink(f["name"])), nil
		}
		email := f["email"]
		if !actor(c).MaySendNewUserLink(account) {
			email = ""
		}
		return s.showNewSetupLink(f["name"], link, views.UserURL(account, id), email), nil
	}, s.showNewUser)
}

func (s *Server) user(c echo.Context) error {
	if _, err := readQuery(c); err != nil {
		return err
	}
	return s.showUser(c, http.StatusOK, views.Form{})
}

// showUser shows a user. f is what was typed in one of the forms.
func (s *Server) showUser(c echo.Context, status int, f views.Form) error {
	me := actor(c)
	u, err := s.svc.User(c.Request().Context(), me, c.Param("account"), c.Param("user"))
	if err != nil {
		return err
	}
	signedIn, err := s.svc.UserSessions(c.Request().Context(), u)
	if err != nil {
		return err
	}
	m := s.userModel(c, u.Name, u)
	if m.Identity, err = s.svc.IdentityOf(c.Request().Context(), me, u); err != nil {
		return err
	}
	m.SignedIn = s.signedInNow(c, signedIn)
	values := form{"first_name": u.FirstName, "last_name": u.LastName, "email": u.Email, "time_zone": u.Zone.String()}
	if u.External != nil && !u.External.ValidTo.IsZero() {
		views.SetTime(values, "valid_to", u.External.ValidTo, me.Zone)
	}
	for name, typed := range f.Values {
		if fixed := u.NameFixed && (name == "first_name" || name == "last_name"); !fixed {
			values[name] = typed
		}
	}
	showRoles(&m, f)
	f.Values = values
	m.Form = f.InZone(s.words(c), me.Zone)
	return render(c, status, views.UserPage(m))
}

// showRoles ticks the user's roles, or those that were ticked in the form.
func showRoles(m *views.User, f views.Form) {
	m.Held = views.HeldText(m.UserPage)
	if held, typed := f.Values["held"]; typed {
		ticked := tickedUserRoles(f.Values)
		for i, choice := range m.Roles {
			if choice.Reason == "" {
				m.Roles[i].Held = slices.Contains(ticked, choice.Role)
			}
		}
		if f.Stale == nil {
			m.Held = held
		}
	}
}

// userPage is where every form of a user leads.
func userPage(c echo.Context) string { return views.UserURL(c.Param("account"), c.Param("user")) }

func (s *Server) updateUser(c echo.Context) error {
	return s.post(c, append([]string{"current_password", "email_accepted"}, userFields...), func(f form) (response, error) {
		_, first := f["first_name"]
		_, last := f["last_name"]
		err := s.svc.UpdateUser(c.Request().Context(), actor(c), c.Param("account"), c.Param("user"), access.UserData{
			FirstName: f["first_name"], LastName: f["last_name"], Unnamed: !first && !last, Email: f["email"], TimeZone: f["time_zone"],
			EmailAccepted: f["email_accepted"] != "", CurrentPassword: f["current_password"],
		})
		return s.leadTo(userPage(c), s.words(c).Users.Saved), err
	}, s.showUser)
}

func (s *Server) setUserRoles(c echo.Context) error {
	return s.post(c, append([]string{"held"}, userRoleFields...), func(f form) (response, error) {
		var seen []access.Role
		if held, ok := f["held"]; ok {
			seen = []access.Role{}
			for _, r := range strings.Fields(held) {
				seen = append(seen, access.Role(r))
			}
		}
		err := s.svc.SetUserRoles(c.Request().Context(), actor(c), c.Param("account"), c.Param("user"), tickedUserRoles(f), seen)
		return s.leadTo(userPage(c), s.words(c).Users.SavedRoles), err
	}, s.showUser)
}

func (s *Server) activateUser(c echo.Context) error {
	return s.setUserActive(c, true, s.words(c).Users.Activated)
}

func (s *Server) deactivateUser(c echo.Context) error {
	return s.setUserActive(c, false, s.words(c).Users.Deactivated)
}

func (s *Server) setUserActive(c echo.Context, active bool, flash string) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.SetUserActive(c.Request().Context(), actor(c), c.Param("account"), c.Param("user"), active)
		return s.leadTo(userPage(c), flash), err
	}, s.showUser)
}

func (s *Server) deleteUser(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		account := c.Param("account")
		err := s.svc.DeleteUser(c.Request().Context(), actor(c), account, c.Param("user"))
		return s.leadTo(views.AccountURL(account, views.TabUsers), s.words(c).Users.Deleted), err
	}, nil)
}

func (s *Server) makeSetupLink(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		u, link, err := s.svc.MakeSetupLink(c.Request().Context(), actor(c), c.Param("account"), c.Param("user"))
		return s.showNewSetupLink(u.Name, link, views.UserURL(u.AccountID, u.ID), u.LinkEmail()), err
	}, nil)
}

func (s *Server) extendUser(c echo.Context) error {
	boxes := views.KeepField("")
	return s.post(c, []string{boxes + "*", "valid_to", "valid_to_which"}, func(f form) (response, error) {
		var keep []access.Role
		for _, r := range f.ticked(boxes) {
			keep = append(keep, access.Role(r))
		}
		err := s.svc.ExtendUser(c.Request().Context(), actor(c), c.Param("account"), c.Param("user"), f.localTime("valid_to"), keep)
		return s.leadTo(userPage(c), s.words(c).Users.Extended), err
	}, s.showUser)
}

// externalUsers is the section with an account's external users.
func (s *Server) externalUsers(c echo.Context, accountID, after string) (o views.ExternalUsers, err error) {
	me := actor(c)
	rows, next, err := s.svc.ExternalUsers(c.Request().Context(), me, accountID, after)
	o.AccountID = accountID
	for _, u := range rows {
		row := views.ExternalUserRow{ExternalUserRow: u, Over: s.words(c).Reason(u.Over), Until: views.MomentIn(s.words(c), u.ValidTo, me.Zone), Zone: me.Zone.String(), Version: me.EndVersion(&u.External)}
		if !u.ValidTo.IsZero() {
			end := form{}
			views.SetTime(end, "valid_to", u.ValidTo, me.Zone)
			row.Form = views.Form{Values: end}.InZone(s.words(c), me.Zone)
		}
		o.Rows = append(o.Rows, row)
	}
	o.Next = views.NextURL(views.AccountURL(accountID, views.TabExternalAccess), "people", next)
	return o, err
}
