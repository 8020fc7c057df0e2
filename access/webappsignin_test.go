package access

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/oidc"
)

// Only people with a seat, or a grant that counts for the webapp, get in; everyone else is told
// why, and the record says so.
func TestWhoOpensAWebapp(t *testing.T) {
	for _, c := range []struct {
		what, login string
		prepare     func(w *world, grant Request)
		want        WebappRefusal
	}{
		{"with a seat", "paul @ Acme", nil, ""},
		{"an external user with a seat", "ext @ Acme", nil, ""},
		{"a visitor", "vera @ Vendor", nil, ""},
		{"an account login", "Acme", nil, RefusedAccountLogin},
		{"without a seat", "sue @ Acme", nil, RefusedNoSeat},
		{"without a subscription", "bea @ Borealis", nil, RefusedNoSubscription},
		{"before the subscription", "paul @ Acme", func(w *world, _ Request) { w.shopLasts(db.Millis(start)+1, noEnd) }, RefusedNotBegun},
		{"at its beginning", "paul @ Acme", func(w *world, _ Request) { w.shopLasts(db.Millis(start), noEnd) }, ""},
		{"before its end", "paul @ Acme", func(w *world, _ Request) { w.shopLasts(0, db.Millis(start)+1) }, ""},
		{"at its end", "paul @ Acme", func(w *world, _ Request) { w.shopLasts(0, db.Millis(start)) }, RefusedOver},
		{"a visitor, if none may", "vera @ Vendor", func(w *world, _ Request) {
			w.write(func(q *db.Queries) error {
				return second(q.DeleteVisitorWebapp(w.Context(), db.DeleteVisitorWebappParams{AccountID: "acc_Acme", WebappID: "app_shop"}))
			})
		}, RefusedVisitors},
		{"a visitor, revoked", "vera @ Vendor", func(w *world, g Request) { must(w.s.Revoke(w.Context(), w.as("Acme"), g.ID, ""))(w) }, RefusedNoGrant},
		{"a visitor, frozen", "vera @ Vendor", func(w *world, _ Request) {
			w.must(w.s.Freeze(w.Context(), w.as("Acme"), "acc_Acme", "something is wrong"))
		}, RefusedFrozen},
		{"a colleague of the visitor", "victor @ Vendor", nil, RefusedNoGrant},
		{"a visitor, at the end of the subscription", "vera @ Vendor", func(w *world, _ Request) { w.shopLasts(0, db.Millis(start)) }, RefusedVisitors},
	} {
		t.Run(c.what, func(t *testing.T) {
			w, grant := newShop(t)
			if c.prepare != nil {
				c.prepare(w, grant)
			}
			var err error
			lines := w.recorded(func() { _, err = w.openShop(c.login) })
			var refused *WebappRefused
			if errors.As(err, &refused); refused == nil {
				refused = &WebappRefused{}
			}
			equal(t, "refused", refused.Reason, c.want)
			action := WebappOpened
			if c.want != "" {
				action = Denied
			}
			for _, line := range lines {
				equal(t, "entry", line, fmt.Sprintf("%s: %s: Shop", c.login, action))
			}
			equal(t, "entries", len(lines) > 0, true)
			equal(t, "may assign", refused.MayAssign, c.login == "sue @ Acme" || c.login == "Acme" || c.login == "bea @ Borealis")
		})
	}
}

// A visitor's sign-in is in the customer's record, under each grant, once.
func TestAVisitorsSignInIsInTheCustomersRecord(t *testing.T) {
	w, grant := newShop(t)
	for i := range 2 {
		before := int64(len(w.entries(0)))
		a := w.inShop("vera @ Vendor", oidc.ScopeGrants)
		var said []string
		for _, e := range w.entries(before) {
			said = append(said, fmt.Sprint(e.AccountID, " ", e.Action, " ", e.RequestID == grant.ID, " ", e.After))
		}
		want := []string{`acc_Vendor webapp.opened false `, `acc_Acme webapp.opened true {"company":"North"}`}
		if i > 0 {
			want = nil
		}
		equal(t, "entries", said, want)
		equal(t, "grants", len(a.Claims.Grants), 1)
		equal(t, "the grant", a.Claims.Grants[0], GrantClaim{
			ID: grant.ID, AccountID: "acc_Acme", AccountName: "Acme", CompanyID: "com_North", CompanyName: "North", EndsAt: grant.Window.To,
		})
	}
	w.as("Acme")
	visits := must(w.s.History(t.Context(), w.as("Acme"), grant.ID, ""))(w).Visits
	equal(t, "visits", len(visits), 1)
}

// A webapp is told nothing of grants unless it asks for them, and only of those that count there.
func TestWhatAWebappIsTold(t *testing.T) {
	w, _ := newShop(t)
	a := w.inShop("paul @ Acme")
	equal(t, "without scopes", []any{a.Claims.Person, a.Claims.Email, a.Claims.AccountID, len(a.Claims.Roles), len(a.Claims.Grants)}, []any{"", "", "", 0, 0})
	a = w.inShop("vera @ Vendor", oidc.ScopeProfile)
	equal(t, "profile", []any{a.Claims.Username, a.Claims.AccountName, a.Claims.External, a.Claims.Roles, len(a.Claims.Grants)}, []any{"vera @ Vendor", "Vendor", false, []Role{Support, User}, 0})
	a = w.inShop("ext @ Acme", oidc.ScopeProfile, oidc.ScopeGrants)
	equal(t, "external", []any{a.Claims.External, a.Claims.Roles, len(a.Claims.Grants)}, []any{true, []Role{ExternalSuperuser, User}, 0})
}

// A code is taken once, within a minute, by its own webapp with its own verifier and address.
func TestACodeIsTakenOnce(t *testing.T) {
	w, _ := newShop(t)
	w.write(func(q *db.Queries) error {
		w.must(q.InsertWebapp(t.Context(), db.InsertWebappParams{ID: "app_other", Key: "other", Name: "Other", Skeleton: db.NullText("other"), Address: "https://other.example/"}))
		return q.InsertWebappClient(t.Context(), db.InsertWebappClientParams{WebappID: "app_other", ClientID: "cli_other", RedirectUris: shopBack})
	})
	other := must(w.s.ClientByID(t.Context(), "cli_other"))(w)
	good := func(code string) Exchange { return Exchange{Code: code, RedirectURI: shopBack, Verifier: verifier} }
	for _, c := range []struct {
		what   string
		after  time.Duration
		change func(x *Exchange, o *OIDCClient)
		want   error
	}{
		{"good", 0, func(*Exchange, *OIDCClient) {}, nil},
		{"in time", codeLifetime - time.Millisecond, func(*Exchange, *OIDCClient) {}, nil},
		{"too late", codeLifetime, func(*Exchange, *OIDCClient) {}, ErrInvalidGrant},
		{"another address", 0, func(x *Exchange, _ *OIDCClient) { x.RedirectURI += "/" }, ErrInvalidGrant},
		{"another verifier", 0, func(x *Exchange, _ *OIDCClient) { x.Verifier += "x" }, ErrInvalidGrant},
		{"no verifier", 0, func(x *Exchange, _ *OIDCClient) { x.Verifier = "" }, ErrInvalidGrant},
		{"another code", 0, func(x *Exchange, _ *OIDCClient) { x.Code += "x" }, ErrInvalidGrant},
		{"another webapp", 0, func(_ *Exchange, o *OIDCClient) { *o = other }, ErrInvalidGrant},
	} {
		x, client := good(must(w.openShop("paul @ Acme"))(w)), w.shop()
		c.change(&x, &client)
		w.clock = w.clock.Add(c.after)
		equal(t, c.what, second(w.s.ExchangeCode(t.Context(), client, x)), c.want)
		if c.what == "another webapp" {
			equal(t, "then its own webapp", second(w.s.ExchangeCode(t.Context(), w.shop(), good(x.Code))), nil)
		} else {
			equal(t, c.what+": then again", second(w.s.ExchangeCode(t.Context(), w.shop(), good(x.Code))), ErrInvalidGrant)
		}
	}
}

// A code that is shown again ends the tokens from it, but no others.
func TestAReplayEndsTheTokens(t *testing.T) {
	w, _ := newShop(t)
	first, code := w.inShop("paul @ Acme"), must(w.openShop("paul @ Acme"))(w)
	a := must(w.exchange(code))(w)
	equal(t, "again", second(w.exchange(code)), ErrInvalidGrant)
	equal(t, "its token", w.counts(a), false)
	equal(t, "another token", w.counts(first), true)
	w.clock = w.clock.Add(2 * time.Minute)
	w.must(w.s.EndWebapps(t.Context()))
	equal(t, "much later", second(w.exchange(code)), ErrInvalidGrant)
}

// Whoever asks about access gets the same as whoever opens the webapp.
func TestAccessOf(t *testing.T) {
	w, grant := newShop(t)
	ask := func(user, company string) CompanyAccess {
		return must(w.s.AccessOf(t.Context(), w.shop(), user, company))(w)
	}
	end := start.Add(6 * time.Hour)
	for _, c := range []struct {
		user, company string
		want          CompanyAccess
	}{
		{"usr_paul", "com_North", CompanyAccess{Live: true, EndsAt: end}},
		{"usr_paul", "com_South", CompanyAccess{Live: true, EndsAt: end}},
		{"usr_paul", "com_Bay", CompanyAccess{}},
		{"usr_sue", "com_North", CompanyAccess{}},
		{"usr_vera", "com_North", CompanyAccess{Live: true, EndsAt: grant.Window.To, GrantID: grant.ID}},
		{"usr_vera", "com_South", CompanyAccess{}},
		{"usr_vera", "com_Dock", CompanyAccess{}},
		{"usr_nobody", "com_North", CompanyAccess{}},
		{"", "", CompanyAccess{}},
	} {
		c.want.AsOf = w.clock
		equal(t, c.user+" "+c.company, ask(c.user, c.company), c.want)
	}
	equal(t, "kept", ask("usr_vera", "com_North").MayBeKept(), 30)
	w.clock = grant.Window.To.Add(-1500 * time.Millisecond)
	equal(t, "kept at the end", ask("usr_vera", "com_North").MayBeKept(), 1)
	w.clock = grant.Window.To
	equal(t, "at the end", ask("usr_vera", "com_North").Live, false)
}

// A token never outlives any of its reasons: whatever the windows of what it hangs on are, it
// counts exactly while all of them are open.
func TestATokenOutlivesNoneOfItsReasons(t *testing.T) {
	w, grant := newShop(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	for range 40 {
		at := db.Millis(w.clock)
		w.shopLasts(0, noEnd)
		login := []string{"paul @ Acme", "vera @ Vendor", "ext @ Acme"}[random.IntN(3)]
		if login == "vera @ Vendor" && !grant.Window.Contains(w.clock.Add(time.Minute)) {
			continue
		}
		a := w.inShop(login, oidc.ScopeGrants)
		ends := []int64{db.Millis(a.ExpiresAt)}
		if login != "vera @ Vendor" || random.IntN(2) == 0 {
			to := at + 1 + random.Int64N(60_000)
			w.shopLasts(0, to)
			ends = append(ends, to)
			if login == "vera @ Vendor" {
				ends = append(ends, at) // it is not what the webapp was told
			}
		}
		end := slices.Min(ends)
		for _, ms := range []int64{at, end - 1, end, end + 1} {
			if ms < at {
				continue
			}
			row, err := w.store.Read.GetWebappToken(t.Context(), db.GetWebappTokenParams{TokenHash: hashText(a.AccessToken), Now: ms})
			equal(t, fmt.Sprint(login, " at ", ms-at, " of ", end-at), err == nil, ms < end)
			if err == nil && min(row.ExpiresAt, row.ValidTo) != end {
				t.Errorf("%s: it is said to end at %d, not %d", login, min(row.ExpiresAt, row.ValidTo)-at, end-at)
			}
		}
		w.clock = w.clock.Add(time.Minute)
		w.must(w.s.EndWebapps(t.Context()))
	}
}
