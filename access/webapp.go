package access

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"latchkey/db"
)

// The actions on the catalogue.
const (
	WebappCreated Action = "webapp.created"
	WebappChanged Action = "webapp.changed"
	WebappDeleted Action = "webapp.deleted"
)

const (
	maxWebappDescription = 500
	maxAddress           = 2000
)

// Webapp is another application of the vendor.
type Webapp struct{ ID, Key, Name, Address, Description string }

// Host is the webapp's host, for people.
func (w Webapp) Host() string {
	u, err := url.Parse(w.Address)
	if err != nil {
		return ""
	}
	return u.Host
}

// OpenableWebapps returns the webapps that a user login may open now: those assigned to it, while
// the account's subscription lasts. It is empty without OpenWebapps.
func (s *Service) OpenableWebapps(ctx context.Context, by Actor) ([]Webapp, error) {
	if !by.Reach(OpenWebapps).Has(Self) {
		return nil, nil
	}
	rows, err := s.store.Read.ListOpenableWebapps(ctx, db.ListOpenableWebappsParams{UserID: by.UserID, Now: db.Millis(s.now())})
	return mapped(rows, func(w db.ListOpenableWebappsRow) Webapp { return Webapp(w) }), err
}

// NewWebapp is a webapp as typed in the form of the catalogue.
type NewWebapp struct {
	// Key is its name for programs: lower-case letters, digits and hyphens. It cannot be changed
	// later.
	Key                        string
	Name, Address, Description string
}

var webappKey = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$`)

// check checks what was typed. was is the webapp's current name, which it may keep, whatever it is.
func (n *NewWebapp) check(invalid *Invalid, was string) {
	if n.Name != was || was == "" {
		n.Name = checkName(invalid, n.Name)
	}
	n.Address = checkAddress(invalid, "address", n.Address)
	n.Description = cleanText(n.Description)
	if count := utf8.RuneCountInString(n.Description); count > maxWebappDescription {
		invalid.add("description", TooLong{Most: maxWebappDescription, Has: count})
	}
}

// checkAddress checks the absolute URL of a web page.
func checkAddress(invalid *Invalid, field, address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	switch {
	case address == "":
		invalid.add(field, NoAddress{})
	case utf8.RuneCountInString(address) > maxAddress:
		invalid.add(field, TooLong{Most: maxAddress, Has: utf8.RuneCountInString(address)})
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || strings.ContainsAny(address, ` \<>"`) || !utf8.ValidString(address):
		invalid.add(field, AddressNotWhole{})
	case u.User != nil:
		invalid.add(field, AddressHasUser{})
	}
	return address
}

// mayManageWebapps returns nil if the actor may manage the catalogue.
func (s *Service) mayManageWebapps(by Actor, now time.Time) error {
	if by.Reach(ManageWebapps).Has(All) {
		return nil
	}
	return s.deny(by, now, ManageWebapps, Entry{AccountID: by.AccountID}, errMayNot(ManageWebapps))
}

// ListedWebapp is a webapp in the catalogue. Untold says that it could not be told, so far, of
// something that ended there.
type ListedWebapp struct {
	Webapp
	Untold bool
}

// Webapps returns a page of the catalogue, by key. after is the next of the previous page, or "".
// It needs ManageWebapps. Errors: ErrForbidden.
func (s *Service) Webapps(ctx context.Context, by Actor, after string) (webapps []ListedWebapp, next string, err error) {
	if err := s.mayManageWebapps(by, s.now()); err != nil {
		return nil, "", err
	}
	rows, err := s.store.Read.ListWebapps(ctx, db.ListWebappsParams{After: after, PageSize: pageSize + 1})
	rows, next = cut(rows, pageSize, func(w db.ListWebappsRow) string { return w.Key })
	return mapped(rows, func(w db.ListWebappsRow) ListedWebapp {
		return ListedWebapp{Webapp{ID: w.ID, Key: w.Key, Name: w.Name, Address: w.Address, Description: w.Description}, w.Untold != 0}
	}), next, err
}

// Webapp returns a webapp of the catalogue. subscribed says that an account subscribes to it, so
// that it cannot be deleted. It needs ManageWebapps. Errors: ErrNotFound, ErrForbidden.
func (s *Service) Webapp(ctx context.Context, by Actor, id string) (w Webapp, subscribed bool, err error) {
	if err := s.mayManageWebapps(by, s.now()); err != nil {
		return w, false, err
	}
	row, err := getWebapp(ctx, s.store.Read, id)
	return webappFrom(row), row.Subscribed != 0, err
}

func getWebapp(ctx context.Context, q *db.Queries, id string) (db.GetWebappRow, error) {
	row, err := q.GetWebapp(ctx, id)
	return row, notFound(err)
}

func webappFrom(row db.GetWebappRow) Webapp {
	return Webapp{ID: row.ID, Key: row.Key, Name: row.Name, Address: row.Address, Description: row.Description}
}

// CreateWebapp adds a webapp to the catalogue. It needs ManageWebapps. Errors: *Invalid with the
// fields key, name, address and description; ErrForbidden.
func (s *Service) CreateWebapp(ctx context.Context, by Actor, n NewWebapp) (w Webapp, err error) {
	now := s.now()
	if err := s.mayManageWebapps(by, now); err != nil {
		return w, err
	}
	var invalid Invalid
	n.check(&invalid, "")
	n.Key = strings.TrimSpace(n.Key)
	if !webappKey.MatchString(n.Key) {
		invalid.add("key", WebappKeyForm{})
	}
	if err := invalid.err(); err != nil {
		return w, err
	}
	id, err := s.newID("app", now)
	if err != nil {
		return w, err
	}
	w = Webapp{ID: id, Key: n.Key, Name: n.Name, Address: n.Address, Description: n.Description}
	err = s.write(ctx, by, now, func(t *tx) error {
		err := t.InsertWebapp(ctx, db.InsertWebappParams{
			ID: id, Key: w.Key, Name: w.Name, Skeleton: skeleton(w.Name), Address: w.Address, Description: w.Description, CreatedAt: db.Millis(now), UpdatedAt: db.Millis(now),
		})
		return t.recordUnless(ctx, err, t.webappEntry(WebappCreated, w, nil, &w))
	})
	switch {
	case db.IsLookalike(err):
		err = errWebappName
	case db.IsUnique(err):
		err = &Invalid{Fields: map[string]Reason{"key": WebappKeyTaken{}}}
	}
	return w, err
}

// ChangeWebapp changes the name, URL and description of a webapp, but not its key. It needs
// ManageWebapps. Errors: *Invalid with the fields name, address and description; ErrNotFound,
// ErrForbidden.
func (s *Service) ChangeWebapp(ctx context.Context, by Actor, id string, n NewWebapp) (w Webapp, err error) {
	err = s.changeWebapp(ctx, by, id, func(t *tx, was Webapp) error {
		var invalid Invalid
		n.check(&invalid, was.Name)
		if err := invalid.err(); err != nil {
			return err
		}
		w = Webapp{ID: id, Key: was.Key, Name: n.Name, Address: n.Address, Description: n.Description}
		if err := t.checkFresh(was.formValues(), w.formValues()); err != nil {
			return err
		}
		_, err := t.UpdateWebapp(ctx, db.UpdateWebappParams{
			ID: id, Name: w.Name, Skeleton: skeleton(w.Name), Address: w.Address, Description: w.Description, UpdatedAt: db.Millis(t.now),
		})
		return t.recordUnless(ctx, err, t.webappEntry(WebappChanged, w, &was, &w))
	})
	if db.IsLookalike(err) {
		err = errWebappName
	}
	return w, err
}

// changeWebapp changes a webapp if the actor may manage the catalogue.
func (s *Service) changeWebapp(ctx context.Context, by Actor, id string, fn func(*tx, Webapp) error) error {
	now := s.now()
	if err := s.mayManageWebapps(by, now); err != nil {
		return err
	}
	return s.write(ctx, by, now, func(t *tx) error {
		row, err := getWebapp(ctx, t.Queries, id)
		if err != nil {
			return err
		}
		return fn(t, webappFrom(row))
	})
}

var errWebappName = &Invalid{Fields: map[string]Reason{"name": WebappNameTaken{}}}

// DeleteWebapp removes a webapp from the catalogue, with all that signs people in to it. It needs
// ManageWebapps. Errors: ErrNotFound, ErrForbidden; ErrConflict if an account subscribes to it,
// even if the subscription is over or has not begun.
func (s *Service) DeleteWebapp(ctx context.Context, by Actor, id string) (w Webapp, err error) {
	err = s.changeWebapp(ctx, by, id, func(t *tx, was Webapp) error {
		w = was
		if err := t.deleteClient(ctx, w); err != nil {
			return err
		}
		n, err := t.DeleteWebapp(ctx, id)
		if err != nil || n == 0 {
			return orConflict(err, WebappSubscribed{Webapp: w.Name})
		}
		return t.record(ctx, t.webappEntry(WebappDeleted, w, &w, nil))
	})
	return w, err
}

// webappEntry is an entry about the catalogue. It is in the record of the account that manages it.
func (t *tx) webappEntry(action Action, w Webapp, before, after *Webapp) Entry {
	of := func(w *Webapp) changes {
		if w == nil {
			return nil
		}
		return changes{DetailKey: w.Key, DetailName: w.Name, DetailAddress: w.Address, DetailDescription: w.Description}
	}
	return Entry{Action: action, AccountID: t.by.AccountID, ObjectID: w.ID, ObjectName: w.Name, Before: of(before), After: of(after)}
}
