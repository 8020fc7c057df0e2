package access

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A form that edits something carries the Version of what it showed, so that nobody undoes another
// person's work without knowing it. If what the form showed has changed in the meantime, and the
// form does not save the same, the answer is *Invalid with Stale. A form without a version is
// saved.

// Shown is a value in a form, and its field. A value is a text, a bool, a count as an int64, a
// Date, Money, Hours, a time.Duration for the longest window (0 for no limit), or one of the types
// below.
type Shown struct {
	Field string
	Value any
}

// People is how many must approve.
type People int

// Period is the days of an invoice.
type Period struct{ First, Last Date }

// Secret is a value that is not shown. Its content only serves to compare two.
type Secret string

// text is a value for digests. It must not change, because forms that are open during an upgrade
// contain it.
func (s Shown) text() string {
	switch v := s.Value.(type) {
	case string:
		return v
	case bool:
		return yesNo(v)
	case int64:
		return grouped(strconv.FormatInt(v, 10))
	case Date:
		return v.Text()
	case Money:
		return v.String()
	case Hours:
		return oldHours(v)
	case time.Duration:
		if v == 0 {
			return "no bound"
		}
		return oldDuration(v)
	case People:
		if v == 2 {
			return "two different people"
		}
		return "one person"
	case Period:
		return v.First.Text() + " – " + v.Last.Text()
	case Secret:
		return SecretValue + "\x00" + string(v)
	default:
		return fmt.Sprint(v)
	}
}

// formValues is what a form shows: its object and its values, always the same ones in the same
// order.
type formValues struct {
	about  string
	values []Shown
}

// Difference is a value that has changed since a form was shown: its current value, and the typed
// one, or nil if nothing was typed.
type Difference struct {
	Field         string
	Theirs, Yours any
}

// Stale is what has changed since a form was shown. Version is the current one: a form with it was
// sent by someone who knows.
type Stale struct {
	Changed []Difference
	Version Version
}

// Version has a digest of the form's object, and one of each value that it showed.
type Version string

// digestSize is the length of each digest. It is enough to detect what people change by accident,
// and reveals no more than its reader can see anyway.
const digestSize = 8

func digest(text string) string {
	h := sha256.Sum256([]byte(text))
	return base64.RawURLEncoding.EncodeToString(h[:])[:digestSize]
}

func (s formValues) version() Version {
	parts := []string{digest(s.about)}
	for _, v := range s.values {
		parts = append(parts, digest(v.text()))
	}
	return Version(strings.Join(parts, ""))
}

// SameForm reports whether two versions are of the same form, whatever it showed.
func (v Version) SameForm(other Version) bool {
	return len(v) >= digestSize && len(other) >= digestSize && v[:digestSize] == other[:digestSize]
}

// hasValue reports whether the i-th values of a version and of current are the same. A form that
// was opened before an upgrade may have fewer values.
func (v Version) hasValue(i int, current Version) bool {
	from, to := (i+1)*digestSize, (i+2)*digestSize
	return len(v) >= to && len(current) >= to && v.SameForm(current) && v[from:to] == current[from:to]
}

// Saw returns an actor whose form showed the version. "" is for one that does not say.
func (a Actor) Saw(version Version) Actor {
	a.saw = version
	return a
}

// checkFresh returns nil if the actor's form showed the current values. It returns *Invalid with
// Stale if a value that the form changes has been changed by someone else. typed has the values of
// now as typed, in the same order. With an empty typed, for acts that remove something, every
// change counts.
func (t *tx) checkFresh(now, typed formValues) error {
	if t.by.saw == "" {
		return nil
	}
	s := Stale{Version: now.version()}
	for i, v := range now.values {
		switch {
		case t.by.saw.hasValue(i, s.Version):
		case typed.values == nil:
			s.Changed = append(s.Changed, Difference{Field: v.Field, Theirs: v.Value})
		case typed.values[i].text() != v.text():
			s.Changed = append(s.Changed, Difference{Field: v.Field, Theirs: v.Value, Yours: typed.values[i].Value})
		}
	}
	if len(s.Changed) == 0 {
		return nil
	}
	return &Invalid{Stale: &s}
}

func (d AccountDetails) formValues() formValues {
	return formValues{"account details", []Shown{
		{"contact_first_name", d.ContactFirstName}, {"contact_last_name", d.ContactLastName}, {"email", d.Email},
		{"time_zone", cmp.Or(d.TimeZone, "UTC")},
	}}
}

// DetailsVersion is the version of the form of an account's details.
func (a Account) DetailsVersion() Version {
	return AccountDetails{
		Email: a.Email, ContactFirstName: a.ContactFirstName, ContactLastName: a.ContactLastName, TimeZone: a.Zone.String(),
	}.formValues().version()
}

func accountRolesValues(roles []Role) formValues {
	var names []string
	for _, r := range AccountRoles {
		if r == Customer || slices.Contains(roles, r) {
			names = append(names, string(r))
		}
	}
	return formValues{"account roles", []Shown{{"roles", strings.Join(names, " ")}}}
}

// RolesVersion is the version of the form of an account's roles.
func (a Account) RolesVersion() Version { return accountRolesValues(a.Roles).version() }

func (n NewCompany) formValues() formValues {
	return formValues{"company", []Shown{
		{"name", n.Name}, {"description", n.Description}, {"industry", n.Industry}, {"time_zone", cmp.Or(n.TimeZone, "UTC")}, {"type", string(n.Type)},
	}}
}

// Version is the version of a company's form.
func (c Company) Version() Version {
	return NewCompany{Name: c.Name, Description: c.Description, Industry: c.Industry, TimeZone: c.Zone.String(), Type: c.Type}.formValues().version()
}

func (d UserData) formValues() formValues {
	return formValues{"user", []Shown{{"first_name", d.FirstName}, {"last_name", d.LastName}, {"email", d.Email}, {"time_zone", cmp.Or(d.TimeZone, "UTC")}}}
}

func (u UserPage) data() UserData {
	return UserData{FirstName: u.FirstName, LastName: u.LastName, Email: u.Email, TimeZone: u.Zone.String()}
}

// Version is the version of the form of a user's data.
func (u UserPage) Version() Version { return u.data().formValues().version() }

// endValues is an external user's end, in the reader's time zone.
func (a Actor) endValues(e *External) formValues {
	end := ""
	if e != nil && !e.ValidTo.IsZero() {
		end = ExactLocalText(e.ValidTo, a.Zone)
	}
	return formValues{"end of a user", []Shown{{"valid_to", end}}}
}

// EndVersion is the version of the form that extends an external user.
func (a Actor) EndVersion(e *External) Version { return a.endValues(e).version() }

func (w Webapp) formValues() formValues {
	return formValues{"webapp", []Shown{{"name", w.Name}, {"address", w.Address}, {"description", w.Description}}}
}

// Version is the version of a webapp's form.
func (w Webapp) Version() Version { return w.formValues().version() }

// subscriptionValues is a subscription, in the time zone of whoever manages it.
func (a Actor) subscriptionValues(s Subscription) formValues {
	return formValues{"subscription", []Shown{
		{"seats", s.Seats}, {"valid_from", ExactLocalText(s.Window.From, a.Zone)}, {"valid_to", ExactLocalText(s.Window.To, a.Zone)},
	}}
}

// SubscriptionVersion is the version of a subscription's form.
func (a Actor) SubscriptionVersion(s Subscription) Version { return a.subscriptionValues(s).version() }

// assignedValues says which of an account's webapps a user has.
func assignedValues(subscriptions []Subscription, has func(Subscription) bool) formValues {
	var names []string
	for _, s := range subscriptions {
		if has(s) {
			names = append(names, s.Webapp.Name+" ("+s.Webapp.Key+")") // names need not be unique
		}
	}
	return formValues{"webapps of a user", []Shown{{"webapps", strings.Join(names, ", ")}}}
}

func isAssigned(s Subscription) bool { return s.Assigned }

// Version is the version of the form of a user's webapps.
func (u UserSubscriptions) Version() Version { return assignedValues(u.Rows, isAssigned).version() }

func (r Rule) formValues() formValues {
	return formValues{"rule", []Shown{
		{"longest", r.Longest}, {"hours", r.Hours}, {"read_only", r.ReadOnly},
		{"description_required", r.DescriptionRequired}, {"approvals", People(r.Approvals)}, {"second_factor", r.SecondFactor},
	}}
}

// Version is the version of a rule's form.
func (r Rule) Version() Version { return r.formValues().version() }

// choiceValues is how a login is notified about topics, with new choices in place of the stored
// ones.
func choiceValues(topics []TopicChoice, chosen map[Topic]Choice) formValues {
	s := formValues{about: "notices"}
	for _, t := range topics {
		s.values = append(s.values, Shown{string(t.Topic), cmp.Or(chosen[t.Topic], t.Choice)})
	}
	return s
}

// ChoicesVersion is the version of the form for notifications.
func (n NoticeSettings) ChoicesVersion() Version { return choiceValues(n.Topics, nil).version() }
