package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
	"latchkey/words"
)

// webappRefusals has someone who is refused for each reason: who makes it so, and says whose login
// it is. why and ask are what the page says.
var webappRefusals = []struct {
	reason   access.WebappRefusal
	who      func(w *webappWorld) (accountID, userID string)
	why, ask func(w *words.Words) string
}{
	{
		access.RefusedAccountLogin, func(w *webappWorld) (string, string) { return w.acme, "" },
		func(w *words.Words) string { return w.WebappRefusal.AccountLogin("Acme", "Shop") }, func(w *words.Words) string { return w.WebappRefusal.SignInAsUser },
	},
	{
		access.RefusedRole, func(w *webappWorld) (string, string) { return w.acme, w.onlySuperuser() },
		func(w *words.Words) string { return w.WebappRefusal.Role("Shop") }, askAdministrator,
	},
	{
		access.RefusedNoSubscription, func(w *webappWorld) (string, string) {
			id, _ := w.account("Borealis")
			return id, w.user(id, "bea", "")
		},
		func(w *words.Words) string { return w.WebappRefusal.NoSubscription("Borealis", "Shop") }, func(w *words.Words) string { return w.WebappRefusal.AskVendor("Borealis") },
	},
	{
		access.RefusedNoGrant, func(w *webappWorld) (string, string) { return w.vendor, w.user(w.vendor, "victor", "") },
		func(w *words.Words) string { return w.WebappRefusal.NoGrant("Shop") }, func(w *words.Words) string { return w.WebappRefusal.AskCustomer },
	},
	{
		access.RefusedNotBegun, func(w *webappWorld) (string, string) {
			return w.acme, w.shopLasts(noon.Add(time.Minute), noon.Add(time.Hour))
		},
		func(w *words.Words) string {
			return w.WebappRefusal.NotBegun("Acme", "Shop", inBerlin(w, noon.Add(time.Minute)))
		}, askVendor,
	},
	{
		access.RefusedOver, func(w *webappWorld) (string, string) { return w.acme, w.shopLasts(noon.Add(-time.Hour), noon) },
		func(w *words.Words) string { return w.WebappRefusal.Over("Acme", "Shop", inBerlin(w, noon)) }, askVendor,
	},
	{
		access.RefusedNoSeat, func(w *webappWorld) (string, string) { return w.acme, w.jonas },
		func(w *words.Words) string { return w.WebappRefusal.NoSeat("Shop") }, askAdministrator,
	},
	{
		access.RefusedVisitors, func(w *webappWorld) (string, string) { return w.vendor, w.vera },
		func(w *words.Words) string { return w.WebappRefusal.Visitors("Shop") }, func(w *words.Words) string { return w.WebappRefusal.AskVisited },
	},
	{
		access.RefusedFrozen, func(w *webappWorld) (string, string) { return w.vendor, w.outByFreeze() },
		func(w *words.Words) string { return w.WebappRefusal.Frozen("Shop") }, func(w *words.Words) string { return w.WebappRefusal.AskVisitedBan },
	},
}

func askAdministrator(w *words.Words) string { return w.WebappRefusal.AskAdministrator("Acme") }
func askVendor(w *words.Words) string        { return w.WebappRefusal.AskVendor("Acme") }

// inBerlin is an instant as pages say it to the people of these tests.
func inBerlin(w *words.Words, instant time.Time) string {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return views.MomentIn(w, instant, berlin).Text
}

// onlySuperuser is a user of Acme without the role that opens webapps.
func (w *webappWorld) onlySuperuser() string {
	w.t.Helper()
	id := w.user(w.acme, "anna", "", access.Superuser)
	w.write(func(q *db.Queries) error {
		return errOf(q.DeleteUserRole(w.t.Context(), db.DeleteUserRoleParams{UserID: id, Role: string(access.User)}))
	})
	return id
}

// shopLasts changes how long Acme subscribes to the shop, where mia has a seat.
func (w *webappWorld) shopLasts(from, to time.Time) (mia string) {
	w.t.Helper()
	w.write(func(q *db.Queries) error {
		return errOf(q.UpdateSubscription(w.t.Context(), db.UpdateSubscriptionParams{
			AccountID: w.acme, WebappID: w.shopApp, Seats: 10, ValidFrom: db.Millis(from), ValidTo: db.Millis(to),
		}))
	})
	return w.mia
}

// outByFreeze is vera, whom Acme has let in until it froze.
func (w *webappWorld) outByFreeze() (vera string) {
	w.t.Helper()
	w.letVisitors(w.acme, w.shopApp)
	must(w.t, w.svc.Freeze(w.t.Context(), w.actorOf(w.acme), w.acme, "A lost laptop."))
	return w.vera
}

// Each refusal says why, and whom to ask, in each language. It leads back to the webapp with the
// error that it expects, and is in the record of the account whose people were refused.
func TestRefusalsOfWebapps(t *testing.T) {
	var tested []access.WebappRefusal
	for _, c := range webappRefusals {
		tested = append(tested, c.reason)
		t.Run(string(c.reason), func(t *testing.T) {
			w := newWebappWorld(t)
			account, user := c.who(w)
			b := w.browser(account, user)
			for _, language := range words.All {
				r := w.do(http.MethodGet, strings.TrimPrefix(w.wishURL(w.shop), w.url), nil, b.session, func(r *http.Request) { r.Header.Set("Accept-Language", language.Tag) })
				p := w.want(r, http.StatusForbidden)
				sameList(t, p.texts("main h1"), []string{language.WebappRefusal.Title("Shop")}, "title in %s", language.Tag)
				sameList(t, p.texts(".prose p"), []string{c.why(language), c.ask(language)}, "why, and whom to ask, in %s", language.Tag)
				w.leadsBack(p)
			}
			w.deniesShop(account, user)
			silent := b.wish(w.shop, "prompt", "none")
			same(t, silent.back.Get("error"), "access_denied", "error if nobody may be asked")
			who, err := w.svc.Authenticate(t.Context(), b.session.Value, "192.0.2.9")
			must(t, err)
			_, err = w.svc.OpenWebapp(t.Context(), who, access.Authorization{ClientID: "cli_shop", RedirectURI: shopBack})
			var refused *access.WebappRefused
			if !errors.As(err, &refused) || refused.Reason != c.reason {
				t.Errorf("refused: %v, want %s", err, c.reason)
			}
		})
	}
	sameList(t, tested, access.WebappRefusals, "the refusals with a row, in their order")
}

// leadsBack requires a page to lead back to the shop with the error that it expects.
func (w *webappWorld) leadsBack(p page) {
	w.t.Helper()
	address, query, _ := strings.Cut(p.attr(".acts a.btn[href^='"+shopBack+"']", "href"), "?")
	same(w.t, address, shopBack, "where it leads back")
	back, err := url.ParseQuery(query)
	must(w.t, err)
	same(w.t, back.Get("error"), "access_denied", "error")
	same(w.t, back.Get("state"), testState, "state")
	same(w.t, back.Get("iss"), w.url, "issuer")
	same(w.t, back.Has("code"), false, "there is a code")
}

// deniesShop requires the record to say, in one line, that someone was refused the shop twice.
func (w *webappWorld) deniesShop(accountID, userID string) {
	w.t.Helper()
	must(w.t, w.svc.WriteAttempts(w.t.Context(), false))
	rows, err := w.store.Read.ListRecordEntriesFrom(w.t.Context(), db.ListRecordEntriesFromParams{PageSize: 10_000})
	must(w.t, err)
	var denied [][4]string
	for _, r := range rows {
		if r.Action == string(access.Denied) {
			denied = append(denied, [4]string{r.AccountID, r.ActorUserID, r.ObjectID, r.After})
		}
	}
	sameList(w.t, denied, [][4]string{{accountID, userID, w.shopApp, `{"function":"webapps.use","times":"2","until":"2026-06-01T12:00:00Z"}`}}, "refusals in the record")
}

// Whoever can give themselves the seat is led there, if the seat is what is missing.
func TestWhoAssignsTheWebappThemselves(t *testing.T) {
	w := newWebappWorld(t)
	both := w.user(w.acme, "bert", "", access.Superuser)
	link := ".acts a.btn[href='" + views.UserSubscriptionsURL(w.acme, both) + "']"
	newPage(t, w.browser(w.acme, both).wish(w.shop).body).has(saying(link, en.WebappRefusal.AssignYourself)).saysNot(en.WebappRefusal.AskAdministrator("Acme"))
	newPage(t, w.browser(w.acme, w.onlySuperuser()).wish(w.shop).body).hasNot(".acts a[href$='/subscriptions']")
}

// Whoever opens a webapp by a customer's grant is led to where they ask for one, and nobody else
// is.
func TestWhoIsLedToAsk(t *testing.T) {
	w := newWebappWorld(t)
	victor, bea := w.user(w.vendor, "victor", ""), w.user(w.acme, "bea", "")
	link := ".acts a.btn[href='" + views.AskURL + "']"
	newPage(t, w.browser(w.vendor, victor).wish(w.shop).body).has(saying(link, en.Layout.Ask)).saysNot(en.WebappRefusal.AskVendor("Vendor"))
	newPage(t, w.browser(w.acme, bea).wish(w.shop).body).hasNot(link)
}

// What cannot be told to a webapp is told on a page, whether someone is signed in or not.
func TestAWishOfNoWebapp(t *testing.T) {
	w := newWebappWorld(t)
	no := en.Errors.Pages[words.NoWebapp]
	for what, params := range map[string][]string{
		"no client": {"client_id", "-"}, "an unknown client": {"client_id", "cli_x"}, "no address": {"redirect_uri", "-"},
		"another address": {"redirect_uri", shopBack + "/"}, "another webapp's address": {"redirect_uri", spaBack}, "a long state": {"state", strings.Repeat("x", 5000)},
	} {
		for _, b := range []*chrome{w.browser("", ""), w.browser(w.acme, w.mia)} {
			got := b.wish(w.shop, params...)
			same(t, got.status, http.StatusBadRequest, "status for %s", what)
			newPage(t, got.body).says(no.Heading, no.Sentence)
		}
	}
}
