package access

import (
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"latchkey/db"
)

// What happens in an account looks only at the sign-ins to webapps that hang on it, because it does
// that before others can write.
func TestWhatHappensInAnAccountLooksOnlyAtWhatHangsOnIt(t *testing.T) {
	w, _ := newShop(t)
	w.must(w.make("vera @ Vendor", "nia @ Acme", ExternalUser))
	w.must(w.make("sue @ Acme", "hal @ Acme"))
	w.must(w.make("sue @ Acme", "max @ Acme", Superuser))
	assign := func(by, who string) {
		must(w.s.AssignWebapp(t.Context(), w.as(by), "acc_Acme", "app_shop", []string{w.idOf(who)}, true))(w)
	}
	assign("vera @ Vendor", "nia @ Acme")
	assign("vera @ Vendor", "hal @ Acme") // the seat hangs on the grant
	assign("sue @ Acme", "max @ Acme")
	w.write(func(q *db.Queries) error {
		w.must(q.InsertSubscription(t.Context(), db.InsertSubscriptionParams{AccountID: "acc_Vendor", WebappID: "app_shop", Seats: 5, ValidTo: noEnd}))
		return second(q.InsertUserSubscription(t.Context(), db.InsertUserSubscriptionParams{AccountID: "acc_Vendor", WebappID: "app_shop", UserID: "usr_victor", ScopeAll: 1}))
	})
	in := map[string]string{}
	for _, login := range []string{"paul @ Acme", "max @ Acme", "hal @ Acme", "nia @ Acme", "ext @ Acme", "vera @ Vendor", "victor @ Vendor"} {
		in[w.inShop(login).Claims.SessionID] = login
	}
	looksAt := func(o touch) (all []string) {
		w.write(func(q *db.Queries) error {
			for _, d := range must((&tx{Queries: q, now: w.clock, svc: w.s}).doorsOf(t.Context(), o))(w) {
				all = append(all, in[d.id])
			}
			return nil
		})
		slices.Sort(all)
		return all
	}
	for account, want := range map[string][]string{
		"acc_Vendor":   {"hal @ Acme", "nia @ Acme", "vera @ Vendor", "victor @ Vendor"},
		"acc_Borealis": {"ext @ Acme"},
		"acc_Acme":     {"ext @ Acme", "hal @ Acme", "max @ Acme", "nia @ Acme", "paul @ Acme", "vera @ Vendor"},
		"acc_Kite":     nil,
	} {
		equal(t, account, looksAt(touch{account: account}), want)
	}
	equal(t, "a user alone", looksAt(touch{account: "acc_Acme", user: "usr_paul"}), []string{"paul @ Acme"})
}

// What only changes data looks at no sign-in at all, and a sign-in at those of its login.
func TestWhatEndsNobodysAccessLooksAtNoWebapp(t *testing.T) {
	for action := range shutsNothing {
		x := &tx{by: Actor{AccountID: "acc_Acme"}}
		x.touches(Entry{Action: action, AccountID: "acc_Acme", ObjectID: "acc_Acme"})
		equal(t, string(action), len(x.shuts), 0)
	}
	for _, a := range needsNoProof["it is data, and gives nobody access"] {
		equal(t, string(a)+" is data", shutsNothing[a], true)
	}
	for _, a := range needsNoProof["it only takes access away"] {
		equal(t, string(a)+" ends access", shutsNothing[a], false)
	}
}

// However many sign-ins the clock ends at once, one turn ends all of them, and so does the look at
// all.
func TestOneTurnEndsAllThatIsOver(t *testing.T) {
	for what, lookAt := range map[string]int64{"what is due": 0, "all": math.MaxInt64} {
		t.Run(what, func(t *testing.T) {
			w, _ := newShop(t)
			w.must(w.s.EndWebapps(t.Context()))
			w.write(func(q *db.Queries) error {
				for i := range 2*doorsAtOnce + 1 {
					hash := sha256.Sum256(fmt.Append(nil, i)) // of a session that is over
					w.must(second(q.InsertWebappSession(t.Context(), db.InsertWebappSessionParams{
						ID: fmt.Sprintf("sid_%04d", i), AccountID: "acc_Acme", UserID: "usr_paul", SessionHash: hash[:], Seat: true, LookAt: lookAt, ClientID: shopClient,
					})))
				}
				return nil
			})
			w.clock = w.clock.Add(time.Second)
			if lookAt > 0 {
				w.clock = w.clock.Add(allDoorsEvery)
			}
			w.must(w.s.EndWebapps(t.Context()))
			equal(t, "still open", must(w.store.Read.ExistsLiveWebappSession(t.Context()))(w), int64(0))
		})
	}
}
