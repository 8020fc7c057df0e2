package access

import (
	"slices"
	"time"
)

// LoginFacts is what is needed to explain a login.
type LoginFacts struct {
	Kind     Kind
	External bool
	// MaySignIn says whether the login can sign in by the rules for that. Guards say why not, and
	// what else is wrong.
	MaySignIn bool
	Guards    []Guard
	// Assigned are the roles that are assigned to its account and to its user now. Over are those
	// assigned under a grant that is over.
	Assigned, Over []Role
	// Bonds has the bonds of those of them that were assigned under a live grant.
	Bonds map[Role]Bond
	// Named says whether its account is a named account.
	Named bool
	// LiveGrant says whether a grant gives the login access now.
	LiveGrant bool
	// OwnerAccountName is the account of an external user's owner.
	OwnerAccountName string
}

// Guard is something that keeps a login out, or takes something away from it. At is when, or zero
// if unknown.
type Guard struct {
	Why Reason
	At  time.Time
}

// Explained is a function, the login's current reach for it, and what decided.
type Explained struct {
	Function Function
	// ByRoles is what its roles give, as in Actor.Reach. Reach is what the guards leave of it now.
	ByRoles, Reach Reach
	Parts          []Part
	// Limits are guards for single objects inside the reach.
	Limits []Reason
}

// Part is one part of a reach, with the roles that give it. Guard is what takes it away, or nil if
// it counts.
type Part struct {
	Member Reach
	Roles  []Role
	Guard  Reason
}

// ReachMembers are the parts of a Reach, the widest last.
var ReachMembers = []Reach{Self, Own, Granted, All}

// Explain says what a login can do, function by function, and why. It decides nothing by itself:
// actingRoles says which roles count, and Actor.Reach what they give.
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

// rolesGiving are the roles that give a part of a function's reach.
func rolesGiving(roles []Role, f Function, member Reach) []Role {
	var give []Role
	for _, r := range roles {
		if ReachOf([]Role{r}, f).Has(member) && !slices.Contains(give, r) {
			give = append(give, r)
		}
	}
	return give
}

// guard is what takes a part of a function's reach away from the login, or nil.
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

// idleRoles are what the login would get from roles that are assigned to it but do not count.
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

// limits are the guards inside a reach, for single objects.
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

// RoleState is a role assigned to a login. Idle is why it does not count, or nil.
type RoleState struct {
	Role Role
	Idle Reason
	// Until is the end of the grant under which it was assigned, or zero.
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
