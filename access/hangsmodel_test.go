package access

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// bondModel is what depends on what, in memory: a thing copies what its creator depends on, and
// counts as long as all of that does.
type bondModel struct {
	now    time.Time
	users  map[string]*bondUser
	grants []bool
	// chosen are those whom the customer itself made SUPERUSER.
	chosen map[string]bool
}

type bondUser struct {
	external, inactive bool
	end                time.Time
	thing
	super *thing
}

// thing is what a user or its role depends on: a grant, counted from 1, and external users.
type thing struct {
	grant int
	on    map[string]bool
}

const grantEnd = 3 * time.Hour

func (m *bondModel) live(t thing) bool {
	for g := range t.on {
		if u := m.users[g]; u.inactive || !u.end.IsZero() && !m.now.Before(u.end) || !m.runs(u.grant) {
			return false
		}
	}
	return m.runs(t.grant)
}

func (m *bondModel) runs(g int) bool {
	return g == 0 || m.grants[g-1] && m.now.Before(start.Add(grantEnd))
}

func (m *bondModel) isIn(name string) bool {
	u := m.users[name]
	return !u.inactive && (u.end.IsZero() || m.now.Before(u.end)) && m.live(u.thing)
}

func (m *bondModel) super(name string) bool {
	u := m.users[name]
	return u.super != nil && m.live(*u.super)
}

// given depends on what the creator and its SUPERUSER depend on, and on the creator if that is
// external.
func (m *bondModel) given(by string) thing {
	u, t := m.users[by], thing{on: map[string]bool{}}
	maps.Copy(t.on, u.on)
	maps.Copy(t.on, u.super.on)
	if t.grant = u.super.grant; u.external {
		t.on[by] = true
		if t.grant == 0 {
			t.grant = u.grant
		}
	}
	return t
}

func (m *bondModel) end(name string) {
	for _, u := range m.users {
		if u.super != nil && u.super.on[name] {
			u.super = nil
		}
		u.inactive = u.inactive || u.on[name]
	}
}

// story is a random chain of creating, assigning, removing, extending, shortening and ending, in
// the product and in the model.
type story struct {
	*world
	*bondModel
	rand *rand.Rand
	log  []string
}

func newStory(t *testing.T, seed uint64) *story {
	w := newWorld(t)
	w.addUser(worldUser{login: "tom @ Acme"}, time.Time{})
	m := &bondModel{now: start, users: map[string]*bondUser{"sue": {super: &thing{}}, "paul": {}, "tom": {}}, chosen: map[string]bool{"sue": true}}
	for i, name := range []string{"gus", "gwen"} {
		end := start.Add(time.Duration(2+2*i) * time.Hour)
		w.addUser(worldUser{login: name + " @ Acme", roles: []Role{Superuser}, owner: "vera @ Vendor"}, end)
		m.users[name] = &bondUser{external: true, end: end, super: &thing{}}
	}
	return &story{world: w, bondModel: m, rand: rand.New(rand.NewPCG(seed, 1))}
}

// pick is one of the users for whom may returns true, or "".
func (s *story) pick(may func(string) bool) string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(s.users)), func(n string) bool { return !may(n) })
	if len(names) == 0 {
		return ""
	}
	return names[s.rand.IntN(len(names))]
}

func (s *story) acts(name string) bool      { return s.isIn(name) && s.super(name) }
func (s *story) isExternal(n string) bool   { return s.users[n].external }
func (s *story) expect(err error, w string) { s.Helper(); equal(s, fmt.Sprint(s.log), outcome(err), w) }

func (s *story) step() {
	by := s.pick(s.acts)
	login := by + " @ Acme"
	switch s.rand.IntN(9) {
	case 0, 1:
		s.make(by, login)
	case 2, 3:
		s.give(by, login)
	case 4:
		s.extendOne(by, login)
	case 5:
		guest := s.pick(s.isExternal)
		s.log = append(s.log, "Acme ends "+guest)
		if s.users[guest].inactive {
			s.expect(s.s.SetUserActive(s.Context(), s.as("Acme"), "acc_Acme", s.idOf(guest+" @ Acme"), true), "done")
			s.users[guest].inactive = false
			return
		}
		s.expect(s.s.SetUserActive(s.Context(), s.as("Acme"), "acc_Acme", s.idOf(guest+" @ Acme"), false), "done")
		s.users[guest].inactive = true
		s.end(guest)
	case 6:
		s.now = s.now.Add(time.Duration(s.rand.IntN(60)) * time.Minute)
		s.clock = s.now
		s.log = append(s.log, "it is "+s.now.Format("15:04"))
	case 7:
		s.underAGrant()
	case 8:
		to := s.pick(func(n string) bool { return n != "sue" && n != by && s.super(n) })
		// under a grant, only a role with a bond can be removed
		if to == "" || s.users[by].super.grant != 0 {
			return
		}
		s.log = append(s.log, by+" takes SUPERUSER from "+to)
		s.expect(s.setRoles(login, to+" @ Acme"), "done")
		s.users[to].super, s.chosen[to] = nil, false
	}
}

func (s *story) make(by, login string) {
	name, with := fmt.Sprintf("new%d", len(s.users)), s.rand.IntN(2) == 0
	s.log = append(s.log, fmt.Sprint(by, " makes ", name, with))
	maker, t := s.users[by], s.given(by)
	u := &bondUser{external: len(t.on) > 0 || t.grant != 0, thing: t}
	switch {
	case maker.super.grant != 0:
		u.end = start.Add(grantEnd)
	case maker.external:
		u.end = maker.end
	default:
		for g := range t.on {
			if end := s.users[g].end; u.end.IsZero() || !end.IsZero() && end.Before(u.end) {
				u.end = end
			}
			if g := s.users[g].grant; g != 0 {
				u.grant = g
			}
		}
	}
	roles := []Role{}
	if with {
		roles, u.super = []Role{Superuser}, &thing{u.grant, t.on}
	}
	s.expect(s.world.make(login, name+" @ Acme", roles...), "done")
	s.users[name] = u
	if !u.external {
		s.chosen[name] = with
	}
}

func (s *story) give(by, login string) {
	to := s.pick(func(n string) bool { return n != by && !s.super(n) })
	if to == "" {
		return
	}
	s.log = append(s.log, by+" gives SUPERUSER to "+to)
	s.expect(s.setRoles(login, to+" @ Acme", Superuser), "done")
	t, u := s.given(by), s.users[to]
	u.super = &t
	if s.users[by].super.grant != 0 {
		s.cap(u)
	}
	s.chosen[to] = s.chosen[by] && !s.isExternal(by)
}

func (s *story) cap(u *bondUser) {
	if u.external && (u.end.IsZero() || u.end.After(start.Add(grantEnd))) {
		u.end = start.Add(grantEnd)
	}
}

func (s *story) extendOne(by, login string) {
	to := s.pick(func(n string) bool { return n != by && s.isExternal(n) })
	end, u := s.now.Add(time.Duration(1+s.rand.IntN(300))*time.Minute), s.users[to]
	var keep []Role
	if s.rand.IntN(2) == 0 {
		keep = []Role{Superuser}
	}
	s.log = append(s.log, fmt.Sprint(by, " extends ", to, " to ", end.Format("15:04"), keep))
	if !s.chosen[by] || s.isExternal(by) {
		s.expect(s.extendUser(login, to+" @ Acme", end, keep...), "forbidden")
		return
	}
	s.expect(s.extendUser(login, to+" @ Acme", end, keep...), "done")
	out := !s.isIn(to)
	if keep != nil && u.super != nil && (s.super(to) || s.withUser(u)) {
		u.super = &thing{}
	}
	if out {
		s.end(to)
	}
	u.end, u.thing = end, thing{}
}

// withUser reports whether a user's role depends only on the user and on what that depends on.
func (s *story) withUser(u *bondUser) bool {
	for g := range u.super.on {
		if !u.on[g] && s.users[g] != u {
			return false
		}
	}
	return u.super.grant == 0 || u.super.grant == u.grant
}

// underAGrant makes vera create and assign something under a grant, or ends the grant.
func (s *story) underAGrant() {
	n := len(s.grants)
	switch live := n > 0 && s.runs(n); {
	case live && s.rand.IntN(4) == 0:
		s.log = append(s.log, "Acme revokes")
		grants := must(s.s.LiveGrants(s.Context(), s.as("vera @ Vendor")))(s)
		_, err := s.s.Revoke(s.Context(), s.as("Acme"), grants[0].ID, "")
		s.expect(err, "done")
		s.grants[n-1] = false
	case live && s.rand.IntN(2) == 0:
		name := fmt.Sprintf("new%d", len(s.users))
		s.log = append(s.log, "vera makes "+name)
		s.expect(s.world.make("vera @ Vendor", name+" @ Acme", Superuser), "done")
		s.users[name] = &bondUser{external: true, end: start.Add(grantEnd), thing: thing{grant: n}, super: &thing{grant: n}}
	case live:
		if to := s.pick(func(name string) bool { return !s.super(name) }); to != "" {
			s.log = append(s.log, "vera gives SUPERUSER to "+to)
			s.expect(s.setRoles("vera @ Vendor", to+" @ Acme", Superuser), "done")
			u := s.users[to]
			u.super, s.chosen[to] = &thing{grant: n, on: maps.Clone(u.on)}, false
			s.cap(u)
		}
	case s.now.Before(start.Add(grantEnd)):
		s.log = append(s.log, "Acme grants")
		s.granted(s.now, start.Add(grantEnd))
		s.grants = append(s.grants, true)
	}
}

// compare compares who can sign in, and with which roles, with the model.
func (s *story) compare() {
	s.Helper()
	for _, name := range slices.Sorted(maps.Keys(s.users)) {
		a, err := s.s.Authenticate(s.Context(), s.session(name+" @ Acme"), address)
		got := fmt.Sprint(err == nil, err == nil && slices.Contains(a.Roles, Superuser))
		equal(s, fmt.Sprint(s.log, ": ", name, " is in, as SUPERUSER"), got, fmt.Sprint(s.isIn(name), s.isIn(name) && s.super(name)))
	}
}

// When every grant and every external user is over, only what the customer chose is left.
func TestWhatHangsOnWhat(t *testing.T) {
	long(t)
	for seed := range uint64(8) {
		s := newStory(t, seed)
		for range 24 {
			if s.step(); t.Failed() {
				return
			}
			if s.compare(); t.Failed() {
				return
			}
		}
		s.now = s.now.Add(24 * time.Hour)
		s.clock = s.now
		s.compare()
		for name := range s.users {
			equal(t, fmt.Sprint(s.log, ": ", name, " is left, as SUPERUSER"), fmt.Sprint(s.isIn(name), s.super(name) && s.isIn(name)),
				fmt.Sprint(!s.users[name].external, s.chosen[name] && !s.users[name].external))
		}
		if t.Failed() {
			return
		}
	}
}
