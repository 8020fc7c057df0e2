package access

import (
	"slices"
	"time"
)

// Kind is what kind of login acts.
type Kind string

// The kinds of actor in the record.
const (
	KindAccount  Kind = "ACCOUNT"
	KindUser     Kind = "USER"
	KindOperator Kind = "OPERATOR"
	KindNobody   Kind = "NOBODY"
	// KindExternal is for readers who may not see who it was: nobody acts as it.
	KindExternal Kind = "OUTSIDE"
)

// What the record calls who is no login. They are kinds, and shown as such: whoever has a name has another one (checkName).
const (
	operatorName = "operator"
	nobodyName   = "nobody"
	externalName = "outside"
	// CommandLine is the address of the operator.
	CommandLine = "command_line"
)

// IsLogin says whether it was a login that acted: one has a name, any other kind has none.
func (k Kind) IsLogin() bool { return k == KindAccount || k == KindUser }

// Who is who acted: a login by its name, and anyone else by their kind.
type Who struct {
	Kind Kind
	Name string
}

// Actor is who is acting. Service.Authenticate makes one for a signed-in login; its roles are those that count at that moment.
type Actor struct {
	Kind        Kind
	AccountID   string
	AccountName string
	// UserID and UserName are empty for an account login, and Person, the first and last name, also where the user has none.
	UserID           string
	UserName, Person string
	// OwnerAccountID is, for an external user, the account of its owner.
	OwnerAccountID string
	// Roles are those that count. What of them was given under a grant reaches no further than that grant: bonds.
	Roles []Role
	bonds map[Role]Bond
	// Zone is the login's own time zone, in which it types and reads times.
	Zone *time.Location
	// Language is the tag of the language that the login chose, "" for none.
	Language string
	Address  string
	// Invoiced is the account of the page that is asked for, if the actor may see invoices there and there are any.
	Invoiced string
	// ReadOnlyIn is that account, if the actor's live grants there let it only read.
	ReadOnlyIn string
	// Frozen is the freeze of the actor's own account, nil while there is none.
	Frozen *Freeze
	// session is the hash of the token that the actor came with; nil for an actor without a session.
	session []byte
	// saw is what the form showed that the actor fills in, "" where that is not known.
	saw Version
	// once is the hash of the key by which what the actor sends is done once; nil where it may be done again.
	once []byte
	// rehearses says that nothing of what the actor does is done.
	rehearses bool
}

// Nobody is somebody who is not signed in, at an address.
func Nobody(address string) Actor { return Actor{Kind: KindNobody, Address: address} }

// TheOperator acts on the server's command line.
func TheOperator() Actor {
	return Actor{Kind: KindOperator, Roles: []Role{Operator}, Zone: time.UTC, Address: CommandLine}
}

// Name is how pages and the record call the actor: a user with its account, or the account.
func (a Actor) Name() string {
	switch a.Kind {
	case KindUser:
		return a.UserName + " @ " + a.AccountName
	case KindAccount:
		return a.AccountName
	case KindOperator:
		return operatorName
	default:
		return nobodyName
	}
}

// Signature is what is kept of who did something, and stays as it was: Name, and for a user with its person.
func (a Actor) Signature() string {
	if a.Kind == KindUser {
		return personWithLogin(a.Person, "", a.UserName) + " @ " + a.AccountName
	}
	return a.Name()
}

// Has says whether one of the roles that count is role.
func (a Actor) Has(role Role) bool { return slices.Contains(a.Roles, role) }

// Reach is the actor's reach with a function: the union over its roles, those that hang on a grant as far as that reaches.
func (a Actor) Reach(f Function) Reach {
	var reach Reach
	for _, r := range a.Roles {
		if b, bound := a.bonds[r]; bound {
			reach |= b.reach(r, f)
		} else {
			reach |= permissionOf[f][r]
		}
	}
	return reach
}

// MayAnywhere says whether there can be anything at all that the actor may exercise f on.
func (a Actor) MayAnywhere(f Function) bool { return a.Reach(f) != 0 }

// MayElsewhere says whether there can be anything outside its own account that the actor may exercise f on.
func (a Actor) MayElsewhere(f Function) bool { return a.Reach(f)&(Granted|All) != 0 }

// MayOwn says whether the actor may exercise f in its own account.
func (a Actor) MayOwn(f Function) bool { return a.May(f, a.AccountID) }

// May says whether the reach of f can include something in an account. For Granted only the statement that reads or
// writes knows: it holds the window against the clock.
func (a Actor) May(f Function, accountID string) bool {
	r := a.Reach(f)
	own := accountID == a.AccountID
	return r.Has(All) || (own && r.Has(Own)) || (!own && r.Has(Granted) && (reading[f] || a.ReadOnlyIn != accountID))
}

// loginID is the id of the actor's own login: its user, or its account.
func (a Actor) loginID() string {
	if a.Kind == KindUser {
		return a.UserID
	}
	return a.AccountID
}
