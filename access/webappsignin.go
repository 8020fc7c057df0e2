package access

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"latchkey/db"
	"latchkey/oidc"
)

// WebappOpened says that someone signed in to a webapp. A visitor's is also in the record of each
// account whose grant the webapp is told of, under that grant.
const WebappOpened Action = "webapp.opened"

// codeLifetime is how long a webapp has to exchange a code.
const codeLifetime = time.Minute

// Authorization is what a webapp asks for when it sends someone here to sign in. Its redirect URI
// is one of the client's.
type Authorization struct {
	ClientID, RedirectURI string
	Scopes                []oidc.Scope
	// Nonce is handed back in the ID token. Challenge is the S256 code challenge of PKCE.
	Nonce, Challenge string
}

// OpenWebapp signs the actor in to a webapp, and returns the code that the webapp exchanges. It
// needs OpenWebapps and a seat or, for visitors, a live grant of an account that lets visitors open
// the webapp. Errors: *WebappRefused, ErrNotFound if there is no such client, ErrSignedOut.
func (s *Service) OpenWebapp(ctx context.Context, by Actor, a Authorization) (code string, err error) {
	now := s.now()
	client, err := s.ClientByID(ctx, a.ClientID)
	if err != nil {
		return "", err
	}
	if by.Kind != KindUser || by.session == nil {
		return "", s.refuseWebapp(by, now, &WebappRefused{Reason: RefusedAccountLogin, Webapp: client.Webapp})
	}
	code, err = s.newToken()
	if err != nil {
		return "", err
	}
	var refused *WebappRefused
	err = s.transact(ctx, by, now, func(t *tx) error {
		if err := t.stillSignedIn(ctx); err != nil {
			return err
		}
		id, err := t.openWebapp(ctx, client, a)
		if err != nil {
			return err
		}
		return t.InsertWebappCode(ctx, db.InsertWebappCodeParams{
			CodeHash: hashText(code), WebappSessionID: id, RedirectUri: a.RedirectURI, Nonce: a.Nonce, Challenge: a.Challenge,
			Scope: oidc.ScopeText(a.Scopes), AuthTime: db.Millis(t.proved), Proofs: t.proofs.String(),
			CreatedAt: db.Millis(t.turn), ExpiresAt: db.Millis(t.turn.Add(codeLifetime)),
		})
	})
	if errors.As(err, &refused) {
		err = s.refuseWebapp(by, now, refused)
	}
	if err != nil {
		return "", err
	}
	return code, nil
}

// openWebapp makes a sign-in to a webapp, or goes on with the one that the actor's session has.
// Errors: *WebappRefused.
func (t *tx) openWebapp(ctx context.Context, c OIDCClient, a Authorization) (id string, err error) {
	seat, err := t.GetSeat(ctx, db.GetSeatParams{WebappID: c.Webapp.ID, UserID: t.by.UserID, Now: db.Millis(t.turn)})
	if err != nil {
		return "", err
	}
	grants, err := t.ListVisitorGrants(ctx, db.ListVisitorGrantsParams{WebappID: c.Webapp.ID, UserID: t.by.UserID, Now: db.Millis(t.turn)})
	if err != nil {
		return "", err
	}
	under := seat.GrantID.Valid // made under a grant: it takes that and a seat
	if seat.Opener == 0 || seat.Seat == 0 && (under || len(grants) == 0) {
		return "", t.whyNoWebapp(ctx, c.Webapp, seat)
	}
	if under && len(grants) == 0 {
		return "", &WebappRefused{Reason: RefusedVisitors, Webapp: c.Webapp}
	}
	if seat.Seat != 0 && !under && !slices.Contains(a.Scopes, oidc.ScopeGrants) {
		grants = nil // the webapp is not told of them
	}
	id, err = t.webappSession(ctx, c, seat)
	if err != nil {
		return "", err
	}
	if err := t.tellGrants(ctx, id, c.Webapp, grants); err != nil {
		return "", err
	}
	row, err := t.GetWebappDoor(ctx, id)
	if err != nil {
		return "", err
	}
	if !doorFrom(row).isOpen(t.turn) { // what it hangs on was there a moment ago, in this transaction
		return "", fmt.Errorf("the door of the new sign-in %s is shut", id)
	}
	return id, t.SetWebappLook(ctx, db.SetWebappLookParams{ID: id, LookAt: t.svc.lookAt(doorFrom(row))})
}

// webappSession is the id of the sign-in to a webapp that the actor's session has, or of a new one.
// That of someone made under a grant is recorded under it (tellGrants).
func (t *tx) webappSession(ctx context.Context, c OIDCClient, seat db.GetSeatRow) (string, error) {
	row, err := t.GetLiveWebappSession(ctx, db.GetLiveWebappSessionParams{SessionHash: t.by.session, WebappID: c.Webapp.ID})
	is := door{id: row.ID, from: row.ValidFrom, to: row.ValidTo}
	switch {
	case err != nil && !db.IsNotFound(err):
		return "", err
	case err == nil && is.isOpen(t.turn):
		return row.ID, nil
	case err == nil:
		if err := t.endWebapp(ctx, is); err != nil {
			return "", err
		}
	}
	id, err := t.svc.newID("sid", t.turn)
	if err != nil {
		return "", err
	}
	n, err := t.InsertWebappSession(ctx, db.InsertWebappSessionParams{
		ID: id, AccountID: t.by.AccountID, UserID: t.by.UserID, SessionHash: t.by.session, Seat: seat.Seat != 0, OpenedAt: db.Millis(t.turn), ClientID: c.ClientID,
	})
	if err == nil && n == 0 { // the client is gone
		err = ErrNotFound
	}
	if seat.GrantID.Valid {
		return id, err
	}
	return id, t.recordUnless(ctx, err, Entry{Action: WebappOpened, AccountID: t.by.AccountID, ObjectID: c.Webapp.ID, ObjectName: c.Webapp.Name})
}

// tellGrants keeps what the webapp is told of grants, so that it hears when one of them is over,
// and records those that it hears of for the first time.
func (t *tx) tellGrants(ctx context.Context, id string, w Webapp, grants []db.ListVisitorGrantsRow) error {
	for _, g := range grants {
		n, err := t.InsertWebappSessionGrant(ctx, db.InsertWebappSessionGrantParams{WebappSessionID: id, RequestID: g.RequestID, ValidTo: g.ValidTo, ReadOnly: g.ReadOnly})
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		err = t.record(ctx, Entry{
			Action: WebappOpened, AccountID: g.AccountID, ObjectID: w.ID, ObjectName: w.Name, GrantID: g.RequestID, After: changes{DetailCompany: g.CompanyName},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// whyNoWebapp is the *WebappRefused for someone who has neither a seat nor a grant that counts.
func (t *tx) whyNoWebapp(ctx context.Context, w Webapp, seat db.GetSeatRow) error {
	refused := &WebappRefused{Reason: RefusedNoSeat, Webapp: w}
	now := db.Millis(t.turn)
	if seat.SubscribedTo != 0 {
		refused.Window = Window{db.Time(seat.SubscribedFrom), db.Time(seat.SubscribedTo)}
	}
	switch {
	case seat.Opener == 0:
		refused.Reason = RefusedRole
	case seat.SubscribedTo == 0:
		refused.Reason = RefusedNoSubscription
		live, err := t.ListLiveGrants(ctx, db.ListLiveGrantsParams{GranteeAccount: t.by.AccountID, GranteeUser: t.by.UserID, ReadOnly: 1, Now: now, PageSize: 1})
		if err != nil {
			return err
		}
		frozen, err := t.IsOutByFreeze(ctx, db.IsOutByFreezeParams{UserID: t.by.UserID, WebappID: w.ID, Now: now})
		if err != nil {
			return err
		}
		switch {
		case len(live) > 0:
			refused.Reason = RefusedVisitors
		case frozen != 0:
			refused.Reason = RefusedFrozen
		case t.by.MayAnywhere(RequestAccess):
			refused.Reason = RefusedNoGrant
		}
	case now < seat.SubscribedFrom:
		refused.Reason = RefusedNotBegun
	case now >= seat.SubscribedTo:
		refused.Reason = RefusedOver
	}
	return refused
}

// IsWebappSession reports whether a webapp's sign-in is one of the actor's session here, even if it
// is over.
func (s *Service) IsWebappSession(ctx context.Context, by Actor, clientID, id string) (bool, error) {
	row, err := s.store.Read.GetWebappSession(ctx, id)
	if db.IsNotFound(err) {
		return false, nil
	}
	return err == nil && by.session != nil && row.ClientID == clientID && bytes.Equal(row.SessionHash, by.session), err
}
