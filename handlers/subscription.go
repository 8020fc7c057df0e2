package handlers

import (
	"time"

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
	return s.showSubscriptions(c, http.StatusOK, views.Form{Values: f})
}

func (s *Server) showSubscriptions(c echo.Context, status int, f views.Form) error {
	me, id := actor(c), c.Param("account")
	l, err := s.svc.Subscriptions(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	m := views.Subscriptions{
		Page: s.page(c, s.words(c).Webapps.SubscriptionsOf(l.Account.Name), navigationEntry(me, id, views.TabSubscriptions)), Account: l.Account,
		Form: f.InZone(s.words(c), me.Zone), Offered: l.Offered, Zone: views.ZoneName(&s.words(c).Parts, me.Zone, l.Now),
	}
	for _, sub := range l.Rows {
		m.Rows = append(m.Rows, views.NewSubscriptionRow(s.words(c), sub, me.Zone, l.Now))
	}
	return render(c, status, views.SubscriptionsPage(m))
}

// subscriptionFields are the fields of the subscription form, except the account and the webapp.
var subscriptionFields = []string{"seats", "valid_from", "valid_from_which", "valid_to", "valid_to_which"}

func typedSubscription(f form, webappID string) access.NewSubscription {
	return access.NewSubscription{
		WebappID: webappID, Seats: f["seats"],
		ValidFrom: f.localTime("valid_from"),
		ValidTo:   f.localTime("valid_to"),
	}
}

func (s *Server) addSubscription(c echo.Context) error {
	return s.post(c, append(slices.Clone(subscriptionFields), "webapp_id"), func(f form) (response, error) {
		id := c.Param("account")
		sub, err := s.svc.AddSubscription(c.Request().Context(), actor(c), id, typedSubscription(f, f["webapp_id"]))
		return s.leadTo(views.AccountURL(id, views.TabSubscriptions), s.words(c).Webapps.Subscribed(sub.Webapp.Name, sub.Seats)), err
	}, s.showSubscriptions)
}

func (s *Server) subscription(c echo.Context) error {
	q, err := readQuery(c, "q", "only", "after")
	if err != nil {
		return err
	}
	return s.showSubscription(c, http.StatusOK, views.Form{}, views.Form{Values: q})
}

// showSubscription shows a subscription: as stored, or with the values of f. find says which of the
// account's users are listed, which are ticked, and what is wrong with that.
func (s *Server) showSubscription(c echo.Context, status int, f, find views.Form) error {
	me, id := actor(c), c.Param("account")
	wanted := wantedSubscribers(find.Values)
	l, err := s.svc.Subscribers(c.Request().Context(), me, id, c.Param("webapp"), wanted)
	if err != nil {
		return err
	}
	if f.Values == nil {
		f.Values = form{"seats": strconv.FormatInt(l.Seats, 10)}
		views.SetTime(f.Values, "valid_from", l.Window.From, me.Zone)
		views.SetTime(f.Values, "valid_to", l.Window.To, me.Zone)
	}
	m := views.Subscription{
		Page: s.page(c, l.Webapp.Name, navigationEntry(me, id, views.TabSubscriptions)), Account: l.Account, Row: views.NewSubscriptionRow(s.words(c), l.Subscription, me.Zone, l.Now),
		Form: f.InZone(s.words(c), me.Zone), Zone: views.ZoneName(&s.words(c).Parts, me.Zone, l.Now),
		Find: wanted, Told: mistakesText(find.Mistakes),
	}
	m.List = views.List{
		Address: views.SubscriptionURL(id, l.Webapp.ID), Form: views.Form{Values: searchValues(find.Values)}, Things: &s.words(c).Parts.Users, Count: len(l.Rows), Turn: "after", Next: l.Next,
	}
	ticked := form(find.Values).ticked(tickedUser)
	for _, u := range l.Rows {
		m.Users = append(m.Users, views.SubscriberRow{Subscriber: u, Ticked: slices.Contains(ticked, u.ID)})
	}
	return render(c, status, views.SubscriptionPage(m))
}

func wantedSubscribers(f form) access.FindSubscribers {
	return access.FindSubscribers{Part: f["q"], AssignedOnly: f["only"] != "", After: f["after"]}
}

// searchValues returns the part of a form that says which users are listed.
func searchValues(f form) map[string]string {
	return map[string]string{"q": f["q"], "only": f["only"], "after": f["after"]}
}

func (s *Server) changeSubscription(c echo.Context) error {
	return s.post(c, subscriptionFields, func(f form) (response, error) {
		id, webapp := c.Param("account"), c.Param("webapp")
		sub, err := s.svc.ChangeSubscription(c.Request().Context(), actor(c), id, typedSubscription(f, webapp))
		return s.leadTo(views.SubscriptionURL(id, webapp), s.words(c).Webapps.SavedSubscription(sub.Webapp.Name)), err
	}, func(c echo.Context, status int, f views.Form) error {
		return s.showSubscription(c, status, f, views.Form{})
	})
}

func (s *Server) removeSubscription(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		id := c.Param("account")
		sub, err := s.svc.RemoveSubscription(c.Request().Context(), actor(c), id, c.Param("webapp"))
		flash := s.words(c).Webapps.Removed(sub.Webapp.Name)
		return s.leadTo(views.AccountURL(id, views.TabSubscriptions), flash), err
	}, nil)
}

// tickedUser is the beginning of the name of a user's checkbox, tickedWebapp that of a webapp's.
const (
	tickedUser   = "user_"
	tickedWebapp = "webapp_"
)

func (s *Server) assignWebapp(c echo.Context) error {
	return s.post(c, []string{tickedUser + "*", "act", "q", "only", "after"}, func(f form) (response, error) {
		if f["act"] != "assign" && f["act"] != "take" {
			return nil, errMalformed
		}
		id, webapp, assign := c.Param("account"), c.Param("webapp"), f["act"] == "assign"
		changed, err := s.svc.AssignWebapp(c.Request().Context(), actor(c), id, webapp, f.ticked(tickedUser), assign)
		return s.leadTo(views.FindSubscribersURL(id, webapp, wantedSubscribers(f)), views.AssignedText(&s.words(c).Webapps, changed, assign)), conflictAsMistake(err)
	}, func(c echo.Context, status int, f views.Form) error {
		return s.showSubscription(c, status, views.Form{}, f)
	})
}

func (s *Server) userSubscriptions(c echo.Context) error {
	return s.showUserSubscriptions(c, http.StatusOK, views.Form{})
}

// showUserSubscriptions shows a user's webapps: as stored, or as ticked in f.
func (s *Server) showUserSubscriptions(c echo.Context, status int, f views.Form) error {
	me, id := actor(c), c.Param("account")
	l, err := s.svc.UserSubscriptions(c.Request().Context(), me, id, c.Param("user"))
	if err != nil {
		return err
	}
	m := views.UserSubscriptions{
		Page: s.page(c, s.words(c).Webapps.WebappsOf(l.User.Person), navigationEntry(me, id, views.TabSubscriptions)), Account: l.Account, User: l.User,
		Told: mistakesText(f.Mistakes), Form: f, Version: l.Version(),
	}
	ticked := form(f.Values).ticked(tickedWebapp)
	for _, sub := range l.Rows {
		if f.Values != nil {
			sub.Assigned = slices.Contains(ticked, sub.Webapp.ID)
		}
		m.Rows = append(m.Rows, views.NewSubscriptionRow(s.words(c), sub, me.Zone, l.Now))
	}
	return render(c, status, views.UserSubscriptionsPage(m))
}

func (s *Server) setUserSubscriptions(c echo.Context) error {
	return s.post(c, []string{tickedWebapp + "*"}, func(f form) (response, error) {
		id, user := c.Param("account"), c.Param("user")
		err := s.svc.SetUserSubscriptions(c.Request().Context(), actor(c), id, user, f.ticked(tickedWebapp))
		return s.leadTo(views.UserSubscriptionsURL(id, user), s.words(c).Webapps.SavedAll), conflictAsMistake(err)
	}, s.showUserSubscriptions)
}
