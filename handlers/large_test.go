package handlers

import (
	"fmt"
	"net/http"
	"testing"

	"latchkey/access"
	"latchkey/db"
	"latchkey/db/dbtest"
)

// BenchmarkLists reads pages of the lists of accounts and of users, and of searches, in a small
// database and in a large one. Nine of ten users belong to one account, which is the worst case. To
// run it: go test -run - -bench Lists ./handlers
func BenchmarkLists(b *testing.B) {
	for _, size := range []struct{ accounts, users int }{{100, 100}, {10_000, 100_000}} {
		w := newWorldOn(b, dbtest.Open(b))
		rootID, _ := w.account("root", access.Administrator)
		largest := w.fill(size.accounts, size.users)
		root := w.signIn(rootID, "")
		users := "/accounts/" + largest + "/users"
		subscribers := "/accounts/" + largest + "/subscriptions/" + w.subscription(largest, 1)
		for _, page := range []struct{ name, path string }{
			{"accounts first", "/accounts"},
			{"accounts deep", fmt.Sprintf("/accounts?after=account+%06d", size.accounts*9/10)},
			{"accounts newest", "/accounts?sort=newest"},
			{"accounts found", fmt.Sprintf("/accounts?search=%06d", size.accounts-1)},
			{"accounts not found", "/accounts?search=nowhere"},
			{"accounts of a rare role", "/accounts?role=ADMINISTRATOR"},
			{"users first", users},
			{"users deep", fmt.Sprintf("%s?after=user+%06d", users, size.users*9/10)},
			{"users found", fmt.Sprintf("%s?q=%06d@", users, size.users-2)},
			{"users not found", users + "?q=nobody"},
			{"users by login", users + "?sort=login"},
			{"users by login deep", fmt.Sprintf("%s?sort=login&after=0-usr_%06d", users, size.users/10)},
			{"users by login not found", users + "?sort=login&q=nobody"},
			{"users of a rare role", users + "?role=SUPERUSER"},
			{"users not active", users + "?active=no"},
			{"subscribers first", subscribers},
			{"subscribers not found", subscribers + "?q=nobody"},
			{"search found", fmt.Sprintf("/search?q=%06d@", size.users-2)},
			{"search not found", "/search?q=nobody"},
			{"search finds nearly all", "/search?q=0"},
			{"account to ask", "/payment/invoices/new?account_search=nowhere"},
		} {
			cookie := root
			if page.name == "account to ask" {
				sellerID, _ := w.account(fmt.Sprint("seller ", b.N, w.id("")), access.Sales)
				cookie = w.signIn(sellerID, "")
			}
			b.Run(fmt.Sprintf("%d users/%s", size.users, page.name), func(b *testing.B) {
				for b.Loop() {
					if r := w.get(page.path, cookie); r.Code != http.StatusOK {
						b.Fatalf("status %d\n%s", r.Code, r.Body)
					}
				}
			})
		}
	}
}

// fill creates accounts, each with a company, and users. Nine of ten users belong to the account
// that it returns.
func (w *world) fill(accounts, users int) string {
	w.t.Helper()
	ctx := w.t.Context()
	ids := make([]string, accounts)
	w.writeEach(accounts, func(q *db.Queries, i int) error {
		ids[i] = fmt.Sprintf("acc_%06d", i)
		name := fmt.Sprintf("account %06d", i)
		err := q.InsertAccount(ctx, db.InsertAccountParams{
			ID: ids[i], Name: name, NameKey: name, TimeZone: "Europe/Berlin", PasswordStatus: "UNSET", Email: "pat@example.com",
		})
		if err != nil {
			return err
		}
		if _, err = q.InsertAccountRole(ctx, db.InsertAccountRoleParams{AccountID: ids[i], Role: string(access.Customer)}); err != nil {
			return err
		}
		company := db.InsertCompanyParams{ID: fmt.Sprintf("com_%06d", i), AccountID: ids[i], Name: name, NameKey: name, TimeZone: "UTC", Type: "ERP"}
		return q.InsertCompany(ctx, company)
	})
	w.users(ids[0], users, ids[1:]...)
	return ids[0]
}

// users creates users of an account; up to one in ten goes to one of others.
func (w *world) users(accountID string, users int, others ...string) {
	w.t.Helper()
	ctx := w.t.Context()
	w.writeEach(users, func(q *db.Queries, i int) error {
		of := accountID
		if i%10 == 1 && len(others) > 0 {
			of = others[i%len(others)]
		}
		n := i
		if users > 1000 {
			n = i * 7919 % users // people do not arrive in the order of their names
		}
		id, name := fmt.Sprintf("usr_%06d", i), fmt.Sprintf("user %06d", n)
		email := fmt.Sprintf("person.%06d@some-customer.example", n)
		err := q.InsertUser(ctx, db.InsertUserParams{
			ID: id, AccountID: of, Name: name, NameKey: name, Email: email, SearchKey: access.NameKey(name + " " + email), TimeZone: "Europe/Berlin",
		})
		if err != nil {
			return err
		}
		_, err = q.InsertUserRole(ctx, db.InsertUserRoleParams{UserID: id, Role: string(access.User)})
		return err
	})
}

// writeEach writes things, a few thousand per write, because a write has a deadline.
func (w *world) writeEach(things int, fn func(q *db.Queries, i int) error) {
	w.t.Helper()
	const most = 5000
	for from := 0; from < things; from += most {
		w.write(func(q *db.Queries) error {
			for i := from; i < min(from+most, things); i++ {
				if err := fn(q, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
}
