package record

import "slices"

// addedPasskey is a passkey of a login, as the record says.
type addedPasskey struct {
	seq int64
	id  string
	// login is "" if that is hidden, and fingerprint if the passkey was added before the record
	// named keys.
	login, fingerprint string
	// removed is the entry that says that it is gone, or nil.
	removed *int64
}

// passkeyList are the passkeys that entries name, also those that are gone.
type passkeyList struct {
	byID, byKey map[string]*addedPasskey
	// of are those that a login has.
	of map[string][]*addedPasskey
}

func newPasskeyList() passkeyList {
	return passkeyList{byID: map[string]*addedPasskey{}, byKey: map[string]*addedPasskey{}, of: map[string][]*addedPasskey{}}
}

func (l passkeyList) add(e Entry, fingerprint string) {
	p := &addedPasskey{seq: e.Seq, id: e.ObjectID, login: e.login(), fingerprint: fingerprint}
	l.byID[p.id] = p
	if fingerprint != "" {
		l.byKey[fingerprint] = p
	}
	if p.login != "" {
		l.of[p.login] = append(l.of[p.login], p)
	}
}

// remove takes a passkey away, as entry seq says.
func (l passkeyList) remove(id string, seq int64) {
	p := l.byID[id]
	if p == nil || p.removed != nil {
		return
	}
	p.removed = &seq
	l.of[p.login] = slices.DeleteFunc(l.of[p.login], func(has *addedPasskey) bool { return has == p })
}

// reset takes all passkeys of a login away.
func (l passkeyList) reset(e Entry) {
	user := e.ObjectID
	if user == e.AccountID { // the account login
		user = ""
	}
	for _, p := range slices.Clone(l.of[e.AccountID+"/"+user]) {
		l.remove(p.id, e.Seq)
	}
}

// has reports whether a login has a passkey.
func (l passkeyList) has(login string) bool { return len(l.of[login]) > 0 }

// hasNameless reports whether a login has a passkey whose key the record does not name.
func (l passkeyList) hasNameless(login string) bool {
	return slices.ContainsFunc(l.of[login], func(p *addedPasskey) bool { return p.fingerprint == "" })
}
