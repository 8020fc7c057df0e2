package access

// An e-mail address is a way to sign in, because links for forgotten passwords go there. Nobody
// gets such a way to someone else's account: so no link goes to an address that someone wrote who
// is none of the account's own people, until those say that they know it.

// emailOutside is whether an address, after an edit, is one that only someone outside has written.
// was is what it was before, moved whether the edit changed the address, accepted whether the
// editor said that it is right, and outside whether the editor is none of the account's own people.
func emailOutside(was, moved, accepted, outside bool) bool {
	if moved {
		return outside
	}
	return was && (outside || !accepted)
}
