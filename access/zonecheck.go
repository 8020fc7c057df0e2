package access

import (
	"context"
	"fmt"

	"latchkey/db"
)

// UnknownZones finds the accounts, companies and users with an unknown time zone, which decides
// nothing: at most ten of each kind. It reads all of them.
func (s *Service) UnknownZones(ctx context.Context) (found []Finding, err error) {
	err = s.store.Snapshot(ctx, func(q *db.Queries) error {
		times := map[string]int{}
		find := func(kind, name, zone string, deleted bool) {
			if deleted || KnownZone(location(zone)) {
				return
			}
			if times[kind]++; times[kind] <= 10 {
				found = append(found, Finding{
					What: fmt.Sprintf("The %s %s has the time zone %s, which this server doesn't know: access rules can't use it.", kind, name, zone),
					Do:   "Ask its account to choose another time zone on its page.",
				})
			}
		}
		err := eachRowToCheck(func(after db.Account) ([]db.Account, error) {
			return q.ListAccountsToCheck(ctx, db.ListAccountsToCheckParams{After: after.ID, PageSize: verifyBatch})
		}, func(a db.Account) { find("account", a.Name, a.TimeZone, a.DeletedAt.Valid) })
		if err == nil {
			err = eachRowToCheck(func(after db.Company) ([]db.Company, error) {
				return q.ListCompaniesToCheck(ctx, db.ListCompaniesToCheckParams{After: after.ID, PageSize: verifyBatch})
			}, func(c db.Company) { find("company", c.Name, c.TimeZone, c.DeletedAt.Valid) })
		}
		if err == nil {
			err = eachRowToCheck(func(after db.User) ([]db.User, error) {
				return q.ListUsersToCheck(ctx, db.ListUsersToCheckParams{After: after.ID, PageSize: verifyBatch})
			}, func(u db.User) { find("user", u.Name, u.TimeZone, u.DeletedAt.Valid) })
		}
		return err
	})
	return found, err
}
