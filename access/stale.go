package access

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
)

// A form that edits something carries the Version of what it showed. Whoever saves it undoes nobody's work unknowingly: where what it
// showed was changed meanwhile, and what is saved is not the same, the answer is *Invalid with Stale. A form without a version is saved.

// Shown is a value that a form shows, by the name that people read.
type Shown struct{ Name, Value string }

// unshown stands between what of a value is shown and what is not, of values that are secret: no text has it.
const unshown = "\x00"

func shown(value string) string {
	value, _, _ = strings.Cut(value, unshown)
	return value
}

// sheet is what a form shows: what it is about, and its values, always the same ones in the same order.
type sheet struct {
	about  string
	values []Shown
}

// Difference is a value that was changed since a form was shown: as it is now, and as it was typed.
type Difference struct{ Name, Theirs, Yours string }

// Stale says what was changed since a form was shown. Version is that of what is there now: whoever saves with it knows.
type Stale struct {
	Changed []Difference
	Version Version
}

// Version is a digest of what the form is about, and one of each value that it showed.
type Version string

// digestSize is the length of each digest. It keeps apart what people change by accident, and tells no more than who has it reads anyway.
const digestSize = 8

func digest(text string) string {
	h := sha256.Sum256([]byte(text))
	return base64.RawURLEncoding.EncodeToString(h[:])[:digestSize]
}

func (s sheet) version() Version {
	parts := []string{digest(s.about)}
	for _, v := range s.values {
		parts = append(parts, digest(v.Value))
	}
	return Version(strings.Join(parts, ""))
}

// SameForm says whether two versions are of the same form, whatever it showed.
func (v Version) SameForm(other Version) bool {
	return len(v) >= digestSize && len(other) >= digestSize && v[:digestSize] == other[:digestSize]
}

// of says whether a version has the i-th value as current has it.
func (v Version) of(i int, current Version) bool {
	from, to := (i+1)*digestSize, (i+2)*digestSize
	return len(v) == len(current) && v.SameForm(current) && v[from:to] == current[from:to]
}

// Saw is an actor that fills in a form which showed what version stands for; "" for one that does not say.
func (a Actor) Saw(version Version) Actor {
	a.saw = version
	return a
}

// fresh is nil where the form that the actor fills in showed what is there now. It is *Invalid with Stale where something else was made
// of a value that is now given another one. typed has the values of now as they were typed, in the same order; with a sheet{} typed, for
// acts that take something away, every change counts.
func (t *tx) fresh(now, typed sheet) error {
	if t.by.saw == "" {
		return nil
	}
	s := Stale{Version: now.version()}
	for i, v := range now.values {
		switch {
		case t.by.saw.of(i, s.Version):
		case typed.values == nil:
			s.Changed = append(s.Changed, Difference{v.Name, shown(v.Value), ""})
		case typed.values[i].Value != v.Value:
			s.Changed = append(s.Changed, Difference{v.Name, shown(v.Value), shown(typed.values[i].Value)})
		}
	}
	if len(s.Changed) == 0 {
		return nil
	}
	return &Invalid{Stale: &s}
}

func (d AccountDetails) sheet() sheet {
	return sheet{"account details", []Shown{
		{"Contact's first name", d.ContactFirstName}, {"Contact's last name", d.ContactLastName}, {"Contact's e-mail", d.Email},
		{"Time zone", cmp.Or(d.TimeZone, "UTC")},
	}}
}

// DetailsVersion is the version of the form of an account's details.
func (a Account) DetailsVersion() Version {
	return AccountDetails{
		Email: a.Email, ContactFirstName: a.ContactFirstName, ContactLastName: a.ContactLastName, TimeZone: a.Zone.String(),
	}.sheet().version()
}

func accountRolesSheet(roles []Role) sheet {
	var names []string
	for _, r := range AccountRoles {
		if r == Customer || slices.Contains(roles, r) {
			names = append(names, string(r))
		}
	}
	return sheet{"account roles", []Shown{{"Roles", strings.Join(names, " ")}}}
}

// RolesVersion is the version of the form of an account's roles.
func (a Account) RolesVersion() Version { return accountRolesSheet(a.Roles).version() }

func (n NewCompany) sheet() sheet {
	return sheet{"company", []Shown{
		{"Name", n.Name}, {"Description", n.Description}, {"Industry", n.Industry}, {"Time zone", cmp.Or(n.TimeZone, "UTC")}, {"Type", string(n.Type)},
	}}
}

// Version is the version of a company's form.
func (c Company) Version() Version {
	return NewCompany{Name: c.Name, Description: c.Description, Industry: c.Industry, TimeZone: c.Zone.String(), Type: c.Type}.sheet().version()
}

func (d UserData) sheet() sheet {
	return sheet{"user", []Shown{{"First name", d.FirstName}, {"Last name", d.LastName}, {"E-mail", d.Email}, {"Time zone", cmp.Or(d.TimeZone, "UTC")}}}
}

func (u UserPage) data() UserData {
	return UserData{FirstName: u.FirstName, LastName: u.LastName, Email: u.Email, TimeZone: u.Zone.String()}
}

// Version is the version of the form of a user's data.
func (u UserPage) Version() Version { return u.data().sheet().version() }

// endSheet is an external user's end, in the time of who reads it.
func (a Actor) endSheet(e *External) sheet {
	end := ""
	if e != nil && !e.ValidTo.IsZero() {
		end = ExactLocalText(e.ValidTo, a.Zone)
	}
	return sheet{"end of a user", []Shown{{"New end", end}}}
}

// EndVersion is the version of the form that prolongs an external user.
func (a Actor) EndVersion(e *External) Version { return a.endSheet(e).version() }

func (w Webapp) sheet() sheet {
	return sheet{"webapp", []Shown{{"Name", w.Name}, {"Address", w.Address}, {"Description", w.Description}}}
}

// Version is the version of a webapp's form.
func (w Webapp) Version() Version { return w.sheet().version() }

// subscriptionSheet is a subscription, in the time of who manages it.
func (a Actor) subscriptionSheet(s Subscription) sheet {
	return sheet{"subscription", []Shown{
		{"Seats", CountText(s.Seats)}, {"From", ExactLocalText(s.Window.From, a.Zone)}, {"To", ExactLocalText(s.Window.To, a.Zone)},
	}}
}

// SubscriptionVersion is the version of a subscription's form.
func (a Actor) SubscriptionVersion(s Subscription) Version { return a.subscriptionSheet(s).version() }

// assignedSheet is which of an account's webapps a user has.
func assignedSheet(subscriptions []Subscription, has func(Subscription) bool) sheet {
	var names []string
	for _, s := range subscriptions {
		if has(s) {
			names = append(names, s.Webapp.Name+" ("+s.Webapp.Key+")") // names need not differ
		}
	}
	return sheet{"webapps of a user", []Shown{{"Webapps", strings.Join(names, ", ")}}}
}

func isAssigned(s Subscription) bool { return s.Assigned }

// Version is the version of the form of a user's webapps.
func (u UserSubscriptions) Version() Version { return assignedSheet(u.Rows, isAssigned).version() }

func (r Rule) sheet() sheet {
	longest := "no bound"
	if r.Longest > 0 {
		longest = DurationText(r.Longest)
	}
	people := "one person"
	if r.Approvals == 2 {
		people = "two different people"
	}
	return sheet{"rule", []Shown{
		{"Longest window", longest}, {"Hours", r.Hours.String()}, {"Read-only", yesNo(r.ReadOnly)},
		{"A description is required", yesNo(r.DescriptionRequired)}, {"Who must say yes", people},
	}}
}

// Version is the version of a rule's form.
func (r Rule) Version() Version { return r.sheet().version() }

// choicesSheet is how a login is told of topics, with what was chosen anew in place of what was.
func choicesSheet(topics []TopicChoice, chosen map[Topic]Choice) sheet {
	s := sheet{about: "notices"}
	for _, t := range topics {
		s.values = append(s.values, Shown{string(t.Topic), string(cmp.Or(chosen[t.Topic], t.Choice))})
	}
	return s
}

// ChoicesVersion is the version of the form of how a login is told.
func (n NoticeSettings) ChoicesVersion() Version { return choicesSheet(n.Topics, nil).version() }
