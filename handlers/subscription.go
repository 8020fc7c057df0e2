package handlers

import (
	"time"

	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) subscriptions(c echo.Context) error {
	f := form{}
	views.SetTime(f, "valid_from", s.svc.Now().Truncate(time.Minute), actor(c).Zone)
	return s.showSubscriptions(c, http.StatusOK, f, &access.Invalid{})
}

func (s *Server) showSubscriptions(c echo.Context, status int, f form, invalid *access.Invalid) error {
	me, id := actor(c), c.Param("account")
	l, err := s.svc.Subscriptions(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	m := views.Subscriptions{
		Page: s.page(c, "Subscriptions of "+l.Account.Name, navOf(me, id, views.TabSubscriptions)), Account: l.Account,
		Form: mistaken(f, invalid).InZone(me.Zone), Offered: l.Offered, Zone: views.ZoneName(me.Zone, l.Now),
	}
	for _, sub := range l.Rows {
		m.Rows = append(m.Rows, views.NewSubscriptionRow(sub, me.Zone, l.Now))
	}
	return render(c, status, views.SubscriptionsPage(m))
}

// subscriptionFields are the form of a subscription, but for what it is for.
var subscriptionFields = []string{"seats", "valid_from", "valid_from_which", "valid_to", "valid_to_which"}

func typedSubscription(f form, webappID string) access.Subscribing {
	return access.Subscribing{
		WebappID: webappID, Seats: f["seats"],
		ValidFrom: access.LocalTime{Text: f["valid_from"], Which: f["valid_from_which"]},
		ValidTo:   access.LocalTime{Text: f["valid_to"], Which: f["valid_to_which"]},
	}
}

func (s *Server) addSubscription(c echo.Context) error {
	f, err := readForm(c, append(slices.Clone(subscriptionFields), "webapp_id")...)
	if err != nil {
		return err
	}
	id := c.Param("account")
	sub, err := s.svc.AddSubscription(c.Request().Context(), actor(c), id, typedSubscription(f, f["webapp_id"]))
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		return s.showSubscriptions(c, again(invalid), f, invalid)
	}
	if err != nil {
		return err
	}
	return s.done(c, views.AccountURL(id, views.TabSubscriptions), views.AddedText(sub))
}

// subscriptionPage is what the page of a subscription shows beside what is stored.
type subscriptionPage struct {
	status int
	// find is which users, as typed; ticked those that were ticked, and told what is wrong with them.
	find   form
	ticked []string
	told   string
	// typed is the form as it was typed, nil for none.
	typed   form
	invalid *access.Invalid
}

func (s *Server) subscription(c echo.Context) error {
	q, err := readQuery(c, "q", "only", "after")
	if err != nil {
		return err
	}
	return s.showSubscription(c, subscriptionPage{status: http.StatusOK, find: q, invalid: &access.Invalid{}})
}

func (s *Server) showSubscription(c echo.Context, p subscriptionPage) error {
	me, id := actor(c), c.Param("account")
	find := access.FindSubscribers{Part: p.find["q"], AssignedOnly: p.find["only"] != "", After: p.find["after"]}
	l, err := s.svc.Subscribers(c.Request().Context(), me, id, c.Param("webapp"), find)
	if err != nil {
		return err
	}
	if p.typed == nil {
		p.typed = form{"seats": strconv.FormatInt(l.Seats, 10)}
		views.SetTime(p.typed, "valid_from", l.Window.From, me.Zone)
		views.SetTime(p.typed, "valid_to", l.Window.To, me.Zone)
	}
	m := views.Subscription{
		Page: s.page(c, l.Webapp.Name, navOf(me, id, views.TabSubscriptions)), Account: l.Account, Row: views.NewSubscriptionRow(l.Subscription, me.Zone, l.Now),
		Form: mistaken(p.typed, p.invalid).InZone(me.Zone), Zone: views.ZoneName(me.Zone, l.Now),
		Find: find, Told: p.told,
	}
	m.List = views.List{
		Address: views.SubscriptionURL(id, l.Webapp.ID), Form: views.Form{Values: searched(p.find)}, One: "user", Many: "users", Count: len(l.Rows), Turn: "after", Next: l.Next,
	}
	for _, u := range l.Rows {
		m.Users = append(m.Users, views.SubscriberRow{Subscriber: u, Ticked: slices.Contains(p.ticked, u.ID)})
	}
	return render(c, p.status, views.SubscriptionPage(m))
}

// searched is what of a form says which users are listed.
func searched(f form) map[string]string {
	return map[string]string{"q": f["q"], "only": f["only"], "after": f["after"]}
}

func (s *Server) changeSubscription(c echo.Context) error {
	f, err := readForm(c, subscriptionFields...)
	if err != nil {
		return err
	}
	id, webapp := c.Param("account"), c.Param("webapp")
	sub, err := s.svc.ChangeSubscription(c.Request().Context(), actor(c), id, typedSubscription(f, webapp))
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		return s.showSubscription(c, subscriptionPage{status: again(invalid), typed: f, invalid: invalid})
	}
	if err != nil {
		return err
	}
	return s.done(c, views.SubscriptionURL(id, webapp), "Saved the subscription for "+sub.Webapp.Name+".")
}

func (s *Server) removeSubscription(c echo.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	id := c.Param("account")
	sub, err := s.svc.RemoveSubscription(c.Request().Context(), actor(c), id, c.Param("webapp"))
	if err != nil {
		return err
	}
	return s.done(c, views.AccountURL(id, views.TabSubscriptions), "Removed the subscription for "+sub.Webapp.Name+". Nobody of the account opens it any more.")
}

// tickedUser begins the name of a user's checkbox, tickedWebapp that of a webapp's.
const (
	tickedUser   = "user_"
	tickedWebapp = "webapp_"
)

func (s *Server) assignWebapp(c echo.Context) error {
	f, users, err := readTicks(c, tickedUser, "act", "q", "only", "after")
	if err != nil {
		return err
	}
	if f["act"] != "assign" && f["act"] != "take" {
		return errMalformed
	}
	id, webapp, assign := c.Param("account"), c.Param("webapp"), f["act"] == "assign"
	changed, err := s.svc.AssignWebapp(c.Request().Context(), actor(c), id, webapp, users, assign)
	var invalid *access.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.showSubscription(c, subscriptionPage{status: again(invalid), find: f, ticked: users, told: invalid.Fields["users"], invalid: &access.Invalid{}})
	case errors.Is(err, access.ErrConflict):
		a := answerTo(err)
		return s.showSubscription(c, subscriptionPage{status: a.status, find: f, ticked: users, told: a.sentence, invalid: &access.Invalid{}})
	case err != nil:
		return err
	}
	find := access.FindSubscribers{Part: f["q"], AssignedOnly: f["only"] != "", After: f["after"]}
	return s.done(c, views.FindSubscribersURL(id, webapp, find), views.AssignedText(changed, assign))
}

func (s *Server) userSubscriptions(c echo.Context) error {
	return s.showUserSubscriptions(c, http.StatusOK, "", nil, views.Form{})
}

// showUserSubscriptions shows what a user is subscribed to; where told says what is wrong, what was ticked.
func (s *Server) showUserSubscriptions(c echo.Context, status int, told string, ticked []string, f views.Form) error {
	me, id := actor(c), c.Param("account")
	l, err := s.svc.UserSubscriptions(c.Request().Context(), me, id, c.Param("user"))
	if err != nil {
		return err
	}
	m := views.UserSubscriptions{
		Page: s.page(c, "Webapps of "+l.User.Person, navOf(me, id, views.TabSubscriptions)), Account: l.Account, User: l.User, Told: told, Form: f, Version: l.Version(),
	}
	for _, sub := range l.Rows {
		if status != http.StatusOK {
			sub.Assigned = slices.Contains(ticked, sub.Webapp.ID)
		}
		m.Rows = append(m.Rows, views.NewSubscriptionRow(sub, me.Zone, l.Now))
	}
	return render(c, status, views.UserSubscriptionsPage(m))
}

func (s *Server) setUserSubscriptions(c echo.Context) error {
	f, webapps, err := readTicks(c, tickedWebapp)
	if err != nil {
		return err
	}
	id, user := c.Param("account"), c.Param("user")
	err = s.svc.SetUserSubscriptions(c.Request().Context(), actor(c), id, user, webapps)
	invalid := &access.Invalid{}
	if errors.As(err, &invalid) || errors.Is(err, access.ErrConflict) {
		a := answerTo(err)
		return s.showUserSubscriptions(c, a.status, a.sentence, webapps, mistaken(f, invalid))
	}
	if err != nil {
		return err
	}
	return s.done(c, views.UserSubscriptionsURL(id, user), "Saved.")
}
