package access

import (
	"slices"
	"time"
)

// LoginFacts is what is known of a login when it is explained.
type LoginFacts struct {
	Kind     Kind
	External bool
	// MaySignIn is the answer of the rules of signing in. Guards are why not, and what else is not as it should be.
	MaySignIn bool
	Guards    []Guard
	// Assigned are the roles that are assigned to its account and to its user now, Over those given under a grant that is over.
	Assigned, Over []Role
	// Bonds hold those of them that were given under a grant that is live.
	Bonds map[Role]Bond
	// Named says whether its account is a named account.
	Named bool
	// LiveGrant says whether a grant lets the login in now.
	LiveGrant bool
	// OwnerAccountName is, for an external user, the account of its owner.
	OwnerAccountName string
}

// Guard is something that keeps a login out, or that takes something away from it. At is when, zero where that is not known.
type Guard struct {
	Why Reason
	At  time.Time
}

// Explained is a function, the reach that a login has with it now, and what decided.
type Explained struct {
	Function Function
	// ByRoles is what its roles give, as Actor.Reach; Reach is what is left of it by the guards, now.
	ByRoles, Reach Reach
	Parts          []Part
	// Limits are guards on single objects inside the reach.
	Limits []Reason
}

// Part is one member of a reach, with the roles that give it. Guard is what takes it away, nil where it counts.
type Part struct {
	Member Reach
	Roles  []Role
	Guard  Reason
}

// ReachMembers are the members of a Reach, the widest last.
var ReachMembers = []Reach{Self, Own, Granted, All}

// Explain says what a login can do at all, function by function, and why. It decides nothing by itself: which roles count is
// actingRoles, what they give Actor.Reach.
func Explain(l LoginFacts) []Explained {
	acting := actingRoles(l.Kind, l.External, l.Assigned)
	login := Actor{Roles: acting, bonds: l.Bonds}
	explained := make([]Explained, len(Permissions))
	for i, p := range Permissions {
		e := Explained{Function: p.Function, ByRoles: login.Reach(p.Function)}
		for _, m := range ReachMembers {
			part := Part{Member: m, Roles: rolesGiving(acting, p.Function, m), Guard: l.guard(p.Function, m)}
			if len(part.Roles) == 0 {
				continue
			}
			if part.Guard == nil && !e.ByRoles.Has(m) {
				part.Guard = NotByWhatItHangsOn{}
			}
			if part.Guard == nil {
				e.Reach |= m
			}
			e.Parts = append(e.Parts, part)
		}
		e.Parts = append(e.Parts, l.idleRoles(p.Function)...)
		e.Limits = l.limits(p.Function, e.Reach, login.grantBond(p.Function))
		explained[i] = e
	}
	return explained
}

// rolesGiving is those of roles that give a member of a function's reach.
func rolesGiving(roles []Role, f Function, member Reach) []Role {
	var give []Role
	for _, r := range roles {
		if ReachOf([]Role{r}, f).Has(member) && !slices.Contains(give, r) {
			give = append(give, r)
		}
	}
	return give
}

// guard is what takes a member of a function's reach away from the login, nil for nothing.
func (l LoginFacts) guard(f Function, member Reach) Reason {
	switch {
	case !l.MaySignIn:
		return CannotSignIn{}
	case member == Granted && !l.LiveGrant:
		return NoLiveGrant{}
	case f == CreateInvoices && !l.Named:
		return NotNamedAccount{}
	default:
		return nil
	}
}

// idleRoles is what roles would give the login that are assigned to it but do not count.
func (l LoginFacts) idleRoles(f Function) []Part {
	var parts []Part
	add := func(r Role, why Reason) {
		reach := ReachOf([]Role{r}, f)
		for _, m := range ReachMembers {
			if reach.Has(m) {
				parts = append(parts, Part{m, []Role{r}, why})
			}
		}
	}
	for _, r := range l.Assigned {
		if why := notActing(l.Kind, l.External, r); why != nil {
			add(r, why)
		}
	}
	for _, r := range l.Over {
		add(r, RoleOver{})
	}
	return parts
}

// limits is the guards that stand inside a reach, on single objects.
func (l LoginFacts) limits(f Function, reach Reach, bond *Bond) []Reason {
	switch {
	case reach == 0:
		return nil
	case bond != nil && reach.Has(Own):
		return []Reason{OnlyUnderGrant{}}
	case f == RequestAccess:
		return []Reason{NeverOwnAccount{}}
	case f == DecideRequests && l.OwnerAccountName != "":
		return []Reason{NeverOfOwner{Account: l.OwnerAccountName}}
	default:
		return nil
	}
}

// RoleState is a role assigned to a login. Idle is why it does not count, nil where it does.
type RoleState struct {
	Role Role
	Idle Reason
	// Until is the end of the grant under which it was given; zero where it was not.
	Until time.Time
}

func (l LoginFacts) roleStates(until map[Role]time.Time) []RoleState {
	var states []RoleState
	for _, r := range l.Assigned {
		states = append(states, RoleState{Role: r, Idle: notActing(l.Kind, l.External, r), Until: until[r]})
	}
	for _, r := range l.Over {
		states = append(states, RoleState{Role: r, Idle: RoleOver{}, Until: until[r]})
	}
	return states
}
