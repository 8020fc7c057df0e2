package access

import "time"

// Kind is the kind of an actor.
type Kind string

// The kinds of actor in the record.
const (
	KindAccount  Kind = "ACCOUNT"
	KindUser     Kind = "USER"
	KindOperator Kind = "OPERATOR"
	KindNobody   Kind = "NOBODY"
	// KindExternal replaces the kind for readers who may not see who it was. Nobody acts as this
	// kind.
	KindExternal Kind = "OUTSIDE"
)

// The names of actors in the record that are not logins. Pages show them as kinds. No login can
// have such a name (checkName).
const (
	operatorName = "operator"
	nobodyName   = "nobody"
	externalName = "outside"
	// CommandLine is the operator's address.
	CommandLine = "command_line"
)

// IsLogin reports whether a login acted. Only logins have names.
func (k Kind) IsLogin() bool { return k == KindAccount || k == KindUser }

// Who is who acted: a login by its name, anyone else by their kind.
type Who struct {
	Kind Kind
	Name string
}

// Actor is who is acting. Service.Authenticate makes one for a signed-in login, with the roles that
// count at that moment.
type Actor struct {
	Kind        Kind
	AccountID   string
	AccountName string
	// UserID and UserName are empty for an account login. FirstName, and Person, the first and last
	// name, may also be empty for a user.
	UserID                      string
	UserName, FirstName, Person string
	// OwnerAccountID is the account of an external user's owner.
	OwnerAccountID string
	// Roles are the roles that count. A role that was assigned under a grant reaches no further
	// than that grant: see bonds.
	Roles []Role
	bonds map[Role]Bond
	// Zone is the login's own time zone, for typing and reading times.
	Zone *time.Location
	// Language is the tag of the language that the login chose, or "".
	Language string
	Address  string
	// Invoiced is the account of the requested page, if it has invoices and the actor may see them.
	Invoiced string
	// ReadOnlyIn is that account, if the actor's live grants for it are all read-only.
	ReadOnlyIn string
	// Frozen is the freeze of the actor's own account, or nil.
	Frozen *Freeze
	// Proved is when the login last proved who it is in this session, and Proofs how.
	Proved time.Time
	Proofs Proofs
	// session is the hash of the session's token, or nil for an actor without a session.
	session []byte
	// saw is the version of what the actor's form showed, or "" if that is unknown.
	saw Version
	// once is the hash of the one-time key for what the actor sends, or nil if it may be done
	// again.
	once []byte
	// rehearses says that nothing that the actor does takes effect.
	rehearses bool
}

// Nobody is someone who is not signed in, at an address.
func Nobody(address string) Actor { return Actor{Kind: KindNobody, Address: address} }

// TheOperator is the actor on the server's command line.
func TheOperator() Actor {
	return Actor{Kind: KindOperator, Roles: []Role{Operator}, Zone: time.UTC, Address: CommandLine}
}

// Name is the actor's name on pages and in the record: a user with its account, or the account.
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

// Signature is what is stored about who did something, and does not change later: Name and, for a
// user, the person.
func (a Actor) Signature() string {
	if a.Kind == KindUser {
		return personWithLogin(a.Person, "", a.UserName) + " @ " + a.AccountName
	}
	return a.Name()
}

// Reach is the actor's reach for a function: the union over its roles. A role that depends on a
// grant reaches only as far as that.
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

// MayAnywhere reports whether there can be anything on which the actor may exercise f.
func (a Actor) MayAnywhere(f Function) bool { return a.Reach(f) != 0 }

// MayElsewhere reports whether there can be anything outside its own account on which the actor may
// exercise f.
func (a Actor) MayElsewhere(f Function) bool { return a.Reach(f)&(Granted|All) != 0 }

// MayOwn reports whether the actor may exercise f in its own account.
func (a Actor) MayOwn(f Function) bool { return a.May(f, a.AccountID) }

// May reports whether the reach of f can include something in an account. For Granted, only the
// statement that reads or writes knows: it compares the window with the clock.
func (a Actor) May(f Function, accountID string) bool {
	r := a.Reach(f)
	own := accountID == a.AccountID
	return r.Has(All) || (own && r.Has(Own)) || (!own && r.Has(Granted) && (reading[f] || a.ReadOnlyIn != accountID))
}

// loginID is the id of the actor's own login: its user, or else its account.
func (a Actor) loginID() string {
	if a.Kind == KindUser {
		return a.UserID
	}
	return a.AccountID
}
