package access

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
	"latchkey/oidc"
)

// The actions on how a webapp signs people in through Latchkey.
const (
	WebappClientSet     Action = "webapp.client_set"
	WebappClientRemoved Action = "webapp.client_removed"
)

// MaxWebappURIs is how many addresses of each kind a webapp can have.
const MaxWebappURIs = 20

// WebappClient is how a webapp signs people in through Latchkey. Without a ClientID, it doesn't.
type WebappClient struct {
	WebappID, ClientID string
	// Public says that it runs where no secret can be kept: in browsers or on devices.
	Public bool
	// RedirectURIs are where people come back to with a code, AfterLogoutURIs where they may be led
	// after they signed out. LogoutURI is told when someone's access ends, or "".
	RedirectURIs, AfterLogoutURIs []string
	LogoutURI                     string
	// Secrets are those that count, newest first.
	Secrets []WebappSecret
	// At is the instant for them.
	At time.Time
}

// NewWebappClient is the form of a webapp's sign-in as typed: the addresses one per line.
type NewWebappClient struct {
	Public                                   bool
	RedirectURIs, AfterLogoutURIs, LogoutURI string
}

func webappClientFrom(c db.GetWebappClientOfRow) WebappClient {
	return WebappClient{
		WebappID: c.WebappID, ClientID: c.ClientID, Public: c.Public, RedirectURIs: nonEmptyLines(c.RedirectUris),
		AfterLogoutURIs: nonEmptyLines(c.AfterLogoutUris), LogoutURI: c.LogoutUri,
	}
}

// nonEmptyLines are a text's lines without spaces around them.
func nonEmptyLines(text string) (list []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

func (c WebappClient) changes() changes {
	return changes{
		DetailClientID: c.ClientID, DetailPublic: strconv.FormatBool(c.Public), DetailRedirectURIs: strings.Join(c.RedirectURIs, " "),
		DetailAfterLogoutURIs: strings.Join(c.AfterLogoutURIs, " "), DetailLogoutURI: c.LogoutURI,
	}
}

func (c WebappClient) formValues() formValues {
	return formValues{"sign-in of a webapp", []Shown{
		{"redirect_uris", strings.Join(c.RedirectURIs, " ")}, {"after_logout_uris", strings.Join(c.AfterLogoutURIs, " ")},
		{"logout_uri", c.LogoutURI}, {"public", c.Public},
	}}
}

// Version is the version of the form of a webapp's sign-in.
func (c WebappClient) Version() Version { return c.formValues().version() }

// check reads what was typed into c.
func (n NewWebappClient) check(invalid *Invalid, c *WebappClient) {
	c.Public = n.Public
	c.RedirectURIs = checkURIs(invalid, "redirect_uris", n.RedirectURIs, oidc.CheckRedirectURI)
	if len(c.RedirectURIs) == 0 {
		invalid.add("redirect_uris", NoRedirectURI{})
	}
	c.AfterLogoutURIs = checkURIs(invalid, "after_logout_uris", n.AfterLogoutURIs, oidc.CheckAfterLogoutURI)
	c.LogoutURI = strings.TrimSpace(n.LogoutURI)
	if c.LogoutURI != "" {
		if err := oidc.CheckAddress(c.LogoutURI); err != nil {
			invalid.add("logout_uri", wrongURI(0, c.LogoutURI, err))
		}
	}
}

// checkURIs checks addresses, one per line. Each mistake names its line.
func checkURIs(invalid *Invalid, field, text string, check func(string) *oidc.AddressError) (list []string) {
	lines := map[string]int{}
	number := 0
	for line := range strings.Lines(text) {
		number++
		uri := strings.TrimSpace(line)
		if uri == "" {
			continue
		}
		list = append(list, uri)
		if len(list) > MaxWebappURIs {
			continue
		}
		if err := check(uri); err != nil {
			invalid.addLine(field, wrongURI(number, uri, err))
		} else if before := lines[uri]; before > 0 {
			invalid.addLine(field, WebappURITwice{Line: number, Before: before})
		}
		lines[uri] = number
	}
	if len(list) > MaxWebappURIs {
		invalid.addLine(field, TooManyURIs{Most: MaxWebappURIs, Has: len(list)})
	}
	return list
}

// shownOfURI is how much of an address a mistake shows.
const shownOfURI = 80

func wrongURI(line int, uri string, err *oidc.AddressError) Reason {
	if runes := []rune(uri); len(runes) > shownOfURI {
		uri = string(runes[:shownOfURI]) + "…"
	}
	if err.Fault == oidc.AddressNotNormal {
		return WebappURIUnusual{Line: line, URI: uri, Normal: err.Normal}
	}
	return WebappURIWrong{Line: line, URI: uri, Fault: err.Fault}
}

// WebappClient returns a webapp, and how it signs people in. It needs ManageWebapps. Errors:
// ErrNotFound, ErrForbidden.
func (s *Service) WebappClient(ctx context.Context, by Actor, webappID string) (w Webapp, c WebappClient, err error) {
	now := s.now()
	if err := s.mayManageWebapps(by, now); err != nil {
		return w, c, err
	}
	row, err := getWebapp(ctx, s.store.Read, webappID)
	if err != nil {
		return w, c, err
	}
	c, err = getWebappClient(ctx, s.store.Read, webappID, now)
	return webappFrom(row), c, err
}

// getWebappClient returns a client without a ClientID if the webapp has none.
func getWebappClient(ctx context.Context, q *db.Queries, webappID string, now time.Time) (WebappClient, error) {
	c := WebappClient{WebappID: webappID, At: now}
	row, err := q.GetWebappClientOf(ctx, webappID)
	if db.IsNotFound(err) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	c = webappClientFrom(row)
	c.At = now
	secrets, err := q.ListWebappSecrets(ctx, db.ListWebappSecretsParams{WebappID: webappID, Now: db.Millis(now)})
	slices.Reverse(secrets)
	c.Secrets = mapped(secrets, func(r db.ListWebappSecretsRow) WebappSecret {
		return WebappSecret{ID: r.ID, Hint: r.Hint, Since: db.Time(r.CreatedAt), Until: db.NullTime(r.ExpiresAt)}
	})
	return c, err
}

// changeWebappClient changes how a webapp signs people in.
func (s *Service) changeWebappClient(ctx context.Context, by Actor, webappID string, fn func(*tx, Webapp, WebappClient) error) error {
	return s.changeWebapp(ctx, by, webappID, func(t *tx, w Webapp) error {
		c, err := getWebappClient(ctx, t.Queries, webappID, t.now)
		if err != nil {
			return err
		}
		return fn(t, w, c)
	})
}

// SetWebappClient sets how a webapp signs people in. The first time, it gets its client id. A
// public one has no secrets: those that it had end, and ended is how many they were. It needs
// ManageWebapps. Errors: *Invalid with the fields redirect_uris, after_logout_uris and logout_uri;
// ErrNotFound, ErrForbidden.
func (s *Service) SetWebappClient(ctx context.Context, by Actor, webappID string, n NewWebappClient) (ended int, err error) {
	err = s.changeWebappClient(ctx, by, webappID, func(t *tx, w Webapp, was WebappClient) error {
		c, before := was, was.changes()
		var invalid Invalid
		n.check(&invalid, &c)
		if err := invalid.err(); err != nil {
			return err
		}
		if err := t.checkFresh(was.formValues(), c.formValues()); err != nil {
			return err
		}
		if was.ClientID == "" {
			before = nil
		} else if was.formValues().version() == c.formValues().version() {
			return errUnchanged
		}
		err := t.putClient(ctx, &c)
		if err == nil {
			err = t.record(ctx, clientEntry(by.AccountID, WebappClientSet, w, before, c.changes()))
		}
		if err == nil && c.Public {
			ended = len(was.Secrets)
			err = t.endSecrets(ctx, w, was, t.now)
		}
		return err
	})
	return ended, err
}

// putClient stores a client. A new one gets its id.
func (t *tx) putClient(ctx context.Context, c *WebappClient) (err error) {
	p := db.UpdateWebappClientParams{
		WebappID: c.WebappID, Public: c.Public, RedirectUris: strings.Join(c.RedirectURIs, "\n"), AfterLogoutUris: strings.Join(c.AfterLogoutURIs, "\n"),
		LogoutUri: c.LogoutURI, UpdatedAt: db.Millis(t.now),
	}
	if c.ClientID != "" {
		_, err = t.UpdateWebappClient(ctx, p)
		return err
	}
	if c.ClientID, err = t.svc.newID("cli", t.now); err != nil {
		return err
	}
	return t.InsertWebappClient(ctx, db.InsertWebappClientParams{
		WebappID: p.WebappID, ClientID: c.ClientID, Public: p.Public, RedirectUris: p.RedirectUris, AfterLogoutUris: p.AfterLogoutUris, LogoutUri: p.LogoutUri,
		CreatedAt: p.UpdatedAt, UpdatedAt: p.UpdatedAt,
	})
}

// RemoveWebappClient ends that a webapp signs people in: its secrets end, and so does every sign-in
// to it. Nothing changes if it signs nobody in. It needs ManageWebapps. Errors: ErrNotFound,
// ErrForbidden.
func (s *Service) RemoveWebappClient(ctx context.Context, by Actor, webappID string) (w Webapp, err error) {
	err = s.changeWebappClient(ctx, by, webappID, func(t *tx, is Webapp, was WebappClient) error {
		w = is
		if was.ClientID == "" {
			return errUnchanged
		}
		return t.removeClient(ctx, by.AccountID, w, was, nil)
	})
	return w, err
}

// removeClient removes what a webapp signs people in with, and ends every sign-in to it. The webapp
// is still told of those. The entry is in the record of the account, with why.
func (t *tx) removeClient(ctx context.Context, accountID string, w Webapp, was WebappClient, why changes) error {
	err := t.endSignInsTo(ctx, was.WebappID, EndedClient)
	if err == nil {
		err = t.DeleteWebappSecrets(ctx, was.WebappID)
	}
	if err == nil {
		_, err = t.DeleteWebappClient(ctx, was.WebappID)
	}
	return t.recordUnless(ctx, err, clientEntry(accountID, WebappClientRemoved, w, was.changes(), why))
}

// deleteClient is for a webapp that is deleted: nothing may refer to it any more.
func (t *tx) deleteClient(ctx context.Context, w Webapp) error {
	was, err := getWebappClient(ctx, t.Queries, w.ID, t.now)
	if err == nil && was.ClientID != "" {
		err = t.removeClient(ctx, t.by.AccountID, w, was, nil)
	}
	if err == nil {
		err = t.DeleteVisitorsOfWebapp(ctx, w.ID)
	}
	return err
}

// clientEntry is an entry about a webapp's sign-in. It is in the record of the account that manages
// the catalogue.
func clientEntry(accountID string, action Action, w Webapp, before, after changes) Entry {
	return Entry{Action: action, AccountID: accountID, ObjectID: w.ID, ObjectName: w.Name, Before: before, After: after}
}
