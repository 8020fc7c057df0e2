package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// Why is the page that says what a login can do now, and why.
type Why struct {
	LoginFacts
	Account Named
	// User is empty for the account login. Person is the user's own name.
	User   Named
	Person string
	// OwnerAccountID is the account of an external user's owner.
	OwnerAccountID string
	Roles          []RoleState
	Functions      []Explained
	// Grants are the login's live grants that the reader may see. OtherGrants says that there are
	// others.
	Grants      []Request
	OtherGrants bool
	Now         time.Time
}

// MayExplain reports whether the actor may read what an account's login and all of its users can
// do, and why. Apart from that, a user can read its own page, and someone with a grant that shows
// the account's users can read theirs.
func (a Actor) MayExplain(accountID string) bool {
	r := a.Reach(ReadUsers)
	return r.Has(All) || r.Has(Own) && accountID == a.AccountID && a.grantBond(ReadUsers) == nil
}

// WhyAccount explains an account login. It needs MayExplain. Errors: ErrNotFound, ErrForbidden.
func (s *Service) WhyAccount(ctx context.Context, by Actor, id string) (w Why, err error) {
	w.Now = s.now()
	if !by.MayExplain(id) {
		return w, s.refuseWhyAccount(ctx, by, w.Now, id)
	}
	q := s.store.Read
	row, err := q.GetAccount(ctx, getAccountParams(id, by.scope(ReadUsers, w.Now)))
	if db.IsNotFound(err) {
		return Why{}, s.refuseAccount(ctx, by, w.Now, ReadUsers, id)
	}
	if err != nil {
		return w, err
	}
	w.Account = Named{ID: row.ID, Name: row.Name}
	w.Kind, w.MaySignIn = KindAccount, row.LoginEnabled
	w.Named = isNamed(row.ContactFirstName, row.ContactLastName, row.Email)
	unset := row.PasswordStatus == passwordUnset
	w.guardIf(!row.LoginEnabled, AccountIsDisabled{})
	w.guardIf(row.LoginEnabled && unset, NoPasswordYet{})
	return w, w.readAndExplain(ctx, q, by)
}

// refuseWhyAccount is also forbidden for someone who sees the account by a grant, but not this
// page.
func (s *Service) refuseWhyAccount(ctx context.Context, by Actor, now time.Time, id string) error {
	account, err := s.visibleAccount(ctx, by, id, now)
	if db.IsNotFound(err) {
		return s.refuseAccount(ctx, by, now, ReadUsers, id)
	}
	if err != nil {
		return err
	}
	return s.deny(by, now, ReadUsers, Entry{AccountID: account.ID, ObjectID: account.ID, ObjectName: account.Name},
		forbidden(OnlyAdministratorsSeeWhy{Account: account.Name}))
}

// WhyUser explains a user login. It needs MayExplain, or the user is the actor itself, or a grant
// allows the actor to see the account's users with ReadUsers: then it is recorded. Errors:
// ErrNotFound, ErrForbidden.
func (s *Service) WhyUser(ctx context.Context, by Actor, accountID, id string) (w Why, err error) {
	w.Now = s.now()
	sc := by.scope(ReadUsers, w.Now)
	if accountID == by.AccountID && id == by.UserID && by.Reach(ReadUsers).Has(Self) {
		sc.OwnAccount = accountID
	} else if !by.May(ReadUsers, accountID) {
		return w, s.refuseAccount(ctx, by, w.Now, ReadUsers, accountID)
	}
	err = s.readRecorded(ctx, by, ReadUsers, accountID, w.Now, func(q *db.Queries) (Entry, error) {
		row, err := q.GetUser(ctx, getUserParams(accountID, id, sc))
		if err != nil {
			return Entry{}, err
		}
		if err := w.readUser(ctx, q, accountID, row); err != nil {
			return Entry{}, err
		}
		return Entry{Action: WhyRead, AccountID: accountID, ObjectID: row.ID, ObjectName: row.Name, GrantID: row.ByGrantID}, w.readAndExplain(ctx, q, by)
	})
	if db.IsNotFound(err) {
		return Why{}, s.refuseWhyUser(ctx, by, w.Now, accountID, id)
	}
	return w, err
}

// refuseWhyUser is refuse for a user.
func (s *Service) refuseWhyUser(ctx context.Context, by Actor, now time.Time, accountID, id string) error {
	sc := everything
	sc.Now = db.Millis(now)
	row, err := s.store.Read.GetUser(ctx, getUserParams(accountID, id, sc))
	return s.refuseFound(ctx, by, now, ReadUsers, Entry{AccountID: accountID, ObjectID: id, ObjectName: row.Name}, err)
}

// readUser reads the facts about a user. Whether it may sign in is the answer of signing in; the
// row says why not.
func (w *Why) readUser(ctx context.Context, q *db.Queries, accountID string, row db.GetUserRow) error {
	login, err := q.GetUserLogin(ctx, db.GetUserLoginParams{
		AccountNameKey: NameKey(row.AccountName), NameKey: NameKey(row.Name), Now: db.Millis(w.Now),
	})
	if err != nil {
		return err
	}
	w.Account, w.User = Named{ID: accountID, Name: row.AccountName}, Named{ID: row.ID, Name: row.Name}
	w.Person = personWithLogin(row.FirstName, row.LastName, row.Name)
	w.Kind, w.MaySignIn = KindUser, login.Enabled == 1
	w.OwnerAccountID, w.OwnerAccountName = row.OwnerAccountID, row.OwnerAccountName
	w.External = w.OwnerAccountID != ""
	w.guardIf(!row.AccountEnabled, UsersAccountDisabled{Account: row.AccountName})
	w.guardIf(!row.Active, UserInactive{})
	if validTo := db.NullTime(row.ValidTo); !validTo.IsZero() && !w.Now.Before(validTo) {
		w.Guards = append(w.Guards, Guard{TimeOver{}, validTo})
	}
	w.guardIf(row.GrantOver != 0, GrantOver{})
	w.guardIf(row.MakersIn == 0, MakerOut{})
	w.guardIf(row.Frozen != 0, FrozenOut{Account: row.AccountName})
	w.guardIf(w.External && row.OwnerIn == 0, OwnerOut{Account: row.OwnerAccountName})
	w.guardIf(row.HasPassword == 0, NoPasswordYet{})
	return nil
}

func (w *Why) guardIf(is bool, why Reason) {
	if is {
		w.Guards = append(w.Guards, Guard{Why: why})
	}
}

// readAndExplain reads roles and grants, which works the same for every login, and explains.
func (w *Why) readAndExplain(ctx context.Context, q *db.Queries, by Actor) error {
	has, err := assignedRoles(ctx, q, w.Account.ID, w.User.ID, w.Now)
	if err != nil {
		return err
	}
	w.Assigned, w.Bonds = has.roles, has.bonds
	until := map[Role]time.Time{}
	if w.Kind == KindUser {
		rows, err := q.ListUserRoles(ctx, db.ListUserRolesParams{UserID: w.User.ID, Now: db.Millis(w.Now)})
		if err != nil {
			return err
		}
		for _, row := range rows {
			if end := roleEnd(row); !end.IsZero() {
				until[Role(row.Role)] = end
			}
			if !slices.Contains(w.Assigned, Role(row.Role)) {
				w.Over = append(w.Over, Role(row.Role))
			}
		}
	}
	if err := w.readGrants(ctx, q, by); err != nil {
		return err
	}
	w.Roles, w.Functions = w.roleStates(until), Explain(w.LoginFacts)
	return nil
}

// readGrants finds the login's live grants, with the scope of all statements that let it in. A
// reader sees those whose requests they see.
func (w *Why) readGrants(ctx context.Context, q *db.Queries, by Actor) error {
	login := Actor{Kind: w.Kind, AccountID: w.Account.ID, UserID: w.User.ID, Roles: actingRoles(w.Kind, w.External, w.Assigned)}
	grants, err := liveGrants(ctx, q, login, w.Now)
	for _, r := range grants {
		w.LiveGrant = true
		if by.sees(r) {
			w.Grants = append(w.Grants, r)
		} else {
			w.OtherGrants = true
		}
	}
	return err
}

// LiveGrants returns the grants that give the actor access now, in the order in which they end.
// There are none for those who cannot request access.
func (s *Service) LiveGrants(ctx context.Context, by Actor) ([]Request, error) {
	if !by.MayAnywhere(RequestAccess) {
		return nil, nil
	}
	return liveGrants(ctx, s.store.Read, by, s.now())
}

func liveGrants(ctx context.Context, q *db.Queries, login Actor, now time.Time) ([]Request, error) {
	rows, err := q.ListLiveGrants(ctx, scoped(login.scope(ReadAccount, now), db.ListLiveGrantsParams{PageSize: pageSize}))
	return requestsFrom(rows, now), err
}

// sees reports whether the actor sees a request, by the rule of GetRequest.
func (a Actor) sees(r Request) bool {
	reach := a.Reach(ReadRequests)
	return reach.Has(All) || reach.Has(Own) && r.AccountID == a.AccountID || a.askerAccount() == r.RequesterAccountID
}
